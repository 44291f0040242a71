import { expect, test } from 'vitest'
import { shiftsBetween } from '../../../../src/domain/oncall/between.ts'
import { prepareSchedule } from '../../../../src/domain/oncall/prepare.ts'
import { sameWeekdays } from '../../../../src/domain/oncall/same-weekdays.ts'
import { allWeek, schedule, weekdayLayer, weekendLayer } from '../../../support/oncall-schedules.ts'

const people = (count: number) => Array.from({ length: count }, (_, index) => `U${index}`)

/** Whether each person always begins their turns on the same weekdays: looked at, not worked out. */
function isSame(prepared: ReturnType<typeof prepareSchedule>): boolean {
  const shifts = shiftsBetween(prepared, 'primary', new Date('2026-02-02T00:00Z'), new Date('2026-08-03T00:00Z'))
  const weekdays = new Map<string | null, Set<number>>()
  for (const { holder, start } of shifts) {
    weekdays.set(holder, (weekdays.get(holder) ?? new Set()).add(start.getUTCDay()))
  }
  const all = new Set(shifts.map(({ start }) => start.getUTCDay()))
  return [...weekdays.values()].every((days) => days.size < all.size)
}

test.each([
  [5, 1],
  [10, 1],
  [3, 5],
  [4, 1],
  [7, 1],
  [6, 2],
])('SCHEDULES: %i people in turns of %i, Monday to Friday: said where nobody changes weekday', (count, turn) => {
  const prepared = prepareSchedule(schedule({ weekday: weekdayLayer({ rotations: people(count), turn }) }))
  const found = sameWeekdays(prepared)
  expect(found.length > 0).toBe(isSame(prepared))
})

test('seven people round the week, or a weekend in one piece', () => {
  const week = prepareSchedule(schedule({ weekday: allWeek({ rotations: people(7) }) }))
  expect(sameWeekdays(week)).toEqual([{ layer: 'weekday', rotation: 'primary', people: 7, shiftsAWeek: 7 }])
  expect(sameWeekdays(prepareSchedule(schedule({ weekend: weekendLayer({ rotations: people(3) }) })))).toEqual([])
  const lonely = prepareSchedule(schedule({ weekday: weekdayLayer({ rotations: people(1) }) }))
  expect(sameWeekdays(lonely)).toEqual([])
})
