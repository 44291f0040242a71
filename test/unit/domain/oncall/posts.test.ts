import { describe, expect, test } from 'vitest'
import {
  peopleIn,
  postLines,
  type SaidSo,
  signatureOf,
  unconfirmedIn,
} from '../../../../src/domain/oncall/post-lines.ts'
import { postsBetween, shiftsWithin, stillInForce } from '../../../../src/domain/oncall/posts.ts'
import { prepareSchedule } from '../../../../src/domain/oncall/prepare.ts'
import type { LayerName, ScheduleSnapshot } from '../../../../src/domain/oncall/schedule.ts'
import {
  holiday,
  holidayLayer,
  moment,
  schedule,
  weekdayLayer,
  weekendLayer,
} from '../../../support/oncall-schedules.ts'
import { minute } from './ask.ts'

const THURSDAY = { weekendPost: moment('thursday 16:00'), holidayPostDays: 7 }

function due(snapshot: ScheduleSnapshot, from: string, to: string, rules = THURSDAY): readonly string[] {
  const prepared = prepareSchedule(snapshot)
  return postsBetween(prepared, rules, new Date(from), new Date(to)).map((post) => {
    const times = [post.dueAt, post.remindAt, post.leadsAt, post.againAt].map((at) => (at === null ? '-' : minute(at)))
    return `${post.kind} ${post.on} ${times.join(' ')} from ${minute(post.windows[0]?.start ?? post.dueAt)}`
  })
}

const weekends = (zone: string, more: Partial<Omit<ScheduleSnapshot, 'layers'>> = {}) =>
  schedule({ weekend: weekendLayer({ rotations: ['UA', 'UB'] }) }, { zone, ...more })

describe('SCREENS 9: when a weekend is posted', () => {
  test('Thursday at 16:00; the reminder on Friday at noon, the leads at three, once more at four', () => {
    expect(due(weekends('Europe/Madrid'), '2026-11-23T00:00Z', '2026-11-30T00:00Z')).toEqual([
      'weekend 2026-11-26 2026-11-26T15:00 2026-11-27T11:00 2026-11-27T14:00 2026-11-27T15:00 from 2026-11-27T17:00',
    ])
  })

  test('by the wall clock on both sides of a change of the clock', () => {
    const madrid = due(weekends('Europe/Madrid'), '2026-10-19T00:00Z', '2026-11-02T00:00Z')
    expect(madrid.map((line) => line.split(' ')[2])).toEqual(['2026-10-22T14:00', '2026-10-29T15:00'])
    const howe = due(weekends('Australia/Lord_Howe'), '2026-09-28T00:00Z', '2026-10-12T00:00Z')
    expect(howe.map((line) => line.split(' ')[2])).toEqual(['2026-10-01T05:30', '2026-10-08T05:00'])
  })

  test('ONCALL 4: a post at a time that doesn’t exist goes at the first instant after the gap', () => {
    // Santiago goes from 24:00 on Saturday the fifth to 01:00 on Sunday: no midnight.
    const sunday = { ...THURSDAY, weekendPost: moment('sunday 00:00') }
    const [, second] = due(weekends('America/Santiago'), '2026-08-30T00:00Z', '2026-09-07T00:00Z', sunday)
    expect(second).toContain('2026-09-06 2026-09-06T04:00')
  })

  test('SCHEDULES: a local date that doesn’t exist has no post', () => {
    const weekend = weekendLayer({ rotations: ['UA'], anchor: '2011-01-03' })
    const apia = schedule({ weekend }, { zone: 'Pacific/Apia' })
    const friday = { ...THURSDAY, weekendPost: moment('friday 10:00') }
    const dates = due(apia, '2011-12-20T00:00Z', '2012-01-10T00:00Z', friday).map((line) => line.split(' ')[1])
    expect(dates).toEqual(['2011-12-23', '2012-01-06'])
  })

  test('no weekend before the next post: nothing is posted', () => {
    const none = schedule({})
    expect(due(none, '2026-11-01T00:00Z', '2026-12-31T00:00Z')).toEqual([])
  })

  test('a holiday treated as weekend is announced by the post before it', () => {
    const holidays = [{ on: '2026-12-08', name: 'Tuesday', as: 'weekend' as const, calendars: ['ES'] }]
    const posts = postsBetween(
      prepareSchedule(weekends('Europe/Madrid', { holidays })),
      THURSDAY,
      new Date('2026-12-03T00:00Z'),
      new Date('2026-12-04T00:00Z'),
    )
    expect(posts.map(({ windows }) => windows.map(({ start }) => minute(start)))).toEqual([
      ['2026-12-04T17:00', '2026-12-07T23:00'],
    ])
  })
})

test('lines are cut where anybody changes, and who is still to confirm is named once for what follows on', () => {
  const weekend = weekendLayer({ rotations: ['UA', 'UB'], handoff: { every: 'day', at: '18:00' } })
  const prepared = prepareSchedule(schedule({ weekend }, { zone: 'UTC' }))
  const windows = [{ start: new Date('2026-11-27T18:00Z'), end: new Date('2026-11-30T09:00Z') }]
  const nobody = { isOwnWord: () => false, isConfirmed: () => false }
  const lines = postLines(prepared, windows, nobody)
  expect(lines.map(({ start, end }) => `${minute(start)}–${minute(end)}`)).toEqual([
    '2026-11-27T18:00–2026-11-28T18:00',
    '2026-11-28T18:00–2026-11-29T18:00',
    '2026-11-29T18:00–2026-11-30T09:00',
  ])
  expect(unconfirmedIn(lines)).toHaveLength(3)
  const said = postLines(prepared, windows, {
    ...nobody,
    isConfirmed: (_, person) => person === lines[0]?.parts[0]?.people[0]?.id,
  })
  expect(unconfirmedIn(said)).toHaveLength(1)
  // Who confirms changes nothing of who is on call.
  expect(signatureOf(said)).toBe(signatureOf(lines))
})

describe('a shift is announced where it is served', () => {
  /** Their own shift, on whichever layer they have one. */
  const saidBy = (who: string, layer: LayerName): SaidSo => ({
    isOwnWord: () => false,
    isConfirmed: (shift, person) => person === who && shift.layer === layer,
  })

  test('a weekly shift that a holiday interrupts asks nobody but who has the holiday', () => {
    const prepared = prepareSchedule(
      schedule(
        {
          weekday: weekdayLayer({
            rotations: ['UA', 'UB'],
            handoff: { every: 'week', on: 1, at: '09:00' },
          }),
          holiday: holidayLayer({ rotations: ['UC'] }),
        },
        { holidays: [holiday('2026-11-25')] },
      ),
    )
    const posts = postsBetween(prepared, THURSDAY, new Date('2026-11-15T00:00Z'), new Date('2026-11-24T00:00Z'))
    const lines = postLines(
      prepared,
      posts.find((post) => post.kind === 'holiday')?.windows ?? [],
      saidBy('UC', 'holiday'),
    )
    expect(peopleIn(lines)).toEqual(['UC'])
    expect(unconfirmedIn(lines)).toEqual([])
    expect(shiftsWithin(prepared, 'primary', posts[0]?.windows ?? []).map(({ holder }) => holder)).toEqual(['UC'])
  })

  test('a shift in two pieces round the weekend isn’t part of it', () => {
    const prepared = prepareSchedule(
      schedule({
        weekday: weekdayLayer({ rotations: ['UA', 'UB'], handoff: { every: 'week', on: 3, at: '09:00' } }),
        weekend: weekendLayer({ rotations: ['UC'] }),
      }),
    )
    const [post] = postsBetween(prepared, THURSDAY, new Date('2026-11-17T00:00Z'), new Date('2026-11-24T00:00Z'))
    const lines = postLines(prepared, post?.windows ?? [], saidBy('UC', 'weekend'))
    expect(peopleIn(lines)).toEqual(['UC'])
    expect(unconfirmedIn(lines)).toEqual([])
  })

  test('a weekend that begins as the post is due was announced the week before', () => {
    const rules = { ...THURSDAY, weekendPost: moment('friday 18:00') }
    const snapshot = weekends('Europe/Madrid')
    expect(due(snapshot, '2026-11-10T00:00Z', '2026-11-20T00:00Z', rules)).toEqual([
      'weekend 2026-11-13 2026-11-13T17:00 2026-11-20T11:00 2026-11-20T14:00 - from 2026-11-20T17:00',
    ])
  })

  test('of windows that were announced what an edit left in force counts', () => {
    const announced = [{ start: new Date('2026-11-25T14:00Z'), end: new Date('2026-11-26T14:00Z') }]
    const layers = { holiday: holidayLayer({ rotations: ['UC'] }) }
    const kept = schedule(layers, { holidays: [holiday('2026-11-25')] })
    expect(stillInForce(prepareSchedule(kept), 'holiday', announced)).toEqual(announced)
    expect(stillInForce(prepareSchedule(schedule(layers)), 'holiday', announced)).toEqual([])
  })
})
