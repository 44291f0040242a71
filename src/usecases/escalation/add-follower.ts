import { addFollower as add } from '../../db/stores/escalations.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { isOpen } from '../../domain/escalation/escalation.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'
import { mayBeNamed } from '../eligible.ts'

/**
 * Somebody else should know: they get a DM of their own and every line that the requester gets. Requester and team may add
 * anybody; oneself only who may see it ("Follow it instead").
 */
export async function addFollower(
  deps: Deps,
  actor: PersonActor,
  input: { readonly escalationId: number; readonly userId: string },
): Promise<Outcome<null>> {
  const { userId } = input
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: userId === actor.id ? 'view' : 'add_follower',
    work: async (change) => {
      const { escalation } = change
      if (!isOpen(escalation)) return refused({ code: 'wrong_status', status: escalation.status })
      if (userId === escalation.requesterId) return done(null)
      if (!(await mayBeNamed(change.tx, escalation, userId)))
        return refused({ code: 'person_not_eligible', personId: userId })
      const isNew = await add(change.tx, escalation.id, userId, change.now)
      if (isNew) await change.note({ event: 'follower_added', facts: { userId } }, { audience: 'requester' })
      return done(null)
    },
  })
}
