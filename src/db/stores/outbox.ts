import { and, asc, eq, gt, inArray, isNull, lt, lte, min, notExists, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Queryable } from '../client.ts'
import { outbox } from '../schema/outbox.ts'
import { clocks } from '../schema/sla.ts'

export type OutboxRow = typeof outbox.$inferSelect
type Lane = OutboxRow['lane']
const LANES = ['page', 'work', 'bulk'] as const

/** Leases are machine time, the database's own, so that bots on several machines agree (ONCALL 23). */
const machineNow = sql`clock_timestamp()`
const leaseEnd = (leaseMs: number) => sql`clock_timestamp() + ${leaseMs} * interval '1 millisecond'`
const isFree = or(isNull(outbox.leasedUntil), lt(outbox.leasedUntil, machineNow))

/**
 * Takes up to `limit` due rows of a lane, the most urgent first, of each stream only the oldest that may leave by now:
 * what is held for the morning holds nothing else up. A row whose lease had run out is marked uncertain: whoever held it may have sent it.
 */
export async function leaseDue(
  tx: Queryable,
  input: {
    readonly lane: Lane
    readonly now: Date
    readonly limit: number
    readonly leaseMs: number
    /** Of no less urgency than that: 1 a sev1, 2 a sev2 or an obligation, 3 all. */
    readonly urgency: 1 | 2 | 3
  },
): Promise<readonly OutboxRow[]> {
  const { lane, now, limit, leaseMs, urgency } = input
  const earlier = alias(outbox, 'earlier')
  const due = await tx
    .select({ id: outbox.id })
    .from(outbox)
    .where(
      and(
        eq(outbox.lane, lane),
        eq(outbox.state, 'waiting'),
        lte(outbox.urgency, urgency),
        lte(outbox.nextAttemptAt, now),
        isFree,
        notExists(
          tx
            .select({ id: earlier.id })
            .from(earlier)
            .where(
              and(
                eq(earlier.stream, outbox.stream),
                eq(earlier.state, 'waiting'),
                lt(earlier.id, outbox.id),
                lte(earlier.notBefore, now),
              ),
            ),
        ),
      ),
    )
    .orderBy(asc(outbox.urgency), asc(outbox.nextAttemptAt), asc(outbox.id))
    .limit(limit)
    .for('update', { of: outbox, skipLocked: true })
  if (due.length === 0) return []
  const rows = await tx
    .update(outbox)
    .set({
      leasedUntil: leaseEnd(leaseMs),
      leasedBy: sql`gen_random_uuid()::text`,
      attempts: sql`${outbox.attempts} + 1`,
      isUncertain: sql`${outbox.isUncertain} or ${outbox.leasedUntil} is not null`,
    })
    .where(
      inArray(
        outbox.id,
        due.map((row) => row.id),
      ),
    )
    .returning()
  const lateness = (a: OutboxRow, b: OutboxRow) => a.nextAttemptAt.getTime() - b.nextAttemptAt.getTime()
  return rows.sort((a, b) => a.urgency - b.urgency || lateness(a, b) || a.id - b.id)
}

/** Keeps a living lease for another `leaseMs` of machine time; false when it was lost. */
export async function renewLease(
  q: Queryable,
  input: { readonly id: number; readonly leasedBy: string; readonly leaseMs: number },
): Promise<boolean> {
  const rows = await q
    .update(outbox)
    .set({ leasedUntil: leaseEnd(input.leaseMs) })
    .where(
      and(eq(outbox.id, input.id), eq(outbox.leasedBy, input.leasedBy), sql`${outbox.leasedUntil} > ${machineNow}`),
    )
    .returning({ id: outbox.id })
  return rows.length === 1
}

/** Sets aside what no release that runs here can read; it stays to be looked at. */
export async function setAside(tx: Queryable, id: number, error: string, now: Date): Promise<void> {
  await tx
    .update(outbox)
    .set({ state: 'unroutable', lastError: error, settledAt: now, leasedBy: null, leasedUntil: null })
    .where(eq(outbox.id, id))
}

/** Whether what has this key can't be delivered. */
export async function isSetAside(q: Queryable, key: string): Promise<boolean> {
  const rows = await q
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.key, key), eq(outbox.state, 'unroutable')))
  return rows.length > 0
}

/** Whether what has this key still waits to be said. */
export async function isWaiting(q: Queryable, key: string): Promise<boolean> {
  const rows = await q
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.key, key), eq(outbox.state, 'waiting')))
  return rows.length > 0
}

/** What the engine needs to know between two sleeps; instants of domain time. */
export interface DueLook {
  readonly offsetMs: number
  /** Lanes in which something has fallen due and isn't in anybody's hands. */
  readonly lanes: readonly Lane[]
  readonly isTimerDue: boolean
  /** The earliest instant after `now` at which something falls due. */
  readonly nextAt: Date | null
  /** Something is in some bot's hands at this moment. */
  readonly isInFlight: boolean
}

/**
 * One look at all that waits, in one statement: cheap however long the history, since it reads partial indexes only. As
 * text: the engine asks it all day long, and the builder takes longer over it than the database.
 */
export async function lookAtDue(q: Queryable, at: Date): Promise<DueLook> {
  const now = sql`${at.toISOString()}::timestamptz`
  // One row of each lane is enough: after an outage thousands wait.
  const isDueIn = (lane: Lane) => sql`exists (select from outbox where state = 'waiting' and lane = ${lane}
    and next_attempt_at <= ${now} and (leased_until is null or leased_until < clock_timestamp()))`
  const [row] = await q.execute<Looked>(sql`select
    coalesce((select offset_ms from clock_offset where id = 1), 0)::float8 as offset_ms,
    ${isDueIn('page')} as page, ${isDueIn('work')} as work, ${isDueIn('bulk')} as bulk,
    exists (select from timers where done_at is null and due_at <= ${now})
      or exists (select from duty_timers where done_at is null and due_at <= ${now}) as is_timer_due,
    exists (select from outbox where state = 'waiting' and leased_until >= clock_timestamp()) as is_in_flight,
    (extract(epoch from least(
      (select min(next_attempt_at) from outbox where state = 'waiting' and next_attempt_at > ${now}),
      (select min(due_at) from timers where done_at is null and due_at > ${now}),
      (select min(due_at) from duty_timers where done_at is null and due_at > ${now})
    )) * 1000)::float8 as next_ms`)
  if (row === undefined) throw new Error('a select without a table gives its row')
  return {
    offsetMs: row.offset_ms,
    lanes: LANES.filter((lane) => row[lane]),
    isTimerDue: row.is_timer_due,
    nextAt: row.next_ms === null ? null : new Date(row.next_ms),
    isInFlight: row.is_in_flight,
  }
}

type Looked = Readonly<Record<Lane | 'is_timer_due' | 'is_in_flight', boolean>> & {
  readonly offset_ms: number
  readonly next_ms: number | null
}

/** The earliest promised deadline after `now` of any running clock, or null. */
export async function nextDeadlineAfter(q: Queryable, now: Date): Promise<Date | null> {
  const rows = await q
    .select({ at: min(clocks.dueAt) })
    .from(clocks)
    .where(and(eq(clocks.state, 'running'), gt(clocks.dueAt, now)))
  return rows[0]?.at ?? null
}

/** Which of these messages were ever to be said. */
export async function everSaid(q: Queryable, keys: readonly string[]): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set()
  const rows = await q
    .select({ key: outbox.key })
    .from(outbox)
    .where(inArray(outbox.key, [...keys]))
  return new Set(rows.map((row) => row.key))
}

/** Intents of messages that were ever said, by their keys. */
export async function intentsSaid(q: Queryable, keys: readonly string[]): Promise<readonly unknown[]> {
  if (keys.length === 0) return []
  const rows = await q
    .select({ intent: outbox.intent })
    .from(outbox)
    .where(inArray(outbox.key, [...keys]))
  return rows.map((row) => row.intent)
}
