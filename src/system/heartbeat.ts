import type { Heartbeat } from '../ports.ts'

const LIMIT_MS = 5_000

/** `GET url` within 5 s of machine time, with nothing of ours in it. Rejects when it isn't answered with 2xx. */
export function createHeartbeat(url: string): Heartbeat {
  return {
    ping: async () => {
      const response = await fetch(url, { signal: AbortSignal.timeout(LIMIT_MS), headers: { 'user-agent': 'Vigia' } })
      await response.body?.cancel()
      if (!response.ok) throw new HeartbeatRefused(response.status)
    },
  }
}

class HeartbeatRefused extends Error {
  constructor(status: number) {
    super(`the heartbeat was answered with ${status}`)
    this.name = 'HeartbeatRefused'
  }
}
