import { monthSvg, monthText } from '../../charts/month.ts'
import { pngOf } from '../../charts/png.ts'
import type { IntentOf } from '../../outbox/intents.ts'
import type { DeliveryOutcome } from '../../outbox/outcome.ts'
import { monthDelivery } from '../../usecases/views/oncall-month.ts'
import { monthComment, noPictures } from '../blocks/duty/month.ts'
import type { Delivery } from './context.ts'
import { sendFile } from './files.ts'
import { resolvePlace, sayOnce } from './show.ts'

/** The month as a picture in the DM of whoever asked; where files may not be sent, a line that says so. */
export async function deliverMonthPicture(d: Delivery, intent: IntentOf<'month_picture'>): Promise<DeliveryOutcome> {
  const delivery = await monthDelivery(d.deps, intent)
  if (delivery === null) return { kind: 'moot' }
  const { reader, team, month } = delivery
  const place = { userId: intent.userId }
  const resolved = await resolvePlace(d, place)
  if (!resolved.ok) return resolved.end
  const picture = { team, month, locale: reader.locale }
  const said = monthText(picture)
  const { title, comment } = monthComment(picture, said)
  const name = `${month.year}-${String(month.month).padStart(2, '0')}.png`
  const bytes = await pngOf(monthSvg(picture))
  const sent = await sendFile(d, resolved.channelId, { name, title, bytes, altText: said, comment })
  return sent.kind === 'no_files' ? sayOnce(d, { place, threadKey: null, content: noPictures(reader) }) : sent
}
