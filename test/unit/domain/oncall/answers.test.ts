import { describe, expect, test } from 'vitest'
import { onCallBetween, shiftsBetween } from '../../../../src/domain/oncall/between.ts'
import { dutyProblems } from '../../../../src/domain/oncall/duty.ts'
import { gapsBetween, languageGapsBetween } from '../../../../src/domain/oncall/gaps.ts'
import { ledgerOf } from '../../../../src/domain/oncall/ledger.ts'
import { prepareSchedule } from '../../../../src/domain/oncall/prepare.ts'
import type { ScheduleSnapshot } from '../../../../src/domain/oncall/schedule.ts'
import { whoIsOnCall } from '../../../../src/domain/oncall/who-is-on-call.ts'
import {
  allWeek,
  holiday,
  nobody,
  replace,
  rotation,
  schedule,
  weekdayLayer,
  weekendLayer,
} from '../../../support/oncall-schedules.ts'
import { minute, who } from './ask.ts'

const at = (text: string) => new Date(text)
const FROM = at('2026-06-01T00:00Z')
const TO = at('2026-06-08T00:00Z')

function daily(rotations: Parameters<typeof allWeek>[0]['rotations'], more: Partial<ScheduleSnapshot> = {}) {
  const weekday = allWeek({ handoff: { every: 'day', at: '00:00' }, anchor: '2026-05-25', rotations })
  return schedule({ weekday }, { zone: 'UTC', ...more })
}

const gaps = (snapshot: ScheduleSnapshot, from = FROM, to = TO) =>
  gapsBetween(prepareSchedule(snapshot), from, to).map(
    ({ role, rotations, start, end, layer, why }) =>
      `${role} [${rotations.join()}] ${minute(start)} ${minute(end)} ${layer} ${why}`,
  )

describe('SCHEDULES, Answers', () => {
  test('until is the next change of people, layer or why; null where there is none within 400 days', () => {
    const until = (snapshot: ScheduleSnapshot, instant: string) =>
      whoIsOnCall(prepareSchedule(snapshot), 'primary', at(instant)).until
    expect(until(daily(['UA', 'UB']), '2026-06-01T12:00Z')).toEqual(at('2026-06-02T00:00Z'))
    expect(until(daily(['UA']), '2026-06-01T12:00Z')).toBeNull()
    const overrides = [replace('UA', 'UB', '2027-07-06T00:00Z', '2027-07-07T00:00Z')]
    expect(until(daily(['UA'], { overrides }), '2026-06-01T00:00Z')).toEqual(at('2027-07-06T00:00Z'))
    expect(until(daily(['UA'], { overrides }), '2026-05-31T00:00Z')).toBeNull()
  })

  test('two shifts running by one person are one interval, and two shifts', () => {
    const prepared = prepareSchedule(daily(['UA']))
    expect(onCallBetween(prepared, 'primary', FROM, TO)).toHaveLength(1)
    expect(shiftsBetween(prepared, 'primary', FROM, TO)).toHaveLength(7)
  })

  test('ONCALL 1: a range is cut at its own ends, half-open, and an empty one has nothing', () => {
    const prepared = prepareSchedule(daily(['UA', 'UB']))
    const [first, ...rest] = onCallBetween(prepared, 'primary', at('2026-06-01T05:00Z'), at('2026-06-02T05:00Z'))
    expect(first?.start).toEqual(at('2026-06-01T05:00Z'))
    expect(rest.at(-1)?.end).toEqual(at('2026-06-02T05:00Z'))
    expect(onCallBetween(prepared, 'primary', FROM, FROM)).toEqual([])
    expect(shiftsBetween(prepared, 'primary', FROM, FROM)).toEqual([])
  })

  test('ONCALL 8: an unknown rotation has nobody, and why', () => {
    expect(who(daily(['UA']), '2026-06-01T00:00Z', 'lead')).toBe('- weekday no_rotation')
  })
})

describe('ONCALL 7: gaps', () => {
  test('ONCALL 7: a vacant turn, an override to nobody and a block without people are gaps, each with why', () => {
    const kept = { person: 'UA', from: '2026-06-02', to: '2026-06-02', declaredAt: at('2026-01-01T00:00Z') }
    const snapshot = daily(['UA'], {
      keptDays: [kept],
      overrides: [nobody('2026-06-04T00:00Z', '2026-06-04T12:00Z')],
      blocks: [{ start: at('2026-06-05T00:00Z'), end: at('2026-06-05T12:00Z'), tag: 'x', people: { primary: [] } }],
    })
    expect(gaps(snapshot)).toEqual([
      'primary [primary] 2026-06-02T00:00 2026-06-03T00:00 weekday nobody_available',
      'primary [primary] 2026-06-04T00:00 2026-06-04T12:00 override nobody',
      'primary [primary] 2026-06-05T00:00 2026-06-05T12:00 block block',
    ])
  })

  test('SCHEDULES, Layers: no window, and a rotation that the layer in force hasn’t, aren’t gaps', () => {
    const snapshot = schedule({
      weekday: weekdayLayer({ rotations: [rotation('primary', ['UA']), rotation('backup', ['UB'])] }),
      weekend: weekendLayer({ to: { weekday: 7, at: '09:00' }, rotations: ['UX'] }),
    })
    expect(gaps(snapshot)).toEqual([])
  })

  test('SCHEDULES, Layers: outside hours is a gap only where no rotation of the role is staffed', () => {
    const hours = (from: string, to: string) => ({ role: 'primary', hours: { from, to } })
    const sun = daily([
      rotation('east', ['UA'], hours('00:00', '12:00')),
      rotation('west', ['UB'], hours('12:00', '22:00')),
    ])
    expect(gaps(sun, FROM, at('2026-06-02T00:00Z'))).toEqual([
      'primary [east,west] 2026-06-01T22:00 2026-06-02T00:00 weekday outside_hours',
    ])
  })

  test('no Spanish speaker on call from … to … is a gap, where somebody is on call', () => {
    const snapshot = daily(['UA', 'UB'], { overrides: [nobody('2026-06-02T06:00Z', '2026-06-02T12:00Z')] })
    const readers = { UA: { languages: ['en'], skills: [] }, UB: { languages: ['en', 'es'], skills: [] } } as const
    const found = languageGapsBetween(prepareSchedule(snapshot), readers, ['en', 'es'], FROM, at('2026-06-04T00:00Z'))
    expect(found.map(({ language, start, end }) => `${language} ${minute(start)} ${minute(end)}`)).toEqual([
      // UA has the second; the declared gap is none of language.
      'es 2026-06-02T00:00 2026-06-02T06:00',
      'es 2026-06-02T12:00 2026-06-03T00:00',
    ])
  })
})

describe('ONCALL 10: duty twice and the rest rule', () => {
  const problems = (all: readonly ScheduleSnapshot[], restHours: number) =>
    dutyProblems(all.map(prepareSchedule), 'UA', FROM, TO, restHours).map(
      ({ code, start, end, rotations }) =>
        `${code} ${minute(start)} ${minute(end)} ${rotations.map(({ schedule: name, rotation: of }) => `${name}/${of}`).join()}`,
    )

  test('a person on duty in two schedules at once is found, and nothing is changed', () => {
    const two = [daily(['UA', 'UB', 'UC', 'UD']), { ...daily(['UB', 'UC', 'UA', 'UX', 'UY']), name: 'other' }]
    // UA has 2 June on one and 1 June on the other, then 6 June on both.
    expect(problems(two, 0)).toEqual(['double 2026-06-06T00:00 2026-06-07T00:00 core/primary,other/primary'])
  })

  test('a break shorter than the rest rule is found; duty that goes on without a break is one', () => {
    const people = ['UA', 'UA2', 'UB', 'UC', 'UD', 'UE', 'UF']
    const overrides = [replace('UB', 'UA', '2026-06-03T08:00Z', '2026-06-04T00:00Z')]
    const snapshot = daily(people, { overrides })
    expect(who(snapshot, '2026-06-01T12:00Z')).toBe('UA weekday turn')
    expect(problems([snapshot], 31)).toEqual([])
    expect(problems([snapshot], 33)).toEqual(['rest 2026-06-02T00:00 2026-06-03T08:00 core/primary,core/primary'])
  })

  test('a break within one shift is no rest between two', () => {
    const nights = daily([rotation('primary', ['UA'], { hours: { from: '08:00', to: '20:00' } })])
    const weekly = schedule(
      {
        weekday: allWeek({
          handoff: { every: 'week', on: 1, at: '00:00' },
          anchor: '2026-05-25',
          rotations: [rotation('primary', ['UA'], { hours: { from: '08:00', to: '20:00' } })],
        }),
      },
      { zone: 'UTC' },
    )
    expect(problems([nights], 13)).not.toEqual([])
    expect(problems([weekly], 13).filter((one) => one.includes('2026-06-03T20:00'))).toEqual([])
  })
})

describe('ONCALL 11: the ledger', () => {
  test('ONCALL 11: hours by weekday, weekend, holiday and night, from what was recorded', () => {
    const recorded = [
      // Thursday 09:00 to Saturday 09:00 in New York; Friday is a holiday.
      { rotation: 'primary', start: at('2026-06-04T13:00Z'), end: at('2026-06-05T13:00Z'), people: ['UA'] },
      { rotation: 'primary', start: at('2026-06-05T13:00Z'), end: at('2026-06-06T13:00Z'), people: ['UA', 'UB'] },
    ]
    const of = { zone: 'America/New_York', holidays: [holiday('2026-06-05')], from: at('2026-06-01T00:00Z'), to: TO }
    expect(ledgerOf(recorded, of)).toEqual([
      { person: 'UA', hours: 48, weekdayHours: 15, holidayHours: 24, weekendHours: 9, nightHours: 16, stretches: 1 },
      { person: 'UB', hours: 24, weekdayHours: 0, holidayHours: 15, weekendHours: 9, nightHours: 8, stretches: 1 },
    ])
  })

  test('ONCALL 11: the night on which the clock goes back is an hour longer', () => {
    const night = [
      { rotation: 'primary', start: at('2026-11-01T02:00Z'), end: at('2026-11-01T11:00Z'), people: ['UA'] },
    ]
    const of = { zone: 'America/New_York', holidays: [], from: at('2026-10-01T00:00Z'), to: at('2026-12-01T00:00Z') }
    expect(ledgerOf(night, of)).toMatchObject([{ hours: 9, weekendHours: 9, nightHours: 9 }])
  })
})
