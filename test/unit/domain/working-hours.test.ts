import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { addWorkingDays, instantOf, isWithin, nextWithin } from '../../../src/domain/people/working-hours.ts'

const HOURS = { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }
const at = (text: string) => new Date(text)

describe('working hours', () => {
  test('begin at nine and end before six, on the person’s own wall clock', () => {
    expect(isWithin(HOURS, 'Europe/Madrid', at('2026-11-16T08:00:00Z'))).toBe(true)
    expect(isWithin(HOURS, 'Europe/Madrid', at('2026-11-16T07:59:59Z'))).toBe(false)
    expect(isWithin(HOURS, 'Europe/Madrid', at('2026-11-16T17:00:00Z'))).toBe(false)
    expect(isWithin(HOURS, 'America/New_York', at('2026-11-16T17:00:00Z'))).toBe(true)
  })

  test('what comes in the evening waits for the next morning, over a weekend for Monday', () => {
    expect(nextWithin(HOURS, 'Europe/Madrid', at('2026-11-16T21:40:00Z'))).toEqual(at('2026-11-17T08:00:00Z'))
    expect(nextWithin(HOURS, 'Europe/Madrid', at('2026-11-20T17:00:00Z'))).toEqual(at('2026-11-23T08:00:00Z'))
    expect(nextWithin(HOURS, 'Europe/Madrid', at('2026-11-16T09:00:00Z'))).toEqual(at('2026-11-16T09:00:00Z'))
  })

  test('never hold anything for longer than the longest weekend, and never let it go outside', () => {
    const zones = ['Europe/Madrid', 'America/New_York', 'America/Mexico_City', 'Asia/Kathmandu', 'Australia/Lord_Howe']
    fc.assert(
      fc.property(
        fc.date({ min: at('2026-01-01T00:00:00Z'), max: at('2028-01-01T00:00:00Z'), noInvalidDate: true }),
        fc.constantFrom(...zones),
        (now, zone) => {
          const next = nextWithin(HOURS, zone, now)
          expect(isWithin(HOURS, zone, next)).toBe(true)
          expect(next.getTime()).toBeGreaterThanOrEqual(now.getTime())
          expect(next.getTime() - now.getTime()).toBeLessThanOrEqual((63 + 1) * 3_600_000)
        },
      ),
    )
  })

  test('a wall-clock time in a gap is the gap’s end, in an overlap its first occurrence', () => {
    const day = (text: string) => Temporal.PlainDate.from(text)
    expect(instantOf(day('2026-03-29'), '02:30', 'Europe/Madrid')).toEqual(at('2026-03-29T01:00:00Z'))
    expect(instantOf(day('2026-10-25'), '02:30', 'Europe/Madrid')).toEqual(at('2026-10-25T00:30:00Z'))
    expect(instantOf(day('2026-11-16'), '09:00', 'Europe/Madrid')).toEqual(at('2026-11-16T08:00:00Z'))
  })

  test('one working day after a Friday is Monday, at the same time of day, over a change of clocks too', () => {
    expect(addWorkingDays(HOURS, 'Europe/Madrid', at('2026-11-20T14:05:00Z'), 1)).toEqual(at('2026-11-23T14:05:00Z'))
    expect(addWorkingDays(HOURS, 'Europe/Madrid', at('2026-03-27T14:05:00Z'), 1)).toEqual(at('2026-03-30T13:05:00Z'))
    expect(addWorkingDays(HOURS, 'Europe/Madrid', at('2026-11-20T14:05:00Z'), 3)).toEqual(at('2026-11-25T14:05:00Z'))
  })
})
