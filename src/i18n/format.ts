import { type Language, type Locale, languageOf } from '../domain/language.ts'
import { counted, type PluralForms } from './plural.ts'

/**
 * Instants, days, durations and lists as plain text. Every function takes the zone and the locale that it writes for:
 * nothing here knows the time, and nothing reads the process's own zone.
 */

/** Slack writes 24 hours for all but US English; our fallbacks and previews always do, in the order "25 Nov". */
const INTL: Readonly<Record<Locale, string>> = { en: 'en-GB', es: 'es', 'es-ES': 'es-ES' }

const formats = new Map<string, Intl.DateTimeFormat>()

function parts(at: Date, zone: string, locale: Locale): ReadonlyMap<string, string> {
  const key = `${locale}|${zone}`
  let format = formats.get(key)
  if (format === undefined) {
    format = new Intl.DateTimeFormat(INTL[locale], {
      timeZone: zone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    formats.set(key, format)
  }
  return new Map(format.formatToParts(at).map((part) => [part.type, part.value.replace(/\.$/, '')]))
}

/** `03:17` */
export function timeOf(at: Date, zone: string, locale: Locale): string {
  const part = parts(at, zone, locale)
  return `${part.get('hour')}:${part.get('minute')}`
}

/** `Mon 12:00`, `lun 12:00` */
export function weekdayTimeOf(at: Date, zone: string, locale: Locale): string {
  return `${parts(at, zone, locale).get('weekday')} ${timeOf(at, zone, locale)}`
}

/** `25 Nov`, `25 nov` */
export function dateOf(at: Date, zone: string, locale: Locale): string {
  const part = parts(at, zone, locale)
  return `${part.get('day')} ${part.get('month')}`
}

/** `Mon 1 Dec 12:00`, `lun 1 dic 12:00` */
export function dateTimeOf(at: Date, zone: string, locale: Locale): string {
  const part = parts(at, zone, locale)
  return `${part.get('weekday')} ${dateOf(at, zone, locale)} ${timeOf(at, zone, locale)}`
}

/** `2026-11-25`: the local day, for comparing. */
export function localDayOf(at: Date, zone: string): string {
  let days = dayFormats.get(zone)
  if (days === undefined) {
    days = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' })
    dayFormats.set(zone, days)
  }
  return days.format(at)
}

// Making a format costs a hundred times what using it does, and screens ask for hundreds of days.
const dayFormats = new Map<string, Intl.DateTimeFormat>()
const listFormats = new Map<string, Intl.ListFormat>()

/**
 * An instant inside a sentence. Spanish needs to know what the text is, because the article depends on it:
 * "antes de las 03:17", "antes de la 01:17", "antes del lun 1 dic 12:00".
 */
export interface Moment {
  readonly text: string
  readonly form: 'time' | 'time_at_one' | 'day'
}

/** The hour alone, or with its day: `isShort` is for the caller to decide (`isSoon`). */
export function momentOf(at: Date, zone: string, locale: Locale, isShort: boolean): Moment {
  if (!isShort) return { text: dateTimeOf(at, zone, locale), form: 'day' }
  const text = timeOf(at, zone, locale)
  return { text, form: text.startsWith('01:') ? 'time_at_one' : 'time' }
}

const SOON_MS = 12 * 60 * 60_000

/** Whether the hour alone says when `at` is to somebody who thinks of `reference`: less than twelve hours lie between. */
export function isSoon(at: Date, reference: Date): boolean {
  return Math.abs(at.getTime() - reference.getTime()) < SOON_MS
}

const DAYS: Readonly<Record<Language, PluralForms>> = {
  en: { one: 'day', other: 'days' },
  es: { one: 'día', other: 'días' },
}

/** A length of time in whole minutes: `45 min`, `3 h 02 min`, `2 days 4 h`. Negative counts as none. */
export function durationOf(minutes: number, locale: Locale): string {
  const whole = Math.max(0, Math.round(minutes))
  if (whole < 60) return `${whole} min`
  const hours = Math.floor(whole / 60)
  if (hours < 48) {
    const rest = whole % 60
    return rest === 0 ? `${hours} h` : `${hours} h ${String(rest).padStart(2, '0')} min`
  }
  const days = counted(locale, Math.floor(hours / 24), DAYS[languageOf(locale)])
  return hours % 24 === 0 ? days : `${days} ${hours % 24} h`
}

/** One unit, rounded down: `25 min`, `2 h`, `3 days`. */
export function roughDurationOf(minutes: number, locale: Locale): string {
  const whole = Math.max(0, Math.floor(minutes))
  if (whole < 60) return `${whole} min`
  const hours = Math.floor(whole / 60)
  return hours < 48 ? `${hours} h` : counted(locale, Math.floor(hours / 24), DAYS[languageOf(locale)])
}

/** How long ago: `2 h ago`, `hace 2 h`; under a minute (or ahead, by a clock's skew) `just now`, `hace un momento`. */
export function agoOf(at: Date, now: Date, locale: Locale): string {
  const minutes = (now.getTime() - at.getTime()) / 60_000
  if (languageOf(locale) === 'es') return minutes < 1 ? 'hace un momento' : `hace ${roughDurationOf(minutes, locale)}`
  return minutes < 1 ? 'just now' : `${roughDurationOf(minutes, locale)} ago`
}

/** `A, B and C`, `A, B y C`. */
export function listOf(items: readonly string[], locale: Locale, type: 'conjunction' | 'disjunction' = 'conjunction') {
  const key = `${locale}|${type}`
  let list = listFormats.get(key)
  if (list === undefined) {
    list = new Intl.ListFormat(INTL[locale], { type, style: 'long' })
    listFormats.set(key, list)
  }
  return list.format(items)
}
