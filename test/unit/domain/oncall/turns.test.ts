import { describe, expect, test } from 'vitest'
import { shiftsBetween } from '../../../../src/domain/oncall/between.ts'
import { checkpointsAt } from '../../../../src/domain/oncall/checkpoint.ts'
import { prepareSchedule } from '../../../../src/domain/oncall/prepare.ts'
import type { KeptDays, Rotation, ScheduleSnapshot, WeeklyLayer } from '../../../../src/domain/oncall/schedule.ts'
import { whoIsOnCall } from '../../../../src/domain/oncall/who-is-on-call.ts'
import { allWeek, moment, rotation, schedule, weekdayLayer, weekendLayer } from '../../../support/oncall-schedules.ts'
import { between, who } from './ask.ts'

const LONG_AGO = '2026-01-01T00:00Z'

function kept(person: string, from: string, to = from, declaredAt = LONG_AGO): KeptDays {
  return { person, from, to, declaredAt: new Date(declaredAt) }
}

/** In UTC, each day from midnight on, from Monday 2026-06-01. */
function daily(
  people: readonly string[],
  more: Partial<Rotation & Pick<ScheduleSnapshot, 'keptDays' | 'deactivations'> & Pick<WeeklyLayer, 'turn'>> = {},
): ScheduleSnapshot {
  const { keptDays = [], deactivations = [], turn = 1, ...of } = more
  return schedule(
    {
      weekday: allWeek({
        handoff: { every: 'day', at: '00:00' },
        anchor: '2026-06-01',
        turn,
        rotations: [rotation('primary', people, of)],
      }),
    },
    { zone: 'UTC', keptDays, deactivations },
  )
}

/** Who has each day from the first of June on. */
function days(snapshot: ScheduleSnapshot, count: number, from = '2026-06-01T00:00Z'): string {
  const start = new Date(from)
  const end = new Date(start.getTime() + count * 24 * 60 * 60_000)
  return shiftsBetween(prepareSchedule(snapshot), 'primary', start, end)
    .map(({ holder }) => holder?.slice(1) ?? '-')
    .join('')
}

describe('ONCALL 5 and 6: turns and the line', () => {
  test('SCHEDULES, Turns: the line is at first the participants in order, and who served goes to its end', () => {
    expect(days(daily(['UA', 'UB', 'UC']), 7)).toBe('ABCABCA')
  })

  test('SCHEDULES, Turns: A B C D with A away at first is B A C D B A C D', () => {
    expect(days(daily(['UA', 'UB', 'UC', 'UD'], { keptDays: [kept('UA', '2026-06-01')] }), 8)).toBe('BACDBACD')
  })

  test('SCHEDULES, Turns: several who were passed over keep their order at the front', () => {
    const away = [kept('UA', '2026-06-01', '2026-06-02'), kept('UB', '2026-06-01', '2026-06-02')]
    expect(days(daily(['UA', 'UB', 'UC', 'UD'], { keptDays: away }), 8)).toBe('CDABCDAB')
  })

  test('SCHEDULES, Turns: however often somebody was passed over, they are owed one turn', () => {
    expect(days(daily(['UA', 'UB', 'UC'], { keptDays: [kept('UA', '2026-06-01', '2026-06-06')] }), 10)).toBe(
      'BCBCBCABCA',
    )
  })

  test('SCHEDULES, Turns: a turn of n shifts goes to who can serve all of it', () => {
    expect(days(daily(['UA', 'UB', 'UC'], { turn: 3, keptDays: [kept('UA', '2026-06-03')] }), 12)).toBe('BBBAAACCCBBB')
  })

  test('SCHEDULES, Turns: a kept day runs from local midnight to local midnight and touches both shifts that overlap it', () => {
    const snapshot = schedule(
      { weekday: allWeek({ rotations: ['UA', 'UB', 'UC'], anchor: '2026-06-01' }) },
      { zone: 'America/New_York', keptDays: [kept('UB', '2026-06-03')] },
    )
    // At 09:00: B’s is the 2nd to the 3rd, C’s the 3rd to the 4th.
    expect(days(snapshot, 4, '2026-06-01T13:00Z')).toBe('ACAB')
  })

  test('SCHEDULES, Turns: a kept day moves only turns that begin at or after its declaration', () => {
    const late = (declaredAt: string) =>
      daily(['UA', 'UB', 'UC'], { turn: 2, keptDays: [kept('UB', '2026-06-04', '2026-06-04', declaredAt)] })
    expect(days(late('2026-06-03T00:00Z'), 6)).toBe('AACCBB')
    expect(days(late('2026-06-03T00:01Z'), 6)).toBe('AABBCC')
  })

  test('SCHEDULES, Turns: a turn that nobody can serve whole is vacant, uses up its shifts, and nobody moves', () => {
    const away = [kept('UA', '2026-06-02'), kept('UB', '2026-06-01')]
    const snapshot = daily(['UA', 'UB'], { turn: 2, keptDays: away })
    expect(days(snapshot, 6)).toBe('--AABB')
    expect(who(snapshot, '2026-06-01T12:00Z')).toBe('- weekday nobody_available')
  })

  test('SCHEDULES, Turns: who joins goes to the line’s end, who leaves is taken out, on the turn’s local date', () => {
    const participants = [
      { id: 'UA', from: null, to: '2026-06-06' },
      { id: 'UD', from: '2026-06-05', to: null },
      { id: 'UB', from: null, to: null },
      { id: 'UC', from: '2026-06-05', to: null },
    ]
    // 1 A, 2 B, 3 A, 4 B; on the 5th D and C come after A and B; on the 6th A is out.
    expect(days(daily([], { participants }), 10)).toBe('ABABABDCBD')
  })

  test('SCHEDULES, Turns: a turn once begun is served to its end, even past the participant’s last day', () => {
    const participants = [
      { id: 'UA', from: null, to: '2026-06-02' },
      { id: 'UB', from: null, to: null },
    ]
    expect(days(daily([], { participants, turn: 3 }), 6)).toBe('AAABBB')
  })

  test('SCHEDULES, Turns: a reordering’s first name takes the first turn on or after its date; others follow as they were', () => {
    const reorderings = [{ on: '2026-06-03', order: ['UD', 'UA'] }]
    expect(days(daily(['UA', 'UB', 'UC', 'UD'], { reorderings }), 8)).toBe('ABDACBDA')
  })

  test('SCHEDULES, Turns: from deactivation on a person is left out; where that leaves nobody it is vacant; the line stays', () => {
    const snapshot = daily(['UA', 'UB'], {
      deactivations: [
        { person: 'UA', at: new Date('2026-06-03T12:00Z'), until: null },
        { person: 'UB', at: new Date('2026-06-04T06:00Z'), until: new Date('2026-06-04T08:00Z') },
      ],
    })
    expect(between(snapshot, '2026-06-03T00:00Z', '2026-06-06T00:00Z')).toEqual([
      '2026-06-03T00:00 UA',
      '2026-06-03T12:00 - vacant',
      '2026-06-04T00:00 UB',
      '2026-06-04T06:00 - vacant',
      '2026-06-04T08:00 UB',
      '2026-06-05T00:00 - vacant',
    ])
    expect(days(snapshot, 6)).toBe('ABABAB')
  })

  test('ONCALL 5: seven people on weekdays don’t own the same weekday for ever', () => {
    const people = ['UA', 'UB', 'UC', 'UD', 'UE', 'UF', 'UG']
    const snapshot = schedule({ weekday: weekdayLayer({ rotations: people, anchor: '2026-06-01' }) }, { zone: 'UTC' })
    expect(days(snapshot, 21)).toBe('ABCDEFGABCDEFGA')
  })

  test('SCHEDULES, Turns: an edit binds only turns that begin after it: the turn begun is served to its end', () => {
    const before = prepareSchedule(daily(['UA', 'UB', 'UC'], { turn: 3 }))
    const checkpoints = checkpointsAt(before, new Date('2026-06-05T12:00Z'))
    expect(checkpoints).toMatchObject([{ holder: 'UB', line: ['UC', 'UA', 'UB'], shifts: [{}, {}, {}] }])
    const edited = { ...daily(['UA', 'UB', 'UC'], { turn: 1 }), checkpoints }
    expect(days(edited, 6, '2026-06-05T00:00Z')).toBe('BBCABC')
  })

  test('SCHEDULES, Turns: what an edited rule cuts anew begins where the turn begun ends, without a hole', () => {
    const before = prepareSchedule(daily(['UA', 'UB']))
    const checkpoints = checkpointsAt(before, new Date('2026-06-05T12:00Z'))
    const noon = schedule(
      {
        weekday: allWeek({ handoff: { every: 'day', at: '12:00' }, anchor: '2026-06-01', rotations: ['UA', 'UB'] }),
      },
      { zone: 'UTC', checkpoints },
    )
    expect(between(noon, '2026-06-05T12:00Z', '2026-06-07T13:00Z')).toEqual([
      '2026-06-05T12:00 UA',
      '2026-06-06T00:00 UB',
      '2026-06-06T12:00 UA',
      '2026-06-07T12:00 UB',
    ])
  })

  test('SCHEDULES, Turns: the anchor may lie years back', () => {
    // 1826 days are two more than whole rounds.
    expect(days(daily(['UA', 'UB', 'UC']), 3, '2031-06-01T00:00Z')).toBe('CAB')
  })
})

test('a rotation that an edit adds is on call at once, whatever turn of another is under way', () => {
  // UA has the week from Wednesday the 11th to the 18th.
  const weekly = {
    handoff: { every: 'week', on: 3, at: '09:00' },
    from: moment('monday 00:00'),
    to: moment('monday 00:00'),
  } as const
  const before = schedule(
    { weekday: weekdayLayer({ ...weekly, rotations: [rotation('primary', ['UA', 'UB'])] }) },
    { zone: 'UTC' },
  )
  const editedAt = new Date('2026-03-12T10:00:00Z')
  const checkpoints = checkpointsAt(prepareSchedule(before), editedAt)
  const both = [rotation('primary', ['UA', 'UB']), rotation('backup', ['UC'])]
  const after = prepareSchedule({
    ...before,
    checkpoints,
    layers: { ...before.layers, weekday: weekdayLayer({ ...weekly, rotations: both }) },
  })
  const at = new Date('2026-03-13T10:00:00Z')
  expect(whoIsOnCall(after, 'primary', at).people).toEqual(whoIsOnCall(prepareSchedule(before), 'primary', at).people)
  expect(whoIsOnCall(after, 'backup', at)).toMatchObject({ people: ['UC'], layer: 'weekday' })
})

test('a layer that an edit widens is in force at once where a rotation has no turn under way', () => {
  const weekend = weekendLayer({ turn: 3, rotations: [rotation('primary', ['UA', 'UB'])] })
  const before = schedule({ weekend }, { zone: 'UTC' })
  // A turn of three weekends is under way.
  const editedAt = new Date('2026-03-14T10:00:00Z')
  const checkpoints = checkpointsAt(prepareSchedule(before), editedAt)
  const week = {
    from: moment('monday 00:00'),
    to: moment('monday 00:00'),
    handoff: { every: 'day', at: '00:00' },
  } as const
  const rotations = [rotation('primary', ['UA', 'UB']), rotation('backup', ['UC'])]
  const after = prepareSchedule({
    ...before,
    checkpoints,
    layers: { ...before.layers, weekend: { ...weekend, ...week, rotations } },
  })
  const wednesday = new Date('2026-03-18T10:00:00Z')
  expect(whoIsOnCall(after, 'backup', wednesday)).toMatchObject({ people: ['UC'], layer: 'weekend' })
  expect(whoIsOnCall(after, 'primary', wednesday)).toMatchObject({
    people: [],
    layer: 'weekend',
    why: 'nobody_available',
  })
})
