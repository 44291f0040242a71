import { and, asc, eq, isNull, lte, min, sql } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { outbox } from '../schema/outbox.ts'
import { clockOffset, timers } from '../schema/timers.ts'

export type Timer = typeof timers.$inferSelect
export type TimerKind = Timer['kind']

/** Sets a timer, or moves the waiting one of the same key. */
export async function setTimer(
  tx: Queryable,
  timer: { key: string; kind: TimerKind; escalationId: number; dueAt: Date; facts?: Record<string, unknown> },
): Promise<void> {
  await tx
    .insert(timers)
    .values({ ...timer, facts: timer.facts ?? {} })
    .onConflictDoUpdate({
      target: timers.key,
      targetWhere: isNull(timers.doneAt),
      set: { dueAt: timer.dueAt, facts: timer.facts ?? {} },
    })
}

/** A timer that is no longer wanted; nothing happens where there is none. */
export async function endTimer(tx: Queryable, key: string, at: Date): Promise<void> {
  await tx
    .update(timers)
    .set({ doneAt: at })
    .where(and(eq(timers.key, key), isNull(timers.doneAt)))
}

/** Ids of what is due, earliest first; each is then locked and done in a transaction of its own. */
export async function dueTimers(q: Queryable, now: Date, limit: number): Promise<readonly Timer[]> {
  return q
    .select()
    .from(timers)
    .where(and(isNull(timers.doneAt), lte(timers.dueAt, now)))
    .orderBy(asc(timers.dueAt), asc(timers.id))
    .limit(limit)
}

/** Takes one due timer in this transaction, unless another bot has it or it was moved or done meanwhile. */
export async function takeTimer(tx: Queryable, id: number, now: Date): Promise<Timer | null> {
  const rows = await tx
    .select()
    .from(timers)
    .where(and(eq(timers.id, id), isNull(timers.doneAt), lte(timers.dueAt, now)))
    .for('update', { skipLocked: true })
  return rows[0] ?? null
}

/** The escalation that a timer belongs to; null when there is no such timer. It never changes, so no lock is needed. */
export async function escalationOfTimer(q: Queryable, id: number): Promise<number | null> {
  const rows = await q.select({ escalationId: timers.escalationId }).from(timers).where(eq(timers.id, id))
  return rows[0]?.escalationId ?? null
}

/** Done, in the transaction that did what it was for. */
export async function finishTimer(tx: Queryable, id: number, at: Date): Promise<void> {
  await tx.update(timers).set({ doneAt: at }).where(eq(timers.id, id))
}

/** Ends every waiting timer of one kind of an escalation. */
export async function endTimersOf(tx: Queryable, escalationId: number, kind: TimerKind, at: Date): Promise<void> {
  await tx
    .update(timers)
    .set({ doneAt: at })
    .where(and(eq(timers.escalationId, escalationId), eq(timers.kind, kind), isNull(timers.doneAt)))
}

/** The earliest instant at which a timer or a message falls due, or null. */
export async function nextDueAt(q: Queryable): Promise<Date | null> {
  const timer = await q
    .select({ at: min(timers.dueAt) })
    .from(timers)
    .where(isNull(timers.doneAt))
  const message = await q
    .select({ at: min(outbox.nextAttemptAt) })
    .from(outbox)
    .where(eq(outbox.state, 'waiting'))
  const instants = [timer[0]?.at, message[0]?.at].filter((at) => at instanceof Date)
  return instants.sort((a, b) => a.getTime() - b.getTime())[0] ?? null
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
