import { openRequests, resolutionOf } from '../db/stores/exchanges.ts'
import { everSaid } from '../db/stores/outbox.ts'
import { pagesOf } from '../db/stores/pages.ts'
import { channelsOf } from '../db/stores/posts.ts'
import { ownerOf } from '../domain/escalation/escalation.ts'
import { addressOf } from '../outbox/intents.ts'
import type { Change } from './change.ts'
import { sayReminders } from './clocks/reminders.ts'
import { teamOf } from './team.ts'

/** Draws again every message that shows this escalation: edits, but for those that nobody has yet. */
export async function sayEverySurface(change: Change): Promise<void> {
  const escalationId = change.escalation.id
  change.say({ kind: 'card', escalationId })
  const readers = await change.readers()
  await sayDirectly(change, readers)
  const ownerId = ownerOf(change.escalation)
  for (const page of await pagesOf(change.tx, escalationId)) {
    // What ended it is told when it ends; only the owner's goes on changing. A night without an answer leaves hundreds.
    const isOver = page.endedAt !== null && page.endedAt.getTime() !== change.now.getTime()
    if (isOver && (page.outcome === 'replaced' || !isNewlyOwned(change))) {
      if (page.userId !== ownerId && page.outcome !== 'claimed') continue
    }
    // One that never left and isn't needed any more is settled as moot by its own row.
    change.say({ kind: 'page', escalationId, pageId: page.id, userId: page.userId }, page.notBefore)
  }
  await sayReminders(change)
  for (const channel of await channelsOf(change.tx, escalationId)) {
    if (channel.state === 'archived' || channel.state === 'refused') continue
    change.say({ kind: 'work_channel', escalationId, sequence: channel.sequence })
    if (channel.state === 'open') change.say({ kind: 'work_card', escalationId, sequence: channel.sequence })
  }
  for (const request of await openRequests(change.tx, escalationId)) {
    if (request.toId !== null)
      change.say({ kind: 'request', escalationId, requestId: request.id, userId: request.toId })
  }
  const resolution = change.escalation.status === 'resolved' ? await resolutionOf(change.tx, escalationId) : null
  if (resolution !== null) {
    for (const userId of readers) {
      // Nobody is told of what they decided themselves.
      if (userId === resolution.resolvedBy) continue
      const intent = { kind: 'decision', escalationId, resolutionId: resolution.id, userId } as const
      const isNews = resolution.resolvedAt.getTime() === change.now.getTime()
      // Drawn again it is an edit, and silent: only the first is held for the morning.
      change.say(intent, isNews ? await change.quietFor(userId, 'news') : undefined)
    }
  }
}

/** Whoever had a page learns who has it now. */
function isNewlyOwned({ escalation, now }: Change): boolean {
  return 'ownedSince' in escalation && escalation.ownedSince?.getTime() === now.getTime()
}

/**
 * The DM of the requester and of each follower: an edit, but for whom it is news that must wait for their morning. And those
 * of leads who were told that a sev1 was filed: whether or not it is one still.
 */
async function sayDirectly(change: Change, readers: readonly string[]): Promise<void> {
  const escalationId = change.escalation.id
  const dms = readers.map((userId) => ({ kind: 'requester_dm', escalationId, userId }) as const)
  const { leads } = teamOf(change.settings, change.escalation.teamId)
  const notices = leads.map(
    (userId) => ({ kind: 'lead_notice', escalationId, userId, notice: { code: 'filed_sev1' } }) as const,
  )
  const said = await everSaid(
    change.tx,
    [...dms, ...notices].map((intent) => addressOf(intent).key),
  )
  for (const intent of dms) {
    const isNews = !said.has(addressOf(intent).key) && !change.isActor(intent.userId)
    change.say(intent, isNews ? await change.quietFor(intent.userId, 'news') : undefined)
  }
  for (const intent of notices) if (said.has(addressOf(intent).key)) change.say(intent)
}
