import { and, asc, eq, inArray, isNull, lte, notExists, type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { outbox, posts } from '../schema/outbox.ts'
import type { OutboxRow } from './outbox.ts'

/** Waited for its reader's morning, which has come; never drawn in Slack before. */
const isHeldTillNow = (now: Date): SQL | undefined =>
  and(eq(outbox.state, 'waiting'), sql`${outbox.notBefore} > ${outbox.createdAt}`, lte(outbox.notBefore, now))

const isFor = (userId: string): SQL => sql`(${outbox.intent} ->> 'userId') = ${userId}`

/** What waited for this person and stands in no message yet, in the order in which it was said. */
export async function heldFor(
  q: Queryable,
  of: { readonly userId: string; readonly kinds: readonly string[]; readonly now: Date; readonly limit: number },
): Promise<readonly OutboxRow[]> {
  const stands = q.select({ key: posts.key }).from(posts).where(eq(posts.key, outbox.key))
  return q
    .select()
    .from(outbox)
    .where(
      and(
        isHeldTillNow(of.now),
        isFor(of.userId),
        inArray(outbox.kind, [...of.kinds]),
        isNull(outbox.carriedBy),
        notExists(stands),
      ),
    )
    .orderBy(asc(outbox.id))
    .limit(of.limit)
}

/** What one message says of several, in the order in which it was said. */
export async function carriedBy(q: Queryable, key: string): Promise<readonly OutboxRow[]> {
  return q.select().from(outbox).where(eq(outbox.carriedBy, key)).orderBy(asc(outbox.id))
}

/** From now on the message with this key says them, and they leave one after the other. Which of them nobody had taken. */
export async function carry(
  tx: Queryable,
  what: { readonly key: string; readonly stream: string; readonly ids: readonly number[] },
): Promise<ReadonlySet<number>> {
  const free = await tx
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(inArray(outbox.id, [...what.ids]), eq(outbox.state, 'waiting'), isNull(outbox.carriedBy)))
    .orderBy(asc(outbox.id))
    .for('update')
  const ids = free.map((row) => row.id)
  if (ids.length === 0) return new Set()
  await tx.update(outbox).set({ carriedBy: what.key, stream: what.stream }).where(inArray(outbox.id, ids))
  return new Set(ids)
}

/** The message of that key says nothing after all: what it was to say may come with others. */
export async function letGo(tx: Queryable, key: string): Promise<void> {
  await tx
    .update(outbox)
    .set({ carriedBy: null })
    .where(and(eq(outbox.carriedBy, key), eq(outbox.state, 'waiting')))
}

/** It leaves by itself, whatever else waits. */
export async function standAlone(tx: Queryable, row: { readonly id: number; readonly key: string }): Promise<void> {
  await tx.update(outbox).set({ carriedBy: row.key }).where(eq(outbox.id, row.id))
}

/** They were said by the message of that key: settled with it, unless said again since they were read. */
export async function settleCarried(
  tx: Queryable,
  rows: readonly { readonly id: number; readonly version: number }[],
  at: Date,
): Promise<void> {
  for (const { id, version } of rows) {
    await tx
      .update(outbox)
      .set({ state: 'sent', settledAt: at, isUncertain: false, lastError: null, leasedBy: null, leasedUntil: null })
      .where(and(eq(outbox.id, id), eq(outbox.version, version), eq(outbox.state, 'waiting')))
  }
}

export async function isWaitingById(q: Queryable, id: number): Promise<boolean> {
  const rows = await q
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.id, id), eq(outbox.state, 'waiting')))
  return rows.length > 0
}

/** Whether what has this key is to be said by now: not what is held for somebody's morning. */
export async function isDueToBeSaid(q: Queryable, key: string, now: Date): Promise<boolean> {
  const rows = await q
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.key, key), eq(outbox.state, 'waiting'), lte(outbox.notBefore, now)))
  return rows.length > 0
}

/** The key of the message that says what has this key; null where it stands for itself. */
export async function carrierOf(q: Queryable, key: string): Promise<string | null> {
  const rows = await q.select({ carriedBy: outbox.carriedBy }).from(outbox).where(eq(outbox.key, key))
  return rows[0]?.carriedBy ?? null
}
