import type { Button } from '@slack/types'
import type { DutyAskView, DutyNoticeView, SeenDuty } from '../../../domain/oncall/duty-view.ts'
import { type DutyNoticeWords, dutyNoticeWords } from '../../../i18n/duty-notices.ts'
import { dateTimeOf, timeOf } from '../../../i18n/format.ts'
import { actions, button, lines, type MessageContent, section } from '../kit.ts'
import { nameOf, userLine } from '../mrkdwn.ts'
import type { Reader } from '../reader.ts'
import { dateText, dutyInside, spanText } from '../screens/oncall-shared.ts'
import { DUTY_ACTIONS } from './ids.ts'
import { standsStill, undelivered, vacancyNotice } from './vacancy.ts'

/** More than these are counted, not listed. */
const LISTED = 15

/** A request to one person with its buttons while it is open, or a line of what happened (SCREENS 1). */
export function dutyNotice(view: DutyNoticeView, reader: Reader): MessageContent {
  const words = dutyNoticeWords(reader.locale)
  switch (view.kind) {
    case 'ask':
      return askMessage(view, words, reader)
    case 'vacant':
      return vacancyNotice(view, reader)
    case 'stands_still':
      return standsStill(view, reader)
    case 'undelivered':
      return undelivered(view, reader)
    case 'told': {
      const say = words.told[view.code]
      const by = nameOf({ name: view.by })
      const text = say(by, plainDuty(view.duty, reader))
      return { text, blocks: [section(say(by, dutyWords(view.duty, reader)))] }
    }
    case 'days': {
      const { from, to } = view
      const days = from === to ? dateText(from, reader) : `${dateText(from, reader)}–${dateText(to, reader)}`
      const text = words.days[view.code](nameOf({ name: view.by }), days)
      return { text, blocks: [section(text)] }
    }
    case 'moved': {
      const head = words.moved(view.by === null ? null : nameOf({ name: view.by }))
      const gained = view.gained.slice(0, LISTED).map((one) => words.gained(dutyWords(one, reader)))
      const lost = view.lost.slice(0, LISTED).map((one) => words.lost(dutyWords(one, reader)))
      const rest = view.gained.length + view.lost.length - gained.length - lost.length
      return {
        text: head,
        blocks: [section(lines(head, ...gained)), ...(lost.length === 0 ? [] : [section(lost.join('\n'))])].concat(
          rest > 0 ? [section(`+${rest}`)] : [],
        ),
      }
    }
  }
}

export function dutyWords(duty: SeenDuty, reader: Reader): string {
  return `*${spanText(duty, reader)}* (${dutyInside(duty, reader)})`
}

function plainDuty(duty: SeenDuty, reader: Reader): string {
  const moment = (at: Date) => dateTimeOf(at, reader.zone, reader.locale)
  return `${moment(duty.start)} – ${moment(duty.end)} (${dutyInside(duty, reader)})`
}

function askMessage(view: DutyAskView, words: DutyNoticeWords, reader: Reader): MessageContent {
  const from = nameOf({ name: view.from })
  const say = (what: string) =>
    view.ask === 'approval'
      ? words.ask.approval(from, nameOf({ name: view.to }), what)
      : words.ask[view.ask](from, what)
  const buttons = buttonsOf(view, words)
  const isOpen = view.became.state === 'open' || view.became.state === 'declined_by_me'
  return {
    text: say(plainDuty(view.duty, reader)),
    blocks: [
      section(
        lines(
          say(dutyWords(view.duty, reader)),
          view.inReturn === null ? null : words.inReturn(dutyWords(view.inReturn, reader)),
          view.reason === null ? null : words.reason(userLine(view.reason)),
          isOpen && view.expiresAt !== null
            ? words.expires(dateTimeOf(view.expiresAt, reader.zone, reader.locale))
            : null,
          becameText(view, words, reader),
        ),
      ),
      ...(buttons.length === 0 ? [] : [actions(...buttons)]),
    ],
  }
}

function becameText(view: DutyAskView, words: DutyNoticeWords, reader: Reader): string | null {
  const { became } = view
  switch (became.state) {
    case 'open':
      return null
    case 'mine':
      return words.became.mine(dutyWords(view.duty, reader))
    case 'taken':
      return words.became.taken(nameOf({ name: became.by }), timeOf(became.at, reader.zone, reader.locale))
    case 'over': {
      const text = words.became.over[became.how](became.by === null ? null : nameOf({ name: became.by }))
      return became.at === null ? text : words.became.overAt(dateTimeOf(became.at, reader.zone, reader.locale), text)
    }
    default:
      return words.became[became.state]
  }
}

function buttonsOf(view: DutyAskView, words: DutyNoticeWords): readonly Button[] {
  const { button: label } = words
  const { became, ask } = view
  const value = String(view.id)
  if (became.state === 'mine' && became.canUndo) return [button(DUTY_ACTIONS.undoSwap, label.undo, value)]
  if (became.state === 'declined_by_me') {
    return [button(ask === 'cover' ? DUTY_ACTIONS.takeCover : DUTY_ACTIONS.takeSwap, label.take, value)]
  }
  if (became.state !== 'open') return []
  switch (ask) {
    case 'swap':
      return [
        button(DUTY_ACTIONS.takeSwap, label.take, value, { style: 'primary' }),
        button(DUTY_ACTIONS.declineSwap, label.cannot, value),
      ]
    case 'approval':
      return [
        button(DUTY_ACTIONS.approveSwap, label.approve, value, { style: 'primary' }),
        button(DUTY_ACTIONS.refuseSwap, label.refuse, value),
      ]
    case 'cover':
      return [
        button(DUTY_ACTIONS.takeCover, label.take, value, { style: 'primary' }),
        button(DUTY_ACTIONS.declineCover, label.cannot, value),
      ]
    case 'assigned':
      return [button(DUTY_ACTIONS.objectCover, label.cannot, value)]
  }
}
