import type { LineView } from '../../../domain/escalation/views.ts'
import { escNumber } from '../../../domain/escalation/words.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { ACTION_IDS, escalationValue } from '../ids.ts'
import { actions, button, dotted, lines, type MessageContent, section } from '../kit.ts'
import { channelLink, mention, momentToken, nameOf, userQuote } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'

/**
 * One line in a thread, a channel or a direct message: what happened. It mentions only who must act now, or who asked
 * to be told.
 */
export function line(view: LineView, reader: Reader): MessageContent {
  const { line: say, button: label } = catalogueOf(reader.locale).messages
  const { preview } = say
  const { open } = label
  const whom = 'mention' in view && view.mention !== null ? `${mention(view.mention)} ` : ''
  const body = section(`${whom}${bodyOf(view, reader)}`)
  return {
    text: `${whom}${dotted(escNumber(view.id), preview[view.line])}`,
    // Whoever was brought in has no message about it yet: this is their way in.
    blocks:
      view.line === 'brought_in' ? [body, actions(button(ACTION_IDS.open, open, escalationValue(view.id)))] : [body],
  }
}

/**
 * The same where it isn't in its own thread: it names its escalation and brings the way to it. Among others in one
 * message nobody is mentioned: the message itself notifies.
 */
export function lineApart(
  view: LineView,
  reader: Reader,
  options: { readonly isAmongOthers?: boolean } = {},
): MessageContent {
  const { line: say, button: label } = catalogueOf(reader.locale).messages
  const number = escNumber(view.id)
  const value = escalationValue(view.id)
  const isMentioned = options.isAmongOthers !== true && 'mention' in view && view.mention !== null
  const whom = isMentioned ? `${mention(view.mention)} ` : ''
  const open = button(ACTION_IDS.open, label.open, value, { accessibilityLabel: label.aloud(label.open, number) })
  const answer = view.line === 'question' ? [actions(button(ACTION_IDS.answer, label.answer, value))] : []
  return {
    text: `${whom}${dotted(number, say.preview[view.line])}`,
    blocks: [section(`${whom}*${number}* · ${bodyOf(view, reader, { isApart: true })}`, open), ...answer],
  }
}

function bodyOf(view: LineView, reader: Reader, { isApart = false } = {}): string {
  const { line: say, state, lead } = catalogueOf(reader.locale).messages
  const quote = (text: string) => (text.trim() === '' ? say.textGone : userQuote(text, 2600))
  const next = (at: Date | null, event: Date | undefined) =>
    at === null ? null : say.nextNewsBy(momentToken(at, reader, event ?? null))
  switch (view.line) {
    case 'claimed':
      return [say.claimed(nameOf(view.owner)), next(view.nextNewsBy, view.at)].filter((part) => part !== null).join(' ')
    case 'update': {
      const by = nameOf(view.by)
      const title = view.audience === 'team' ? say.updateForTeam(by) : say.update(by)
      return lines(title, quote(view.text), next(view.nextNewsBy, view.at))
    }
    case 'question': {
      const by = nameOf(view.by)
      const title = view.isRepeat ? say.questionAgain(by) : say.question(by)
      return lines(title, quote(view.text), isApart ? null : say.howToAnswer(reader.register))
    }
    case 'answer':
      return lines(say.answer(nameOf(view.by)), quote(view.text))
    case 'information':
      return lines(say.information(nameOf(view.by)), quote(view.text))
    case 'no_news':
      return say.noNews(nameOf(view.by))
    case 'worse':
      return lines(say.worse(nameOf(view.by)), quote(view.text), say.raiseSeverity)
    case 'late':
      return say.late[view.clock](momentToken(view.newTime, reader, view.at ?? null))
    case 'breached':
      return lead.breach(
        view.clock,
        momentToken(view.dueAt, reader, view.at ?? null),
        view.owner === null ? null : nameOf(view.owner),
      )
    case 'reopened': {
      const by = nameOf(view.by)
      return lines(
        view.text.trim() === '' ? say.reopenedOnly(by) : lines(say.reopened(by), quote(view.text)),
        view.newChannelId === null ? null : say.newChannel(channelLink(view.newChannelId)),
      )
    }
    case 'withdrawal_declined':
    case 'withdrawal_agreed':
    case 'handover_accepted':
    case 'handover_declined':
    case 'access_declined':
    case 'brought_in':
      return say.answered[view.line](nameOf(view.by))
    case 'linked':
      return view.of === null ? state.duplicateOnly : say.linked(escNumber(view.of))
    case 'successor_channel': {
      const channel = channelLink(view.channelId)
      return view.direction === 'continues_in' ? say.continuesIn(channel) : say.continuedFrom(channel)
    }
  }
}
