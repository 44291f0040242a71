import type { LeadNoticeView } from '../../../domain/escalation/views.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { ACTION_IDS, escalationValue } from '../ids.ts'
import { actions, button, lines, type MessageContent, section } from '../kit.ts'
import { nameOf, userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { previewOf, summaryLine, titleLine, when } from './head.ts'
import { stateText } from './state-line.ts'

/** What a lead is told once: a sev1 was filed, nobody could be paged, Slack refused something. */
export function leadNotice(view: LeadNoticeView, reader: Reader): MessageContent {
  const { lead: say, button: label } = catalogueOf(reader.locale).messages
  const value = escalationValue(view.head.id)
  return {
    text: previewOf(view.head, reader, say.preview[view.notice.code]),
    blocks: [
      section(
        lines(
          titleLine(view.head, reader),
          summaryLine(view.head),
          view.line === null ? null : stateText(view.line, reader, view, view.head.isRestricted),
          noticeText(view, reader),
        ),
      ),
      actions(button(ACTION_IDS.open, label.open, value), button(ACTION_IDS.actions, label.actions, value)),
    ],
  }
}

function noticeText(view: LeadNoticeView, reader: Reader): string {
  const { notice } = view
  const { lead: say } = catalogueOf(reader.locale).messages
  switch (notice.code) {
    case 'filed_sev1':
      return say.filedSev1(notice.from === null ? null : userLine(notice.from, 80), notice.pagedCount)
    case 'nobody_on_call':
      return say.nobodyOnCall
    case 'nobody_cleared':
      return say.nobodyCleared
    case 'no_private_channel':
      return say.noPrivateChannel
    case 'breach': {
      const owner = notice.owner === null ? null : nameOf(notice.owner)
      return say.breach(notice.clock, when(notice.dueAt, reader, view), owner)
    }
    case 'audit':
      return say.audited(say.audit[notice.finding], notice.isRepaired)
    case 'delivery_failed':
      return say.deliveryFailed(userLine(notice.what, 100), userLine(notice.error, 100))
  }
}
