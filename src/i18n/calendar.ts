import { type Locale, languageOf } from '../domain/language.ts'
import { type CalendarWords, calendar as en } from './calendar.en.ts'
import { calendar as es } from './calendar.es.ts'

export function calendarWordsOf(locale: Locale): CalendarWords {
  return languageOf(locale) === 'en' ? en : es
}

const INTL: Readonly<Record<Locale, string>> = { en: 'en-GB', es: 'es', 'es-ES': 'es-ES' }

/** `November 2026`, `noviembre de 2026`. */
export function monthName(year: number, month: number, locale: Locale): string {
  const format = new Intl.DateTimeFormat(INTL[locale], { timeZone: 'UTC', month: 'long', year: 'numeric' })
  return format.format(new Date(Date.UTC(year, month - 1, 1)))
}

/** Monday first, in full. */
export function weekdayNames(locale: Locale): readonly string[] {
  const format = new Intl.DateTimeFormat(INTL[locale], { timeZone: 'UTC', weekday: 'long' })
  // 2024 began on a Monday.
  return [1, 2, 3, 4, 5, 6, 7].map((day) => format.format(new Date(Date.UTC(2024, 0, day))))
}
