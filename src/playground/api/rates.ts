import type { Method } from './call.ts'

/** Calls a minute that each tier allows. */
const perMinute = { 1: 1, 2: 20, 3: 50, 4: 100, special: 600 } as const
/** `chat.postMessage`: about one a second and channel, a few at once are let through, and a cap for all channels. */
const postBurst = 5
const postsPerMinute = 300

export interface Rates {
  /** Seconds to wait, or null where the call may go on. */
  readonly ask: (method: string, tier: Method['tier'], channel: string) => number | null
}

/** Slack's rate tiers over domain time (`now` in epoch milliseconds). */
export function createRates(now: () => number): Rates {
  const calls = new Map<string, number[]>()
  const buckets = new Map<string, { tokens: number; at: number }>()

  /** How many calls the last minute may hold; a call that is refused isn't counted. */
  function window(key: string, limit: number): number | null {
    const at = now()
    const recent = (calls.get(key) ?? []).filter((call) => call > at - 60_000 && call <= at)
    calls.set(key, recent)
    const oldest = recent[recent.length - limit]
    if (oldest !== undefined) return Math.max(1, Math.ceil((oldest + 60_000 - at) / 1000))
    recent.push(at)
    return null
  }

  function bucket(channel: string): number | null {
    const at = now()
    const known = buckets.get(channel) ?? { tokens: postBurst, at }
    const tokens = Math.min(postBurst, known.tokens + Math.max(0, at - known.at) / 1000)
    if (tokens < 1) {
      buckets.set(channel, { tokens, at })
      return 1
    }
    buckets.set(channel, { tokens: tokens - 1, at })
    return null
  }

  return {
    ask: (method, tier, channel) => {
      if (method === 'chat.postMessage') return bucket(channel) ?? window(method, postsPerMinute)
      return tier === null ? null : window(method, perMinute[tier])
    },
  }
}
