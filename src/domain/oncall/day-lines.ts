import { Temporal } from 'temporal-polyfill'
import { instantOf } from '../people/working-hours.ts'
import { onCallBetween } from './between.ts'
import { type PreparedSchedule, rotationsOf } from './prepare.ts'
import type { OnCallInterval } from './schedule.ts'
import type { DayLine, DayPart } from './screens.ts'

const SATURDAY = 6

/** Nothing is meant to be there: it isn't shown, and is no gap. */
const SILENT: readonly string[] = ['no_layer', 'no_rotation', 'outside_hours']

/**
 * A schedule day by day on a reader's own calendar: what begins on each day in each rotation, and where nothing does (and on the
 * first day) who goes on from before. `people` are ids.
 */
export function dayLines(
  prepared: PreparedSchedule,
  of: {
    /** IANA zone of the reader. */
    readonly zone: string
    /** Local date of the first day. */
    readonly from: string
    readonly days: number
    readonly now: Date
  },
): readonly DayLine[] {
  const { zone, now } = of
  const first = Temporal.PlainDate.from(of.from)
  const midnights = Array.from({ length: of.days + 1 }, (_, index) =>
    instantOf(first.add({ days: index }), '00:00', zone),
  )
  const start = midnights[0] ?? now
  const end = midnights.at(-1) ?? now
  const rotations = rotationsOf(prepared).map((name) => ({ name, all: onCallBetween(prepared, name, start, end) }))
  const holidays = new Map(
    prepared.snapshot.holidays.filter((one) => one.as !== 'ignore').map((one) => [one.on, one.name] as const),
  )
  return midnights.slice(0, -1).flatMap((startsAt, index) => {
    const endsAt = midnights[index + 1] ?? startsAt
    // A local day that a zone left out.
    if (endsAt <= startsAt) return []
    const day = first.add({ days: index })
    const on = day.toString()
    return [
      {
        on,
        startsAt,
        isWeekend: day.dayOfWeek >= SATURDAY,
        isToday: startsAt <= now && now < endsAt,
        holiday: holidays.get(on) ?? null,
        parts: rotations.flatMap(({ name, all }) => partsOf(name, all, { startsAt, endsAt, isFirst: index === 0 })),
      },
    ]
  })
}

function partsOf(
  rotation: string,
  all: readonly OnCallInterval[],
  day: { readonly startsAt: Date; readonly endsAt: Date; readonly isFirst: boolean },
): readonly DayPart[] {
  const there = all.filter((one) => one.start < day.endsAt && one.end > day.startsAt)
  const begun = there.filter((one) => one.start > day.startsAt)
  const shown = begun.length > 0 && !day.isFirst ? begun : there
  return (
    shown
      .filter((one) => !SILENT.includes(one.why))
      // Who simply goes on, by another rule, isn't handed anything.
      .filter((one, index, all) => index === 0 || all[index - 1]?.people.join() !== one.people.join())
      .map(({ start, people, why, layer }) => ({
        rotation,
        from: start > day.startsAt ? start : null,
        people,
        why,
        layer,
      }))
  )
}
