import { QUERY_MAX } from '../../../domain/search/query.ts'
import { NOTHING_PICKED, type SearchPicks } from '../../../domain/search/views.ts'
import type { StateAsked } from '../../../domain/search/words.ts'

export const SEARCH = {
  callback: 'search',
  previous: 'search_page.previous',
  next: 'search_page.next',
  fromHome: 'home_search',
} as const

export const SEARCH_FIELDS = {
  query: 'search.query',
  category: 'search.category',
  state: 'search.state',
  owner: 'search.owner',
} as const

export const STATE_CHOICES = [
  'open',
  'unclaimed',
  'claimed',
  'waiting',
  'breached',
  'resolved',
  'closed',
  'withdrawn',
  'duplicate',
] as const satisfies readonly StateAsked[]

export const OWNER_CHOICES = ['me', 'nobody'] as const

/** What the shown page was asked with, so that the next page is of the same search whatever is being typed meanwhile. */
export interface SearchMetadata {
  readonly text: string
  readonly picks: SearchPicks
  readonly page: number
}

export function searchMetadata({ text, picks, page }: SearchMetadata): string {
  // One character more than may be typed: what is too long is still too long when it comes back.
  return JSON.stringify({ text: [...text].slice(0, QUERY_MAX + 1).join(''), ...picks, page })
}

/** Malformed gives null; picks that nobody offered are none. */
export function parseSearchMetadata(metadata: string | undefined): SearchMetadata | null {
  try {
    const value: unknown = JSON.parse(metadata ?? '')
    if (typeof value !== 'object' || value === null) return null
    const held = new Map<string, unknown>(Object.entries(value))
    const text = held.get('text')
    const page = held.get('page')
    const category = held.get('category')
    if (typeof text !== 'string' || text.length > 2 * QUERY_MAX + 2) return null
    if (typeof page !== 'number' || !Number.isSafeInteger(page) || page < 0 || page > 999_999) return null
    return {
      text,
      page,
      picks: {
        category: typeof category === 'string' && category.length <= 150 ? category : NOTHING_PICKED.category,
        state: STATE_CHOICES.find((one) => one === held.get('state')) ?? null,
        owner: OWNER_CHOICES.find((one) => one === held.get('owner')) ?? null,
      },
    }
  } catch {
    return null
  }
}
