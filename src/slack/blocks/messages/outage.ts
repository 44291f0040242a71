import type { OutageView } from '../../../domain/escalation/views.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { momentOf } from '../../../i18n/format.ts'
import { type MessageContent, section } from '../kit.ts'
import { momentToken } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'

const HALF_A_DAY_MS = 12 * 60 * 60_000

/** From when to when Slack could not be reached: one line, and nobody is mentioned. */
export function outage(view: OutageView, reader: Reader): MessageContent {
  const { outage: say } = catalogueOf(reader.locale).messages
  const { from, to, zone } = view
  const isShort = to.getTime() - from.getTime() < HALF_A_DAY_MS
  const plain = (at: Date) => momentOf(at, zone, reader.locale, isShort)
  const shown = (at: Date) => momentToken(at, reader, isShort ? at : null)
  return { text: say.line(plain(from), plain(to)), blocks: [section(say.line(shown(from), shown(to)))] }
}
