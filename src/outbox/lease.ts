import type { Database } from '../db/client.ts'
import { leaseDue, type OutboxRow, renewLease, setAside } from '../db/stores/outbox.ts'
import type { Clock, Log } from '../ports.ts'
import { type Intent, intentSchema, type Lane } from './intents.ts'
import type { LeasedRow } from './outcome.ts'

/** Longer than one call to Slack may take (10 s); a delivery renews it before each call that can't be taken back. */
export const LEASE_MS = 15_000

/** How a relay takes rows and keeps them while it works. */
export interface Leases {
  /**
   * The most urgent first, none less urgent than `urgency` (1 a sev1, 2 a sev2 or an obligation, 3 all). Committed when
   * it resolves: no transaction is open while a message is being sent.
   */
  take(lane: Lane, limit: number, urgency?: 1 | 2 | 3): Promise<readonly LeasedRow[]>
  /** False when the lease was lost: then nothing more may be sent for this row. */
  keep(row: LeasedRow): Promise<boolean>
}

/** `leaseMs` is machine time. */
export function createLeases(deps: {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  readonly leaseMs?: number
}): Leases {
  const { db, clock, log, leaseMs = LEASE_MS } = deps
  return {
    take: async (lane, limit, urgency = 3) => {
      const now = clock.now()
      return db.transact(async (tx) => {
        const leased: LeasedRow[] = []
        for (const row of await leaseDue(tx, { lane, now, limit, leaseMs, urgency })) {
          const intent = intentSchema.safeParse(row.intent)
          if (intent.success) {
            leased.push(leasedRow(row, intent.data))
          } else {
            log.warn('outbox_row_unreadable', { row: row.id, kind: row.kind })
            await setAside(tx, row.id, 'unreadable_intent', now)
          }
        }
        return leased
      })
    },
    keep: (row) => db.transact((tx) => renewLease(tx, { id: row.id, leasedBy: row.leasedBy, leaseMs })),
  }
}

function leasedRow(row: OutboxRow, intent: Intent): LeasedRow {
  if (row.leasedBy === null) throw new Error('a leased row names its lease')
  const { id, key, lane, stream, escalationId, version, attempts, isUncertain, leasedBy, createdAt, carriedBy } = row
  return {
    id,
    key,
    kind: intent.kind,
    lane,
    stream,
    escalationId,
    intent,
    version,
    urgency: row.urgency,
    attempts,
    isUncertain,
    leasedBy,
    createdAt,
    isHeld: row.notBefore > createdAt,
    carriedBy,
  }
}
