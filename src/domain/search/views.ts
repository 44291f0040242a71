import type { LabelPair, ListPage } from '../escalation/views.ts'
import type { Severity } from '../escalation/words.ts'
import type { ContentLanguage } from '../language.ts'
import type { SearchProblem } from './query.ts'
import type { StateAsked } from './words.ts'

/** What the search modal is drawn from. */

/** What is chosen in the menus beside the words; each must hold besides what was typed. */
export interface SearchPicks {
  readonly category: string | null
  readonly state: StateAsked | null
  readonly owner: 'me' | 'nobody' | null
}

export const NOTHING_PICKED: SearchPicks = { category: null, state: null, owner: null }

export interface SearchChoices {
  readonly categories: readonly { readonly id: string; readonly label: LabelPair }[]
}

/** A filter as it was understood, for its reader to check. */
export type Understood =
  | { readonly field: 'category'; readonly labels: readonly LabelPair[] }
  | { readonly field: 'team'; readonly names: readonly string[] }
  /** Null: nobody. */
  | { readonly field: 'owner' | 'requester'; readonly names: readonly (string | null)[] }
  | { readonly field: 'state'; readonly states: readonly StateAsked[] }
  | { readonly field: 'severity'; readonly severities: readonly Severity[] }
  | { readonly field: 'language'; readonly languages: readonly ContentLanguage[] }
  /** `YYYY-MM-DD`, of the reader's zone. */
  | { readonly field: 'since' | 'until'; readonly day: string }

export type SearchView =
  | { readonly state: 'nothing_asked' }
  | { readonly state: 'problems'; readonly problems: readonly SearchProblem[] }
  | {
      readonly state: 'found'
      readonly list: ListPage
      readonly zone: string
      readonly understood: readonly Understood[]
      /** No word was found as typed: these have words like it. */
      readonly isNear: boolean
    }
