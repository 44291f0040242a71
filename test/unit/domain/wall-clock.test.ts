import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { addWorkingDays, instantOf } from '../../../src/domain/people/working-hours.ts'
import { addWorkingMinutes } from '../../../src/domain/sla/business-time.ts'

const at = (day: string, time: string, zone: string) =>
  instantOf(Temporal.PlainDate.from(day), time, zone).toISOString()

// SCHEDULES, Time: the first instant at which the zone's clock reads that time or later.
describe('a boundary in a gap of the clock is the first instant after the gap', () => {
  test.each([
    ['2026-03-29', '02:00', 'Europe/Madrid', '2026-03-29T01:00:00.000Z'],
    ['2026-03-29', '02:30', 'Europe/Madrid', '2026-03-29T01:00:00.000Z'],
    ['2026-03-29', '02:59', 'Europe/Madrid', '2026-03-29T01:00:00.000Z'],
    ['2026-03-29', '03:00', 'Europe/Madrid', '2026-03-29T01:00:00.000Z'],
    ['2026-03-08', '02:00', 'America/New_York', '2026-03-08T07:00:00.000Z'],
    ['2026-09-06', '00:00', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
    ['2026-10-04', '02:00', 'Australia/Lord_Howe', '2026-10-03T15:30:00.000Z'],
    ['2011-12-30', '00:00', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['2011-12-30', '12:00', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['2011-03-13', '00:01', 'America/St_Johns', '2011-03-13T03:31:00.000Z'],
  ])('%s %s in %s', (day, time, zone, instant) => {
    expect(at(day, time, zone)).toBe(instant)
  })
})

test('an ambiguous boundary is its first occurrence', () => {
  expect(at('2026-10-25', '02:30', 'Europe/Madrid')).toBe('2026-10-25T00:30:00.000Z')
})

test('a reminder asked for at 02:00, due on the night without 02:00, comes that night and not half a year before', () => {
  const hours = { days: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '18:00' }
  const saturday = new Date('2026-03-28T01:00:00Z')
  expect(addWorkingDays(hours, 'Europe/Madrid', saturday, 1).toISOString()).toBe('2026-03-29T01:00:00.000Z')
})

test('working time goes on over a day whose opening hour the clock jumps over', () => {
  const hours = { days: [7], from: '00:01', to: '00:02' }
  const calendar = { counts: 'working_hours', zone: 'America/St_Johns', hours, holidays: [] } as const
  const from = new Date('2010-11-07T12:00:00Z')
  const due = addWorkingMinutes(calendar, from, 1)
  expect(due.toISOString()).toBe('2010-11-14T03:32:00.000Z')
  expect(addWorkingMinutes(calendar, from, 18).getTime()).toBeGreaterThan(due.getTime())
})
