import { openRequests, resolutionOf } from '../db/stores/exchanges.ts'
import { everSaid } from '../db/stores/outbox.ts'
import { pagesOf } from '../db/stores/pages.ts'
import { channelsOf } from '../db/stores/posts.ts'
import { addressOf, type Intent } from '../outbox/intents.ts'
import type { Change } from './change.ts'
import { teamOf } from './team.ts'

/** Draws again every message that shows this escalation: edits, but for those that nobody has yet. */
export async function sayEverySurface(change: Change): Promise<void> {
  const escalationId = change.escalation.id
  change.say({ kind: 'card', escalationId })
  const readers = await change.readers()
  for (const userId of readers) {
    change.say({ kind: 'requester_dm', escalationId, userId })
  }
  for (const page of await pagesOf(change.tx, escalationId)) {
    // One that never left and isn't needed any more is settled as moot by its own row.
    change.say({ kind: 'page', escalationId, pageId: page.id, userId: page.userId }, page.notBefore)
  }
  for (const intent of await leadsToldOfSev1(change)) change.say(intent)
  for (const channel of await channelsOf(change.tx, escalationId)) {
    if (channel.state === 'archived' || channel.state === 'refused') continue
    change.say({ kind: 'work_channel', escalationId, sequence: channel.sequence })
    if (channel.state === 'open') change.say({ kind: 'work_card', escalationId, sequence: channel.sequence })
  }
  for (const request of await openRequests(change.tx, escalationId)) {
    if (request.toId !== null)
      change.say({ kind: 'request', escalationId, requestId: request.id, userId: request.toId })
  }
  const resolution = await resolutionOf(change.tx, escalationId)
  if (resolution !== null && change.escalation.status === 'resolved') {
    for (const userId of readers) {
      // Nobody is told of what they decided themselves.
      if (userId === resolution.resolvedBy) continue
      const intent = { kind: 'decision', escalationId, resolutionId: resolution.id, userId } as const
      const isNews = resolution.resolvedAt.getTime() === change.now.getTime()
      // Drawn again it is an edit, and silent: only the first is held for the morning.
      change.say(intent, isNews ? await change.quietFor(userId) : undefined)
    }
  }
}

/** The DMs of leads who were told that a sev1 was filed: whether or not it is one still. */
async function leadsToldOfSev1(change: Change): Promise<readonly Intent[]> {
  const escalationId = change.escalation.id
  const intents: readonly Intent[] = teamOf(change.settings, change.escalation.teamId).leads.map((userId) => ({
    kind: 'lead_notice',
    escalationId,
    userId,
    notice: { code: 'filed_sev1' },
  }))
  const said = await everSaid(
    change.tx,
    intents.map((intent) => addressOf(intent).key),
  )
  return intents.filter((intent) => said.has(addressOf(intent).key))
}
