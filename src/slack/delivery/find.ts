import type { DeliveryOutcome } from '../../outbox/outcome.ts'
import type { Delivery } from './context.ts'
import type { SlackMessage } from './methods.ts'

/** The name of our marks in a message's metadata, which says which message of ours it is. */
export const EVENT_TYPE = 'vigia'

export type Payload = Readonly<Record<string, unknown>>

export type Found =
  | { readonly kind: 'found'; readonly ts: string; readonly payload: Payload }
  | { readonly kind: 'absent' }
  /** We may not read there. */
  | { readonly kind: 'cannot_look' }
  | { readonly kind: 'failed'; readonly end: DeliveryOutcome }

const PAGE_SIZE = 200
const MOST_PAGES = 5
/** Slack's clock and ours may differ. */
const SKEW_MS = 10 * 60_000

/** Whether a message of ours that may have been sent stands there, newest of the last thousand first. */
export async function findOurs(
  d: Delivery,
  place: { readonly channelId: string; readonly threadTs: string | null },
  isIt: (payload: Payload) => boolean,
): Promise<Found> {
  let cursor: string | undefined
  for (let turn = 0; turn < MOST_PAGES; turn += 1) {
    const args = {
      channel: place.channelId,
      include_all_metadata: true,
      limit: PAGE_SIZE,
      oldest: ((d.row.createdAt.getTime() - SKEW_MS) / 1000).toFixed(6),
      ...(cursor === undefined ? {} : { cursor }),
    }
    const looked =
      place.threadTs === null
        ? await d.call('conversations.history', args)
        : await d.call('conversations.replies', { ...args, ts: place.threadTs })
    if (!looked.ok) {
      if (!looked.isRefusal) return { kind: 'failed', end: looked.end }
      if (looked.code === 'missing_scope') d.calls.noteMissingScope('message_lookup', looked.refusal)
      return looked.code === 'thread_not_found' ? { kind: 'absent' } : { kind: 'cannot_look' }
    }
    for (const message of looked.answer.messages) {
      const payload = payloadOf(d, message)
      if (payload !== null && isIt(payload)) return { kind: 'found', ts: message.ts, payload }
    }
    cursor = looked.answer.response_metadata?.next_cursor
    if (cursor === undefined || cursor === '') break
  }
  return { kind: 'absent' }
}

/** Only what we wrote ourselves counts: anybody may write metadata. */
function payloadOf(d: Delivery, message: SlackMessage): Payload | null {
  const isOurs = message.bot_id === d.bot.botId || message.user === d.bot.userId
  if (!isOurs || message.metadata?.event_type !== EVENT_TYPE) return null
  return message.metadata.event_payload
}
