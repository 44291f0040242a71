import type {
  Holiday,
  HolidayLayer,
  Override,
  Rotation,
  ScheduleSnapshot,
  WeekdayNumber,
  WeeklyLayer,
  WeekMoment,
} from '../../src/domain/oncall/schedule.ts'

/** Builders of schedules: a test names what it is about, and nothing else. */

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** `friday 18:00`. */
export function moment(text: string): WeekMoment {
  const [day = '', at = ''] = text.split(' ')
  return { weekday: weekday(day), at }
}

export function weekday(day: string): WeekdayNumber {
  const number = WEEKDAYS.indexOf(day) + 1
  if (number < 1) throw new Error(`no weekday: ${day}`)
  return number as WeekdayNumber
}

/** People by id, always in. */
export function rotation(name: string, people: readonly string[], more: Partial<Rotation> = {}): Rotation {
  return {
    name,
    role: name,
    zone: null,
    hours: null,
    participants: people.map((id) => ({ id, from: null, to: null })),
    reorderings: [],
    ...more,
  }
}

type Layer<T> = Partial<Omit<T, 'rotations'>> & { readonly rotations: readonly Rotation[] | readonly string[] }

function rotations(of: readonly Rotation[] | readonly string[]): readonly Rotation[] {
  const people = of.filter((one) => typeof one === 'string')
  return people.length > 0 ? [rotation('primary', people)] : of.filter((one) => typeof one !== 'string')
}

/** Monday 09:00 to Friday 18:00, daily at 09:00, from 2026-01-05 on; people alone are the primary. */
export function weekdayLayer(layer: Layer<WeeklyLayer>): WeeklyLayer {
  return {
    from: moment('monday 09:00'),
    to: moment('friday 18:00'),
    handoff: { every: 'day', at: '09:00' },
    turn: 1,
    anchor: '2026-01-05',
    ...layer,
    rotations: rotations(layer.rotations),
  }
}

/** The whole week, daily at 09:00. */
export function allWeek(layer: Layer<WeeklyLayer>): WeeklyLayer {
  return weekdayLayer({ from: moment('monday 09:00'), to: moment('monday 09:00'), ...layer })
}

/** Friday 18:00 to Monday 09:00, a shift each, from 2026-01-02 on. */
export function weekendLayer(layer: Layer<WeeklyLayer>): WeeklyLayer {
  return weekdayLayer({
    from: moment('friday 18:00'),
    to: moment('monday 09:00'),
    handoff: null,
    anchor: '2026-01-02',
    ...layer,
  })
}

/** From 09:00 to the next day's, a shift each run, from 2026-01-01 on. */
export function holidayLayer(layer: Layer<HolidayLayer>): HolidayLayer {
  return { at: '09:00', handoff: null, turn: 1, anchor: '2026-01-01', ...layer, rotations: rotations(layer.rotations) }
}

export function holiday(on: string, as: Holiday['as'] = 'holiday'): Holiday {
  return { on, name: on, as, calendars: [] }
}

export function schedule(
  layers: Partial<ScheduleSnapshot['layers']>,
  more: Partial<Omit<ScheduleSnapshot, 'layers'>> = {},
): ScheduleSnapshot {
  return {
    name: 'core',
    teamId: 'policy',
    zone: 'America/New_York',
    holidays: [],
    blocks: [],
    overrides: [],
    swaps: [],
    keptDays: [],
    deactivations: [],
    checkpoints: [],
    ...more,
    layers: { weekday: null, weekend: null, holiday: null, ...layers },
  }
}

export function replace(subject: string, by: string, start: string, end: string): Override {
  return { kind: 'replace', subject, by, start: new Date(start), end: new Date(end), reason: null }
}

export function add(subject: string, start: string, end: string, on = 'primary'): Override {
  return { kind: 'add', rotation: on, subject, start: new Date(start), end: new Date(end), reason: null }
}

export function nobody(start: string, end: string, on = 'primary'): Override {
  return { kind: 'nobody', rotation: on, start: new Date(start), end: new Date(end), reason: null }
}

export { randomSchedules, scheduleSnapshots } from './oncall-random.ts'
