import { sql } from 'drizzle-orm'
import { type Lane, openLane } from '../client/lane.ts'
import { parseTarget } from '../client/socket.ts'

/**
 * That this process uses the server: a shared advisory lock, held by a connection that lives as long as the use does, so
 * that a killed bot no longer counts. Who stops the server takes the lock alone; nobody can join from then on.
 */
export interface Use {
  /** Calls `act` when the connection ends other than by `leave`. */
  whenOver(act: () => void): void
  /** Gives the use up; true when no other bot had one and none can get one any more: then the server may be stopped. */
  giveUp(): Promise<boolean>
  leave(): void
}

const ANSWER_MS = 2_000
const LOCK = 8_644_421_001

/** Undefined when the server is about to be stopped. Rejects when it can't be reached in two seconds. */
export async function joinServer(url: string): Promise<Use | undefined> {
  let hasLeft = false
  const lane = await openLane({
    target: parseTarget(url),
    connectTimeoutMs: ANSWER_MS,
    applicationName: 'vigia embedded server',
    statementTimeoutMs: ANSWER_MS,
    transactionTimeoutMs: ANSWER_MS,
  })
  const leave = () => {
    hasLeft = true
    lane.kill('leaving')
  }
  if (!(await ask(lane, 'pg_try_advisory_lock_shared'))) {
    leave()
    return undefined
  }
  return {
    leave,
    whenOver: (act) =>
      lane.whenDead(() => {
        if (!hasLeft) act()
      }),
    giveUp: async () => {
      hasLeft = true
      // A server that doesn't answer is of no use to anybody else either.
      if (lane.death !== undefined) return true
      try {
        await ask(lane, 'pg_advisory_unlock_shared')
        return await ask(lane, 'pg_try_advisory_lock')
      } catch {
        return true
      }
    },
  }
}

type LockFunction = 'pg_try_advisory_lock_shared' | 'pg_advisory_unlock_shared' | 'pg_try_advisory_lock'

async function ask(lane: Lane, verb: LockFunction): Promise<boolean> {
  lane.limitSilence(ANSWER_MS)
  const borrowed = lane.borrow()
  try {
    const rows = await borrowed.queryable.execute(sql.raw(`select ${verb}(${LOCK}) as granted`))
    return rows[0]?.granted === true
  } finally {
    borrowed.giveBack()
    lane.limitSilence(0)
  }
}
