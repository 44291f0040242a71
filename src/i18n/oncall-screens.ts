import type { Locale } from '../domain/language.ts'
import { oncallScreens as en, type OncallScreens } from './oncall-screens.en.ts'
import { oncallScreens as es, oncallScreensSpain } from './oncall-screens.es.ts'
import { laidOver } from './overlay.ts'

const BY_LOCALE: Readonly<Record<Locale, OncallScreens>> = { en, es, 'es-ES': laidOver(es, oncallScreensSpain) }

/** The word for a role; null for one of the team's own naming, whatever it is called ("constructor" too). */
export function roleWordOf(role: string, locale: Locale): string | null {
  const words = oncallScreensOf(locale).role
  return Object.hasOwn(words, role) ? (words[role] ?? null) : null
}

export function oncallScreensOf(locale: Locale): OncallScreens {
  return BY_LOCALE[locale]
}
