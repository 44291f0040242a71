import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { printSettings } from '../../../src/settings/export.ts'
import { parseSettings } from '../../../src/settings/parse.ts'
import { parseSchedules } from '../../../src/settings/schedules/file.ts'
import { parseScheduleRules } from '../../../src/settings/schedules/parse.ts'
import { entryOf } from '../../../src/settings/schedules/print.ts'
import { scheduleEntry } from '../../../src/settings/schedules/schema.ts'
import type { ScheduleSettings } from '../../../src/settings/schedules/types.ts'
import { SKETCH } from '../../support/schedule-sketch.ts'

const HEAD = `
restrictedVisibleTo: [U0LEAD]
teams:
  - { id: policy, name: Policy, intakeChannel: C0INTAKE, leads: [U0LEAD], specialists: [U1, U2, U3] }
`

function schedulesOf(yaml: string): readonly ScheduleSettings[] {
  const parsed = parseSchedules(yaml, 'f')
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.schedules
}

function only(yaml: string): ScheduleSettings {
  const [one] = schedulesOf(yaml)
  if (one === undefined) throw new Error('no schedule')
  return one
}

function problemsOf(yaml: string) {
  const parsed = parseSchedules(yaml, 'f')
  if (parsed.ok) return []
  return parsed.problems.map((one) => [one.path.replace('schedules[0].', ''), one.code, one.value, one.allowed])
}

/** A schedule of one rotation round the clock, with these lines more. */
const round = (more = '', zone = 'America/New_York') => `schedules:
  - name: core
    team: policy
    zone: ${zone}
    layers:
      weekday: { from: monday 00:00, to: monday 00:00, handoff: { every: day, at: '09:00' }, anchor: 2026-01-05, rotations: { primary: [U1, U2, U3], backup: [U2] } }
${more}`

describe('the sketch', () => {
  const { rules, overrides, swaps, keptDays } = only(SKETCH)

  test('is read with every default filled in', () => {
    expect(rules).toMatchObject({
      name: 'core',
      teamId: 'policy',
      zone: 'America/New_York',
      holidayCalendars: [
        { country: 'US', region: 'NY', as: 'holiday' },
        { country: 'ES', region: 'MD', as: 'weekend' },
      ],
      holidayDates: [{ on: '2026-11-27', name: 'Day after Thanksgiving', as: 'holiday' }],
      restHours: 0,
      swapsNeedApproval: false,
      weekendPost: { weekday: 4, at: '16:00' },
      holidayPostDays: 7,
      setsTopic: true,
    })
    expect(rules.layers.weekday).toMatchObject({
      from: { weekday: 1, at: '09:00' },
      to: { weekday: 5, at: '18:00' },
      handoff: { every: 'day', at: '09:00' },
      turn: 1,
    })
    expect(rules.layers.weekday?.rotations.map((one) => one.name)).toEqual(['primary', 'backup'])
    expect(rules.layers.weekend?.handoff).toBeNull()
    expect(rules.layers.weekend?.rotations[0]?.participants).toEqual([
      { id: 'U2', from: '2026-02-01', to: null },
      { id: 'U3', from: null, to: null },
      { id: 'U1', from: null, to: null },
    ])
  })

  test('wall-clock times are those of its zone, and an offset is an instant', () => {
    expect(rules.blocks[0]?.start.toISOString()).toBe('2026-12-01T14:00:00.000Z')
    expect(overrides[0]).toMatchObject({ kind: 'replace', subject: 'U1', by: 'U2', reason: 'travel' })
    expect(overrides[0]?.start.toISOString()).toBe('2026-11-26T14:00:00.000Z')
    expect(swaps[0]?.shift.start.toISOString()).toBe('2026-11-27T23:00:00.000Z')
    expect(keptDays[0]?.declaredAt.toISOString()).toBe('2026-10-01T12:00:00.000Z')
  })

  test('is part of a whole settings file, and what is printed of it is read back as the same', () => {
    const parsed = parseSettings(`${HEAD}${SKETCH}`, 'f')
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
    expect(parsed.settings.schedules).toEqual(schedulesOf(SKETCH))
    expect(parseSettings(printSettings(parsed.settings), 'p')).toEqual(parsed)
  })

  test('a schedule belongs to a team of the file, where the file has teams', () => {
    const parsed = parseSettings(`${HEAD}${SKETCH.replace('team: policy', 'team: legal')}`, 'f')
    expect(parsed.ok ? [] : parsed.problems.map((one) => [one.path, one.line, one.code, one.known])).toEqual([
      ['schedules[0].team', 7, 'unknown_reference', ['policy']],
    ])
  })

  test('a file without schedules has none', () => {
    const parsed = parseSettings(HEAD, 'f')
    expect(parsed.ok && parsed.settings.schedules).toEqual([])
    expect(problemsOf(HEAD)).toEqual([['schedules', 'missing', null, 'schedules']])
  })
})

describe('what the sketch leaves out', () => {
  const { rules, overrides, swaps, deactivations } = only(`schedules:
  - name: Follow the sun
    team: policy
    zone: Europe/Madrid
    holidayStrikes: [2026-01-06]
    layers:
      weekday:
        from: mon 09:00
        to: mon 09:00
        handoff: { every: week, on: wednesday, at: '09:00' }
        turn: 2
        anchor: 2026-01-05
        rotations:
          primary-emea:
            participants: [U1, { id: U2, to: 2026-06-01 }]
            role: primary
            zone: Europe/Dublin
            hours: { from: '09:00', to: '17:00' }
            lines: [{ on: 2026-03-01, order: [U2, U1] }]
      holiday: { anchor: 2026-01-01, rotations: [{ name: primary-emea, participants: [U1] }] }
    overrides:
      - { from: '2026-02-01T09:00', to: '2026-02-01T18:00', add: U3, rotation: primary-emea }
      - { from: '2026-02-02T09:00Z', to: '2026-02-02T18:00+01:00', nobody: true, rotation: primary-emea }
    swaps:
      - rotation: primary-emea
        layer: weekday
        shift: '2026-01-07T10:00'
        giver: U1
        taker: U2
        inReturn: { rotation: primary-emea, layer: weekday, shift: '2026-01-14T10:00' }
    deactivated: [{ person: U2, at: '2026-05-01T12:00', until: '2026-05-02T12:00' }]
    people: { U1: { languages: [es, en], skills: [press] } }
    needs: { languages: [es] }
    rest: 11 h
    swapsNeedApproval: true
    keptDaysAYear: 4
    weekendPost: none
    holidayPost: 14 days
    postChannel: C0POSTS
    userGroup: S0ONCALL
    setsTopic: false
`)

  test('rotations with a role, hours, a zone and new orders', () => {
    expect(rules.layers.weekday).toMatchObject({ handoff: { every: 'week', on: 3, at: '09:00' }, turn: 2 })
    expect(rules.layers.weekday?.rotations).toEqual([
      {
        name: 'primary-emea',
        role: 'primary',
        zone: 'Europe/Dublin',
        hours: { from: '09:00', to: '17:00' },
        participants: [
          { id: 'U1', from: null, to: null },
          { id: 'U2', from: null, to: '2026-06-01' },
        ],
        reorderings: [{ on: '2026-03-01', order: ['U2', 'U1'] }],
      },
    ])
  })

  test("a holiday begins at the weekday layer's handoff unless it says otherwise", () => {
    expect(rules.layers.holiday).toMatchObject({ at: '09:00', handoff: null, turn: 1 })
    expect(problemsOf(round().replace('weekday: { from: monday 00:00, to: monday 00:00,', 'holiday: {'))).toEqual([
      ['layers.holiday.at', 'missing', null, 'time'],
    ])
  })

  test('overrides that add and that declare nobody, swaps with a shift in return, who was deactivated', () => {
    expect(overrides).toMatchObject([
      { kind: 'add', subject: 'U3', rotation: 'primary-emea' },
      {
        kind: 'nobody',
        rotation: 'primary-emea',
        start: new Date('2026-02-02T09:00Z'),
        end: new Date('2026-02-02T17:00Z'),
      },
    ])
    expect(swaps[0]?.inReturn).toEqual({
      rotation: 'primary-emea',
      layer: 'weekday',
      start: new Date('2026-01-14T09:00Z'),
    })
    expect(deactivations).toEqual([
      { person: 'U2', at: new Date('2026-05-01T10:00Z'), until: new Date('2026-05-02T10:00Z') },
    ])
  })

  test('what people read, what is needed, how it is posted', () => {
    expect(rules).toMatchObject({
      readers: { U1: { languages: ['es', 'en'], skills: ['press'] } },
      needsLanguages: ['es'],
      restHours: 11,
      swapsNeedApproval: true,
      keptDaysAYear: 4,
      weekendPost: null,
      holidayPostDays: 14,
      postChannel: 'C0POSTS',
      userGroup: 'S0ONCALL',
      setsTopic: false,
    })
  })
})

describe('times that a zone does not have once', () => {
  const block = (from: string, zone?: string) =>
    round(`    blocks: [{ from: '${from}', to: '2027-01-01T00:00', tag: launch, people: { primary: [U1] } }]`, zone)
  const readings = (from: string, zone?: string) => {
    const parsed = parseSchedules(block(from, zone), 'f')
    return parsed.ok ? [] : parsed.problems.map((one) => [one.path, one.code, one.known])
  }

  test('one that is skipped is refused with the offset before and after the change', () => {
    expect(readings('2026-03-08T02:30')).toEqual([
      ['schedules[0].blocks[0].from', 'skipped_time', ['2026-03-08T01:30-05:00', '2026-03-08T03:30-04:00']],
    ])
  })

  test('one that comes twice is refused with the first and the second', () => {
    expect(readings('2026-11-01T01:30')).toEqual([
      ['schedules[0].blocks[0].from', 'repeated_time', ['2026-11-01T01:30-04:00', '2026-11-01T01:30-05:00']],
    ])
  })

  test('a midnight that is skipped (Santiago), half an hour (Lord Howe)', () => {
    expect(readings('2026-09-06T00:00', 'America/Santiago')).toMatchObject([[expect.anything(), 'skipped_time', {}]])
    expect(readings('2026-04-05T01:45', 'Australia/Lord_Howe')).toEqual([
      ['schedules[0].blocks[0].from', 'repeated_time', ['2026-04-05T01:45+11:00', '2026-04-05T01:45+10:30']],
    ])
  })

  test('either reading settles it when it is typed with its offset', () => {
    expect(only(block('2026-11-01T01:30-05:00')).rules.blocks[0]?.start).toEqual(new Date('2026-11-01T06:30Z'))
    expect(only(block('2026-03-08T03:30-04:00')).rules.blocks[0]?.start).toEqual(new Date('2026-03-08T07:30Z'))
  })

  test('no such day', () => {
    expect(problemsOf(block('2026-02-30T09:00'))).toEqual([
      ['blocks[0].from', 'not_allowed', '2026-02-30T09:00', 'moment'],
    ])
  })
})

describe('what only shows across places is refused at its place', () => {
  const day = "from: '2026-03-02T09:00', to: '2026-03-03T09:00'"
  test.each([
    [
      'a rotation that no layer has',
      `    blocks: [{ ${day}, tag: x, people: { third: [U1] } }]`,
      [['blocks[0].people.third', 'unknown_reference', 'third', 'rotation']],
    ],
    [
      'blocks that overlap in a rotation',
      `    blocks: [{ ${day}, tag: x, people: { primary: [U1] } }, { from: '2026-03-03T08:59', to: '2026-03-04T09:00', tag: y, people: { primary: [U2] } }]`,
      [['blocks[1].people.primary', 'overlap', 'primary', null]],
    ],
    [
      'blocks that touch, or name other rotations, do not',
      `    blocks: [{ ${day}, tag: x, people: { primary: [U1] } }, { from: '2026-03-03T09:00', to: '2026-03-04T09:00', tag: y, people: { primary: [U2] } }, { ${day}, tag: z, people: { backup: [] } }]`,
      [],
    ],
    [
      'a block that ends before it begins',
      "    blocks: [{ from: '2026-03-02T09:00', to: '2026-03-02T09:00', tag: x, people: {} }]",
      [['blocks[0].to', 'not_allowed', '2026-03-02T14:00Z', 'later_moment']],
    ],
    [
      'two overrides of one person at once',
      `    overrides: [{ ${day}, replace: U1, by: U2 }, { from: '2026-03-03T00:00', to: '2026-03-04T00:00', replace: U1, by: U3 }]`,
      [['overrides[1]', 'overlap', 'U1', null]],
    ],
    [
      'A to B and B to C at once are two subjects',
      `    overrides: [{ ${day}, replace: U1, by: U2 }, { ${day}, replace: U2, by: U3 }]`,
      [],
    ],
    [
      'nobody in a rotation twice at once',
      `    overrides: [{ ${day}, nobody: true, rotation: backup }, { ${day}, nobody: true, rotation: backup }, { ${day}, nobody: true, rotation: primary }]`,
      [['overrides[1]', 'overlap', 'backup', null]],
    ],
    [
      'one added to a rotation twice at once',
      `    overrides: [{ ${day}, add: U9, rotation: primary }, { ${day}, add: U9, rotation: backup }, { ${day}, add: U9, rotation: backup }]`,
      [['overrides[2]', 'overlap', 'U9', null]],
    ],
    ['A by A', `    overrides: [{ ${day}, replace: U1, by: U1 }]`, [['overrides[0].by', 'by_themselves', 'U1', null]]],
    [
      'an override of two kinds',
      `    overrides: [{ ${day}, replace: U1, by: U2, add: U3 }]`,
      [['overrides[0]', 'not_allowed', 'from, to, replace, by, add', 'override']],
    ],
    [
      'one added to no rotation',
      `    overrides: [{ ${day}, add: U1 }]`,
      [['overrides[0].rotation', 'missing', null, 'rotation_name']],
    ],
    [
      'a swap on a layer that is not there',
      `    swaps: [{ rotation: primary, layer: weekend, shift: '2026-03-06T18:00', giver: U1, taker: U2 }]`,
      [['swaps[0].layer', 'unknown_reference', 'weekend', 'layer_of']],
    ],
    [
      'a swap with oneself',
      `    swaps: [{ rotation: primary, layer: weekday, shift: '2026-03-06T09:00', giver: U1, taker: U1 }]`,
      [['swaps[0].taker', 'by_themselves', 'U1', null]],
    ],
    [
      'days kept backwards',
      "    away: [{ person: U1, from: 2026-03-02, to: 2026-03-01, declaredAt: '2026-01-01T00:00Z' }]",
      [['away[0].to', 'not_allowed', '2026-03-01', 'later_day']],
    ],
    [
      'a country that no calendar has',
      '    holidays: [{ country: ZZ }]',
      [['holidays[0].country', 'unknown_reference', 'ZZ', 'country']],
    ],
    [
      'a region that the country does not have',
      '    holidays: [{ country: ES, region: NY }]',
      [['holidays[0].region', 'unknown_reference', 'NY', 'region']],
    ],
    [
      'a day that is added and struck',
      '    holidayDates: [{ on: 2026-05-04, name: X }]\n    holidayStrikes: [2026-05-04]',
      [['holidayStrikes[0]', 'repeated', '2026-05-04', 'once']],
    ],
  ])('%s', (_, more, expected) => {
    expect(problemsOf(round(more))).toEqual(expected)
  })

  test.each([
    [
      'a layer that never ends needs a handoff',
      "handoff: { every: day, at: '09:00' }, ",
      '',
      [['layers.weekday.handoff', 'needs_handoff', 'weekday', 'handoff']],
    ],
    [
      'a weekly handoff has a day',
      'every: day',
      'every: week',
      [['layers.weekday.handoff.on', 'missing', null, 'day_name']],
    ],
    [
      'a daily one has none',
      'every: day',
      'every: day, on: monday',
      [['layers.weekday.handoff.on', 'not_allowed', 'monday', 'handoff']],
    ],
    [
      'an anchor is a day',
      '2026-01-05',
      'monday',
      [['layers.weekday.anchor', 'not_allowed', 'monday', 'schedule_day']],
    ],
    ['an anchor is there', 'anchor: 2026-01-05, ', '', [['layers.weekday.anchor', 'missing', null, 'schedule_day']]],
    [
      'a participant is a person',
      '[U2]',
      '[bob]',
      [['layers.weekday.rotations.backup[0]', 'not_allowed', 'bob', 'person']],
    ],
    [
      'a participant leaves after they joined',
      '[U2]',
      '[{ id: U2, from: 2026-02-01, to: 2026-02-01 }]',
      [['layers.weekday.rotations.backup[0]', 'not_allowed', '2026-02-01', 'later_day']],
    ],
    [
      'nobody is in twice at once',
      '[U2]',
      '[U2, { id: U2, from: 2026-02-01 }]',
      [['layers.weekday.rotations.backup[1]', 'repeated', 'U2', 'once']],
    ],
    ['who left may come back', '[U2]', '[{ id: U2, to: 2026-02-01 }, { id: U2, from: 2026-03-01 }]', []],
    [
      'a new order names participants',
      '[U2]',
      '{ participants: [U2], lines: [{ on: 2026-02-01, order: [U3] }] }',
      [['layers.weekday.rotations.backup.lines[0].order[0]', 'unknown_reference', 'U3', 'of_rotation']],
    ],
    [
      'a rotation has a name that can be a key anywhere',
      'backup',
      'constructor',
      [['layers.weekday.rotations.constructor', 'not_allowed', 'constructor', 'rotation_name']],
    ],
    [
      'a moment of the week',
      'from: monday 00:00',
      'from: 00:00',
      [['layers.weekday.from', 'not_allowed', '00:00', 'week_moment']],
    ],
    ['a schedule has a layer', 'weekday: {', 'night: {', [['layers.night', 'unknown_key', 'night', 'keys']]],
  ])('%s', (_, there, instead, expected) => {
    expect(problemsOf(round().replace(there, instead))).toEqual(expected)
  })

  test('two schedules of one name', () => {
    const [head, ...lines] = round().split('\n')
    const twice = [head, ...lines, ...lines].join('\n')
    const parsed = parseSchedules(twice, 'f')
    expect(parsed.ok ? [] : parsed.problems.map((one) => [one.path, one.code])).toEqual([
      ['schedules[1].name', 'repeated'],
    ])
  })
})

describe('what is legal and rarely meant is warned about', () => {
  test('a layer or a rotation that nobody is in: it never falls through to the layer beneath', () => {
    const parsed = parseSchedules(round().replace('[U2]', '[]'), 'f')
    expect(parsed.ok && parsed.warnings.map((one) => [one.path, one.line, one.code, one.value])).toEqual([
      ['schedules[0].layers.weekday.rotations.backup', 6, 'nobody_in_layer', 'weekday, backup'],
    ])
  })

  test('a right file has no warnings', () => {
    const parsed = parseSettings(`${HEAD}${SKETCH}`, 'f')
    expect(parsed).not.toHaveProperty('warnings')
  })
})

describe('rules as the database keeps them', () => {
  const { rules } = only(SKETCH)

  test('are JSON that is read back as the same rules, whatever becomes of the order of keys', () => {
    // jsonb sorts keys by length, then by bytes
    const sorted = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(sorted)
      if (typeof value !== 'object' || value === null) return value
      const entries = Object.entries(value).map(([key, one]) => [key, sorted(one)] as const)
      return Object.fromEntries(entries.toSorted(([a], [b]) => a.length - b.length || (a < b ? -1 : 1)))
    }
    const kept = sorted(JSON.parse(JSON.stringify(entryOf(rules))))
    expect(parseScheduleRules(kept)).toEqual({ ok: true, rules, warnings: [] })
  })

  test('with dates that a parser made of unquoted days', () => {
    const entry = { ...entryOf(rules), holidayStrikes: [new Date('2026-01-06T00:00Z')] }
    expect(parseScheduleRules(entry)).toMatchObject({ ok: true, rules: { holidayStrikes: ['2026-01-06'] } })
  })

  test('a wrong one is told with its place below the schedule', () => {
    const parsed = parseScheduleRules({ ...entryOf(rules), restt: '1 h', zone: 'New York' })
    expect(parsed.ok ? [] : parsed.problems.map((one) => [one.path, one.code])).toEqual([
      ['zone', 'not_allowed'],
      ['restt', 'unknown_key'],
    ])
  })

  test('what happens one by one is no part of them', () => {
    expect(parseScheduleRules({ ...entryOf(rules), swaps: [] }).ok).toBe(false)
  })
})

describe('docs/schedules.md', () => {
  const text = readFileSync('docs/schedules.md', 'utf8')

  test('shows the sketch word by word', () => {
    expect(text).toContain(SKETCH)
  })

  test('explains every key of a schedule and of its layers', () => {
    const { weekday, holiday } = scheduleEntry.shape.layers.shape
    const keys = [scheduleEntry, weekday.unwrap(), holiday.unwrap()].flatMap((one) => Object.keys(one.shape))
    expect(keys.filter((key) => !new RegExp(`^\\|.*\`${key}\`.*\\|`, 'm').test(text))).toEqual([])
  })
})
