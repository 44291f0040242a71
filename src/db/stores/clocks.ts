import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { SlaClock } from '../../domain/sla/clock.ts'
import type { Queryable } from '../client.ts'
import { clocks } from '../schema/sla.ts'

export interface StoredClock extends SlaClock {
  readonly id: number
  readonly round: number
}

export async function clocksOf(q: Queryable, escalationId: number): Promise<readonly StoredClock[]> {
  return q.select().from(clocks).where(eq(clocks.escalationId, escalationId)).orderBy(asc(clocks.id))
}

/** Clocks of several escalations that haven't ended. */
export async function liveClocksOf(q: Queryable, escalationIds: readonly number[]) {
  if (escalationIds.length === 0) return []
  return q
    .select()
    .from(clocks)
    .where(and(inArray(clocks.escalationId, [...escalationIds]), isNull(clocks.endedAt)))
    .orderBy(asc(clocks.id))
}

export async function addClock(tx: Queryable, escalationId: number, round: number, clock: SlaClock): Promise<void> {
  // Column by column: what was a stored clock before begins a row of its own.
  const { kind, targetMinutes, startedAt, dueAt, state, pausedAt, breachedAt, endedAt } = clock
  const columns = { kind, targetMinutes, startedAt, dueAt, state, pausedAt, breachedAt, endedAt }
  await tx.insert(clocks).values({ ...columns, escalationId, round })
}

export async function saveClock(tx: Queryable, clock: StoredClock): Promise<void> {
  const { id, ...columns } = clock
  await tx
    .update(clocks)
    .set(columns)
    .where(and(eq(clocks.id, id)))
}
