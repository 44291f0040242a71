import { and, asc, eq, gt, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import type { PostKind } from '../../../domain/oncall/posts.ts'
import type { Queryable } from '../../client.ts'
import { dutyCalls, dutyPosts, overrides } from '../../schema/oncall.ts'

export type DutyPostRow = typeof dutyPosts.$inferSelect
export type DutyCall = typeof dutyCalls.$inferSelect

/** Null: it was posted before, by whichever bot was first. */
export async function addDutyPost(tx: Queryable, row: typeof dutyPosts.$inferInsert): Promise<number | null> {
  const rows = await tx.insert(dutyPosts).values(row).onConflictDoNothing().returning({ id: dutyPosts.id })
  return rows[0]?.id ?? null
}

export async function loadDutyPost(q: Queryable, id: number): Promise<DutyPostRow | null> {
  const rows = await q.select().from(dutyPosts).where(eq(dutyPosts.id, id))
  return rows[0] ?? null
}

export async function dutyPostOf(
  q: Queryable,
  of: { readonly scheduleId: number; readonly kind: PostKind; readonly on: string },
): Promise<DutyPostRow | null> {
  const { scheduleId, kind, on } = of
  const rows = await q
    .select()
    .from(dutyPosts)
    .where(and(eq(dutyPosts.scheduleId, scheduleId), eq(dutyPosts.kind, kind), eq(dutyPosts.postedOn, on)))
  return rows[0] ?? null
}

/** What was posted of a schedule and isn't over at an instant, the oldest first. */
export async function postsAhead(q: Queryable, scheduleId: number, since: Date): Promise<readonly DutyPostRow[]> {
  return q
    .select()
    .from(dutyPosts)
    .where(and(eq(dutyPosts.scheduleId, scheduleId), gt(dutyPosts.endAt, since)))
    .orderBy(asc(dutyPosts.id))
}

/** It is posted anew, as who is on call is now. */
export async function postAnew(tx: Queryable, id: number, signature: string): Promise<void> {
  await tx
    .update(dutyPosts)
    .set({ edition: sql`${dutyPosts.edition} + 1`, signature })
    .where(eq(dutyPosts.id, id))
}

export async function markLeadsTold(tx: Queryable, id: number, at: Date): Promise<void> {
  await tx
    .update(dutyPosts)
    .set({ leadsToldAt: at })
    .where(and(eq(dutyPosts.id, id), isNull(dutyPosts.leadsToldAt)))
}

export async function callsOfPost(q: Queryable, postId: number): Promise<readonly DutyCall[]> {
  return q.select().from(dutyCalls).where(eq(dutyCalls.postId, postId)).orderBy(asc(dutyCalls.userId))
}

/** Who is told now: for the first time, or once more. */
export async function addDutyCalls(
  tx: Queryable,
  of: { readonly postId: number; readonly people: readonly string[]; readonly at: Date },
): Promise<void> {
  if (of.people.length === 0) return
  await tx
    .insert(dutyCalls)
    .values(of.people.map((userId) => ({ postId: of.postId, userId, toldAt: of.at })))
    .onConflictDoUpdate({
      target: [dutyCalls.postId, dutyCalls.userId],
      set: { edition: sql`${dutyCalls.edition} + 1`, toldAt: of.at },
    })
}

/** Stretches that somebody took of their own accord: overrides that they made or answered to, in `[from, to)`. */
export async function ownWords(
  q: Queryable,
  of: { readonly scheduleId: number; readonly from: Date; readonly to: Date },
): Promise<readonly (typeof overrides.$inferSelect)[]> {
  return q
    .select()
    .from(overrides)
    .where(
      and(
        eq(overrides.scheduleId, of.scheduleId),
        isNull(overrides.undoneAt),
        isNotNull(overrides.createdBy),
        lt(overrides.startAt, of.to),
        gt(overrides.endAt, of.from),
      ),
    )
}
