import type { Button } from '@slack/types'
import type { ReminderView } from '../../../domain/escalation/views.ts'
import { escNumber } from '../../../domain/escalation/words.ts'
import { catalogueOf } from '../../../i18n/catalogue.ts'
import { ACTION_IDS, escalationValue, partValue } from '../ids.ts'
import { actions, button, lines, type MessageContent, section } from '../kit.ts'
import type { Reader } from '../reader.ts'
import { plainWhen, previewOf, when } from './head.ts'

/** What is due, or late, and the ways to deal with it; without buttons once it is dealt with or a newer one is there. */
export function reminder(view: ReminderView, reader: Reader): MessageContent {
  const { reminder: say, state, preview } = catalogueOf(reader.locale).messages
  const { clock, dueAt, isLate } = view
  const what = (isLate ? state.lateSince : say.by)(clock, when(dueAt, reader, view))
  const isOver = view.state.state === 'over' || view.state.state === 'replaced'
  const tail = isOver ? preview.nothingToDo : (isLate ? state.lateSince : say.by)(clock, plainWhen(dueAt, reader, view))
  const buttons = buttonsOf(view, reader)
  return {
    text: previewOf(view.head, reader, tail),
    blocks: [
      section(lines(`${escNumber(view.head.id)}: ${isLate ? '⚠ ' : ''}${what}.`, becameOf(view, reader))),
      ...(buttons.length === 0 ? [] : [actions(...buttons)]),
    ],
  }
}

function becameOf(view: ReminderView, reader: Reader): string | null {
  const { reminder: say } = catalogueOf(reader.locale).messages
  switch (view.state.state) {
    case 'live':
      return null
    case 'snoozed':
      return say.again(when(view.state.until, reader, view))
    case 'replaced':
      return say.replaced
    case 'over':
      return say.over
  }
}

function buttonsOf(view: ReminderView, reader: Reader): readonly Button[] {
  const { button: label } = catalogueOf(reader.locale).messages
  const { id } = view.head
  const value = escalationValue(id)
  if (view.state.state === 'over' || view.state.state === 'replaced') return []
  const first =
    view.clock === 'resolve'
      ? button(ACTION_IDS.resolve, label.resolve, value, { style: 'primary' })
      : button(ACTION_IDS.writeUpdate, label.writeUpdate, value, { style: 'primary' })
  const snooze = button(ACTION_IDS.snooze, label.snooze, partValue(id, view.reminderId))
  const waiting = button(ACTION_IDS.askRequester, label.waitingForRequester, value)
  return view.state.state === 'snoozed' ? [first, waiting] : [first, snooze, waiting]
}
