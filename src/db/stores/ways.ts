import { and, asc, desc, eq, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { outbox } from '../schema/outbox.ts'
import { pageAttempts, pages } from '../schema/paging.ts'
import { ways, wayVerifications } from '../schema/people.ts'
import { notifyDue } from '../wake.ts'

export type Way = typeof ways.$inferSelect
export type PageAttempt = typeof pageAttempts.$inferSelect

/** In their order, those that aren't verified yet included. */
export async function waysOf(q: Queryable, userId: string): Promise<readonly Way[]> {
  return q
    .select()
    .from(ways)
    .where(and(eq(ways.userId, userId), isNull(ways.removedAt)))
    .orderBy(asc(ways.position))
}

export async function loadWay(q: Queryable, id: number): Promise<Way | null> {
  const rows = await q.select().from(ways).where(eq(ways.id, id))
  return rows[0] ?? null
}

/** The ways of one person, held so that their order is changed by one hand at a time. */
export async function lockWays(tx: Queryable, userId: string): Promise<readonly Way[]> {
  // A lock of its own: a person without any way has no row to hold.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`ways:${userId}`}, 0))`)
  return waysOf(tx, userId)
}

export async function insertWay(tx: Queryable, way: typeof ways.$inferInsert): Promise<Way> {
  const rows = await tx.insert(ways).values(way).returning()
  if (rows[0] === undefined) throw new Error('an insert returns its row')
  return rows[0]
}

export async function updateWay(
  tx: Queryable,
  id: number,
  columns: Partial<Pick<Way, 'verifiedAt' | 'testedAt' | 'removedAt' | 'delayMinutes'>>,
): Promise<void> {
  await tx.update(ways).set(columns).where(eq(ways.id, id))
}

/** Sets the order. Through places that nobody has: two ways may not share one, not even for a moment. */
export async function orderWays(tx: Queryable, ids: readonly number[]): Promise<void> {
  for (const [index, id] of ids.entries())
    await tx
      .update(ways)
      .set({ position: -1 - index })
      .where(eq(ways.id, id))
  for (const [index, id] of ids.entries()) await tx.update(ways).set({ position: index }).where(eq(ways.id, id))
}

/** Verified ways with this address, of whomever: an answer by SMS comes with its number. */
export async function waysByAddress(q: Queryable, addressDigest: string): Promise<readonly Way[]> {
  return q
    .select()
    .from(ways)
    .where(and(eq(ways.addressDigest, addressDigest), isNotNull(ways.verifiedAt), isNull(ways.removedAt)))
    .orderBy(asc(ways.id))
}

export type Verification = typeof wayVerifications.$inferSelect

/** The newest code counts, and is tried anew. */
export async function saveVerification(tx: Queryable, row: Omit<Verification, 'tries'>): Promise<void> {
  const columns = { ...row, tries: 0 }
  await tx.insert(wayVerifications).values(columns).onConflictDoUpdate({ target: wayVerifications.wayId, set: columns })
}

export async function loadVerification(q: Queryable, wayId: number): Promise<Verification | null> {
  const rows = await q.select().from(wayVerifications).where(eq(wayVerifications.wayId, wayId))
  return rows[0] ?? null
}

/** Counts a try, decided in SQL: at most `most` are made. Null: none is left. */
export async function countTry(tx: Queryable, wayId: number, most: number): Promise<Verification | null> {
  const rows = await tx
    .update(wayVerifications)
    .set({ tries: sql`${wayVerifications.tries} + 1` })
    .where(and(eq(wayVerifications.wayId, wayId), sql`${wayVerifications.tries} < ${most}`))
    .returning()
  return rows[0] ?? null
}

export async function endVerification(tx: Queryable, wayId: number): Promise<void> {
  await tx.delete(wayVerifications).where(eq(wayVerifications.wayId, wayId))
}

/** One per page and way; null where this page goes by this way already. */
export async function addAttempt(
  tx: Queryable,
  attempt: typeof pageAttempts.$inferInsert,
): Promise<PageAttempt | null> {
  const rows = await tx.insert(pageAttempts).values(attempt).onConflictDoNothing().returning()
  return rows[0] ?? null
}

export async function loadAttempt(q: Queryable, id: number): Promise<PageAttempt | null> {
  const rows = await q.select().from(pageAttempts).where(eq(pageAttempts.id, id))
  return rows[0] ?? null
}

export async function attemptsOf(q: Queryable, pageId: number): Promise<readonly PageAttempt[]> {
  return q
    .select()
    .from(pageAttempts)
    .where(eq(pageAttempts.pageId, pageId))
    .orderBy(asc(pageAttempts.dueAt), asc(pageAttempts.id))
}

/** What PagerDuty was told of an escalation. */
export async function sentTo(
  q: Queryable,
  escalationId: number,
  kind: PageAttempt['kind'],
): Promise<readonly PageAttempt[]> {
  const rows = await q
    .select({ attempt: pageAttempts })
    .from(pageAttempts)
    .innerJoin(pages, eq(pages.id, pageAttempts.pageId))
    .where(and(eq(pages.escalationId, escalationId), eq(pageAttempts.kind, kind), eq(pageAttempts.state, 'sent')))
    .orderBy(asc(pageAttempts.id))
  return rows.map((row) => row.attempt)
}

/** From `waiting` only, or (a provider's later word) from `sent`: what has failed or is moot stays so. */
export async function settleAttempt(
  tx: Queryable,
  id: number,
  from: readonly PageAttempt['state'][],
  columns: Partial<Pick<PageAttempt, 'state' | 'sentAt' | 'externalId' | 'error'>>,
): Promise<PageAttempt | null> {
  const rows = await tx
    .update(pageAttempts)
    .set(columns)
    .where(and(eq(pageAttempts.id, id), inArray(pageAttempts.state, [...from])))
    .returning()
  return rows[0] ?? null
}

/** The next attempt of a page that still waits leaves at `at`: its row of the outbox is due then, and whoever sends is woken. */
export async function hurryNextAttempt(
  tx: Queryable,
  pageId: number,
  at: Date,
  /** The one that didn't get through. */
  besides: number | null = null,
): Promise<void> {
  const next = (await attemptsOf(tx, pageId)).find((one) => one.state === 'waiting' && one.id !== besides)
  if (next === undefined || next.dueAt <= at) return
  await tx.update(pageAttempts).set({ dueAt: at }).where(eq(pageAttempts.id, next.id))
  await tx
    .update(outbox)
    .set({ notBefore: at, nextAttemptAt: at })
    .where(and(eq(outbox.key, `way:${next.id}`), eq(outbox.state, 'waiting')))
  await notifyDue(tx)
}

/** Pages of these people that wait for an answer, the newest first. */
export async function answerablePages(
  q: Queryable,
  userIds: readonly string[],
): Promise<readonly { readonly pageId: number; readonly userId: string; readonly escalationId: number }[]> {
  if (userIds.length === 0) return []
  return q
    .select({ pageId: pages.id, userId: pages.userId, escalationId: pages.escalationId })
    .from(pages)
    .where(and(inArray(pages.userId, [...userIds]), isNull(pages.endedAt), ne(pages.why, 'handed_over')))
    .orderBy(desc(pages.id))
}

/** Their newest page about one escalation, however it ended. */
export async function newestPage(
  q: Queryable,
  userIds: readonly string[],
  escalationId: number,
): Promise<{ readonly pageId: number; readonly userId: string; readonly escalationId: number } | null> {
  if (userIds.length === 0) return null
  const rows = await q
    .select({ pageId: pages.id, userId: pages.userId, escalationId: pages.escalationId })
    .from(pages)
    .where(and(inArray(pages.userId, [...userIds]), eq(pages.escalationId, escalationId)))
    .orderBy(desc(pages.id))
    .limit(1)
  return rows[0] ?? null
}
