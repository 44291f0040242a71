import { and, asc, eq, gt, isNull, lte, sql } from 'drizzle-orm'
import type { Queryable } from '../../client.ts'
import { dutyTimers } from '../../schema/oncall.ts'

export type DutyTimer = typeof dutyTimers.$inferSelect

export interface NewDutyTimer {
  /** What and when, in words: `weekend_post:core:2026-11-27`. Said once, ever. */
  readonly key: string
  readonly kind: string
  readonly dueAt: Date
  readonly facts?: Record<string, unknown>
}

/** Sets what isn't set yet: of a key that was ever said nothing changes, done or not. */
export async function setDutyTimers(tx: Queryable, list: readonly NewDutyTimer[]): Promise<void> {
  if (list.length === 0) return
  await tx
    .insert(dutyTimers)
    .values(list.map((timer) => ({ ...timer, facts: timer.facts ?? {} })))
    .onConflictDoNothing({ target: dutyTimers.key })
}

export async function setDutyTimer(tx: Queryable, timer: NewDutyTimer): Promise<void> {
  await setDutyTimers(tx, [timer])
}

/** What of a kind waits for one schedule, due or not. */
export async function waitingTimers(
  q: Queryable,
  of: { readonly kind: string; readonly scheduleId: number },
): Promise<readonly DutyTimer[]> {
  return q
    .select()
    .from(dutyTimers)
    .where(
      and(
        isNull(dutyTimers.doneAt),
        eq(dutyTimers.kind, of.kind),
        sql`(${dutyTimers.facts} ->> 'scheduleId')::int = ${of.scheduleId}`,
      ),
    )
}

/** Whether a person had one of a kind that was due by an instant, done or not. */
export async function wasDutyDue(
  q: Queryable,
  of: { readonly kind: string; readonly userId: string; readonly by: Date },
): Promise<boolean> {
  const rows = await q
    .select({ id: dutyTimers.id })
    .from(dutyTimers)
    .where(
      and(
        eq(dutyTimers.kind, of.kind),
        lte(dutyTimers.dueAt, of.by),
        sql`${dutyTimers.facts} ->> 'userId' = ${of.userId}`,
      ),
    )
    .limit(1)
  return rows.length > 0
}

/** Ids of what is due, the earliest first. */
export async function dueDutyTimers(q: Queryable, now: Date, limit: number): Promise<readonly number[]> {
  const rows = await q
    .select({ id: dutyTimers.id })
    .from(dutyTimers)
    .where(and(isNull(dutyTimers.doneAt), lte(dutyTimers.dueAt, now)))
    .orderBy(asc(dutyTimers.dueAt), asc(dutyTimers.id))
    .limit(limit)
  return rows.map((row) => row.id)
}

/**
 * Takes one and marks it done, in the transaction of what follows: done and undone together. Null where another bot has it,
 * or it was done meanwhile.
 */
export async function takeDutyTimer(tx: Queryable, id: number, now: Date): Promise<DutyTimer | null> {
  const due = tx
    .select({ id: dutyTimers.id })
    .from(dutyTimers)
    .where(and(eq(dutyTimers.id, id), isNull(dutyTimers.doneAt), lte(dutyTimers.dueAt, now)))
    .for('update', { skipLocked: true })
  const rows = await tx
    .update(dutyTimers)
    .set({ doneAt: now })
    .where(eq(dutyTimers.id, sql`(${due})`))
    .returning()
  return rows[0] ?? null
}

/** Its window had passed: done without being said, and visible as that. */
export async function markSkipped(tx: Queryable, id: number): Promise<void> {
  await tx.update(dutyTimers).set({ isSkipped: true }).where(eq(dutyTimers.id, id))
}

/** What was skipped of a kind since an instant, in order. */
export async function skippedDuties(
  q: Queryable,
  of: { readonly kind: string; readonly since: Date },
): Promise<readonly DutyTimer[]> {
  return q
    .select()
    .from(dutyTimers)
    .where(and(eq(dutyTimers.kind, of.kind), dutyTimers.isSkipped, gt(dutyTimers.doneAt, of.since)))
    .orderBy(asc(dutyTimers.dueAt))
}

/** What waits and is no longer wanted. */
export async function endDutyTimer(tx: Queryable, key: string, at: Date): Promise<void> {
  await tx
    .update(dutyTimers)
    .set({ doneAt: at, isSkipped: true })
    .where(and(eq(dutyTimers.key, key), isNull(dutyTimers.doneAt)))
}
