import type { DeliveryOutcome } from '../../outbox/outcome.ts'
import type { LineAnswer, LineDelivery } from '../../usecases/views/lines.ts'
import { line } from '../blocks/messages/line.ts'
import { type Delivery, tryLater } from './context.ts'
import { sayOnce } from './show.ts'

/** A line in a thread or a channel; one whose channel is still being opened waits for it. */
export async function deliverLine(d: Delivery, answer: LineAnswer): Promise<DeliveryOutcome> {
  if (answer === null) return { kind: 'moot' }
  return answer.kind === 'not_yet' ? tryLater(d, 'channel_not_open_yet') : sayLine(d, answer.delivery)
}

export async function sayLine(d: Delivery, delivery: LineDelivery | null): Promise<DeliveryOutcome> {
  if (delivery === null) return { kind: 'moot' }
  const { to, threadKey, view, reader } = delivery
  return sayOnce(d, { place: to, threadKey, content: line(view, reader) })
}
