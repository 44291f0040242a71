import { sql } from 'drizzle-orm'
import type { Database, Queryable } from '../../src/db/client.ts'
import { lockEscalation } from '../../src/db/stores/escalations.ts'
import { appendTimeline } from '../../src/db/stores/timeline.ts'

/** A deadline of the benchmark: an escalation with one clock, and the instant (epoch milliseconds) at which it is due. */
export interface Deadline {
  readonly escalationId: number
  readonly dueAtMs: number
}

/** Called when a deadline's message is in the sender's hands. */
export type Handed = (escalationId: number) => void

/** Something that runs work at a deadline. All of them use the same server, and do the same work in one transaction each. */
export interface Contestant {
  readonly name: string
  /** Of the deadlines that are spread over time it is given one in so many: its work is that much more. */
  readonly oneIn: number
  /** What the run is to meet beside the deadlines measured: rows of the past, and of the far future. */
  load(past: number, future: number): Promise<void>
  /** Sets the deadlines; nothing runs yet. */
  set(deadlines: readonly Deadline[]): Promise<void>
  /** `handed`: at the end of each deadline. Resolves once it runs; `stop` waits for what is under way. */
  start(handed: Handed): Promise<{ stop(): Promise<void> }>
  /** Forgets its deadlines, measured and future ones. */
  clear(): Promise<void>
  end(): Promise<void>
}

/** Connections, and deadlines at a time, of each contestant. */
export const HANDS = 8

/** A state change, a timeline row and an outbox row: the work of one deadline, as cheap as it can be. */
export async function bareWork(tx: Queryable, escalationId: number, now: Date): Promise<void> {
  await tx.execute(
    sql`update clocks set breached_at = ${now.toISOString()}::timestamptz where escalation_id = ${escalationId} and ended_at is null`,
  )
  await appendTimeline(tx, {
    escalationId,
    event: { event: 'clock_breached', facts: { clock: 'claim', dueAt: now.toISOString() } },
    actor: { kind: 'job', name: 'bench' },
    textId: null,
    audience: 'team',
    at: now,
  })
}

/** The outbox row, for those who have no relay of their own: nothing wakes on it. */
export async function bareMessage(tx: Queryable, escalationId: number, now: Date): Promise<void> {
  const at = now.toISOString()
  const intent = JSON.stringify({ kind: 'page', escalationId, pageId: escalationId, userId: 'U0SPECIALISTA' })
  await tx.execute(sql`
    insert into outbox (key, kind, lane, stream, escalation_id, intent, not_before, next_attempt_at, created_at)
    values (${`page:${escalationId}`}, 'page', 'page', ${`page:${escalationId}`}, ${escalationId}, ${intent}::jsonb,
      ${at}::timestamptz, ${at}::timestamptz, ${at}::timestamptz)`)
}

/** The same work for every contestant that has no transaction of its own for it. */
export async function workOf(db: Database, escalationId: number): Promise<void> {
  const now = new Date()
  await db.transact(async (tx) => {
    // Whoever decides on an escalation loads it, locked: the bot's timers do.
    await lockEscalation(tx, escalationId)
    await bareWork(tx, escalationId, now)
    await bareMessage(tx, escalationId, now)
  })
}
