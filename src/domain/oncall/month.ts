import { Temporal } from 'temporal-polyfill'
import { onCallBetween } from './between.ts'
import { gapsBetween } from './gaps.ts'
import { type PreparedSchedule, rotationsOf } from './prepare.ts'
import type { Span } from './schedule.ts'

/** Who comes on call at a wall clock of the day; `at` null: they were on call when it began. */
export interface MonthEntry {
  readonly at: string | null
  /** Where it ends within the day and nobody is planned after them; null otherwise. */
  readonly until: string | null
  /** Slack user ids, or display names once they are put in; empty: nobody. */
  readonly people: readonly string[]
  /** Nobody, and that is a gap. */
  readonly isGap: boolean
}

export interface MonthDay {
  /** Local date of the schedule's zone, `YYYY-MM-DD`. */
  readonly on: string
  readonly isWeekend: boolean
  readonly holiday: string | null
  readonly rows: readonly { readonly rotation: string; readonly entries: readonly MonthEntry[] }[]
}

/** What a picture of a month shows of one schedule. */
export interface Month {
  readonly schedule: string
  readonly zone: string
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly days: readonly MonthDay[]
}

/** Each local day of a month with who comes on call in it, or who goes on; what isn't planned at all is left out. */
export function monthOf(prepared: PreparedSchedule, of: { readonly year: number; readonly month: number }): Month {
  const { name, zone } = prepared.snapshot
  const first = Temporal.PlainDate.from({ ...of, day: 1 })
  const days: MonthDay[] = []
  for (let day = first; day.month === first.month; day = day.add({ days: 1 })) days.push(dayOf(prepared, day))
  return { schedule: name, zone, ...of, days }
}

function dayOf(prepared: PreparedSchedule, day: Temporal.PlainDate): MonthDay {
  const { zone, holidays, layers } = prepared.snapshot
  const start = instantOf(day, zone)
  const end = instantOf(day.add({ days: 1 }), zone)
  const on = day.toString()
  const gaps = gapsBetween(prepared, start, end)
  const rows = rotationsOf(prepared).map((rotation) => {
    const intervals = onCallBetween(prepared, rotation, start, end)
    const isOpen = (one: Span) =>
      gaps.some((gap) => gap.rotations.includes(rotation) && gap.start < one.end && gap.end > one.start)
    const entries = intervals.map((one, index): MonthEntry => {
      const next = intervals[index + 1]
      const isLast = next !== undefined && next.people.length === 0 && !isOpen(next)
      return {
        at: one.start > start ? wallOf(one.start, zone) : null,
        until: isLast && one.people.length > 0 ? wallOf(one.end, zone) : null,
        people: one.people,
        isGap: one.people.length === 0 && isOpen(one),
      }
    })
    return { rotation, entries: worthSaying(entries) }
  })
  const holiday = holidays.find((one) => one.on === on && one.as !== 'ignore')
  const noon = instantOf(day, zone).getTime() + 43_200_000
  const isWeekend = layers.weekend === null ? day.dayOfWeek > 5 : prepared.layerAt(noon) === 'weekend'
  return { on, isWeekend, holiday: holiday?.name ?? null, rows: rows.filter((row) => row.entries.length > 0) }
}

/** A change of reason alone is no arrival, and nobody is said where it is a gap only. */
function worthSaying(entries: readonly MonthEntry[]): readonly MonthEntry[] {
  const runs: MonthEntry[] = []
  for (const one of entries) {
    const last = runs.at(-1)
    const isSame = last !== undefined && last.people.join() === one.people.join() && last.isGap === one.isGap
    if (isSame) runs.splice(-1, 1, { ...last, until: one.until })
    else runs.push(one)
  }
  const said = runs.filter((one) => one.people.length > 0 || one.isGap)
  // Who is relieved during the day was said on the day on which they came.
  const news = said.filter((one) => one.at !== null || one.until !== null || one.isGap)
  return news.length > 0 ? news : said
}

function instantOf(day: Temporal.PlainDate, zone: string): Date {
  return new Date(day.toZonedDateTime(zone).epochMilliseconds)
}

function wallOf(at: Date, zone: string): string {
  const wall = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainTime()
  return wall.toString({ smallestUnit: 'minute' })
}
