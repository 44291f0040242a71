import { type Locale, languageOf } from '../domain/language.ts'
import type { DecidedBy, Why } from '../domain/oncall/schedule.ts'
import { onCall as en, type OnCallWords } from './oncall.en.ts'
import { onCall as es } from './oncall.es.ts'

const WORDS: Readonly<Record<'en' | 'es', OnCallWords>> = { en, es }

/** `covering (swap)`, `cubre (permuta)`: why an answer is as it is. */
export function whyOf(why: Why, locale: Locale): string {
  return WORDS[languageOf(locale)].why[why]
}

/** `weekend`, `fin de semana`: what decided; Spain says *festivo* for *feriado*. */
export function layerWordOf(layer: DecidedBy, locale: Locale): string {
  return locale === 'es-ES' && layer === 'holiday' ? 'festivo' : WORDS[languageOf(locale)].layer[layer]
}

export function nobodyWordOf(locale: Locale): string {
  return WORDS[languageOf(locale)].nobody
}
