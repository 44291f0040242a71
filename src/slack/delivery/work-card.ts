import type { IntentOf } from '../../outbox/intents.ts'
import type { DeliveryOutcome } from '../../outbox/outcome.ts'
import { findPost } from '../../usecases/delivery/places.ts'
import { workCardDelivery } from '../../usecases/views/work-channel.ts'
import { workCard } from '../blocks/messages/work-card.ts'
import { type Delivery, unlessArchiving } from './context.ts'
import { showSurface } from './show.ts'

/** The card of the work channel, then its pin. A pin that can't be had stops nothing. */
export async function deliverWorkCard(d: Delivery, intent: IntentOf<'work_card'>): Promise<DeliveryOutcome> {
  const delivery = await workCardDelivery(d.deps, intent)
  if (delivery === null) return { kind: 'moot' }
  const { key } = d.row
  const content = workCard(delivery.view, delivery.reader)
  const shown = await unlessArchiving(
    d,
    await showSurface(d, { key, place: { channelId: delivery.channelId }, content }),
  )
  const post = await findPost(d.deps, key)
  if (shown.kind === 'sent') return post?.pinnedAt == null ? { ...shown, again: true } : shown
  if (shown.kind !== 'unchanged' || post === null || post.pinnedAt !== null) return shown
  return pin(d, post)
}

async function pin(
  d: Delivery,
  post: { readonly key: string; readonly channelId: string; readonly ts: string },
): Promise<DeliveryOutcome> {
  const pinned = await d.call('pins.add', { channel: post.channelId, timestamp: post.ts })
  if (!pinned.ok && !pinned.isRefusal) return pinned.end
  if (!pinned.ok && pinned.code === 'missing_scope') d.calls.noteMissingScope('pins', pinned.refusal)
  // Refused for good (no scope, a hundred pins already): the card stands, and it isn't tried again.
  return { kind: 'sent', facts: { step: 'pinned', key: post.key } }
}
