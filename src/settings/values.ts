/** The small notations of the settings file, both ways: durations with their unit, days of the week. */

const UNITS: Readonly<Record<string, number>> = { min: 1, h: 60, day: 1440, days: 1440 }
const DURATION = /^(\d{1,5})\s*(min|h|days?)$/

/** A year: beyond it a promise is a typing error. */
const LONGEST_MINUTES = 366 * 1440

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
  if (minutes % 1440 === 0) return minutes === 1440 ? '1 day' : `${minutes / 1440} days`
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`
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
