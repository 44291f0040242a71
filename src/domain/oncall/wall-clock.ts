import { Temporal } from 'temporal-polyfill'

/**
 * The zone's wall clock in plain numbers: days since 1970-01-01, minutes of the day, milliseconds. A year of shifts asks
 * thousands of times, and a question to Temporal costs a fifth of a millisecond; so a zone's changes of offset are looked
 * up once a year, and the rest is arithmetic. It says what `instantOf` of working hours says.
 */
export const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** A zone's changes of offset within one UTC year: from `at[i]` on the offset is `offsets[i]`. */
interface ZoneYear {
  readonly at: readonly number[]
  readonly offsets: readonly number[]
}

const YEARS = new Map<string, Map<number, ZoneYear>>()

function readYear(zone: string, year: number): ZoneYear {
  const start = Date.UTC(year, 0, 1)
  const end = Date.UTC(year + 1, 0, 1)
  let now: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(zone)
  const at: number[] = []
  const offsets: number[] = []
  while (now !== null && now.epochMilliseconds < end) {
    at.push(now.epochMilliseconds)
    offsets.push(now.offsetNanoseconds / 1e6)
    now = now.getTimeZoneTransition('next')
  }
  return { at, offsets }
}

function yearOf(zone: string, year: number): ZoneYear {
  let years = YEARS.get(zone)
  if (years === undefined) {
    years = new Map()
    YEARS.set(zone, years)
  }
  let one = years.get(year)
  if (one === undefined) {
    one = readYear(zone, year)
    years.set(year, one)
  }
  return one
}

function offsetAt(zone: string, at: number): number {
  const { at: changes, offsets } = yearOf(zone, new Date(at).getUTCFullYear())
  let offset = offsets[0] ?? 0
  for (let index = 1; index < changes.length; index += 1) {
    if ((changes[index] ?? at) > at) break
    offset = offsets[index] ?? offset
  }
  return offset
}

/** `YYYY-MM-DD` as days since 1970-01-01. */
export function dayOf(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY_MS)
}

/** ISO: 1 = Monday … 7 = Sunday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** The first day on or after `day` that is the weekday. */
export function weekdayFrom(day: number, weekday: number): number {
  return day + ((weekday - weekdayOf(day) + 7) % 7)
}

/** `HH:MM` in minutes. */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}

export function localDayAt(zone: string, at: number): number {
  return Math.floor((at + offsetAt(zone, at)) / DAY_MS)
}

/** The first instant at which the zone's clock reads that time of that day or later (SCHEDULES, Time). */
export function instantAt(zone: string, day: number, minutes: number): number {
  const wall = day * DAY_MS + minutes * MINUTE_MS
  // No offset is more than a day: the answer lies between these two.
  const earliest = wall - DAY_MS
  const latest = wall + DAY_MS
  let start = earliest
  let offset = offsetAt(zone, earliest)
  for (let year = new Date(earliest).getUTCFullYear(); year <= new Date(latest).getUTCFullYear(); year += 1) {
    const { at, offsets } = yearOf(zone, year)
    for (let index = 0; index < at.length; index += 1) {
      const change = at[index] ?? start
      if (change <= start) continue
      if (change > latest) break
      const reads = Math.max(start, wall - offset)
      if (reads < change) return reads
      start = change
      offset = offsets[index] ?? offset
    }
  }
  return Math.max(start, wall - offset)
}
