import type { Clock, Log } from '../ports.ts'
import type { Deliver } from './relay.ts'

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

/** After each delivery it is known whether the other side answers. */
export function keepingUp(record: OutageRecord, deliver: Deliver): Deliver {
  return async (row, keepLease) => {
    try {
      return await deliver(row, keepLease)
    } finally {
      await record.keepUp()
    }
  }
}

/** Keeps an outage in the records: when it began, and once more when it is over. */
export interface OutageRecord {
  /** Writes down what changed since it was last asked; what can't be written is written the next time. */
  keepUp(): Promise<void>
}

export function createOutageRecord(deps: {
  readonly reach: Reach
  readonly log: Log
  readonly lost: (since: Date) => Promise<void>
  readonly back: () => Promise<void>
}): OutageRecord {
  const { reach, log } = deps
  let isKept = false
  let writing: Promise<void> | null = null

  async function write(): Promise<void> {
    const since = reach.downSince()
    try {
      if (since !== null && !isKept) {
        await deps.lost(since)
        isKept = true
      } else if (since === null && isKept) {
        await deps.back()
        isKept = false
      }
    } catch (error) {
      // The database is away, too: the next delivery writes it.
      log.warn('outage_not_kept', { error: error instanceof Error ? error.name : typeof error })
    }
  }

  return {
    keepUp: async () => {
      if ((reach.downSince() !== null) === isKept) return
      writing ??= write().finally(() => {
        writing = null
      })
      await writing
    },
  }
}
