import type { Severity } from '../escalation/words.ts'
import type { ContentLanguage } from '../language.ts'
import type { Field, StateAsked } from './words.ts'

/** What is looked for. Every part must hold; of a filter's several values one must. */
export interface SearchQuery {
  readonly terms: readonly Term[]
  readonly filters: readonly Filter[]
}

export type Term =
  | { readonly kind: 'word'; readonly text: string }
  /** `ESC-1042`, `esc 1042` or `1042`: the number of an escalation, or written in one. */
  | { readonly kind: 'number'; readonly id: number; readonly text: string }
  /** In quotes: exactly so. */
  | { readonly kind: 'phrase'; readonly text: string }

/** Somebody as typed: an id, or a name that the team goes by. */
export type PersonAsked =
  | { readonly who: 'me' }
  | { readonly who: 'nobody' }
  | { readonly who: 'id'; readonly id: string }
  | { readonly who: 'name'; readonly name: string; readonly at: number }

export type Filter =
  | { readonly field: 'category' | 'team'; readonly ids: readonly string[] }
  | { readonly field: 'owner' | 'requester'; readonly people: readonly PersonAsked[] }
  | { readonly field: 'state'; readonly states: readonly StateAsked[] }
  | { readonly field: 'severity'; readonly severities: readonly Severity[] }
  | { readonly field: 'language'; readonly languages: readonly ContentLanguage[] }
  /** Filed at this instant or later: the reader's midnight. */
  | { readonly field: 'since'; readonly from: Date; readonly day: string }
  /** Filed before this instant: the midnight that ends the named day. */
  | { readonly field: 'until'; readonly before: Date; readonly day: string }

/** What can't be understood, and where it stands (the first character is 1). Nothing is left out in silence. */
export type SearchProblem =
  | { readonly code: 'unknown_filter'; readonly at: number; readonly typed: string }
  | { readonly code: 'empty_value'; readonly at: number; readonly typed: string }
  | { readonly code: 'unknown_value'; readonly at: number; readonly typed: string; readonly field: Field }
  | { readonly code: 'bad_date'; readonly at: number; readonly typed: string }
  | { readonly code: 'several_dates'; readonly at: number; readonly typed: string }
  | { readonly code: 'until_before_since'; readonly at: number; readonly typed: string }
  | { readonly code: 'open_quote'; readonly at: number; readonly typed: string }
  | { readonly code: 'nobody_files'; readonly at: number; readonly typed: string }
  | { readonly code: 'unknown_person'; readonly at: number; readonly typed: string }
  | { readonly code: 'several_people'; readonly at: number; readonly typed: string }
  | { readonly code: 'too_many_words'; readonly at: number; readonly typed: string }
  | { readonly code: 'too_long'; readonly at: number; readonly typed: string }

/** So much Slack's input takes; what is typed after the command may be longer. */
export const QUERY_MAX = 300
export const TERMS_MAX = 10
