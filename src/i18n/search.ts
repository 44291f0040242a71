import { type Locale, languageOf } from '../domain/language.ts'
import { search as en, type SearchWords } from './search.en.ts'
import { search as es } from './search.es.ts'

export function searchWordsOf(locale: Locale): SearchWords {
  return languageOf(locale) === 'en' ? en : es
}
