import { addParticipant } from '../../db/stores/escalations.ts'
import { channelsOf, wantChannel } from '../../db/stores/posts.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { isOpen } from '../../domain/escalation/escalation.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { type Change, changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'

/**
 * Work moves from the card's thread to a channel of its own, with whoever asked for it. One that is there or on its way is
 * enough; one that Slack refused is asked for again.
 */
export async function openChannel(
  deps: Deps,
  actor: PersonActor,
  input: { readonly escalationId: number },
): Promise<Outcome<null>> {
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: 'open_channel',
    work: async (change) => {
      const { escalation } = change
      if (!isOpen(escalation)) return refused({ code: 'wrong_status', status: escalation.status })
      await openChannelWithin(change)
      if (escalation.place !== 'channel') await change.save({ ...escalation, place: 'channel' })
      // Belongs there like whoever answered a page; it gives no sight that they didn't have.
      await addParticipant(change.tx, escalation.id, actor.id, 'paged', change.now)
      return done(null)
    },
  })
}

/** The same inside a change that is already begun. */
export async function openChannelWithin(change: Change): Promise<void> {
  const { tx, escalation, now } = change
  const last = (await channelsOf(tx, escalation.id)).at(-1)
  const isThere = last?.state === 'wanted' || (last?.state === 'open' && !last.archiveWanted)
  if (!isThere) await wantChannel(tx, escalation.id, escalation.isRestricted, now)
}
