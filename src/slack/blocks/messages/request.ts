import type { RequestView } from '../../../domain/escalation/views.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { ACTION_IDS, partValue } from '../ids.ts'
import { actions, button, lines, type MessageContent, section } from '../kit.ts'
import { nameOf, userQuote } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { previewOf, summaryLine, titleLine } from './head.ts'

/** Asks one person to agree to a handover, a withdrawal or access; edited, without buttons, once it is settled. */
export function request(view: RequestView, reader: Reader): MessageContent {
  const { request: say, button: label, preview } = catalogueOf(reader.locale).messages
  const isOpen = view.state === 'open'
  const text = lines(
    titleLine(view.head, reader),
    summaryLine(view.head),
    say.open[view.kind](nameOf(view.from)),
    view.text === null || view.text.trim() === '' ? null : userQuote(view.text, 1800),
    view.state === 'open' ? say.note[view.kind] : say[view.state][view.kind],
  )
  const value = partValue(view.head.id, view.requestId)
  const buttons = actions(
    button(ACTION_IDS.acceptRequest, label.accept[view.kind], value, { style: 'primary' }),
    button(ACTION_IDS.declineRequest, label.decline[view.kind], value),
  )
  return {
    text: previewOf(view.head, reader, isOpen ? say.preview[view.kind] : preview.nothingToDo),
    blocks: [section(text), ...(isOpen ? [buttons] : [])],
  }
}
