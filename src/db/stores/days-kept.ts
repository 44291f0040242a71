import { and, asc, eq, gte, isNull, lte } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { keptDays } from '../schema/oncall.ts'

export type KeptRow = typeof keptDays.$inferSelect

/** What a person keeps free, on all schedules, in order of the days. */
export async function keptBy(q: Queryable, userId: string): Promise<readonly KeptRow[]> {
  return q
    .select()
    .from(keptDays)
    .where(and(eq(keptDays.userId, userId), isNull(keptDays.undoneAt)))
    .orderBy(asc(keptDays.fromOn), asc(keptDays.id))
}

/** Everybody's that touch the local days `[from, to]`. */
export async function keptBetween(q: Queryable, from: string, to: string): Promise<readonly KeptRow[]> {
  return q
    .select()
    .from(keptDays)
    .where(and(isNull(keptDays.undoneAt), lte(keptDays.fromOn, to), gte(keptDays.toOn, from)))
    .orderBy(asc(keptDays.fromOn), asc(keptDays.id))
}

export async function addKept(
  tx: Queryable,
  row: Pick<KeptRow, 'userId' | 'fromOn' | 'toOn' | 'tradedHolidayOn' | 'declaredAt'>,
): Promise<number> {
  const rows = await tx.insert(keptDays).values(row).returning({ id: keptDays.id })
  if (rows[0] === undefined) throw new Error('an insert returns its row')
  return rows[0].id
}

export async function loadKept(q: Queryable, id: number): Promise<KeptRow | null> {
  const rows = await q.select().from(keptDays).where(eq(keptDays.id, id))
  return rows[0] ?? null
}

/** False where they were given back already. */
export async function undoKept(tx: Queryable, id: number, at: Date): Promise<boolean> {
  const rows = await tx
    .update(keptDays)
    .set({ undoneAt: at })
    .where(and(eq(keptDays.id, id), isNull(keptDays.undoneAt)))
    .returning({ id: keptDays.id })
  return rows.length === 1
}
