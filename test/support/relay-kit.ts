import { eq, sql } from 'drizzle-orm'
import type { Database } from '../../src/db/client.ts'
import { outbox } from '../../src/db/schema/outbox.ts'
import { clocks } from '../../src/db/schema/sla.ts'
import type { Severity } from '../../src/domain/escalation/words.ts'
import type { Intent } from '../../src/outbox/intents.ts'
import { createLeases } from '../../src/outbox/lease.ts'
import type { DeliveryOutcome, LeasedRow } from '../../src/outbox/outcome.ts'
import { createRelay, type Deliver, type Relay } from '../../src/outbox/relay.ts'
import { say } from '../../src/outbox/say.ts'
import { playgroundSettings } from '../../src/settings/playground.ts'
import { backOffMs, settle } from '../../src/usecases/delivery/settle.ts'
import type { Deps } from '../../src/usecases/deps.ts'
import { quietLog } from './quiet-log.ts'

export const MONDAY_10 = new Date('2026-11-23T10:00:00Z')

/** A clock that stands still until a test moves it, forward only. */
export class StillClock {
  private at: Date
  constructor(at: Date = MONDAY_10) {
    this.at = at
  }
  now(): Date {
    return this.at
  }
  advance(ms: number): void {
    this.at = new Date(this.at.getTime() + Math.max(0, ms))
  }
}

export function relayDeps(db: Database, clock = new StillClock()): Deps & { readonly clock: StillClock } {
  return { db, clock, log: quietLog, settings: () => playgroundSettings }
}

/** The real leases, the real settling, and a `deliver` of the test's own. */
export function relayOver(deps: Deps, deliver: Deliver, options: { readonly leaseMs?: number } = {}): Relay {
  return createRelay({
    leases: createLeases({ ...deps, ...options }),
    deliver,
    settle: (row, outcome) => settle(deps, { row, outcome }),
    clock: deps.clock,
    log: deps.log,
    backOffMs,
  })
}

export const SENT: DeliveryOutcome = { kind: 'sent' }

/** A `deliver` that says yes, and what it was given, in order. */
export function recorder(outcome: (row: LeasedRow) => DeliveryOutcome = () => SENT): {
  readonly deliver: Deliver
  readonly keys: string[]
  readonly rows: LeasedRow[]
} {
  const keys: string[] = []
  const rows: LeasedRow[] = []
  return {
    keys,
    rows,
    deliver: async (row) => {
      keys.push(row.key)
      rows.push(row)
      return outcome(row)
    },
  }
}

export function sayAll(deps: Deps, intents: readonly Intent[], notBefore?: Date): Promise<void> {
  const messages = intents.map((intent) => (notBefore === undefined ? { intent } : { intent, notBefore }))
  return deps.db.transact((tx) => say(tx, deps.clock.now(), messages))
}

export async function rowOf(deps: Deps, key: string): Promise<typeof outbox.$inferSelect> {
  const rows = await deps.db.read((q) => q.select().from(outbox).where(eq(outbox.key, key)))
  if (rows[0] === undefined) throw new Error(`no row ${key}`)
  return rows[0]
}

/** An escalation's bare row, for timers and messages to belong to. */
export async function bareEscalation(deps: Deps, severity: Severity = 'sev3'): Promise<number> {
  const rows = await deps.db.transact((tx) =>
    tx.execute(sql`
      insert into escalations (submission_key, team_id, category, severity, status, requester_id, content_language,
        channel_language, is_restricted, is_hard, place, filed_at)
      values (gen_random_uuid()::text, 'policy', 'hate', ${severity}, 'unclaimed', 'U0REQUESTER1', 'en', 'en', false, false,
        'thread', ${MONDAY_10.toISOString()}) returning id`),
  )
  return Number(rows[0]?.id)
}

/** A clock on it that the law set. */
export async function obligationOf(deps: Deps, escalationId: number): Promise<void> {
  const now = deps.clock.now()
  const dueAt = new Date(now.getTime() + 24 * 60 * 60_000)
  await deps.db.transact((tx) =>
    tx.insert(clocks).values({
      ...{ escalationId, round: 0, kind: 'resolve', obligation: 'removal_order', targetMinutes: 1440 },
      ...{ startedAt: now, dueAt, state: 'running' },
    }),
  )
}

export function card(escalationId: number): Intent {
  return { kind: 'card', escalationId }
}

export function page(escalationId: number, pageId = escalationId): Intent {
  return { kind: 'page', escalationId, pageId, userId: 'U0SPECIALISTA' }
}

export function line(escalationId: number, timelineId: number, userId = 'U0REQUESTER1'): Intent {
  return { kind: 'requester_line', escalationId, timelineId, userId }
}

export function channel(escalationId: number): Intent {
  return { kind: 'work_channel', escalationId, sequence: 0 }
}

/** Something to wait for that a test opens. */
export function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open: () => open() }
}
