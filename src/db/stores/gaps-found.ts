import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { gapFindings } from '../schema/oncall.ts'

export type GapFinding = typeof gapFindings.$inferSelect

/** What was found on a schedule and isn't filled yet, earliest first. */
export async function openFindings(q: Queryable, scheduleId: number): Promise<readonly GapFinding[]> {
  return q
    .select()
    .from(gapFindings)
    .where(and(eq(gapFindings.scheduleId, scheduleId), isNull(gapFindings.closedAt)))
    .orderBy(asc(gapFindings.startAt), asc(gapFindings.id))
}

/** Null where it is known already. */
export async function addFinding(
  tx: Queryable,
  row: Omit<typeof gapFindings.$inferInsert, 'id' | 'closedAt'>,
): Promise<number | null> {
  const rows = await tx.insert(gapFindings).values(row).onConflictDoNothing().returning({ id: gapFindings.id })
  return rows[0]?.id ?? null
}

export async function closeFindings(tx: Queryable, ids: readonly number[], at: Date): Promise<void> {
  if (ids.length === 0) return
  await tx
    .update(gapFindings)
    .set({ closedAt: at })
    .where(and(inArray(gapFindings.id, [...ids]), isNull(gapFindings.closedAt)))
}

/** The same gap, grown or shrunk. */
export async function moveFinding(
  tx: Queryable,
  id: number,
  to: { readonly startAt: Date; readonly endAt: Date },
): Promise<void> {
  await tx.update(gapFindings).set(to).where(eq(gapFindings.id, id))
}

/** What was found together with these, themselves included: a notice tells of one search. */
export async function findingsBeside(q: Queryable, of: readonly GapFinding[]): Promise<readonly GapFinding[]> {
  if (of.length === 0) return []
  return q
    .select()
    .from(gapFindings)
    .where(
      and(
        inArray(gapFindings.scheduleId, [...new Set(of.map((one) => one.scheduleId))]),
        inArray(gapFindings.foundAt, [...new Set(of.map((one) => one.foundAt))]),
      ),
    )
}

export async function findingsById(q: Queryable, ids: readonly number[]): Promise<readonly GapFinding[]> {
  if (ids.length === 0) return []
  return q
    .select()
    .from(gapFindings)
    .where(inArray(gapFindings.id, [...ids]))
    .orderBy(asc(gapFindings.startAt), asc(gapFindings.id))
}
