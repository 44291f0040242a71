import { describe, expect, test } from 'vitest'
import { shiftsBetween } from '../../../../src/domain/oncall/between.ts'
import { prepareSchedule, rotationsOf } from '../../../../src/domain/oncall/prepare.ts'
import type { ScheduleSnapshot } from '../../../../src/domain/oncall/schedule.ts'
import {
  allWeek,
  holiday,
  holidayLayer,
  moment,
  rotation,
  schedule,
  weekdayLayer,
  weekendLayer,
} from '../../../support/oncall-schedules.ts'
import { between, minute, who } from './ask.ts'

/** November 2026 in New York is UTC-5: 09:00 is 14:00Z, 18:00 is 23:00Z. Thursday the 26th is the holiday. */
const three = (more: Partial<Omit<ScheduleSnapshot, 'layers'>> = {}, zone = 'America/New_York') =>
  schedule(
    {
      weekday: weekdayLayer({ rotations: ['UA', 'UB', 'UC'], anchor: '2026-11-23' }),
      weekend: weekendLayer({ rotations: ['UX', 'UY'], anchor: '2026-11-20' }),
      holiday: holidayLayer({ rotations: ['UH', 'UI'], anchor: '2026-11-01' }),
    },
    { zone, ...more },
  )

const shifts = (snapshot: ScheduleSnapshot, from: string, to: string, name = 'primary') =>
  shiftsBetween(prepareSchedule(snapshot), name, new Date(from), new Date(to)).map(
    ({ layer, start, holder, served }) => `${layer} ${minute(start)} ${holder} ${served.length}`,
  )

describe('ONCALL 2 and 5: layers, windows, shifts', () => {
  test('ONCALL 2: holiday beats weekend beats weekday, by windows', () => {
    const snapshot = three({ holidays: [holiday('2026-11-28')] })
    expect(who(snapshot, '2026-11-27T15:00Z')).toBe('UB weekday turn')
    expect(who(snapshot, '2026-11-27T23:00Z')).toBe('UY weekend turn')
    expect(who(snapshot, '2026-11-28T14:00Z')).toBe('UH holiday turn')
    expect(who(snapshot, '2026-11-29T14:00Z')).toBe('UY weekend turn')
  })

  test('ONCALL 5: a holiday doesn’t eat a turn: a shift that higher layers cover entirely isn’t served and doesn’t count', () => {
    expect(between(three({ holidays: [holiday('2026-11-26')] }), '2026-11-24T14:00Z', '2026-11-27T23:00Z')).toEqual([
      '2026-11-24T14:00 UB',
      '2026-11-25T14:00 UC',
      '2026-11-26T14:00 UH',
      '2026-11-27T14:00 UA',
    ])
  })

  test('SCHEDULES, Layers: a holiday whose start differs from the handoff covers two shifts in part, and both count', () => {
    const snapshot = schedule(
      {
        weekday: weekdayLayer({ rotations: ['UA', 'UB', 'UC', 'UD'], anchor: '2026-11-23' }),
        holiday: holidayLayer({ at: '00:00', rotations: ['UH'], anchor: '2026-11-01' }),
      },
      { holidays: [holiday('2026-11-26')] },
    )
    expect(between(snapshot, '2026-11-25T14:00Z', '2026-11-27T23:00Z')).toEqual([
      '2026-11-25T14:00 UC',
      '2026-11-26T05:00 UH',
      '2026-11-27T05:00 UD',
      '2026-11-27T14:00 UA',
    ])
  })

  test('SCHEDULES, Layers: a rotation that the layer in force hasn’t has nobody then', () => {
    const snapshot = schedule({
      weekday: weekdayLayer({ rotations: [rotation('primary', ['UA']), rotation('backup', ['UB'])] }),
      weekend: weekendLayer({ rotations: ['UX'] }),
    })
    expect(who(snapshot, '2026-11-28T14:00Z', 'backup')).toBe('- weekend no_rotation')
    expect(rotationsOf(prepareSchedule(snapshot))).toEqual(['primary', 'backup'])
  })

  test('SCHEDULES, Layers: a layer in force with nobody never falls through to the one beneath', () => {
    const snapshot = schedule({
      weekday: allWeek({ rotations: ['UA'] }),
      weekend: weekendLayer({ rotations: [rotation('primary', [])] }),
    })
    expect(who(snapshot, '2026-11-28T14:00Z')).toBe('- weekend nobody_available')
  })

  test('SCHEDULES, Layers: where no layer has a window there is no layer', () => {
    const snapshot = schedule({ weekday: weekdayLayer({ rotations: ['UA'] }) })
    expect(who(snapshot, '2026-11-28T14:00Z')).toBe('- null no_layer')
  })

  test('SCHEDULES, Layers: a handoff inside a window gives a shift two pieces and one holder', () => {
    const snapshot = schedule({
      weekday: weekdayLayer({
        rotations: ['UA', 'UB'],
        handoff: { every: 'week', on: 3, at: '09:00' },
        anchor: '2026-11-16',
      }),
    })
    expect(between(snapshot, '2026-11-18T14:00Z', '2026-11-28T00:00Z')).toEqual([
      '2026-11-18T14:00 UA',
      '2026-11-20T23:00 - no_layer',
      '2026-11-23T14:00 UA',
      '2026-11-25T14:00 UB',
      '2026-11-27T23:00 - no_layer',
    ])
    expect(shifts(snapshot, '2026-11-18T14:00Z', '2026-11-25T14:00Z')).toEqual(['weekday 2026-11-18T14:00 UA 2'])
  })

  test('SCHEDULES, Layers: a joined run of holidays is one shift', () => {
    const snapshot = three({ holidays: [holiday('2026-11-24'), holiday('2026-11-25'), holiday('2026-11-27')] })
    expect(between(snapshot, '2026-11-24T14:00Z', '2026-11-28T14:00Z')).toEqual([
      '2026-11-24T14:00 UH',
      '2026-11-26T14:00 UB',
      '2026-11-27T14:00 UI',
    ])
  })

  test('SCHEDULES, Layers: handoffs of the holiday layer’s own cut a run', () => {
    const snapshot = schedule(
      {
        holiday: holidayLayer({
          rotations: ['UH', 'UI'],
          handoff: { every: 'day', at: '09:00' },
          anchor: '2026-11-01',
        }),
      },
      { holidays: [holiday('2026-11-24'), holiday('2026-11-25')] },
    )
    expect(between(snapshot, '2026-11-24T14:00Z', '2026-11-26T14:00Z')).toEqual([
      '2026-11-24T14:00 UH',
      '2026-11-25T14:00 UI',
    ])
  })

  test('SCHEDULES, Layers: a holiday treated as weekend joins the weekend that it touches, without an extra turn', () => {
    const monday = three({ holidays: [holiday('2026-11-30', 'weekend')] })
    expect(between(monday, '2026-11-27T23:00Z', '2026-12-05T00:00Z')).toEqual([
      '2026-11-27T23:00 UY',
      '2026-12-01T14:00 UC',
      '2026-12-02T14:00 UA',
      '2026-12-03T14:00 UB',
      '2026-12-04T14:00 UC',
      '2026-12-04T23:00 UX',
    ])
  })

  test('SCHEDULES, Layers: otherwise a holiday treated as weekend is a weekend shift of its own, and ignore is none', () => {
    const wednesday = three({ holidays: [holiday('2026-11-25', 'weekend'), holiday('2026-11-24', 'ignore')] })
    expect(between(wednesday, '2026-11-24T14:00Z', '2026-11-28T00:00Z')).toEqual([
      '2026-11-24T14:00 UB',
      '2026-11-25T14:00 UY',
      '2026-11-26T14:00 UC',
      '2026-11-27T14:00 UA',
      '2026-11-27T23:00 UX',
    ])
  })

  test('SCHEDULES, Layers: of two treatments of one date holiday beats weekend beats ignore', () => {
    const both = [holiday('2026-11-25', 'ignore'), holiday('2026-11-25', 'holiday'), holiday('2026-11-25', 'weekend')]
    const snapshot = three({ holidays: both })
    expect(who(snapshot, '2026-11-25T15:00Z')).toBe('UH holiday turn')
    // Else the weekend would have had a turn on that Wednesday.
    expect(who(snapshot, '2026-11-28T15:00Z')).toBe('UY weekend turn')
  })

  test('SCHEDULES, Layers: a layer’s first shift begins on or after its anchor; before that lower layers show', () => {
    const snapshot = schedule({
      weekday: allWeek({ rotations: ['UA'], handoff: { every: 'day', at: '09:00' }, anchor: '2026-11-01' }),
      weekend: weekendLayer({ rotations: ['UX'], anchor: '2026-11-21' }),
    })
    expect(who(snapshot, '2026-11-22T14:00Z')).toBe('UA weekday turn')
    expect(who(snapshot, '2026-11-28T14:00Z')).toBe('UX weekend turn')
    expect(who(snapshot, '2026-11-01T13:59Z')).toBe('- null no_layer')
    expect(who(snapshot, '2026-11-01T14:00Z')).toBe('UA weekday turn')
  })

  test('SCHEDULES, Layers: the short piece between a window’s bound and the next handoff counts as a shift', () => {
    const snapshot = schedule({
      weekday: weekdayLayer({
        from: moment('monday 06:00'),
        rotations: ['UA', 'UB', 'UC'],
        anchor: '2026-11-23',
      }),
    })
    expect(between(snapshot, '2026-11-23T11:00Z', '2026-11-25T14:00Z')).toEqual([
      '2026-11-23T11:00 UA',
      '2026-11-23T14:00 UB',
      '2026-11-24T14:00 UC',
    ])
  })

  test('SCHEDULES, Layers: a shift that a higher layer interrupts is one shift and resumes with its holder', () => {
    const snapshot = schedule(
      {
        weekday: weekdayLayer({
          rotations: ['UA', 'UB'],
          handoff: { every: 'week', on: 1, at: '09:00' },
          anchor: '2026-11-23',
        }),
        holiday: holidayLayer({ rotations: ['UH'], anchor: '2026-11-01' }),
      },
      { holidays: [holiday('2026-11-25')] },
    )
    expect(shifts(snapshot, '2026-11-23T14:00Z', '2026-11-28T00:00Z')).toEqual([
      'weekday 2026-11-23T14:00 UA 2',
      'holiday 2026-11-25T14:00 UH 1',
    ])
    expect(who(snapshot, '2026-11-26T14:00Z')).toBe('UA weekday turn')
  })

  test('SCHEDULES, Layers: outside a rotation’s hours it answers nobody, with its layer; a holder serves what lies within', () => {
    const hours = { from: '09:00', to: '17:00' }
    const snapshot = schedule({
      weekday: allWeek({
        handoff: { every: 'day', at: '00:00' },
        anchor: '2026-11-20',
        rotations: [
          rotation('madrid', ['UA', 'UB'], { zone: 'Europe/Madrid', hours, role: 'primary' }),
          rotation('york', ['UX', 'UY'], { hours, role: 'primary' }),
        ],
      }),
    })
    // Madrid is UTC+1: 08:00Z to 16:00Z, handoff at 23:00Z, the first on the 20th of the schedule's zone: A has the 21st.
    expect(between(snapshot, '2026-11-24T00:00Z', '2026-11-26T00:00Z', 'madrid')).toEqual([
      '2026-11-24T00:00 - outside_hours',
      '2026-11-24T08:00 UB',
      '2026-11-24T16:00 - outside_hours',
      '2026-11-25T08:00 UA',
      '2026-11-25T16:00 - outside_hours',
    ])
    expect(who(snapshot, '2026-11-24T17:00Z', 'madrid')).toBe('- weekday outside_hours')
    expect(who(snapshot, '2026-11-24T17:00Z', 'york')).toBe('UX weekday turn')
  })

  test('SCHEDULES, Layers: a shift without any part in the rotation’s hours isn’t served', () => {
    const snapshot = schedule({
      weekday: weekdayLayer({
        rotations: [rotation('primary', ['UA', 'UB', 'UC'], { hours: { from: '08:00', to: '10:00' } })],
        from: moment('monday 09:00'),
        to: moment('monday 18:00'),
        handoff: { every: 'day', at: '12:00' },
        anchor: '2026-11-16',
      }),
    })
    // Mondays have a shift to noon and one after it; only the first lies in the hours.
    expect(shifts(snapshot, '2026-11-16T00:00Z', '2026-12-01T00:00Z')).toEqual([
      'weekday 2026-11-16T14:00 UA 1',
      'weekday 2026-11-23T14:00 UB 1',
      'weekday 2026-11-30T14:00 UC 1',
    ])
  })

  test('SCHEDULES, Layers: hours that pass midnight', () => {
    const snapshot = schedule({
      weekday: allWeek({
        anchor: '2026-11-20',
        rotations: [rotation('primary', ['UA'], { hours: { from: '22:00', to: '06:00' } })],
      }),
    })
    expect(between(snapshot, '2026-11-24T00:00Z', '2026-11-25T00:00Z')).toEqual([
      '2026-11-24T00:00 - outside_hours',
      '2026-11-24T03:00 UA',
      '2026-11-24T11:00 - outside_hours',
    ])
  })
})
