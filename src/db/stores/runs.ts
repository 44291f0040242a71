import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { escalations } from '../schema/escalation.ts'
import { pagingRuns } from '../schema/paging.ts'

/** `run` is parsed by who decides on it. */
export interface StoredRun {
  readonly id: number
  readonly escalationId: number
  readonly run: unknown
  readonly startedAt: Date
  readonly endedAt: Date | null
}

export async function addRun(tx: Queryable, escalationId: number, run: unknown, startedAt: Date): Promise<number> {
  const rows = await tx.insert(pagingRuns).values({ escalationId, run, startedAt }).returning({ id: pagingRuns.id })
  if (rows[0] === undefined) throw new Error('an insert returns its row')
  return rows[0].id
}

/** The run that goes on, if one does. */
export async function runningRun(q: Queryable, escalationId: number): Promise<StoredRun | null> {
  const rows = await q
    .select()
    .from(pagingRuns)
    .where(and(eq(pagingRuns.escalationId, escalationId), isNull(pagingRuns.endedAt)))
  return rows[0] ?? null
}

/** The runs that go on for a team's escalations, in the order in which those were filed. */
export async function runningRunsOf(
  q: Queryable,
  teamId: string,
): Promise<readonly { readonly id: number; readonly escalationId: number }[]> {
  return q
    .select({ id: pagingRuns.id, escalationId: pagingRuns.escalationId })
    .from(pagingRuns)
    .innerJoin(escalations, eq(escalations.id, pagingRuns.escalationId))
    .where(and(isNull(pagingRuns.endedAt), eq(escalations.teamId, teamId)))
    .orderBy(asc(pagingRuns.escalationId))
}

/** The newest run, over or not. */
export async function latestRun(q: Queryable, escalationId: number): Promise<StoredRun | null> {
  const rows = await q
    .select()
    .from(pagingRuns)
    .where(eq(pagingRuns.escalationId, escalationId))
    .orderBy(desc(pagingRuns.id))
    .limit(1)
  return rows[0] ?? null
}

/** `endedAt` null: it goes on. */
export async function saveRun(tx: Queryable, id: number, run: unknown, endedAt: Date | null): Promise<void> {
  await tx.update(pagingRuns).set({ run, endedAt }).where(eq(pagingRuns.id, id))
}
