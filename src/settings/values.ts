import type { Span } from './types.ts'

/** The small notations of the settings file, both ways: durations with their unit, days of the week. */

const HOUR = 60
const DAY = 24 * HOUR
const UNITS: Readonly<Record<string, number>> = { min: 1, h: HOUR, day: DAY, days: DAY }
const DURATION = /^(\d{1,5})\s*(min|h|days?)$/

/** A year: beyond it a promise is a typing error. */
const LONGEST_MINUTES = 366 * DAY

/** `15 min`, `4 h`, `1 day`, `2 days` → whole minutes (a day is 24 h); null for anything else, for none and for over a year. */
export function parseDuration(text: string): number | null {
  const match = DURATION.exec(text.trim())
  const unit = UNITS[match?.[2] ?? '']
  if (match?.[1] === undefined || unit === undefined) return null
  const minutes = Number(match[1]) * unit
  return minutes > 0 && minutes <= LONGEST_MINUTES ? minutes : null
}

/** The largest unit that leaves nothing over: `1440` → `1 day`, `90` → `90 min`. */
export function printDuration(minutes: number): string {
  if (minutes % DAY === 0) return minutes === DAY ? '1 day' : `${minutes / DAY} days`
  return minutes % HOUR === 0 ? `${minutes / HOUR} h` : `${minutes} min`
}

/** The same notation where a day may be a working day: what is written in days stays in days. Null as `parseDuration`. */
export function parseSpan(text: string): Span | null {
  const minutes = parseDuration(text)
  if (minutes === null) return null
  return /days?$/.test(text.trim()) ? { days: minutes / DAY } : { minutes }
}

/** Never in days what was written in hours: `90 min`, `24 h`, `2 days`. */
export function printSpan(span: Span): string {
  if ('days' in span) return printDuration(span.days * DAY)
  return span.minutes % HOUR === 0 ? `${span.minutes / HOUR} h` : `${span.minutes} min`
}

/** In the order of ISO: Monday is 1. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]

export function isoDayOf(day: Weekday): number {
  return WEEKDAYS.indexOf(day) + 1
}

/** Whether `zone` is a zone of the IANA data base that this Node knows: a place (`Europe/Madrid`) or `UTC`, no offset. */
export function isZone(zone: string): boolean {
  if (zone !== 'UTC' && !/^[A-Za-z_]+\/[A-Za-z0-9_+/-]+$/.test(zone)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** Whether it is a day of the calendar, written `2026-12-25`. */
export function isLocalDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}
