import { and, asc, eq, gte, inArray, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { pages } from '../schema/paging.ts'

export type Page = typeof pages.$inferSelect
export type PageOutcome = NonNullable<Page['outcome']>

export async function addPage(
  tx: Queryable,
  page: {
    escalationId: number
    userId: string
    why: string
    notBefore: Date
    askedAt: Date
    runId?: number | null
    isRepeat?: boolean
  },
): Promise<Page> {
  const rows = await tx.insert(pages).values(page).returning()
  if (rows[0] === undefined) throw new Error('an insert returns its row')
  return rows[0]
}

/** Pages to somebody, sent in `[from, to)`, that they saw or answered. */
export async function countAnswered(
  q: Queryable,
  userId: string,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<number> {
  const rows = await q
    .select({ count: sql<number>`count(*)::int` })
    .from(pages)
    .where(
      and(
        eq(pages.userId, userId),
        gte(pages.sentAt, from),
        lt(pages.sentAt, to),
        or(isNotNull(pages.seenAt), inArray(pages.outcome, ['claimed', 'passed'])),
      ),
    )
  return rows[0]?.count ?? 0
}

export async function pagesOf(q: Queryable, escalationId: number): Promise<readonly Page[]> {
  return q.select().from(pages).where(eq(pages.escalationId, escalationId)).orderBy(asc(pages.id))
}

export async function loadPage(q: Queryable, id: number): Promise<Page | null> {
  const rows = await q.select().from(pages).where(eq(pages.id, id))
  return rows[0] ?? null
}

export async function loadPages(q: Queryable, ids: readonly number[]): Promise<readonly Page[]> {
  if (ids.length === 0) return []
  return q
    .select()
    .from(pages)
    .where(inArray(pages.id, [...ids]))
    .orderBy(asc(pages.id))
}

/** What else waits for this person and may go now: it is merged into one message. */
export async function pagesDueFor(q: Queryable, userId: string, now: Date): Promise<readonly Page[]> {
  return q
    .select()
    .from(pages)
    .where(and(eq(pages.userId, userId), isNull(pages.sentAt), isNull(pages.endedAt), lte(pages.notBefore, now)))
    .orderBy(asc(pages.id))
}

export async function pagesCarriedBy(q: Queryable, postKey: string): Promise<readonly Page[]> {
  return q.select().from(pages).where(eq(pages.postKey, postKey)).orderBy(asc(pages.id))
}

/**
 * Sent once: a second settlement changes nothing. `isRepeat`: it may have arrived before, and goes on saying so.
 */
export async function markPageSent(
  tx: Queryable,
  id: number,
  sent: { readonly postKey: string; readonly isRepeat: boolean; readonly at: Date },
): Promise<boolean> {
  const rows = await tx
    .update(pages)
    .set({ sentAt: sent.at, postKey: sent.postKey, ...(sent.isRepeat ? { isRepeat: true } : {}) })
    .where(and(eq(pages.id, id), isNull(pages.sentAt)))
    .returning({ id: pages.id })
  return rows.length === 1
}

export async function markPageSeen(tx: Queryable, id: number, at: Date): Promise<boolean> {
  const rows = await tx
    .update(pages)
    .set({ seenAt: at })
    .where(and(eq(pages.id, id), isNull(pages.seenAt), isNull(pages.endedAt)))
    .returning({ id: pages.id })
  return rows.length === 1
}

/** Ends a live page; one that has ended stays as it ended. */
export async function endPage(tx: Queryable, id: number, outcome: PageOutcome, at: Date): Promise<boolean> {
  const rows = await tx
    .update(pages)
    .set({ outcome, endedAt: at })
    .where(and(eq(pages.id, id), isNull(pages.endedAt)))
    .returning({ id: pages.id })
  return rows.length === 1
}

/** Slack silences its person until then: told on the card. */
export async function markPageSilenced(tx: Queryable, id: number, until: Date): Promise<void> {
  await tx.update(pages).set({ silencedUntil: until }).where(eq(pages.id, id))
}
