import type { Locale } from '../domain/language.ts'
import { messages as enMessages, type Messages } from './en/messages.ts'
import { screens as enScreens, type Screens } from './en/screens.ts'
import { words as enWords, type Words } from './en/words.ts'
import { messages as esMessages } from './es/messages.ts'
import { screens as esScreens } from './es/screens.ts'
import { words as esWords } from './es/words.ts'
import { overlay as spain } from './es-es/overlay.ts'
import { laidOver } from './overlay.ts'

/** All that Vigía says in one language. English is the type: a line that another language lacks does not compile. */
export interface Catalogue {
  readonly messages: Messages
  readonly screens: Screens
  readonly words: Words
}

const en: Catalogue = { messages: enMessages, screens: enScreens, words: enWords }
const es: Catalogue = { messages: esMessages, screens: esScreens, words: esWords }

const CATALOGUES: Readonly<Record<Locale, Catalogue>> = { en, es, 'es-ES': laidOver(es, spain) }

export function catalogueOf(locale: Locale): Catalogue {
  return CATALOGUES[locale]
}
