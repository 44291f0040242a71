import { describe, expect, test } from 'vitest'
import type { TargetCalendar } from '../../../src/domain/sla/business-time.ts'
import { dueSoonAt, pause, resume, startClock, startObligation } from '../../../src/domain/sla/clock.ts'
import { newTimeAfter, obligationWarnings, warnsAt } from '../../../src/domain/sla/warnings.ts'

/** The nights on which Madrid's clocks change: forward on 2026-03-29 at 02:00, back on 2026-10-25 at 03:00. */
const NIGHT: TargetCalendar = {
  counts: 'working_hours',
  zone: 'Europe/Madrid',
  hours: { days: [6, 7], from: '00:00', to: '06:00' },
  holidays: [],
}
const at = (text: string) => new Date(text)

describe('ONCALL 4, 18: a deadline over a night on which the clocks change', () => {
  test('round the clock an hour is an hour', () => {
    expect(startClock('next_update', 60, at('2026-03-29T01:30:00+01:00')).dueAt).toEqual(
      at('2026-03-29T03:30:00+02:00'),
    )
    expect(startClock('next_update', 60, at('2026-10-25T02:30:00+02:00')).dueAt).toEqual(
      at('2026-10-25T02:30:00+01:00'),
    )
  })

  test('of working time the night in March has five hours, the one in October seven', () => {
    expect(startClock('resolve', 300, at('2026-03-29T00:00:00+01:00'), NIGHT).dueAt).toEqual(
      at('2026-03-29T06:00:00+02:00'),
    )
    expect(startClock('resolve', 420, at('2026-10-25T00:00:00+02:00'), NIGHT).dueAt).toEqual(
      at('2026-10-25T06:00:00+01:00'),
    )
  })

  test('a warning ten minutes ahead of 03:00 comes ten minutes ahead', () => {
    const forward = startClock('next_update', 60, at('2026-03-29T01:00:00+01:00'))
    // 01:50, and at 02:00 it is 03:00.
    expect([forward.dueAt, warnsAt(forward)]).toEqual([
      at('2026-03-29T03:00:00+02:00'),
      at('2026-03-29T01:50:00+01:00'),
    ])
    const back = startClock('next_update', 60, at('2026-10-25T02:00:00+01:00'))
    expect([back.dueAt, dueSoonAt(back)]).toEqual([at('2026-10-25T03:00:00+01:00'), at('2026-10-25T02:50:00+01:00')])
  })

  test('a pause from before the change to after it shifts by what was counted', () => {
    const clock = startClock('first_update', 120, at('2026-10-25T01:00:00+02:00'), NIGHT)
    const paused = pause(clock, at('2026-10-25T02:30:00+02:00'))
    // An hour on the wall, two that passed.
    expect(resume(paused, at('2026-10-25T03:30:00+01:00')).dueAt).toEqual(at('2026-10-25T04:00:00+01:00'))
  })

  test('an obligation of one hour warns each quarter of it, and the new time of a promise is as long again', () => {
    const order = startObligation(
      'eu',
      { minutes: 60, calendar: { counts: 'round_the_clock' } },
      at('2026-10-25T02:30:00+02:00'),
    )
    expect(obligationWarnings(order.startedAt, order.dueAt)).toEqual(
      ['00:30', '00:45', '01:00', '01:15'].map((time) => at(`2026-10-25T${time}:00Z`)),
    )
    const clock = startClock('first_update', 30, at('2026-03-29T01:15:00+01:00'))
    expect(newTimeAfter({ clock, at: clock.dueAt })).toEqual(at('2026-03-29T03:15:00+02:00'))
  })
})
