import type { Clock } from '../ports.ts'

/** What Slack asked us not to do before when: per method, or per method and channel. Domain time. */
export interface Throttle {
  /** The instant before which this call would only be refused, or null when it may be made. */
  blockedUntil(method: string, channel?: string): Date | null
  /** Slack said "not for `retryAfterMs`". Without a channel the whole method waits. */
  block(retryAfterMs: number, method: string, channel?: string): void
}

export function createThrottle(clock: Clock): Throttle {
  const blocked = new Map<string, Date>()
  const keyOf = (method: string, channel?: string) => (channel === undefined ? method : `${method}:${channel}`)

  function until(key: string, now: Date): Date | null {
    const at = blocked.get(key)
    if (at === undefined) return null
    if (at > now) return at
    blocked.delete(key)
    return null
  }

  return {
    blockedUntil: (method, channel) => {
      const now = clock.now()
      const whole = until(keyOf(method), now)
      const one = channel === undefined ? null : until(keyOf(method, channel), now)
      if (whole === null || one === null) return whole ?? one
      return whole > one ? whole : one
    },
    block: (retryAfterMs, method, channel) => {
      const key = keyOf(method, channel)
      const at = new Date(clock.now().getTime() + retryAfterMs)
      const known = blocked.get(key)
      if (known === undefined || known < at) blocked.set(key, at)
    },
  }
}
