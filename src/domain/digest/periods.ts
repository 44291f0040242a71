import { Temporal } from 'temporal-polyfill'
import type { Span } from '../oncall/schedule.ts'
import { instantOf } from '../people/working-hours.ts'

/** What a digest speaks of: a local day, a week from Monday to Sunday, or a month of the calendar. */
export const PERIOD_KINDS = ['day', 'week', 'month'] as const
export type PeriodKind = (typeof PERIOD_KINDS)[number]

/** `[start, end)`, from one local midnight to another of an IANA zone: 23 or 25 hours where the clock changes. */
export interface Period extends Span {
  readonly kind: PeriodKind
  /** Its first local date. */
  readonly on: string
  readonly zone: string
}

/** The period that a local date lies in. */
export function periodOf(kind: PeriodKind, on: string, zone: string): Period {
  const day = Temporal.PlainDate.from(on)
  return periodFrom(kind, firstDayOf(kind, day), zone)
}

/** The one that is over at an instant: yesterday, last week, last month. */
export function lastPeriod(kind: PeriodKind, at: Date, zone: string): Period {
  const today = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate()
  return earlier(periodFrom(kind, firstDayOf(kind, today), zone), 1)
}

/** So many periods before it. */
export function earlier({ kind, on, zone }: Period, steps: number): Period {
  return periodFrom(kind, Temporal.PlainDate.from(on).subtract(stepOf(kind, steps)), zone)
}

function firstDayOf(kind: PeriodKind, day: Temporal.PlainDate): Temporal.PlainDate {
  if (kind === 'week') return day.subtract({ days: day.dayOfWeek - 1 })
  return kind === 'month' ? day.with({ day: 1 }) : day
}

function periodFrom(kind: PeriodKind, first: Temporal.PlainDate, zone: string): Period {
  const start = instantOf(first, '00:00', zone)
  return { kind, on: first.toString(), zone, start, end: instantOf(first.add(stepOf(kind, 1)), '00:00', zone) }
}

function stepOf(kind: PeriodKind, steps: number): Temporal.DurationLike {
  return kind === 'day' ? { days: steps } : kind === 'week' ? { weeks: steps } : { months: steps }
}
