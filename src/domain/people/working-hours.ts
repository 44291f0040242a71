import { Temporal } from 'temporal-polyfill'

export interface DailyHours {
  /** ISO days: 1 = Monday … 7 = Sunday. */
  readonly days: readonly number[]
  /** Wall clock `HH:MM`, half-open. */
  readonly from: string
  readonly to: string
}

/**
 * The instant of a wall-clock time on a local day: the first instant at which the zone's clock reads that time or later
 * (SCHEDULES, Time). In a gap that is the gap's end; in an overlap the first occurrence.
 */
export function instantOf(day: Temporal.PlainDate, time: string, zone: string): Date {
  const wanted = day.toPlainDateTime(Temporal.PlainTime.from(time))
  const later = wanted.toZonedDateTime(zone, { disambiguation: 'later' })
  if (later.toPlainDateTime().equals(wanted)) {
    return new Date(wanted.toZonedDateTime(zone, { disambiguation: 'earlier' }).epochMilliseconds)
  }
  // One nanosecond on: where the gap begins just at the time asked for, `later` is the transition itself.
  const gapEnd = later.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')
  return new Date((gapEnd ?? later).epochMilliseconds)
}

function zoned(at: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)
}

export function isWithin(hours: DailyHours, zone: string, at: Date): boolean {
  const day = zoned(at, zone).toPlainDate()
  if (!hours.days.includes(day.dayOfWeek)) return false
  return instantOf(day, hours.from, zone) <= at && at < instantOf(day, hours.to, zone)
}

/** `at` itself within the hours, else the next instant at which they begin, in the person's own zone. */
export function nextWithin(hours: DailyHours, zone: string, at: Date): Date {
  if (isWithin(hours, zone, at)) return at
  const today = zoned(at, zone).toPlainDate()
  for (let offset = 0; offset <= 8; offset += 1) {
    const day = today.add({ days: offset })
    const start = instantOf(day, hours.from, zone)
    if (hours.days.includes(day.dayOfWeek) && start > at) return start
  }
  throw new Error('working hours name no day of the week')
}

/** The same wall-clock time `count` working days later: "again after one and three working days". */
export function addWorkingDays(hours: DailyHours, zone: string, at: Date, count: number): Date {
  const start = zoned(at, zone)
  let day = start.toPlainDate()
  let left = count
  for (let walked = 0; left > 0; walked += 1) {
    if (walked > 366) throw new Error('working hours name no day of the week')
    day = day.add({ days: 1 })
    if (hours.days.includes(day.dayOfWeek)) left -= 1
  }
  return instantOf(day, start.toPlainTime().toString({ smallestUnit: 'minute' }), zone)
}
