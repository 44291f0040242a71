import type { IntentOf } from '../../outbox/intents.ts'
import type { DeliveryOutcome } from '../../outbox/outcome.ts'
import { findPost } from '../../usecases/delivery/places.ts'
import { dutyPostDelivery } from '../../usecases/views/duty-post.ts'
import { dutyPost } from '../blocks/duty/post.ts'
import type { Delivery } from './context.ts'
import { showSurface } from './show.ts'

/** What is posted in the channel ahead of a weekend or a holiday, drawn as things stand. What is over before it left isn't sent. */
export async function deliverDutyPost(d: Delivery, intent: IntentOf<'duty_post'>): Promise<DeliveryOutcome> {
  const { key, isUncertain } = d.row
  const delivery = await dutyPostDelivery(d.deps, intent)
  if (delivery === null) return { kind: 'moot' }
  const { channelId, view, reader } = delivery
  const isStanding = view.state === 'current' || isUncertain || (await findPost(d.deps, key)) !== null
  return isStanding ? showSurface(d, { key, place: { channelId }, content: dutyPost(view, reader) }) : { kind: 'moot' }
}
