import type { Clock } from '../ports.ts'

/** How many keys are remembered: whoever sends a new one each time is held by the bound of all together. */
const MOST_KEYS = 2_000

export interface Bound {
  /** Counts one; how long to wait in milliseconds, 0 where it may go on. */
  waitMs(key: string): number
}

/** At most so many of one key in each span of time. In memory: a restart forgets, which harms nobody. */
export function createBound(bound: { readonly most: number; readonly perMs: number }, clock: Clock): Bound {
  const spans = new Map<string, { readonly endsAt: number; count: number }>()
  return {
    waitMs: (key) => {
      const now = clock.now().getTime()
      const known = spans.get(key)
      if (known === undefined || known.endsAt <= now) {
        spans.delete(key)
        const [oldest] = spans.keys()
        if (spans.size >= MOST_KEYS && oldest !== undefined) spans.delete(oldest)
        spans.set(key, { endsAt: now + bound.perMs, count: 1 })
        return 0
      }
      known.count += 1
      return known.count > bound.most ? known.endsAt - now : 0
    },
  }
}
