import { escNumber } from '../domain/escalation/words.ts'
import { type Locale, languageOf } from '../domain/language.ts'
import type { WayPage } from '../domain/paging/ways.ts'
import { dateTimeOf, isSoon, timeOf } from './format.ts'
import { ways as en, type WayWords } from './ways.en.ts'
import { ways as es } from './ways.es.ts'

export function wayWordsOf(locale: Locale): WayWords {
  return languageOf(locale) === 'en' ? en : es
}

/** What a page's deadline is called on the reader's clock: the hour alone while that says it. */
export function deadlineOf(page: Pick<WayPage, 'askedAt' | 'zone' | 'locale'>, at: Date): string {
  const { zone, locale } = page
  return isSoon(at, page.askedAt) ? timeOf(at, zone, locale) : dateTimeOf(at, zone, locale)
}

/** Severity, number, category, language, deadline: what a lock screen may show, and no word of a person's. */
export function pageSummary(page: WayPage): string {
  const { mail } = wayWordsOf(page.locale)
  const category = page.categoryShort?.[languageOf(page.locale)] ?? null
  return [
    page.severity.toUpperCase(),
    escNumber(page.escalationId),
    category,
    page.contentLanguage === null ? null : mail.language[page.contentLanguage],
    page.claimBy === null ? null : mail.claimBy(deadlineOf(page, page.claimBy)),
    page.isRepeat ? mail.again : null,
  ]
    .filter((part) => part !== null)
    .join(' · ')
}

/** `1, 0, 4, 2`: read aloud digit by digit. */
export function spelled(digits: string | number): string {
  return [...String(digits)].join(', ')
}
