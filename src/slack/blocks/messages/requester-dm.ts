import type { Button } from '@slack/types'
import type { RequesterView } from '../../../domain/escalation/views.ts'
import { escNumber } from '../../../domain/escalation/words.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { ACTION_IDS, escalationValue } from '../ids.ts'
import { actions, button, context, dotted, lines, type MessageContent, section } from '../kit.ts'
import { nameOf, userLine, userQuote } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { categoryOf, plainWhen, previewOf, summaryLine, when } from './head.ts'
import { dateOnly } from './state-line.ts'

/** The requester's DM, one per escalation, edited in place; a follower's is the same without tools. */
export function requesterDm(view: RequesterView, reader: Reader): MessageContent {
  const { messages, words } = catalogueOf(reader.locale)
  const say = messages.requester
  const { head, line } = view
  const text = lines(
    dotted(
      `*${escNumber(head.id)}*`,
      head.isRestricted ? `🔒 ${words.restricted}` : null,
      categoryOf(head, reader),
      head.severity,
    ),
    summaryLine(head),
    stateOf(view, reader),
    line.state === 'needs_answer' && line.question.trim() !== '' ? userQuote(line.question, 1800) : null,
    ...(isOngoing(line) ? newsOf(view, reader) : []),
  )
  const buttons = view.isFollower ? [] : buttonsOf(view, reader)
  return {
    text: previewOf(head, reader, previewTail(view, reader)),
    blocks: [
      section(text),
      ...(view.isFollower ? [context(say.following)] : []),
      ...(buttons.length === 0 ? [] : [actions(...buttons)]),
    ],
  }
}

function isOngoing(line: RequesterView['line']): boolean {
  return ['looking', 'with', 'needs_answer', 'late'].includes(line.state)
}

/** What comes next, what came last. A broken promise tells its new time itself. */
function newsOf(view: RequesterView, reader: Reader): readonly (string | null)[] {
  const say = catalogueOf(reader.locale).messages.requester
  const { nextNewsBy, last, line } = view
  return [
    nextNewsBy === null || line.state === 'late' ? null : say.nextNewsBy(when(nextNewsBy, reader, view)),
    last === null ? null : say.last(userLine(last.text, 160), when(last.at, reader, view).text),
    view.isWithdrawalAsked && !view.isFollower ? say.withdrawalAsked : null,
  ]
}

function stateOf(view: RequesterView, reader: Reader): string {
  const { requester: say, state } = catalogueOf(reader.locale).messages
  const { line } = view
  switch (line.state) {
    case 'looking':
      return line.isCardOnly ? say.inTheList : say.looking(line.pagedCount)
    case 'with':
      return say.with(nameOf(line.owner), when(line.since, reader, view))
    case 'needs_answer':
      // A follower isn't asked: the requester is.
      return view.isFollower ? say.askedRequester : say.needsAnswer
    case 'late':
      return say.late(when(line.newTime, reader, view))
    case 'decided':
      return say.decided(line.decision)
    case 'closed':
      return say.closed(dateOnly(line.at, reader))
    case 'duplicate':
      return line.of === null ? state.duplicateOnly : say.duplicate(escNumber(line.of))
    case 'withdrawn':
      return say.withdrawn
  }
}

function previewTail(view: RequesterView, reader: Reader): string {
  const { preview: say } = catalogueOf(reader.locale).messages
  const { line } = view
  switch (line.state) {
    case 'looking':
      return say.lookingForSomebody
    case 'with':
      return view.nextNewsBy === null ? say.status.claimed : say.newsBy(plainWhen(view.nextNewsBy, reader, view))
    case 'needs_answer':
      return view.isFollower ? say.status.waiting : say.needsAnswer
    case 'late':
      return say.newTime(plainWhen(line.newTime, reader, view))
    case 'decided':
      return say.decided
    case 'closed':
    case 'duplicate':
    case 'withdrawn':
      return say.status[line.state]
  }
}

/** After the decision the tools are on the decision's own message: a live button exists once. */
function buttonsOf(view: RequesterView, reader: Reader): readonly Button[] {
  const { button: label } = catalogueOf(reader.locale).messages
  const value = escalationValue(view.head.id)
  switch (view.line.state) {
    case 'looking':
    case 'with':
    case 'late':
    case 'needs_answer': {
      const tools = [
        button(ACTION_IDS.addInformation, label.addInformation, value),
        button(ACTION_IDS.stillUrgent, label.stillUrgent, value),
        button(ACTION_IDS.more, label.more, value),
      ]
      return view.line.state === 'needs_answer'
        ? [button(ACTION_IDS.answer, label.answer, value, { style: 'primary' }), ...tools]
        : tools
    }
    case 'withdrawn':
      return [button(ACTION_IDS.reopen, label.reopen, value)]
    case 'decided':
    case 'closed':
    case 'duplicate':
      return []
  }
}
