import type { SilentRequesterView } from '../../../domain/escalation/views.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { ACTION_IDS, escalationValue } from '../ids.ts'
import { actions, button, lines, type MessageContent, section } from '../kit.ts'
import { momentToken } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { previewOf, summaryLine, titleLine } from './head.ts'

/** Offers the owner to resolve what its requester no longer answers for. Asked days ago, so the day is named. */
export function silentRequester(view: SilentRequesterView, reader: Reader): MessageContent {
  const { silent: say, button: label } = catalogueOf(reader.locale).messages
  const value = escalationValue(view.head.id)
  return {
    text: previewOf(view.head, reader, say.preview),
    blocks: [
      section(
        lines(titleLine(view.head, reader), summaryLine(view.head), say.text(momentToken(view.askedAt, reader, null))),
      ),
      actions(
        button(ACTION_IDS.resolve, label.resolve, value, { style: 'primary' }),
        button(ACTION_IDS.keepWaiting, label.keepWaiting, value),
      ),
    ],
  }
}
