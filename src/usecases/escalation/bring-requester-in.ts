import { addParticipant, participantsOf } from '../../db/stores/escalations.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'
import { openChannelWithin } from './open-channel.ts'

/**
 * The requester joins the work channel (one is opened where there is none) and reads everything written there; what is for
 * the team only goes round it from now on.
 */
export async function bringRequesterIn(
  deps: Deps,
  actor: PersonActor,
  input: { readonly escalationId: number },
): Promise<Outcome<null>> {
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: 'bring_requester_in',
    work: async (change) => {
      const { escalation } = change
      if (escalation.status !== 'claimed' && escalation.status !== 'waiting') {
        return refused({ code: 'wrong_status', status: escalation.status })
      }
      const { requesterId } = escalation
      // An earlier requester may be there still, if Slack refused to take them out.
      const isIn = (await participantsOf(change.tx, escalation.id)).some((one) => one.userId === requesterId)
      if (escalation.isRequesterInChannel && isIn) return done(null)
      await openChannelWithin(change)
      await change.save({ ...escalation, place: 'channel', isRequesterInChannel: true })
      await addParticipant(change.tx, escalation.id, requesterId, 'requester', change.now)
      await change.note({ event: 'requester_brought_in', facts: { userId: requesterId } }, { audience: 'requester' })
      return done(null)
    },
  })
}
