import type { Locale } from '../domain/language.ts'
import { oncallScreens as en, type OncallScreens } from './oncall-screens.en.ts'
import { oncallScreens as es, oncallScreensSpain } from './oncall-screens.es.ts'
import { laidOver } from './overlay.ts'

const BY_LOCALE: Readonly<Record<Locale, OncallScreens>> = { en, es, 'es-ES': laidOver(es, oncallScreensSpain) }

export function oncallScreensOf(locale: Locale): OncallScreens {
  return BY_LOCALE[locale]
}
