import { loadResolution, rateResolution } from '../../db/stores/exchanges.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'

/** The requester says whether the decision helped, once. */
export async function rate(
  deps: Deps,
  actor: PersonActor,
  input: { readonly escalationId: number; readonly resolutionId: number; readonly wasHelpful: boolean },
): Promise<Outcome<null>> {
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: 'rate',
    work: async (change) => {
      const { escalation, tx, now } = change
      if (escalation.status !== 'resolved' && escalation.status !== 'closed') {
        return refused({ code: 'wrong_status', status: escalation.status })
      }
      const resolution = await loadResolution(tx, input.resolutionId)
      if (resolution === null || resolution.escalationId !== escalation.id) return refused({ code: 'not_found' })
      if (resolution.reopenedAt !== null) return refused({ code: 'stale' })
      if (resolution.votedAt !== null) {
        return refused({ code: 'already_decided', byId: escalation.requesterId, at: resolution.votedAt })
      }
      await rateResolution(tx, resolution.id, input.wasHelpful, now)
      await change.note({ event: 'decision_rated', facts: { wasHelpful: input.wasHelpful } })
      // After closing, too, its message shows the answer instead of the buttons.
      change.say({ kind: 'decision', escalationId: escalation.id, resolutionId: resolution.id, userId: actor.id })
      return done(null)
    },
  })
}
