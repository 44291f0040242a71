import type {
  Holiday,
  KeptDays,
  Override,
  Rotation,
  ScheduleSnapshot,
  Swap,
  WeekdayNumber,
} from '../../../src/domain/oncall/schedule.ts'
import { holidaysFor } from '../../../src/settings/holidays.ts'
import { modelShifts } from './model.ts'

/** A year with both changes of New York's clock, 1 November 2026 and 14 March 2027. */
export const FROM = new Date('2026-07-01T00:00:00Z')
export const TO = new Date('2027-07-01T00:00:00Z')
const BEFORE = '2026-06-08'

const PEOPLE = Array.from({ length: 14 }, (_, index) => `U${String(index + 1).padStart(2, '0')}`)

/** Fourteen people, primary and backup on weekdays and weekends, primary alone on holidays. */
export function fourteenPeople(): ScheduleSnapshot {
  const bare: ScheduleSnapshot = {
    name: 'core',
    teamId: 'policy',
    zone: 'America/New_York',
    layers: {
      weekday: {
        ...week([1, '09:00'], [5, '18:00']),
        handoff: { every: 'day', at: '09:00' },
        rotations: [primary(0), rotation('backup', turned(5))],
      },
      weekend: {
        ...week([5, '18:00'], [1, '09:00']),
        handoff: null,
        rotations: [rotation('primary', turned(9)), rotation('backup', turned(2))],
      },
      holiday: { at: '08:00', handoff: null, turn: 1, anchor: BEFORE, rotations: [rotation('primary', turned(4))] },
    },
    holidays: holidays(),
    keptDays: KEPT,
    overrides: OVERRIDES,
    blocks: [
      {
        start: new Date('2026-12-01T14:00:00Z'),
        end: new Date('2026-12-03T23:00:00Z'),
        tag: 'launch',
        people: { primary: ['U03', 'U04'] },
      },
      {
        start: new Date('2027-03-13T20:00:00Z'),
        end: new Date('2027-03-14T20:00:00Z'),
        tag: 'release',
        people: { primary: ['U08'], backup: [] },
      },
    ],
    deactivations: [{ person: 'U14', at: new Date('2027-02-10T15:30:00Z'), until: new Date('2027-04-01T00:00:00Z') }],
    swaps: [],
    checkpoints: [],
  }
  return { ...bare, swaps: swapsOf(bare) }
}

/** The order of all, begun with another. */
function turned(by: number): readonly string[] {
  return [...PEOPLE.slice(by), ...PEOPLE.slice(0, by)]
}

function rotation(name: string, people: readonly string[]): Rotation {
  return {
    name,
    role: name,
    zone: null,
    hours: null,
    participants: people.map((id) => ({ id, from: null, to: null })),
    reorderings: [],
  }
}

/** One joins in autumn, one leaves in spring, and a lead states the line once. */
function primary(by: number): Rotation {
  const participants = turned(by).map((id) => ({
    id,
    from: id === 'U12' ? '2026-10-05' : null,
    to: id === 'U02' ? '2027-05-15' : null,
  }))
  return { ...rotation('primary', []), participants, reorderings: [{ on: '2027-01-11', order: ['U09', 'U01', 'U12'] }] }
}

function week(from: readonly [WeekdayNumber, string], to: readonly [WeekdayNumber, string]) {
  return {
    from: { weekday: from[0], at: from[1] },
    to: { weekday: to[0], at: to[1] },
    turn: 1,
    anchor: BEFORE,
  }
}

/** US as holidays, Mexico's too, Spain's as weekend; one added. Two years are enough: a turn is one shift. */
function holidays(): readonly Holiday[] {
  const calendars = [
    { country: 'US', region: 'NY', as: 'holiday' as const },
    { country: 'ES', region: 'MD', as: 'weekend' as const },
    { country: 'MX', region: null, as: 'holiday' as const },
  ]
  const added = { on: '2026-11-27', name: 'Day after Thanksgiving', as: 'holiday' as const }
  const rules = { holidayCalendars: calendars, holidayDates: [added], holidayStrikes: ['2026-10-12'] }
  return holidaysFor(rules, 2026, 2027, 'en').filter(({ on }) => on <= '2027-09-01')
}

const KEPT: readonly KeptDays[] = [
  kept('U03', '2026-08-03', '2026-08-14', '2026-06-20T10:00:00Z'),
  kept('U07', '2026-10-31', '2026-11-02', '2026-10-28T16:20:00Z'),
  kept('U11', '2026-12-24', '2027-01-02', '2026-10-01T12:00:00Z'),
  kept('U05', '2027-03-14', '2027-03-14', '2027-03-01T12:00:00Z'),
  // Declared when some of its turns had begun: those are served.
  kept('U10', '2027-04-05', '2027-04-30', '2027-04-14T13:00:00Z'),
  // A day that everybody keeps.
  ...PEOPLE.map((person) => kept(person, '2027-06-09', '2027-06-09', '2026-06-20T10:00:00Z')),
]

function kept(person: string, from: string, to: string, declaredAt: string): KeptDays {
  return { person, from, to, declaredAt: new Date(declaredAt) }
}

const OVERRIDES: readonly Override[] = [
  replaced('U01', 'U02', '2026-07-06T13:00:00Z', '2026-09-30T22:00:00Z'),
  replaced('U02', 'U06', '2026-08-01T00:00:00Z', '2026-08-20T04:00:00Z'),
  { kind: 'add', rotation: 'primary', subject: 'U13', ...span('2026-10-31T16:30:00Z', '2026-11-02T16:30:00Z') },
  replaced('U13', 'U14', '2026-11-01T05:30:00Z', '2026-11-01T06:45:00Z'),
  { kind: 'nobody', rotation: 'backup', ...span('2026-12-25T05:00:00Z', '2026-12-26T05:00:00Z') },
  { kind: 'add', rotation: 'backup', subject: 'U05', ...span('2026-12-25T15:00:00Z', '2026-12-25T18:17:00Z') },
  replaced('U04', 'U09', '2026-12-02T00:00:00Z', '2027-03-20T00:00:00Z'),
  replaced('U09', 'U04', '2027-03-01T00:00:00Z', '2027-03-20T00:00:00Z'),
]

function span(start: string, end: string) {
  return { start: new Date(start), end: new Date(end), reason: null }
}

function replaced(subject: string, by: string, start: string, end: string): Override {
  return { kind: 'replace', subject, by, ...span(start, end) }
}

/** Every ninth shift goes to the next in the list, who now and then gives one in return, or passes it on. */
function swapsOf(snapshot: ScheduleSnapshot): readonly Swap[] {
  const shifts = modelShifts(snapshot, FROM, TO)
  return shifts.flatMap((shift, index): Swap[] => {
    const { holder: giver, ...ref } = shift
    if (index % 9 !== 0 || giver === null) return []
    const later = shifts.find(
      (one, at) => at > index + 3 && at % 9 === 4 && one.holder !== null && one.holder !== giver,
    )
    if (index % 27 === 0 && later !== undefined && later.holder !== null) {
      const { holder: taker, ...inReturn } = later
      return [{ shift: ref, giver, taker, inReturn }]
    }
    const next = PEOPLE[(PEOPLE.indexOf(giver) + 1) % PEOPLE.length] ?? giver
    const afterNext = PEOPLE[(PEOPLE.indexOf(giver) + 2) % PEOPLE.length] ?? giver
    const given = { shift: ref, giver, taker: next, inReturn: null }
    // Of an edit since: the giver doesn't have that shift any more.
    if (index % 45 === 36) return [{ ...given, giver: afterNext }]
    return index % 18 === 0 ? [given, { shift: ref, giver: next, taker: afterNext, inReturn: null }] : [given]
  })
}
