import { addParticipant } from '../../db/stores/escalations.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { isOpen } from '../../domain/escalation/escalation.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { type Change, changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'
import { mayBeNamed } from '../eligible.ts'
import { standingOf } from '../team.ts'

/** Somebody is named: from now on they may see it and read what the team writes, a restricted one too. */
export async function bringIn(
  deps: Deps,
  actor: PersonActor,
  input: { readonly escalationId: number; readonly userId: string },
): Promise<Outcome<null>> {
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: 'bring_in',
    work: async (change) => {
      const { escalation } = change
      if (!isOpen(escalation)) return refused({ code: 'wrong_status', status: escalation.status })
      if (!(await mayBeNamed(change.tx, escalation, input.userId))) {
        return refused({ code: 'person_not_eligible', personId: input.userId })
      }
      await bringInWithin(change, input.userId)
      return done(null)
    },
  })
}

/** The same inside a change that is already begun; who was brought in before stays so, without a second row. */
export async function bringInWithin(change: Change, userId: string): Promise<void> {
  const { tx, settings, escalation, now } = change
  const standing = await standingOf(tx, settings, { id: userId, standing: 'member', intakeOf: [] }, escalation)
  if (standing.isBroughtIn) return
  await addParticipant(tx, escalation.id, userId, 'brought_in', now)
  const row = await change.note({ event: 'person_brought_in', facts: { userId } })
  await change.tellPerson(userId, row)
}
