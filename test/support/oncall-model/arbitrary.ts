import fc from 'fast-check'
import type { Holiday, KeptDays, ScheduleSnapshot } from '../../../src/domain/oncall/schedule.ts'
import { dayNear, ERAS, type Era, instantNear, person } from './arbitrary-era.ts'
import { holidayLayer, weeklyLayer } from './arbitrary-layers.ts'
import { overlays } from './arbitrary-overlays.ts'
import { wish, withSwaps } from './arbitrary-swaps.ts'

/** Small, nasty schedules of a month around a change of a zone's clock; swaps are of the model's own shifts. */

export interface NastySchedule {
  readonly snapshot: ScheduleSnapshot
  readonly from: Date
  readonly to: Date
}

/** A schedule, another whose layers replace its own, and when: a part of the first half of the month. */
export interface Edit {
  readonly before: NastySchedule
  readonly after: NastySchedule
  readonly part: number
}

export function edits(): fc.Arbitrary<Edit> {
  const part = fc.double({ min: 0, max: 1, noNaN: true })
  return fc.record({ before: nastySchedules(), after: nastySchedules(), part })
}

export function nastySchedules(): fc.Arbitrary<NastySchedule> {
  return fc.constantFrom<Era[]>(...ERAS).chain((era) => {
    const from = instantNear(era, -16)
    const to = instantNear(era, 16)
    return fc
      .record({
        weekday: fc.option(weeklyLayer(era, 'weekday'), { freq: 12 }),
        weekend: fc.option(weeklyLayer(era, 'weekend'), { freq: 5 }),
        holiday: fc.option(holidayLayer(era), { freq: 3 }),
        holidays: holidays(era),
        keptDays: fc.array(keptDays(era), { maxLength: 5 }),
        overlays: overlays(era),
        wishes: fc.oneof(fc.constant([]), fc.array(wish, { minLength: 1, maxLength: 6 })),
      })
      .map(({ weekday, weekend, holiday, overlays: over, wishes, ...dated }) => {
        const layers = { weekday, weekend, holiday }
        const base = { name: 'nasty', teamId: 'policy', zone: era.zone, layers, ...dated, ...over }
        return { snapshot: withSwaps({ ...base, swaps: [], checkpoints: [] }, wishes, from, to), from, to }
      })
  })
}

/** Runs of days, often next to a weekend, and single ones. */
function holidays(era: Era): fc.Arbitrary<readonly Holiday[]> {
  const run = fc.record({
    first: fc.integer({ min: -24, max: 24 }),
    length: fc.constantFrom(1, 1, 1, 2, 3),
    as: fc.constantFrom<Holiday['as'][]>('holiday', 'holiday', 'weekend', 'weekend', 'ignore'),
  })
  return fc.array(run, { maxLength: 5 }).map((runs) => {
    const days = runs.flatMap(({ first, length, as }) =>
      Array.from({ length }, (_, index) => ({ on: dayNear(era, first + index), name: 'day', as, calendars: [] })),
    )
    return [...new Map(days.map((day) => [day.on, day])).values()].sort((one, other) => (one.on < other.on ? -1 : 1))
  })
}

function keptDays(era: Era): fc.Arbitrary<KeptDays> {
  return fc
    .record({
      who: person,
      first: fc.integer({ min: -24, max: 24 }),
      length: fc.integer({ min: 0, max: 5 }),
      notice: fc.integer({ min: -3 * 24 * 60, max: 40 * 24 * 60 }),
    })
    .map(({ who, first, length, notice }) => ({
      person: who,
      from: dayNear(era, first),
      to: dayNear(era, first + length),
      declaredAt: new Date(instantNear(era, first).getTime() - notice * 60_000),
    }))
}
