import { describe, expect, test } from 'vitest'
import type { ArrivingView, LeavingView } from '../../../../src/domain/oncall/handoff-view.ts'
import { validateMessage } from '../../../../src/playground/block-kit.ts'
import { handoffMessage, keptMessage } from '../../../../src/slack/blocks/duty/handoff.ts'
import { READERS, type Text, WORST_TEXTS } from '../screens/samples.ts'

const AT = new Date('2026-11-27T17:00:00Z')
const LATER = new Date('2026-11-28T08:00:00Z')
const EN = { locale: 'en', zone: 'Europe/Madrid', register: 'tu' } as const
const ES = { locale: 'es', zone: 'Europe/Madrid', register: 'tu' } as const
const numbers = (count: number) => Array.from({ length: count }, (_, index) => 999_999_999 - index)
const people = (count: number, name: string) => numbers(count).map((id) => ({ id: `U${id}`, name }))

const arriving = (text: Text, over: Partial<ArrivingView> = {}): ArrivingView => ({
  side: 'arriving',
  schedule: text(60),
  rotation: text(40),
  until: LATER,
  open: 9999,
  late: 99,
  dueToday: { count: 99, first: AT },
  relieves: people(30, text(60)),
  nextWay: null,
  mayAddWay: true,
  lateMinutes: 600,
  asOf: AT,
  ...over,
})
const leaving = (owned: number, by: number, name = 'Ana'): LeavingView => ({
  side: 'leaving',
  owned: numbers(owned),
  relievedBy: people(by, name),
  lateMinutes: 0,
})
const plain = (over: Partial<ArrivingView>) =>
  arriving((length) => 'Weekday'.slice(0, length), {
    schedule: null,
    rotation: 'primary',
    relieves: people(1, 'Ana'),
    lateMinutes: 0,
    ...over,
  })

describe.each(Object.entries(WORST_TEXTS))('with the longest input: %s', (_, text) => {
  test.each(READERS)('a handoff is within Slack’s limits ($locale, $register)', (reader) => {
    const silence = { from: AT, to: LATER }
    const messages = [
      handoffMessage(arriving(text), silence, reader),
      handoffMessage(arriving(text, { open: 0, dueToday: null, until: null }), null, reader),
      ...[1, 2, 8, 60].map((owned) => handoffMessage(leaving(owned, 30, text(60)), null, reader)),
      keptMessage(numbers(12), reader),
    ]
    expect(messages.flatMap(validateMessage)).toEqual([])
  })
})

test('what presses is said in one line, and what is late isn’t due today', () => {
  const says = (over: Partial<ArrivingView>, reader: typeof EN | typeof ES) =>
    handoffMessage(plain(over), null, reader).text
  expect(says({ open: 0 }, EN)).toBe("You're on (primary). Nothing is open.")
  expect(says({ open: 3, late: 0, dueToday: { count: 1, first: AT } }, EN)).toBe(
    "You're on (primary). Open: 3 (1 due today, 18:00).",
  )
  expect(says({ open: 3, late: 0, dueToday: { count: 1, first: AT } }, ES)).toBe(
    'Entras tú (principal). Abiertos: 3 (1 vence hoy 18:00).',
  )
  expect(says({ open: 5, late: 2, dueToday: { count: 3, first: AT } }, ES)).toBe(
    'Entras tú (principal). Abiertos: 5 (2 con retraso, 3 vencen hoy, el primero 18:00).',
  )
  expect(says({ open: 5, late: 2, dueToday: null }, EN)).toBe("You're on (primary). Open: 5 (2 late).")
})

test('one or several, the Spanish agrees', () => {
  const left = (owned: number, by: number) => JSON.stringify(handoffMessage(leaving(owned, by), null, ES).blocks)
  expect(left(1, 1)).toContain('Ahora está de guardia: Ana.')
  expect(left(1, 2)).toContain('Ahora están de guardia: Ana')
  expect(left(1, 1)).toContain('Lo conservo')
  expect(left(2, 1)).toContain('Los conservo')
  expect(JSON.stringify(handoffMessage(plain({ relieves: people(2, 'Ana') }), null, ES).blocks)).toContain('Dejan la')
})
