import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { dayOf, instantAt, localDayAt, minutesOf, weekdayOf } from '../../../../src/domain/oncall/wall-clock.ts'
import { instantOf } from '../../../../src/domain/people/working-hours.ts'
import { allWeek, holiday, holidayLayer, moment, schedule, weekdayLayer } from '../../../support/oncall-schedules.ts'
import { between, who } from './ask.ts'

const ZONES = [
  'America/New_York',
  'Europe/Madrid',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Asia/Kolkata',
]

describe('ONCALL 4: wall clock plus zone, instants derived', () => {
  test('ONCALL 4: the resolver reads every wall clock as the working hours do, in all six zones', () => {
    const minutes = fc.integer({ min: 0, max: 24 * 60 - 1 })
    const day = fc.integer({ min: dayOf('2008-01-01'), max: dayOf('2030-12-31') })
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), day, minutes, (zone, on, minute) => {
        const date = Temporal.PlainDate.from('1970-01-01').add({ days: on })
        const time = Temporal.PlainTime.from('00:00').add({ minutes: minute }).toString({ smallestUnit: 'minute' })
        expect(new Date(instantAt(zone, on, minute))).toEqual(instantOf(date, time, zone))
        expect(weekdayOf(on)).toBe(date.dayOfWeek)
      }),
      { seed: 4, numRuns: 300 },
    )
  })

  test.each([
    ['America/New_York', '2026-03-08'],
    ['America/New_York', '2026-11-01'],
    ['Europe/Madrid', '2026-03-29'],
    ['Europe/Madrid', '2026-10-25'],
    ['America/Santiago', '2026-09-06'],
    ['America/Santiago', '2026-04-05'],
    ['Australia/Lord_Howe', '2026-10-04'],
    ['Australia/Lord_Howe', '2026-04-05'],
    ['Pacific/Apia', '2011-12-30'],
  ])('ONCALL 4: in %s on %s each quarter of an hour is the first instant that reads it or later', (zone, on) => {
    for (let minute = 0; minute < 24 * 60; minute += 15) {
      const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
      const at = instantAt(zone, dayOf(on), minute)
      expect(new Date(at)).toEqual(instantOf(Temporal.PlainDate.from(on), time, zone))
      const reads = (ms: number) =>
        Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDateTime().toString()
      expect(reads(at) >= `${on}T${time}:00`).toBe(true)
      expect(reads(at - 1) < `${on}T${time}:00`).toBe(true)
    }
  })

  test('ONCALL 4: a handoff that the spring gap swallows comes when the gap ends, and the day after at its own time', () => {
    const nightly = schedule({
      weekday: allWeek({ rotations: ['UA', 'UB'], handoff: { every: 'day', at: '02:30' }, anchor: '2026-03-01' }),
    })
    expect(between(nightly, '2026-03-07T00:00Z', '2026-03-09T12:00Z')).toEqual([
      '2026-03-07T00:00 UB',
      '2026-03-07T07:30 UA',
      '2026-03-08T07:00 UB',
      '2026-03-09T06:30 UA',
    ])
  })

  test('ONCALL 4: a handoff that the clock reads twice is the first of them, for both people', () => {
    const nightly = schedule({
      weekday: allWeek({ rotations: ['UA', 'UB'], handoff: { every: 'day', at: '01:30' }, anchor: '2026-10-30' }),
    })
    expect(between(nightly, '2026-11-01T00:00Z', '2026-11-02T12:00Z')).toEqual([
      '2026-11-01T00:00 UB',
      '2026-11-01T05:30 UA',
      '2026-11-02T06:30 UB',
    ])
  })

  test('ONCALL 4: Santiago has no midnight on 2026-09-06, so the handoff is at one o’clock', () => {
    const daily = schedule(
      { weekday: allWeek({ rotations: ['UA', 'UB'], handoff: { every: 'day', at: '00:00' }, anchor: '2026-09-05' }) },
      { zone: 'America/Santiago' },
    )
    expect(between(daily, '2026-09-05T12:00Z', '2026-09-07T12:00Z')).toEqual([
      '2026-09-05T12:00 UA',
      '2026-09-06T04:00 UB',
      '2026-09-07T03:00 UA',
    ])
  })

  test('ONCALL 4: Lord Howe moves by half an hour, Kolkata never', () => {
    const at = { every: 'day', at: '02:15' } as const
    const zoned = (zone: string) =>
      schedule({ weekday: allWeek({ rotations: ['UA', 'UB'], handoff: at, anchor: '2026-10-02' }) }, { zone })
    expect(between(zoned('Australia/Lord_Howe'), '2026-10-02T18:00Z', '2026-10-05T00:00Z')).toEqual([
      '2026-10-02T18:00 UB',
      '2026-10-03T15:30 UA',
      '2026-10-04T15:15 UB',
    ])
    expect(between(zoned('Asia/Kolkata'), '2026-10-02T22:00Z', '2026-10-05T00:00Z')).toEqual([
      '2026-10-02T22:00 UB',
      '2026-10-03T20:45 UA',
      '2026-10-04T20:45 UB',
    ])
  })

  test('SCHEDULES, Time: the day that Apia hasn’t is a gap like any other; its handoff is where the gap ends', () => {
    const daily = schedule(
      {
        weekday: allWeek({
          rotations: ['UA', 'UB', 'UC'],
          handoff: { every: 'day', at: '09:00' },
          anchor: '2011-12-28',
        }),
      },
      { zone: 'Pacific/Apia' },
    )
    // The handoff of the 30th is where the gap ends; the one of the 31st comes nine hours later.
    expect(between(daily, '2011-12-28T19:00Z', '2012-01-01T19:00Z')).toEqual([
      '2011-12-28T19:00 UA',
      '2011-12-29T19:00 UB',
      '2011-12-30T10:00 UC',
      '2011-12-30T19:00 UA',
      '2011-12-31T19:00 UB',
    ])
  })

  test('SCHEDULES, Time: a window, a shift and a kept day of no length don’t exist and don’t count', () => {
    const midnight = { every: 'day', at: '00:00' } as const
    const rules = { rotations: ['UA', 'UB', 'UC'], handoff: midnight, anchor: '2011-12-28' }
    const apia = schedule(
      { weekday: allWeek(rules), holiday: holidayLayer({ at: '00:00', rotations: ['UH'], anchor: '2011-12-01' }) },
      {
        zone: 'Pacific/Apia',
        holidays: [holiday('2011-12-30')],
        keptDays: [{ person: 'UC', from: '2011-12-30', to: '2011-12-30', declaredAt: new Date('2011-12-01T00:00Z') }],
      },
    )
    expect(between(apia, '2011-12-28T12:00Z', '2012-01-01T00:00Z')).toEqual([
      '2011-12-28T12:00 UA',
      '2011-12-29T10:00 UB',
      '2011-12-30T10:00 UC',
      '2011-12-31T10:00 UA',
    ])
  })

  test('ONCALL 3: half-open: a shift ends in the instant in which the next begins', () => {
    const daily = schedule({ weekday: weekdayLayer({ rotations: ['UA', 'UB'] }) })
    expect(who(daily, '2026-01-06T13:59:59.999Z')).toBe('UA weekday turn')
    expect(who(daily, '2026-01-06T14:00:00Z')).toBe('UB weekday turn')
    expect(moment('friday 18:00').weekday).toBe(5)
    expect(localDayAt('America/New_York', Date.parse('2026-01-06T04:59Z'))).toBe(dayOf('2026-01-05'))
    expect(minutesOf('18:30')).toBe(1110)
  })
})
