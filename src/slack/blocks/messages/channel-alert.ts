import type { ChannelAlertView } from '../../../domain/escalation/views.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { ACTION_IDS, escalationValue } from '../ids.ts'
import { actions, button, lines, type MessageContent, section } from '../kit.ts'
import type { Reader } from '../reader.ts'
import { previewOf, summaryLine, titleLine, when } from './head.ts'

/** The last resort of a paging run: a room is told that nobody has it. No mention: nobody in particular is called. */
export function channelAlert(view: ChannelAlertView, reader: Reader): MessageContent {
  const { alert: say, button: label } = catalogueOf(reader.locale).messages
  const value = escalationValue(view.head.id)
  return {
    text: previewOf(view.head, reader, say.preview),
    blocks: [
      section(
        lines(
          titleLine(view.head, reader),
          summaryLine(view.head),
          `⚠ ${say[view.code](when(view.since, reader, view))}`,
        ),
      ),
      actions(
        button(ACTION_IDS.claim, label.claim, value, { style: 'primary' }),
        button(ACTION_IDS.open, label.open, value),
      ),
    ],
  }
}
