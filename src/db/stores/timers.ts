import { and, asc, eq, getTableColumns, inArray, isNull, lte, sql } from 'drizzle-orm'
import type { Escalation } from '../../domain/escalation/escalation.ts'
import type { Queryable } from '../client.ts'
import { escalations } from '../schema/escalation.ts'
import { clockOffset, timers } from '../schema/timers.ts'
import { toEscalation } from './escalations.ts'

export type Timer = typeof timers.$inferSelect
export type TimerKind = Timer['kind']

export interface NewTimer {
  readonly key: string
  readonly kind: TimerKind
  readonly escalationId: number
  readonly dueAt: Date
  readonly facts?: Record<string, unknown>
}

/** Sets a timer, or moves the waiting one of the same key. */
export async function setTimer(tx: Queryable, timer: NewTimer): Promise<void> {
  await setTimers(tx, [timer])
}

/** Several of different keys in one statement: whoever pressed the button waits for each. */
export async function setTimers(tx: Queryable, list: readonly NewTimer[]): Promise<void> {
  if (list.length === 0) return
  await tx
    .insert(timers)
    .values(list.map((timer) => ({ ...timer, facts: timer.facts ?? {} })))
    .onConflictDoUpdate({
      target: timers.key,
      targetWhere: isNull(timers.doneAt),
      set: { dueAt: sql`excluded.due_at`, facts: sql`excluded.facts` },
    })
}

/** A timer that is no longer wanted; nothing happens where there is none. */
export async function endTimer(tx: Queryable, key: string, at: Date): Promise<void> {
  await tx
    .update(timers)
    .set({ doneAt: at })
    .where(and(eq(timers.key, key), isNull(timers.doneAt)))
}

/**
 * What is due, in order of urgency (ONCALL 21): of severe escalations first, and of the same severity the earliest. After an
 * hour of downtime no sev1 waits behind an hour of sev3. Each is then locked and done in a transaction of its own.
 */
export async function dueTimers(q: Queryable, now: Date, limit: number): Promise<readonly Timer[]> {
  return q
    .select(getTableColumns(timers))
    .from(timers)
    .innerJoin(escalations, eq(escalations.id, timers.escalationId))
    .where(and(isNull(timers.doneAt), lte(timers.dueAt, now)))
    .orderBy(asc(escalations.severity), asc(timers.dueAt), asc(timers.id))
    .limit(limit)
}

/**
 * Takes one due timer and marks it done, in the transaction that does what it is for: done and undone together. Null where
 * another bot has it, or it was moved or done meanwhile.
 */
export async function takeTimer(tx: Queryable, id: number, now: Date): Promise<Timer | null> {
  const due = tx
    .select({ id: timers.id })
    .from(timers)
    .where(and(eq(timers.id, id), isNull(timers.doneAt), lte(timers.dueAt, now)))
    .for('update', { skipLocked: true })
  const rows = await tx
    .update(timers)
    .set({ doneAt: now })
    .where(eq(timers.id, sql`(${due})`))
    .returning()
  return rows[0] ?? null
}

/** The escalation that a timer belongs to, locked; null when there is no such timer. */
export async function lockEscalationOfTimer(tx: Queryable, id: number): Promise<Escalation | null> {
  const owner = tx.select({ id: timers.escalationId }).from(timers).where(eq(timers.id, id))
  const rows = await tx
    .select()
    .from(escalations)
    .where(eq(escalations.id, sql`(${owner})`))
    .for('update')
  return rows[0] === undefined ? null : toEscalation(rows[0])
}

/** The waiting timers of some kinds of an escalation. */
export async function timersOf(
  q: Queryable,
  escalationId: number,
  kinds: readonly TimerKind[],
): Promise<readonly Timer[]> {
  return q
    .select()
    .from(timers)
    .where(and(eq(timers.escalationId, escalationId), inArray(timers.kind, [...kinds]), isNull(timers.doneAt)))
}

/** Ends every waiting timer of one kind of an escalation. */
export async function endTimersOf(tx: Queryable, escalationId: number, kind: TimerKind, at: Date): Promise<void> {
  await tx
    .update(timers)
    .set({ doneAt: at })
    .where(and(eq(timers.escalationId, escalationId), eq(timers.kind, kind), isNull(timers.doneAt)))
}

/** Milliseconds by which the playground moved domain time; 0 in production. */
export async function readOffset(q: Queryable): Promise<number> {
  const rows = await q.select().from(clockOffset).where(eq(clockOffset.id, 1))
  return rows[0]?.offsetMs ?? 0
}

/** Forward only: a smaller offset leaves what is there. */
export async function raiseOffset(tx: Queryable, offsetMs: number): Promise<void> {
  await tx
    .insert(clockOffset)
    .values({ id: 1, offsetMs })
    .onConflictDoUpdate({
      target: clockOffset.id,
      set: { offsetMs: sql`greatest(${clockOffset.offsetMs}, excluded.offset_ms)` },
    })
}
