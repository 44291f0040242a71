import type { Clock, Log } from '../ports.ts'

/** Whether the other side can be reached: a state that has a beginning, not an error per message (ONCALL 26). */
export interface Reach {
  answered(): void
  failed(error: string): void
  /** Since when it can't be reached (domain time), or null. */
  downSince(): Date | null
}

/** One lost connection is nothing to speak of; the second in a row is an outage, which began with the first. */
export function createReach(deps: { readonly clock: Clock; readonly log: Log; readonly name: string }): Reach {
  const { clock, log, name } = deps
  let firstFailureAt: Date | null = null
  let isDown = false
  return {
    answered: () => {
      if (isDown && firstFailureAt !== null) {
        log.info(`${name}_reachable`, { from: firstFailureAt.toISOString(), to: clock.now().toISOString() })
      }
      firstFailureAt = null
      isDown = false
    },
    failed: (error) => {
      if (firstFailureAt === null) {
        firstFailureAt = clock.now()
      } else if (!isDown) {
        isDown = true
        log.warn(`${name}_unreachable`, { since: firstFailureAt.toISOString(), error })
      }
    },
    downSince: () => (isDown ? firstFailureAt : null),
  }
}
