import { type Locale, languageOf } from '../domain/language.ts'
import { type CalendarWords, calendar as en } from './calendar.en.ts'
import { calendar as es } from './calendar.es.ts'

export function calendarWordsOf(locale: Locale): CalendarWords {
  return languageOf(locale) === 'en' ? en : es
}
