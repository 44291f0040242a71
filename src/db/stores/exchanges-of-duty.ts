import { and, asc, desc, eq, gt, inArray, isNull, lt, max } from 'drizzle-orm'
import type { LayerName } from '../../domain/oncall/schedule.ts'
import type { SwapCourse } from '../../domain/oncall/swap-states.ts'
import type { Queryable } from '../client.ts'
import { isExclusionViolation } from '../errors.ts'
import { confirmations, coverAsks, overrides, schedules, swaps } from '../schema/oncall.ts'

export type OverrideRow = typeof overrides.$inferSelect
export type SwapRow = typeof swaps.$inferSelect
export type CoverAsk = typeof coverAsks.$inferSelect

/**
 * Every living schedule, locked in one order until the transaction ends: what one person takes on one of them is checked
 * against their duty on the others, so two changes at once would each see the other as not there.
 */
export async function lockSchedules(tx: Queryable): Promise<readonly number[]> {
  const rows = await tx
    .select({ id: schedules.id })
    .from(schedules)
    .where(isNull(schedules.retiredAt))
    .orderBy(asc(schedules.id))
    .for('update')
  return rows.map((row) => row.id)
}

/** An override's id, or the one of the same subject that is in its way: the database decides that, not a look-up before. */
export async function addOverride(
  tx: Queryable,
  row: Omit<typeof overrides.$inferInsert, 'id' | 'undoneAt' | 'undoneBy'>,
): Promise<{ readonly id: number } | { readonly inTheWay: OverrideRow }> {
  try {
    const rows = await tx.transaction((inner) => inner.insert(overrides).values(row).returning({ id: overrides.id }))
    if (rows[0] === undefined) throw new Error('an insert returns its row')
    return { id: rows[0].id }
  } catch (error) {
    if (!isExclusionViolation(error, 'overrides_apart')) throw error
    const other = await overrideInTheWay(tx, row)
    if (other === null) throw error
    return { inTheWay: other }
  }
}

/** The first of the same subject that overlaps, for the words of a refusal: whether one may be added the database says. */
export async function overrideInTheWay(
  q: Queryable,
  row: Pick<OverrideRow, 'scheduleId' | 'rotation' | 'subject' | 'startAt' | 'endAt'>,
): Promise<OverrideRow | null> {
  const rows = await q
    .select()
    .from(overrides)
    .where(
      and(
        eq(overrides.scheduleId, row.scheduleId),
        eq(overrides.rotation, row.rotation),
        eq(overrides.subject, row.subject),
        isNull(overrides.undoneAt),
        lt(overrides.startAt, row.endAt),
        gt(overrides.endAt, row.startAt),
      ),
    )
    .orderBy(asc(overrides.startAt))
    .limit(1)
  return rows[0] ?? null
}

export async function loadOverride(q: Queryable, id: number): Promise<OverrideRow | null> {
  const rows = await q.select().from(overrides).where(eq(overrides.id, id))
  return rows[0] ?? null
}

export async function loadOverrides(q: Queryable, ids: readonly number[]): Promise<readonly OverrideRow[]> {
  return ids.length === 0
    ? []
    : q
        .select()
        .from(overrides)
        .where(inArray(overrides.id, [...ids]))
}

/** False where somebody undid it first. */
export async function undoOverride(tx: Queryable, id: number, by: string | null, at: Date): Promise<boolean> {
  const rows = await tx
    .update(overrides)
    .set({ undoneBy: by, undoneAt: at })
    .where(and(eq(overrides.id, id), isNull(overrides.undoneAt)))
    .returning({ id: overrides.id })
  return rows.length === 1
}

export interface ShiftRow {
  readonly scheduleId: number
  readonly rotation: string
  readonly layer: LayerName
  readonly shiftStart: Date
}

const ofShift = (of: ShiftRow) =>
  and(
    eq(swaps.scheduleId, of.scheduleId),
    eq(swaps.rotation, of.rotation),
    eq(swaps.layer, of.layer),
    eq(swaps.shiftStart, of.shiftStart),
  )

/** Null where the same shift is sought for already. */
export async function addSwap(tx: Queryable, row: Omit<typeof swaps.$inferInsert, 'id'>): Promise<number | null> {
  const rows = await tx.insert(swaps).values(row).onConflictDoNothing().returning({ id: swaps.id })
  return rows[0]?.id ?? null
}

/** The open request for a shift, or null. */
export async function openSwapOf(q: Queryable, of: ShiftRow): Promise<SwapRow | null> {
  const rows = await q
    .select()
    .from(swaps)
    .where(and(ofShift(of), inArray(swaps.state, ['offered', 'awaiting_approval'])))
  return rows[0] ?? null
}

export async function lockSwap(tx: Queryable, id: number): Promise<SwapRow | null> {
  const rows = await tx.select().from(swaps).where(eq(swaps.id, id)).for('update')
  return rows[0] ?? null
}

export async function loadSwap(q: Queryable, id: number): Promise<SwapRow | null> {
  const rows = await q.select().from(swaps).where(eq(swaps.id, id))
  return rows[0] ?? null
}

/** What waits for an answer on a schedule, oldest first. */
export async function openSwaps(q: Queryable, scheduleId: number): Promise<readonly SwapRow[]> {
  return q
    .select()
    .from(swaps)
    .where(and(eq(swaps.scheduleId, scheduleId), inArray(swaps.state, ['offered', 'awaiting_approval'])))
    .orderBy(asc(swaps.id))
}

export function courseOf(row: SwapRow): SwapCourse {
  const { state, giver, offeredTo, declinedBy, taker, acceptedAt, expiresAt, decidedBy, endedAt } = row
  const isExchange = row.returnStart !== null
  return { state, giver, offeredTo, declinedBy, taker, acceptedAt, expiresAt, decidedBy, endedAt, isExchange }
}

/**
 * The next state of a swap, on condition that it is still in the one that was decided on; false where it isn't. One that is
 * accepted takes the next place in the order of acceptance, in which swaps apply.
 */
export async function saveSwap(tx: Queryable, row: SwapRow, next: SwapCourse): Promise<boolean> {
  const isAccepted = next.state === 'accepted' && row.state !== 'accepted'
  const saved = await tx
    .update(swaps)
    .set({
      state: next.state,
      declinedBy: [...next.declinedBy],
      taker: next.taker,
      acceptedAt: next.acceptedAt,
      decidedBy: next.decidedBy,
      endedAt: next.endedAt,
      ...(isAccepted ? { acceptedSeq: await nextPlace(tx, row.scheduleId) } : {}),
    })
    .where(and(eq(swaps.id, row.id), eq(swaps.state, row.state)))
    .returning({ id: swaps.id })
  return saved.length === 1
}

/** Under the schedule's lock: no two get one place. */
export async function nextPlace(tx: Queryable, scheduleId: number): Promise<number> {
  const rows = await tx
    .select({ last: max(swaps.acceptedSeq) })
    .from(swaps)
    .where(eq(swaps.scheduleId, scheduleId))
  return (rows[0]?.last ?? 0) + 1
}

/** Null where the same stretch is asked for already. */
export async function addCoverAsk(
  tx: Queryable,
  row: Omit<typeof coverAsks.$inferInsert, 'id' | 'state'>,
): Promise<number | null> {
  const rows = await tx.insert(coverAsks).values(row).onConflictDoNothing().returning({ id: coverAsks.id })
  return rows[0]?.id ?? null
}

export async function openCoverAsk(
  q: Queryable,
  of: { readonly scheduleId: number; readonly rotation: string; readonly startAt: Date },
): Promise<CoverAsk | null> {
  const rows = await q
    .select()
    .from(coverAsks)
    .where(
      and(
        eq(coverAsks.scheduleId, of.scheduleId),
        eq(coverAsks.rotation, of.rotation),
        eq(coverAsks.startAt, of.startAt),
        eq(coverAsks.state, 'open'),
      ),
    )
  return rows[0] ?? null
}

export async function openAsks(q: Queryable, scheduleId: number): Promise<readonly CoverAsk[]> {
  return q
    .select()
    .from(coverAsks)
    .where(and(eq(coverAsks.scheduleId, scheduleId), eq(coverAsks.state, 'open')))
    .orderBy(asc(coverAsks.id))
}

export async function lockCoverAsk(tx: Queryable, id: number): Promise<CoverAsk | null> {
  const rows = await tx.select().from(coverAsks).where(eq(coverAsks.id, id)).for('update')
  return rows[0] ?? null
}

export async function loadCoverAsk(q: Queryable, id: number): Promise<CoverAsk | null> {
  const rows = await q.select().from(coverAsks).where(eq(coverAsks.id, id))
  return rows[0] ?? null
}

/** Ends an open one, or notes a no; false where somebody was first. */
export async function saveCoverAsk(
  tx: Queryable,
  id: number,
  change: Partial<Pick<CoverAsk, 'state' | 'takenBy' | 'overrideId' | 'endedAt' | 'declinedBy'>>,
): Promise<boolean> {
  const rows = await tx
    .update(coverAsks)
    .set(change)
    .where(and(eq(coverAsks.id, id), eq(coverAsks.state, 'open')))
    .returning({ id: coverAsks.id })
  return rows.length === 1
}

/** One answer per shift and person: the first one's instant, again and again. */
export async function confirm(tx: Queryable, row: typeof confirmations.$inferInsert): Promise<Date> {
  await tx.insert(confirmations).values(row).onConflictDoNothing()
  const rows = await tx
    .select({ at: confirmations.confirmedAt })
    .from(confirmations)
    .where(
      and(
        eq(confirmations.scheduleId, row.scheduleId),
        eq(confirmations.rotation, row.rotation),
        eq(confirmations.layer, row.layer),
        eq(confirmations.shiftStart, row.shiftStart),
        eq(confirmations.userId, row.userId),
      ),
    )
  return rows[0]?.at ?? row.confirmedAt
}

/** Who said that they'll be there, of the shifts of a schedule that begin in `[from, to)`. */
export async function confirmationsBetween(
  q: Queryable,
  scheduleId: number,
  from: Date,
  to: Date,
): Promise<readonly (typeof confirmations.$inferSelect)[]> {
  return q
    .select()
    .from(confirmations)
    .where(
      and(
        eq(confirmations.scheduleId, scheduleId),
        gt(confirmations.shiftStart, new Date(from.getTime() - 1)),
        lt(confirmations.shiftStart, to),
      ),
    )
    .orderBy(desc(confirmations.confirmedAt))
}

/** The turns begun, kept as they are: what is changed binds only those after them. Under the schedule's lock. */
export async function saveCheckpoints(tx: Queryable, scheduleId: number, checkpoints: unknown): Promise<void> {
  await tx.update(schedules).set({ checkpoints }).where(eq(schedules.id, scheduleId))
}
