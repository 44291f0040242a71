import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addWorkingMinutes,
  dueAfterPause,
  isOpenAt,
  nextOpenAt,
  ROUND_THE_CLOCK,
  subtractWorkingMinutes,
  type WorkingCalendar,
  workingDayMinutes,
  workingMinutesBetween,
} from '../../../src/domain/sla/business-time.ts'

const MINUTE = 60_000
const OFFICE = { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }
const NIGHT = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:30', to: '05:15' }

function calendar(zone: string, hours = OFFICE, holidays: readonly string[] = []): WorkingCalendar {
  return { counts: 'working_hours', zone, hours, holidays }
}

const at = (text: string) => new Date(text)

/** Zones with their awkward days (ONCALL 4). */
const ZONES = [
  { zone: 'America/New_York', around: ['2026-03-08', '2026-11-01'] },
  { zone: 'Europe/Madrid', around: ['2026-03-29', '2026-10-25'] },
  { zone: 'America/Santiago', around: ['2026-04-05', '2026-09-06'] },
  { zone: 'Australia/Lord_Howe', around: ['2026-04-05', '2026-10-04'] },
  { zone: 'Pacific/Apia', around: ['2011-12-30'] },
  { zone: 'Asia/Kolkata', around: ['2026-05-01'] },
  // Put its clocks back at one minute past midnight: the day before came once more.
  { zone: 'America/St_Johns', around: ['2010-11-07'] },
] as const

const clockTime = fc
  .integer({ min: 0, max: 24 * 60 - 1 })
  .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`)

/** A calendar with some open day, and an instant (whole minutes) near a change of its zone's clocks. */
const scene = fc
  .record({
    place: fc.constantFrom(...ZONES),
    days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
    times: fc.uniqueArray(clockTime, { minLength: 2, maxLength: 2 }),
    pick: fc.nat(1),
    shift: fc.integer({ min: -4 * 1440, max: 2 * 1440 }),
    freeDays: fc.array(fc.integer({ min: -3, max: 6 }), { maxLength: 3 }),
  })
  .map(({ place, days, times, pick, shift, freeDays }) => {
    const day = place.around[pick % place.around.length] ?? place.around[0]
    const noon = new Date(`${day}T12:00:00Z`).getTime()
    const [from = '', to = ''] = [...times].sort()
    const holidays = freeDays.map((offset) => new Date(noon + offset * 86_400_000).toISOString().slice(0, 10))
    return { calendar: calendar(place.zone, { days, from, to }, holidays), from: new Date(noon + shift * MINUTE) }
  })

/** Reads the clock on the wall minute by minute, and shares no code with what it judges. */
function* walk(of: WorkingCalendar, from: Date): Generator<{ minute: Date; isOpen: boolean }> {
  const wall = new Intl.DateTimeFormat('en-CA', {
    timeZone: of.zone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  })
  const latest = new Map<string, string>()
  // Two days of run-up, so that it is known which hours this day has already seen.
  for (let ms = from.getTime() - 2 * 86_400_000; ; ms += MINUTE) {
    const [day = '', time = ''] = wall.format(ms).split(', ')
    latest.set(day, [latest.get(day) ?? '', time].sort().at(-1) ?? '')
    // Once a day has begun, every hour of the days before it has been reached.
    for (const earlier of latest.keys()) if (earlier < day) latest.set(earlier, '24:00')
    const isOpen = [...latest].some(([one, reached]) => {
      if (reached < of.hours.from || reached >= of.hours.to) return false
      const isoDay = new Date(`${one}T00:00:00Z`).getUTCDay() || 7
      return of.hours.days.includes(isoDay) && !of.holidays.includes(one)
    })
    if (ms >= from.getTime()) yield { minute: new Date(ms), isOpen }
  }
}

describe('working time', () => {
  test('four working hours from Friday 16:00 are due on Monday at 11:00', () => {
    const due = addWorkingMinutes(calendar('Europe/Madrid'), at('2026-11-20T16:00:00+01:00'), 240)
    expect(due).toEqual(at('2026-11-23T11:00:00+01:00'))
  })

  test('what is filed at night begins to count at the opening', () => {
    const filed = at('2026-11-24T22:40:00+01:00')
    expect(addWorkingMinutes(calendar('Europe/Madrid'), filed, 30)).toEqual(at('2026-11-25T09:30:00+01:00'))
  })

  test('a promise that is used up at closing time is due then, not on the next morning', () => {
    const due = addWorkingMinutes(calendar('Europe/Madrid'), at('2026-11-24T17:00:00+01:00'), 60)
    expect(due).toEqual(at('2026-11-24T18:00:00+01:00'))
  })

  test('a holiday of the calendar doesn’t count, on the day that its own zone has', () => {
    const thanksgiving = calendar('America/New_York', OFFICE, ['2026-11-26'])
    const due = addWorkingMinutes(thanksgiving, at('2026-11-25T17:00:00-05:00'), 120)
    expect(due).toEqual(at('2026-11-27T10:00:00-05:00'))
  })

  test('one working day is as long as the hours from opening to closing', () => {
    expect(workingDayMinutes(calendar('Europe/Madrid'))).toBe(540)
    expect(workingDayMinutes(ROUND_THE_CLOCK)).toBe(1440)
    const due = addWorkingMinutes(calendar('Europe/Madrid'), at('2026-11-24T11:00:00+01:00'), 540)
    expect(due).toEqual(at('2026-11-25T11:00:00+01:00'))
  })

  test('hours that the change to summer time swallows don’t count', () => {
    const madrid = calendar('Europe/Madrid', NIGHT)
    // 00:30 to 05:15 on a night without 02:00–03:00
    expect(workingMinutesBetween(madrid, at('2026-03-29T00:00:00+01:00'), at('2026-03-29T12:00:00+02:00'))).toBe(225)
  })

  test('the hour that comes twice counts twice, because it is worked twice', () => {
    const madrid = calendar('Europe/Madrid', NIGHT)
    expect(workingMinutesBetween(madrid, at('2026-10-25T00:00:00+02:00'), at('2026-10-25T12:00:00+01:00'))).toBe(345)
  })

  test('Lord Howe moves by half an hour', () => {
    const hours = { days: [7], from: '01:00', to: '03:00' }
    const day = [at('2026-10-04T00:00:00+10:30'), at('2026-10-05T00:00:00+11:00')] as const
    expect(workingMinutesBetween(calendar('Australia/Lord_Howe', hours), ...day)).toBe(90)
  })

  test('hours begin at the end of a gap that swallows their beginning: Santiago has no midnight', () => {
    const santiago = calendar('America/Santiago', { days: [7], from: '00:15', to: '02:00' })
    expect(nextOpenAt(santiago, at('2026-09-05T12:00:00-04:00'))).toEqual(at('2026-09-06T01:00:00-03:00'))
  })

  test('a day that a zone has never had has no working hours', () => {
    const apia = calendar('Pacific/Apia')
    // Thursday 29 December is followed by Saturday the 31st; the Friday between was left out.
    const due = addWorkingMinutes(apia, at('2011-12-29T17:00:00-10:00'), 120)
    expect(due).toEqual(at('2012-01-02T10:00:00+14:00'))
    expect(nextOpenAt(apia, at('2011-12-29T19:00:00-10:00'))).toEqual(at('2012-01-02T09:00:00+14:00'))
  })

  test('where clocks go back over midnight, a night that has begun goes on', () => {
    // 00:01 on Sunday became 23:01 on Saturday.
    const nights = calendar('America/St_Johns', { days: [7], from: '00:00', to: '01:00' })
    const repeated = at('2010-11-06T23:30:00-03:30')
    expect(isOpenAt(nights, repeated)).toBe(true)
    expect(workingMinutesBetween(nights, at('2010-11-06T20:00:00-02:30'), at('2010-11-07T12:00:00-03:30'))).toBe(120)
    expect(subtractWorkingMinutes(nights, repeated, 10)).toEqual(at('2010-11-06T23:20:00-03:30'))
  })

  test('half hours of Kolkata', () => {
    expect(nextOpenAt(calendar('Asia/Kolkata'), at('2026-05-01T00:00:00Z'))).toEqual(at('2026-05-01T03:30:00Z'))
  })

  test('round the clock every minute counts', () => {
    const from = at('2026-10-25T00:10:30Z')
    expect(addWorkingMinutes(ROUND_THE_CLOCK, from, 90)).toEqual(at('2026-10-25T01:40:30Z'))
    expect(subtractWorkingMinutes(ROUND_THE_CLOCK, from, 10)).toEqual(at('2026-10-25T00:00:30Z'))
    expect(isOpenAt(ROUND_THE_CLOCK, from)).toBe(true)
  })

  test('a pause over a weekend shifts a deadline only by the working time that it held', () => {
    const madrid = calendar('Europe/Madrid')
    const pause = { pausedAt: at('2026-11-20T17:30:00+01:00'), resumedAt: at('2026-11-23T09:15:00+01:00') }
    expect(dueAfterPause(madrid, at('2026-11-20T18:00:00+01:00'), pause)).toEqual(at('2026-11-23T09:45:00+01:00'))
    expect(dueAfterPause(ROUND_THE_CLOCK, at('2026-11-20T17:00:00Z'), pause)).toEqual(at('2026-11-23T08:45:00Z'))
  })

  test('a calendar without any open hour is a mistake and says so, instead of searching for ever', () => {
    const never = calendar('UTC', { days: [], from: '09:00', to: '18:00' })
    expect(() => addWorkingMinutes(never, at('2026-01-01T00:00:00Z'), 1)).toThrow('without any open hour')
    expect(() => subtractWorkingMinutes(never, at('2026-01-01T00:00:00Z'), 1)).toThrow('without any open hour')
    expect(() => nextOpenAt(never, at('2026-01-01T00:00:00Z'))).toThrow('without any open hour')
  })
})

describe('laws of working time', { timeout: 30_000 }, () => {
  const amount = fc.integer({ min: 1, max: 1440 })

  test('what was added is what is counted', () => {
    fc.assert(
      fc.property(scene, amount, ({ calendar: of, from }, minutes) => {
        expect(workingMinutesBetween(of, from, addWorkingMinutes(of, from, minutes))).toBe(minutes)
      }),
      { numRuns: 50 },
    )
  })

  test('taken off again, the same time counts, and no later instant would do', () => {
    fc.assert(
      fc.property(scene, amount, ({ calendar: of, from }, minutes) => {
        const begun = subtractWorkingMinutes(of, from, minutes)
        expect(workingMinutesBetween(of, begun, from)).toBe(minutes)
        expect(workingMinutesBetween(of, new Date(begun.getTime() + MINUTE), from)).toBeLessThan(minutes)
      }),
      { numRuns: 50 },
    )
  })

  test('a longer promise is due later, and one that starts later isn’t due sooner', () => {
    fc.assert(
      fc.property(scene, amount, amount, ({ calendar: of, from }, minutes, more) => {
        const due = addWorkingMinutes(of, from, minutes)
        expect(addWorkingMinutes(of, from, minutes + more).getTime()).toBeGreaterThan(due.getTime())
        const later = new Date(from.getTime() + more * MINUTE)
        expect(addWorkingMinutes(of, later, minutes).getTime()).toBeGreaterThanOrEqual(due.getTime())
      }),
      { numRuns: 50 },
    )
  })

  test('a deadline never falls outside the hours: the minute that ends there counted', () => {
    fc.assert(
      fc.property(scene, amount, ({ calendar: of, from }, minutes) => {
        const due = addWorkingMinutes(of, from, minutes)
        expect(isOpenAt(of, new Date(due.getTime() - 1))).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  test('a pause takes nothing from what is left', () => {
    fc.assert(
      fc.property(scene, amount, amount, amount, ({ calendar: of, from }, target, before, length) => {
        const dueAt = addWorkingMinutes(of, from, target)
        const pausedAt = new Date(from.getTime() + before * MINUTE)
        fc.pre(pausedAt < dueAt)
        const resumedAt = new Date(pausedAt.getTime() + length * MINUTE)
        const left = workingMinutesBetween(of, pausedAt, dueAt)
        const due = dueAfterPause(of, dueAt, { pausedAt, resumedAt })
        expect(workingMinutesBetween(of, resumedAt, due)).toBe(left)
      }),
      { numRuns: 50 },
    )
  })

  test('a walk through every minute agrees, over every change of the clocks', () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: 1, max: 900 }), ({ calendar: of, from }, minutes) => {
        let counted = 0
        let walked = 0
        let wasOpen: boolean | null = null
        for (const { minute, isOpen } of walk(of, from)) {
          if (isOpen !== wasOpen) {
            expect(isOpenAt(of, minute)).toBe(isOpen)
            if (wasOpen !== null) expect(isOpenAt(of, new Date(minute.getTime() - 1))).toBe(wasOpen)
          }
          wasOpen = isOpen
          if (isOpen) counted += 1
          walked += 1
          const end = new Date(minute.getTime() + MINUTE)
          if (counted === minutes) {
            expect(addWorkingMinutes(of, from, minutes)).toEqual(end)
            return
          }
          if (walked === 9 * 1440) {
            expect(workingMinutesBetween(of, from, end)).toBe(counted)
            return
          }
        }
      }),
      { numRuns: 15 },
    )
  })
})
