import { and, asc, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm'
import type { Deactivation, KeptDays, Override, Swap } from '../../../domain/oncall/schedule.ts'
import type { Queryable } from '../../client.ts'
import { deactivations, keptDays, overrides, swaps } from '../../schema/oncall.ts'

/**
 * What people did, as the resolver takes it, by schedule. Each binds from the instant at which it was done, and one that was
 * undone until then: so nothing done later changes who was on call before it (ONCALL 9).
 */
type BySchedule<T> = ReadonlyMap<number, readonly T[]>

/** An override with its row's id, in order of creation. */
export type StoredOverride = Override & { readonly id: number }
/** An accepted swap with its row's id, in order of acceptance. */
export type StoredSwap = Swap & { readonly id: number }

export async function overridesOf(q: Queryable, ids: readonly number[]): Promise<BySchedule<StoredOverride>> {
  if (ids.length === 0) return new Map()
  const rows = await q
    .select()
    .from(overrides)
    .where(
      and(
        inArray(overrides.scheduleId, [...ids]),
        or(isNull(overrides.undoneAt), sql`${overrides.undoneAt} > ${overrides.startAt}`),
      ),
    )
    .orderBy(asc(overrides.createdAt), asc(overrides.id))
  return groupBy(rows, (row) => row.scheduleId, toOverride)
}

function toOverride(row: typeof overrides.$inferSelect): StoredOverride | null {
  const start = row.startAt > row.createdAt ? row.startAt : row.createdAt
  const end = row.undoneAt !== null && row.undoneAt < row.endAt ? row.undoneAt : row.endAt
  if (start >= end) return null
  const { id, rotation, subject, reason } = row
  const common = { id, start, end, reason }
  if (row.kind === 'nobody') return { ...common, kind: 'nobody', rotation }
  if (row.kind === 'add') return { ...common, kind: 'add', rotation, subject }
  if (row.substitute === null) throw new Error('the database let a replacement by nobody pass')
  return { ...common, kind: 'replace', subject, by: row.substitute }
}

export async function acceptedSwapsOf(q: Queryable, ids: readonly number[]): Promise<BySchedule<StoredSwap>> {
  if (ids.length === 0) return new Map()
  const rows = await q
    .select()
    .from(swaps)
    .where(and(inArray(swaps.scheduleId, [...ids]), eq(swaps.state, 'accepted')))
    .orderBy(asc(swaps.acceptedSeq))
  return groupBy(rows, (row) => row.scheduleId, toSwap)
}

function toSwap(row: typeof swaps.$inferSelect): StoredSwap {
  const { id, giver, taker, rotation, layer, returnRotation, returnLayer, returnStart } = row
  if (taker === null) throw new Error('the database let an accepted swap without a taker pass')
  const inReturn =
    returnRotation === null || returnLayer === null || returnStart === null
      ? null
      : { rotation: returnRotation, layer: returnLayer, start: returnStart }
  return { id, giver, taker, shift: { rotation, layer, start: row.shiftStart }, inReturn }
}

/** Kept days bind on all schedules. */
export async function keptDaysKept(q: Queryable): Promise<readonly KeptDays[]> {
  const rows = await q.select().from(keptDays).where(isNull(keptDays.undoneAt)).orderBy(asc(keptDays.id))
  return rows.map((row) => ({ person: row.userId, from: row.fromOn, to: row.toOn, declaredAt: row.declaredAt }))
}

export async function deactivationsKept(q: Queryable): Promise<readonly Deactivation[]> {
  const rows = await q.select().from(deactivations).orderBy(asc(deactivations.at), asc(deactivations.id))
  return rows.map((row) => ({ person: row.userId, at: row.at, until: row.until }))
}

/** False where it was known already. */
export async function noteDeactivated(tx: Queryable, userId: string, at: Date): Promise<boolean> {
  const rows = await tx
    .insert(deactivations)
    .values({ userId, at })
    .onConflictDoNothing()
    .returning({ id: deactivations.id })
  return rows.length > 0
}

/** They came back. False where they weren't away. */
export async function noteReactivated(tx: Queryable, userId: string, at: Date): Promise<boolean> {
  const rows = await tx
    .update(deactivations)
    .set({ until: sql`greatest(${deactivations.at}, ${at.toISOString()}::timestamptz)` })
    .where(and(eq(deactivations.userId, userId), isNull(deactivations.until)))
    .returning({ id: deactivations.id })
  return rows.length > 0
}

/** Swaps that no longer hold after an edit. Those of them that still held. */
export async function voidSwapsNow(
  tx: Queryable,
  ids: readonly number[],
  at: Date,
): Promise<readonly (typeof swaps.$inferSelect)[]> {
  if (ids.length === 0) return []
  return tx
    .update(swaps)
    .set({ state: 'void', endedAt: at })
    .where(and(inArray(swaps.id, [...ids]), eq(swaps.state, 'accepted'), isNotNull(swaps.taker)))
    .returning()
}

function groupBy<Row, T>(
  rows: readonly Row[],
  keyOf: (row: Row) => number,
  read: (row: Row) => T | null,
): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>()
  for (const row of rows) {
    const value = read(row)
    if (value === null) continue
    const group = groups.get(keyOf(row))
    if (group === undefined) groups.set(keyOf(row), [value])
    else group.push(value)
  }
  return groups
}
