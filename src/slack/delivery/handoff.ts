import type { IntentOf } from '../../outbox/intents.ts'
import type { DeliveryOutcome } from '../../outbox/outcome.ts'
import { handoffDelivery } from '../../usecases/views/handoff.ts'
import { handoffMessage } from '../blocks/duty/handoff.ts'
import type { Delivery } from './context.ts'
import { sayOnce } from './show.ts'

/** Said once to one side of a handoff; moot where there is nothing (any more) to tell. */
export async function deliverHandoff(d: Delivery, intent: IntentOf<'handoff'>): Promise<DeliveryOutcome> {
  const delivery = await handoffDelivery(d.deps, intent)
  if (delivery === null) return { kind: 'moot' }
  const { view, reader } = delivery
  const silence = view.side === 'arriving' ? await d.silences.hours(d, intent.userId) : null
  // Hours of quiet after their stretch of duty are their own.
  const isMeant = silence !== null && view.side === 'arriving' && (view.until === null || silence.from < view.until)
  const content = handoffMessage(view, isMeant ? silence : null, reader)
  return sayOnce(d, { place: { userId: intent.userId }, threadKey: null, content })
}
