import { DatabaseUnavailable } from '../db/errors.ts'
import type { Clock, Log } from '../ports.ts'
import type { Lane } from './intents.ts'
import type { Leases } from './lease.ts'
import type { DeliveryOutcome, LeasedRow } from './outcome.ts'

/** What became of the rows of one run, counted. `lost`: another bot had taken the row over meanwhile. */
export type Report = Readonly<Record<DeliveryOutcome['kind'] | 'lost', number>>

/** Asked before each call that can't be taken back: false when the lease was lost, and nothing more may be sent. */
export type KeepLease = () => Promise<boolean>

/** Renders, calls out, and says what came of it. Never inside a transaction. */
export type Deliver = (row: LeasedRow, keepLease: KeepLease) => Promise<DeliveryOutcome>

/** Records it and what follows; false when the lease was lost. */
export type Settle = (row: LeasedRow, outcome: DeliveryOutcome) => Promise<boolean>

export interface Relay {
  /**
   * Sends what is due in one lane until nothing of it is due or in flight. While a run goes on, another call joins it
   * and makes it look again. Rejects when the database can't be asked; what was in flight then has ended.
   */
  drain(lane: Lane): Promise<Report>
  /** All lanes, beside each other: one that is stuck delays no other. */
  runUntilIdle(): Promise<Report>
  /** Takes nothing more; resolves once what is in flight has ended. */
  stop(): Promise<void>
}

/** Deliveries at a time. Few: Slack's limits are reached by one bot with two hands. */
export const CONCURRENCY: Readonly<Record<Lane, number>> = { page: 6, work: 4, bulk: 2 }

const LANES = ['page', 'work', 'bulk'] as const
/** Of a row's urgency: a sev1, a sev2, an obligation; and whatever there is. */
const URGENT = 2
const ANY = 3
/** A fault of ours in one message is tried again for some minutes (a new release may mend it), then somebody is told. */
const TRIES_AFTER_FAULT = 12

export function createRelay(deps: {
  readonly leases: Leases
  readonly deliver: Deliver
  readonly settle: Settle
  readonly clock: Clock
  readonly log: Log
  /** Milliseconds before the next attempt, after so many. */
  readonly backOffMs: (attempts: number) => number
  readonly concurrency?: Readonly<Record<Lane, number>>
}): Relay {
  const { leases, deliver, settle, clock, log, backOffMs, concurrency = CONCURRENCY } = deps
  let isStopping = false

  /** Rows that met a fault of ours, and how often; anew after a restart, which may be the release that mends it. */
  const faults = new Map<number, number>()

  async function attempt(row: LeasedRow): Promise<DeliveryOutcome> {
    const again = (error: string): DeliveryOutcome => ({
      kind: 'retry',
      at: new Date(clock.now().getTime() + backOffMs(row.attempts)),
      error,
    })
    try {
      const outcome = await deliver(row, () => leases.keep(row))
      faults.delete(row.id)
      return outcome
    } catch (error) {
      // The database being away is no fault of the message's.
      if (error instanceof DatabaseUnavailable) return again('database_unavailable')
      const count = (faults.get(row.id) ?? 0) + 1
      faults.set(row.id, count)
      log.error('delivery_threw', error, { kind: row.kind, row: row.id, count })
      if (count < TRIES_AFTER_FAULT) return again('internal_error')
      faults.delete(row.id)
      return { kind: 'unroutable', error: 'internal_error' }
    }
  }

  async function handle(row: LeasedRow, count: (end: keyof Report) => void): Promise<void> {
    const outcome = await attempt(row)
    try {
      count((await settle(row, outcome)) ? outcome.kind : 'lost')
    } catch (error) {
      // The lease runs out; whoever takes the row then looks whether the message exists.
      log.error('settling_failed', error, { kind: row.kind, row: row.id })
      count('lost')
    }
  }

  /** Of the pages' lane one hand stays free for what is urgent: a sev1 never waits for a morning of sev3 to be answered. */
  async function takeFor(lane: Lane, free: number, calmInFlight: number): Promise<readonly LeasedRow[]> {
    const kept = lane === 'page' && concurrency.page > 1 ? 1 : 0
    const freeForAll = Math.min(free, concurrency[lane] - kept - calmInFlight)
    const rows = freeForAll > 0 ? await leases.take(lane, freeForAll, ANY) : []
    const left = free - rows.length
    // Fewer than there was room for: nothing else is due.
    if (left <= 0 || rows.length < freeForAll) return rows
    return [...rows, ...(await leases.take(lane, left, URGENT))]
  }

  const lanes: Readonly<Record<Lane, () => Promise<Report>>> = {
    page: createLane('page'),
    work: createLane('work'),
    bulk: createLane('bulk'),
  }

  function createLane(lane: Lane): () => Promise<Report> {
    let running: Promise<Report> | null = null
    let isPoked = false
    let poke = () => {}

    async function run(): Promise<Report> {
      const counts = emptyReport()
      const inFlight = new Set<Promise<void>>()
      let calmInFlight = 0
      try {
        for (;;) {
          isPoked = false
          const poked = new Promise<void>((resolve) => {
            poke = resolve
          })
          const free = isStopping ? 0 : concurrency[lane] - inFlight.size
          for (const row of await takeFor(lane, free, calmInFlight)) {
            const isCalm = row.urgency > URGENT
            if (isCalm) calmInFlight += 1
            const work = handle(row, (end) => {
              counts[end] += 1
            }).finally(() => {
              if (isCalm) calmInFlight -= 1
              // A look that is under way began before this ended, and doesn't see what follows from it.
              isPoked = true
              inFlight.delete(work)
            })
            inFlight.add(work)
          }
          if (inFlight.size > 0) await Promise.race([...inFlight, poked])
          // Rows of the same stream, or past the limit, may be free by now; and whoever poked saw something new.
          else if (!isPoked || isStopping) {
            // In the same breath as the decision to end: a call between the two would be joined to a run that is over.
            running = null
            return counts
          }
        }
      } catch (error) {
        await Promise.allSettled(inFlight)
        running = null
        throw error
      }
    }

    return () => {
      if (running === null) {
        running = run()
      } else {
        isPoked = true
        poke()
      }
      return running
    }
  }

  const drain = (lane: Lane) => lanes[lane]()

  async function runAll(): Promise<Report> {
    const ends = await Promise.allSettled(LANES.map(drain))
    const failed = ends.find((end) => end.status === 'rejected')
    if (failed !== undefined) throw failed.reason
    const reports = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []))
    return reports.reduce(addReports, emptyReport())
  }

  return {
    drain,
    runUntilIdle: runAll,
    stop: async () => {
      isStopping = true
      await Promise.allSettled(LANES.map(drain))
    },
  }
}

export function emptyReport(): Record<keyof Report, number> {
  return { sent: 0, unchanged: 0, moot: 0, retry: 0, unroutable: 0, unknown: 0, lost: 0 }
}

export function addReports(a: Report, b: Report): Report {
  return {
    sent: a.sent + b.sent,
    unchanged: a.unchanged + b.unchanged,
    moot: a.moot + b.moot,
    retry: a.retry + b.retry,
    unroutable: a.unroutable + b.unroutable,
    unknown: a.unknown + b.unknown,
    lost: a.lost + b.lost,
  }
}

/** Rows handled, however they ended. */
export function handled(report: Report): number {
  return Object.values(report).reduce((sum, count) => sum + count, 0)
}
