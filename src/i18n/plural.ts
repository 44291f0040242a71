import type { Locale } from '../domain/language.ts'

/** The forms of one counted noun. Spanish has `many` too (millions); where it is not given, `other` serves. */
export interface PluralForms {
  readonly one: string
  readonly many?: string
  readonly other: string
}

const rules = new Map<Locale, Intl.PluralRules>()

/** The form that a language uses for `count`; the number itself is not part of it. */
export function pluralOf(locale: Locale, count: number, forms: PluralForms): string {
  let rule = rules.get(locale)
  if (rule === undefined) {
    rule = new Intl.PluralRules(locale)
    rules.set(locale, rule)
  }
  const category = rule.select(count)
  if (category === 'one') return forms.one
  return category === 'many' ? (forms.many ?? forms.other) : forms.other
}

/** `3 people`, `1 persona`. */
export function counted(locale: Locale, count: number, forms: PluralForms): string {
  return `${count} ${pluralOf(locale, count, forms)}`
}
