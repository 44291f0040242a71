import type { IntentOf } from '../../outbox/intents.ts'
import type { DeliveryOutcome } from '../../outbox/outcome.ts'
import { findPost } from '../../usecases/delivery/places.ts'
import { dutyCallDelivery, dutyPostDelivery, dutyUnconfirmedDelivery } from '../../usecases/views/duty-post.ts'
import { dutyCall, dutyPost, dutyUnconfirmed } from '../blocks/duty/post.ts'
import type { MessageContent } from '../blocks/kit.ts'
import type { Delivery } from './context.ts'
import { type Place, showSurface } from './show.ts'

/** What is posted ahead of a weekend or a holiday, and the DMs that go with it: drawn as things stand. */
export async function deliverDutyPost(
  d: Delivery,
  intent: IntentOf<'duty_post' | 'duty_call' | 'duty_unconfirmed'>,
): Promise<DeliveryOutcome> {
  switch (intent.kind) {
    case 'duty_post': {
      const delivery = await dutyPostDelivery(d.deps, intent)
      if (delivery === null) return { kind: 'moot' }
      const { channelId, view, reader } = delivery
      return stand(d, { place: { channelId }, content: dutyPost(view, reader), isLive: view.state === 'current' })
    }
    case 'duty_call': {
      const delivery = await dutyCallDelivery(d.deps, intent)
      if (delivery === null) return { kind: 'moot' }
      const { view, reader } = delivery
      const place = { userId: intent.userId }
      return stand(d, { place, content: dutyCall(view, reader), isLive: view.state === 'asked' })
    }
    case 'duty_unconfirmed': {
      const delivery = await dutyUnconfirmedDelivery(d.deps, intent)
      if (delivery === null) return { kind: 'moot' }
      const { view, reader } = delivery
      const place = { userId: intent.userId }
      const isLive = !view.isOver && view.waiting.length > 0
      return stand(d, { place, content: dutyUnconfirmed(view, reader), isLive })
    }
  }
}

/** What became moot before it left isn't sent (SCREENS 1.8); what stands is edited. */
async function stand(
  d: Delivery,
  what: { readonly place: Place; readonly content: MessageContent; readonly isLive: boolean },
): Promise<DeliveryOutcome> {
  const { key, isUncertain } = d.row
  if (!what.isLive && !isUncertain && (await findPost(d.deps, key)) === null) return { kind: 'moot' }
  return showSurface(d, { key, place: what.place, content: what.content })
}
