import type { Log } from '../ports.ts'
import type { Phase, Queryable } from './client/borrowed.ts'
import type { Lane } from './client/lane.ts'
import { after, machineMs, pause } from './client/machine-time.ts'
import { openPool } from './client/pool.ts'
import { parseTarget } from './client/socket.ts'
import { DatabaseUnavailable, isConflict, isOfTheWire, isUnavailability, sqlFacts, withoutValues } from './errors.ts'

export type { Queryable } from './client/borrowed.ts'

/**
 * The way into the database. Every call ends within the transaction deadline, whatever the server or the network does:
 * with a result, with an error of `work`, with `StatementFailed`, or with `DatabaseUnavailable`.
 */
export interface Database {
  /** Statements without a transaction, on one connection; never retried. For reading only. */
  read<T>(work: (q: Queryable) => Promise<T>): Promise<T>
  /**
   * One transaction. `work` may run again (a deadlock, a serialization failure, a connection that was dead before BEGIN),
   * so it touches nothing but the database.
   */
  transact<T>(work: (tx: Queryable) => Promise<T>): Promise<T>
  /** Lets what runs end for up to the transaction deadline, then cuts it off. */
  close(): Promise<void>
}

export interface DatabaseOptions {
  readonly url: string
  /** The most connections at a time. */
  readonly max: number
  readonly statementTimeoutMs: number
  /** On the whole: waiting for a connection, every statement, every retry, COMMIT. */
  readonly transactionDeadlineMs: number
  readonly applicationName: string
  readonly log: Log
}

const ATTEMPTS = 5
/** The server ends a slow statement itself; when even its word doesn't come in this time, the connection is dead. */
const SILENCE_GRACE_MS = 500

/** Opens no connection yet: the first call does. Throws on an address that can't be one. */
export function openDatabase(options: DatabaseOptions): Database {
  const { transactionDeadlineMs, statementTimeoutMs, log } = options
  const silenceMs = statementTimeoutMs + SILENCE_GRACE_MS
  const pool = openPool({
    target: parseTarget(options.url),
    max: options.max,
    applicationName: options.applicationName,
    statementTimeoutMs,
    transactionTimeoutMs: transactionDeadlineMs + 1_000,
  })
  let isReachable = true

  function noteReachable(now: boolean, reason: string): void {
    if (now === isReachable) return
    isReachable = now
    if (now) log.info('database_back')
    else log.warn('database_unavailable', { reason })
  }

  /** One try on one connection. */
  async function once<T>(endsAt: number, work: (q: Queryable) => Promise<T>): Promise<T> {
    const lane = await pool.take(endsAt, transactionDeadlineMs / 3)
    const borrowed = lane.borrow()
    let cancel = () => {}
    const deadline = new Promise<never>((_, reject) => {
      cancel = after(endsAt - machineMs(), () => {
        const { phase } = borrowed
        lane.kill('deadline')
        pool.dropIdle()
        reject(new DatabaseUnavailable(phase === 'committing' ? 'unknown' : 'not_done', 'deadline'))
      })
    })
    lane.limitSilence(silenceMs)
    try {
      return await Promise.race([work(borrowed.queryable), deadline])
    } catch (error) {
      if (lane.death === 'silent') pool.dropIdle()
      throw unavailable(error, lane, borrowed.phase) ?? error
    } finally {
      cancel()
      borrowed.giveBack()
      lane.limitSilence(0)
      pool.give(lane)
    }
  }

  async function bounded<T>(attempts: number, work: (q: Queryable) => Promise<T>): Promise<T> {
    const endsAt = machineMs() + transactionDeadlineMs
    for (let attempt = 1; ; attempt += 1) {
      try {
        const result = await once(endsAt, work)
        noteReachable(true, '')
        return result
      } catch (error) {
        const isWorthAnother = isConflict(error) || (error instanceof NeverBegun && attempts > 1)
        const pauseMs = attempt * attempt * 5
        if (!isWorthAnother || attempt >= attempts || machineMs() + pauseMs >= endsAt) {
          const known = withoutValues(error)
          if (known instanceof DatabaseUnavailable) noteReachable(false, known.reason)
          throw known
        }
        await pause(pauseMs)
      }
    }
  }

  return {
    read: (work) => bounded(1, work),
    transact: (work) => bounded(ATTEMPTS, (q) => q.transaction(work)),
    close: () => pool.close(transactionDeadlineMs),
  }
}

/** The connection was gone before BEGIN was answered: a kept connection had died while it idled. */
class NeverBegun extends DatabaseUnavailable {}

function unavailable(error: unknown, lane: Lane, phase: Phase): DatabaseUnavailable | undefined {
  if (error instanceof DatabaseUnavailable) return error
  const { code, severity, isFromDatabase } = sqlFacts(error)
  if (!isFromDatabase) return undefined
  const isGone = lane.death !== undefined || isOfTheWire(code) || severity === 'FATAL' || severity === 'PANIC'
  if (!isGone && !isUnavailability(code)) return undefined
  // After FATAL the connection closes in a moment: nobody else shall get it.
  if (isGone || code === '25006') lane.kill('unavailable')
  const reason = code ?? lane.death ?? 'connection_closed'
  if (phase === 'committing') return new DatabaseUnavailable('unknown', reason)
  return phase === 'before' ? new NeverBegun('not_done', reason) : new DatabaseUnavailable('not_done', reason)
}
