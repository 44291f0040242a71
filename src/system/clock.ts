import type { Clock } from '../ports.ts'

/** Production: domain time is the machine's. */
export const machineClock: Clock = { now: () => new Date() }

/** The playground's: the machine's, moved forward. */
export interface MovedClock extends Clock {
  /** Takes over the offset (milliseconds) that all bots of this database share; never goes back. */
  follow(offsetMs: number): void
}

/** `machine` is replaced in tests only. */
export function movedClock(machine: Clock = machineClock): MovedClock {
  let offsetMs = 0
  return {
    now: () => new Date(machine.now().getTime() + offsetMs),
    follow: (shared) => {
      offsetMs = Math.max(offsetMs, shared)
    },
  }
}
