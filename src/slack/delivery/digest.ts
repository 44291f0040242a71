import type { IntentOf } from '../../outbox/intents.ts'
import type { DeliveryOutcome } from '../../outbox/outcome.ts'
import { digestDelivery } from '../../usecases/views/digest.ts'
import { digestMessage, digestTables } from '../blocks/digest/monday.ts'
import type { Delivery } from './context.ts'
import { sayOnce, showSurface } from './show.ts'

/** A morning's message; on Mondays the week's figures as a table in its thread (SCREENS 10). */
export async function deliverDigest(d: Delivery, intent: IntentOf<'digest'>): Promise<DeliveryOutcome> {
  const delivery = await digestDelivery(d.deps, intent)
  if (delivery === null) return { kind: 'moot' }
  const { reader, headKey, ...told } = delivery
  const isTable = intent.part === 'table'
  const weeks = told.teams.flatMap(({ week }) => week ?? [])
  if (isTable && weeks.length === 0) return { kind: 'moot' }
  const place = { userId: intent.userId }
  if (isTable) return sayOnce(d, { place, threadKey: headKey, content: digestTables(weeks, reader) })
  // Edited where its gaps and swaps were settled: silent, as every edit.
  return showSurface(d, { key: headKey, place, content: digestMessage(told, reader) })
}
