/** Languages that the interface speaks. A third one is one new catalogue. */
export const LANGUAGES = ['en', 'es'] as const
export type Language = (typeof LANGUAGES)[number]

/**
 * A reader's locale, as far as words depend on it. `es-ES` is an overlay on `es` where Spain says otherwise
 * (festivo for feriado). English has no overlay.
 */
export const LOCALES = ['en', 'es', 'es-ES'] as const
export type Locale = (typeof LOCALES)[number]

/** Slack's `locale` (`es-LA`, `es-ES`, `en-GB`, …) → ours. An unknown one reads English. */
export function localeOf(slackLocale: string | undefined): Locale {
  if (slackLocale === 'es-ES') return 'es-ES'
  return slackLocale?.toLowerCase().startsWith('es') ? 'es' : 'en'
}

/** The language that a locale is written in. */
export function languageOf(locale: Locale): Language {
  return locale === 'en' ? 'en' : 'es'
}

/** Language of the *content* that an escalation is about; a routing key, never a silent guess. */
export const CONTENT_LANGUAGES = ['en', 'es', 'other', 'none', 'unsure'] as const
export type ContentLanguage = (typeof CONTENT_LANGUAGES)[number]
