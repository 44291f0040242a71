import { addFollower, removeFollower } from '../../db/stores/escalations.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { isOpen } from '../../domain/escalation/escalation.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'
import { mayBeNamed } from '../eligible.ts'

/** A colleague is its requester from now on, and gets the DM; who handed it on goes on following. */
export async function handToColleague(
  deps: Deps,
  actor: PersonActor,
  input: { readonly escalationId: number; readonly userId: string },
): Promise<Outcome<null>> {
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: 'hand_to_colleague',
    work: async (change) => {
      const { escalation, tx, now } = change
      const from = escalation.requesterId
      const to = input.userId
      if (!isOpen(escalation)) return refused({ code: 'wrong_status', status: escalation.status })
      if (from === to) return done(null)
      if (!(await mayBeNamed(tx, escalation, to))) return refused({ code: 'person_not_eligible', personId: to })
      await change.save({ ...escalation, requesterId: to })
      await removeFollower(tx, escalation.id, to)
      await addFollower(tx, escalation.id, from, now)
      await change.note({ event: 'requester_changed', facts: { from, to } }, { audience: 'requester' })
      return done(null)
    },
  })
}
