import { Temporal } from 'temporal-polyfill'
import type { WeekdayNumber, WeekMoment } from '../../domain/oncall/schedule.ts'
import { WEEKDAYS } from '../values.ts'

/** The small notations of schedules, both ways: `monday 09:00`, and a moment on a zone's wall clock or with its offset. */

export const FULL_DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
/** As they may be typed; the long ones are what is printed. */
export const DAY_NAMES = [...FULL_DAYS, ...WEEKDAYS] as const
const NAMES: readonly string[] = DAY_NAMES
const NUMBERS: readonly WeekdayNumber[] = [1, 2, 3, 4, 5, 6, 7]

/** `wednesday`, `wed` → 3. Null for anything else. */
export function dayNumberOf(word: string): WeekdayNumber | null {
  return NUMBERS[NAMES.indexOf(word) % 7] ?? null
}

export function dayNameOf(day: WeekdayNumber): (typeof FULL_DAYS)[number] {
  return FULL_DAYS[day - 1] ?? 'monday'
}

/** `monday 09:00` */
export function parseWeekMoment(text: string): WeekMoment | null {
  const [, word, at] = /^([a-z]+) +((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(text.trim()) ?? []
  const weekday = dayNumberOf(word ?? '')
  return weekday === null || at === undefined ? null : { weekday, at }
}

export function printWeekMoment({ weekday, at }: WeekMoment): string {
  return `${dayNameOf(weekday)} ${at}`
}

/** `7 days` → 7; up to sixty, and `0 days` is the day itself. */
export function parseHolidayPost(text: string): number | null {
  const [, count] = /^(\d{1,2}) days?$/.exec(text.trim()) ?? []
  return count === undefined || Number(count) > 60 ? null : Number(count)
}

export const MOMENT =
  /^2[01]\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?(?:Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?$/
const OFFSET = /(?:Z|[+-]\d\d:?\d\d)$/

export type Reading =
  | { readonly kind: 'instant'; readonly at: Date }
  /** The clock jumps over it, or shows it twice; either reading, with its offset, can be typed as it is (SCHEDULES, Time). */
  | { readonly kind: 'skipped' | 'repeated'; readonly readings: readonly string[] }
  /** No such day. */
  | { readonly kind: 'none' }

/**
 * The instant of a moment as it is typed: with an offset that instant, else the wall clock of the zone. What doesn't exist
 * there is offered with the offset before and after the change, what exists twice as the first and the second.
 */
export function readMoment(typed: string, zone: string): Reading {
  if (!MOMENT.test(typed)) return { kind: 'none' }
  try {
    const text = typed.replace(' ', 'T')
    if (OFFSET.test(text.slice(16)))
      return { kind: 'instant', at: new Date(Temporal.Instant.from(text).epochMilliseconds) }
    const local = Temporal.PlainDateTime.from(text, { overflow: 'reject' })
    const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' })
    const later = local.toZonedDateTime(zone, { disambiguation: 'later' })
    if (earlier.epochMilliseconds === later.epochMilliseconds) {
      return { kind: 'instant', at: new Date(earlier.epochMilliseconds) }
    }
    const isRepeated = earlier.toPlainDateTime().equals(local)
    const readings = [earlier, later].map((one) => printMoment(new Date(one.epochMilliseconds), zone))
    return { kind: isRepeated ? 'repeated' : 'skipped', readings }
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'none' }
    throw error
  }
}

/**
 * An instant as the zone's wall clock with its offset: `2026-12-01T09:00-05:00`. The offset makes it an instant, whatever
 * zone the schedule has when it is read again.
 */
export function printMoment(at: Date, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)
  const isWhole = local.second === 0 && local.millisecond === 0
  const text = local.toString({ timeZoneName: 'never', smallestUnit: isWhole ? 'minute' : 'millisecond' })
  // Offsets with seconds (before zones were hours apart) don't fit the notation.
  return MOMENT.test(text) && Temporal.Instant.from(text).epochMilliseconds === at.getTime() ? text : at.toISOString()
}
