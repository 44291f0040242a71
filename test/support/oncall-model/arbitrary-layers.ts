import fc from 'fast-check'
import type {
  Handoff,
  HolidayLayer,
  LayerName,
  Participant,
  Reordering,
  Rotation,
  WeekdayNumber,
  WeeklyLayer,
  WeekMoment,
} from '../../../src/domain/oncall/schedule.ts'
import { dates, type Era, PEOPLE } from './arbitrary-era.ts'

/** Few times, so that bounds, handoffs, hours and holidays meet; some of them don't exist or come twice on some days. */
const time = fc.constantFrom('00:00', '02:00', '02:30', '09:00', '18:00', '23:30')
const weekday = fc.constantFrom<WeekdayNumber[]>(1, 2, 3, 4, 5, 6, 7)
const moment: fc.Arbitrary<WeekMoment> = fc.record({ weekday, at: time })

const handoff: fc.Arbitrary<Handoff> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ every: fc.constant('day' as const), at: time }) },
  { weight: 1, arbitrary: fc.record({ every: fc.constant('week' as const), on: weekday, at: time }) },
)

export function weeklyLayer(era: Era, layer: LayerName): fc.Arbitrary<WeeklyLayer> {
  const usual = layer === 'weekend' ? WEEKEND : WEEKDAYS
  const bounds = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...usual) },
    { weight: 2, arbitrary: fc.tuple(moment, moment) },
    // A window that never ends; on top of all others it would leave nothing to see.
    { weight: layer === 'weekday' ? 2 : 0, arbitrary: moment.map((one): [WeekMoment, WeekMoment] => [one, one]) },
  )
  return fc
    .record({ bounds, handoff: fc.option(handoff, { freq: layer === 'weekday' ? 4 : 2 }), rules: rules(era) })
    .map(({ bounds: [from, to], handoff: wanted, rules: rest }) => {
      const neverEnds = from.weekday === to.weekday && from.at === to.at
      return { from, to, ...rest, handoff: neverEnds ? (wanted ?? { every: 'week', on: 3, at: '09:00' }) : wanted }
    })
}

const WEEKDAYS: readonly [WeekMoment, WeekMoment][] = [
  [moments(1, '09:00'), moments(5, '18:00')],
  [moments(1, '00:00'), moments(6, '00:00')],
]
const WEEKEND: readonly [WeekMoment, WeekMoment][] = [
  [moments(5, '18:00'), moments(1, '09:00')],
  [moments(6, '00:00'), moments(1, '00:00')],
  [moments(6, '02:30'), moments(7, '02:30')],
]

function moments(day: WeekdayNumber, at: string): WeekMoment {
  return { weekday: day, at }
}

export function holidayLayer(era: Era): fc.Arbitrary<HolidayLayer> {
  return fc
    .record({ at: time, handoff: fc.option(handoff, { freq: 2 }), rules: rules(era) })
    .map(({ rules: rest, ...own }) => ({ ...own, ...rest }))
}

function rules(era: Era) {
  return fc
    .record({ primary: rotation(era, 'primary'), backup: fc.option(rotation(era, 'backup'), { freq: 2 }) })
    .chain(({ primary, backup }) =>
      fc.record({
        turn: fc.constantFrom(1, 1, 1, 2, 3),
        anchor: dates(era, -30, 7),
        rotations: fc.constant(backup === null ? [primary] : [primary, backup]),
      }),
    )
}

function rotation(era: Era, name: string): fc.Arbitrary<Rotation> {
  return fc.record({
    name: fc.constant(name),
    role: fc.constant(name),
    zone: seldom(fc.constantFrom('Europe/Madrid', 'America/Santiago', 'Asia/Kolkata')),
    hours: seldom(fc.record({ from: time, to: time }).filter(({ from, to }) => from !== to)),
    participants: participants(era),
    reorderings: reorderings(era),
  })
}

function participants(era: Era): fc.Arbitrary<readonly Participant[]> {
  const stay = fc.oneof(
    { weight: 3, arbitrary: fc.constant({ from: null, to: null }) },
    { weight: 1, arbitrary: fc.record({ from: dates(era, -21, 14), to: fc.constant(null) }) },
    { weight: 1, arbitrary: fc.record({ from: fc.constant(null), to: dates(era, -21, 14) }) },
    { weight: 1, arbitrary: fc.record({ from: dates(era, -35, -7), to: dates(era, -6, 21) }) },
  )
  return fc
    .shuffledSubarray([...PEOPLE], { minLength: 0 })
    .chain((ids) => fc.tuple(...ids.map((id) => stay.map((dated) => ({ id, ...dated })))))
}

function reorderings(era: Era): fc.Arbitrary<readonly Reordering[]> {
  const one = fc.record({ on: dates(era, -28, 14), order: fc.shuffledSubarray([...PEOPLE], { minLength: 1 }) })
  return fc.uniqueArray(one, { maxLength: 2, selector: ({ on }) => on })
}

/** Null four times of five. */
function seldom<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary })
}
