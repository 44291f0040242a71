import { describe, expect, test } from 'vitest'
import { earlier, lastPeriod, periodOf } from '../../../../src/domain/digest/periods.ts'

const HOUR_MS = 3_600_000
const hours = ({ start, end }: { start: Date; end: Date }) => (end.getTime() - start.getTime()) / HOUR_MS

describe('periods are local', () => {
  test('a day has 23 or 25 hours where the clock changes, a week an hour less or more', () => {
    expect(hours(periodOf('day', '2026-03-29', 'Europe/Madrid'))).toBe(23)
    expect(hours(periodOf('day', '2026-11-01', 'America/New_York'))).toBe(25)
    expect(hours(periodOf('week', '2026-10-25', 'Europe/Madrid'))).toBe(169)
    expect(hours(periodOf('day', '2026-04-05', 'Australia/Lord_Howe'))).toBe(24.5)
  })

  test('a week begins on Monday, a month on its first day, whichever day of it is named', () => {
    expect(periodOf('week', '2026-11-22', 'UTC').on).toBe('2026-11-16')
    expect(periodOf('month', '2026-02-28', 'UTC')).toMatchObject({
      on: '2026-02-01',
      end: new Date('2026-03-01T00:00Z'),
    })
  })

  test('the last one is the one that is over: at midnight it is the one that just ended', () => {
    const midnight = new Date('2026-11-23T05:00:00Z')
    expect(lastPeriod('week', midnight, 'America/New_York').on).toBe('2026-11-16')
    expect(lastPeriod('week', new Date(midnight.getTime() - 1), 'America/New_York').on).toBe('2026-11-09')
    expect(lastPeriod('month', new Date('2026-03-31T12:00Z'), 'UTC').on).toBe('2026-02-01')
  })

  test('four weeks before are the four before, each whole', () => {
    const week = periodOf('week', '2026-11-16', 'America/New_York')
    const before = [1, 2, 3, 4].map((steps) => earlier(week, steps))
    expect(before.map(({ on }) => on)).toEqual(['2026-11-09', '2026-11-02', '2026-10-26', '2026-10-19'])
    for (const [index, one] of before.entries()) expect(one.end).toEqual((before[index - 1] ?? week).start)
  })

  test('a midnight that doesn’t exist is the first instant after the gap', () => {
    expect(periodOf('day', '2026-09-06', 'America/Santiago').start).toEqual(new Date('2026-09-06T04:00:00Z'))
  })
})
