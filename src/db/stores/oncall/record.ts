import { and, asc, eq, gt, isNull, lt, or } from 'drizzle-orm'
import type { Queryable } from '../../client.ts'
import { onCallRecord } from '../../schema/oncall.ts'

/** Who was on call in a rotation from one instant to another; `endAt` null: they are. */
export type RecordedStretch = typeof onCallRecord.$inferSelect

export async function openStretches(q: Queryable, scheduleId: number): Promise<readonly RecordedStretch[]> {
  return q
    .select()
    .from(onCallRecord)
    .where(and(eq(onCallRecord.scheduleId, scheduleId), isNull(onCallRecord.endAt)))
}

export async function closeStretch(tx: Queryable, open: RecordedStretch, endAt: Date): Promise<void> {
  await tx
    .update(onCallRecord)
    .set({ endAt })
    .where(
      and(
        eq(onCallRecord.scheduleId, open.scheduleId),
        eq(onCallRecord.rotation, open.rotation),
        eq(onCallRecord.startAt, open.startAt),
      ),
    )
}

export async function addStretches(tx: Queryable, rows: readonly RecordedStretch[]): Promise<void> {
  if (rows.length === 0) return
  await tx.insert(onCallRecord).values(rows.map((row) => ({ ...row, people: [...row.people] })))
}

/** What is recorded of a schedule and overlaps `[from, to)`, in order of rotation and time. */
export async function recordBetween(
  q: Queryable,
  scheduleId: number,
  from: Date,
  to: Date,
): Promise<readonly RecordedStretch[]> {
  return q
    .select()
    .from(onCallRecord)
    .where(
      and(
        eq(onCallRecord.scheduleId, scheduleId),
        lt(onCallRecord.startAt, to),
        or(isNull(onCallRecord.endAt), gt(onCallRecord.endAt, from)),
      ),
    )
    .orderBy(asc(onCallRecord.rotation), asc(onCallRecord.startAt))
}
