import { and, asc, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { calendarEvents, calendarFeeds, schedules } from '../schema/oncall.ts'

export type Feed = typeof calendarFeeds.$inferSelect
export type NewFeed = Pick<Feed, 'kind' | 'subject' | 'tokenHash' | 'language' | 'createdBy'>
/** What calendars were told of one shift of one person. */
export type ToldEvent = typeof calendarEvents.$inferSelect
export type EventNow = Omit<ToldEvent, 'sequence' | 'isCancelled' | 'changedAt'>

/** Revokes the person's address for the same subject, if there is one, and keeps the new one. */
export async function replaceFeed(tx: Queryable, feed: NewFeed, at: Date): Promise<Feed> {
  await revokeFeedOf(tx, feed, at)
  const [row] = await tx
    .insert(calendarFeeds)
    .values({ ...feed, createdAt: at })
    .returning()
  if (row === undefined) throw new Error('a feed was not inserted')
  return row
}

/** False where there was none. */
export async function revokeFeedOf(
  tx: Queryable,
  of: Pick<Feed, 'kind' | 'subject' | 'createdBy'>,
  at: Date,
): Promise<boolean> {
  const rows = await tx
    .update(calendarFeeds)
    .set({ revokedAt: at })
    .where(
      and(
        eq(calendarFeeds.kind, of.kind),
        eq(calendarFeeds.subject, of.subject),
        eq(calendarFeeds.createdBy, of.createdBy),
        isNull(calendarFeeds.revokedAt),
      ),
    )
    .returning({ id: calendarFeeds.id })
  return rows.length > 0
}

/** The living feed behind an address; null: unknown, or revoked. */
export async function feedByHash(q: Queryable, tokenHash: string): Promise<Feed | null> {
  const rows = await q
    .select()
    .from(calendarFeeds)
    .where(and(eq(calendarFeeds.tokenHash, tokenHash), isNull(calendarFeeds.revokedAt)))
  return rows[0] ?? null
}

/** A person's living feeds, the oldest first. */
export async function feedsBy(q: Queryable, userId: string): Promise<readonly Feed[]> {
  return q
    .select()
    .from(calendarFeeds)
    .where(and(eq(calendarFeeds.createdBy, userId), isNull(calendarFeeds.revokedAt)))
    .orderBy(asc(calendarFeeds.id))
}

export type CalendarSchedule = Pick<
  typeof schedules.$inferSelect,
  'id' | 'teamId' | 'name' | 'rules' | 'recordedUntil' | 'retiredAt'
>

/** Schedules that live, or were retired after `since`: of a team, or of all. */
export async function schedulesSince(
  q: Queryable,
  teamId: string | null,
  since: Date,
): Promise<readonly CalendarSchedule[]> {
  const { id, name, rules, recordedUntil, retiredAt } = schedules
  return q
    .select({ id, teamId: schedules.teamId, name, rules, recordedUntil, retiredAt })
    .from(schedules)
    .where(and(or(isNull(retiredAt), gt(retiredAt, since)), teamId === null ? undefined : eq(schedules.teamId, teamId)))
    .orderBy(asc(id))
}

/** One person's events, or those of some schedules. */
export type EventScope = { readonly userId: string } | { readonly scheduleIds: readonly number[] }

/** What was told of events that overlap the span, cancelled ones too, in order of start. */
export async function toldEvents(
  q: Queryable,
  scope: EventScope,
  span: { readonly start: Date; readonly end: Date },
): Promise<readonly ToldEvent[]> {
  if ('scheduleIds' in scope && scope.scheduleIds.length === 0) return []
  return q
    .select()
    .from(calendarEvents)
    .where(
      and(
        'userId' in scope
          ? eq(calendarEvents.userId, scope.userId)
          : inArray(calendarEvents.scheduleId, [...scope.scheduleIds]),
        gt(calendarEvents.endAt, span.start),
        lt(calendarEvents.startAt, span.end),
      ),
    )
    .orderBy(asc(calendarEvents.startAt), asc(calendarEvents.uid))
}

/** One at a time compares and tells: held until the transaction ends. */
export async function lockTelling(tx: Queryable): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${TELLING})`)
}

const TELLING = 8_644_421_010

/** New events at sequence 0; of those known the sequence rises. Whoever calls it has compared, under `lockTelling`. */
export async function tellEvents(tx: Queryable, events: readonly EventNow[], at: Date): Promise<void> {
  // Postgres takes 65,535 parameters at most.
  for (let index = 0; index < events.length; index += 1000) {
    await tx
      .insert(calendarEvents)
      .values(events.slice(index, index + 1000).map((event) => ({ ...event, changedAt: at })))
      .onConflictDoUpdate({
        target: calendarEvents.uid,
        set: {
          startAt: sql`excluded.start_at`,
          endAt: sql`excluded.end_at`,
          layer: sql`excluded.layer`,
          sequence: sql`${calendarEvents.sequence} + 1`,
          isCancelled: false,
          changedAt: at,
        },
      })
  }
}

/** They stay, as cancelled: a calendar that only adds would keep them otherwise. */
export async function cancelEvents(tx: Queryable, uids: readonly string[], at: Date): Promise<void> {
  if (uids.length === 0) return
  await tx
    .update(calendarEvents)
    .set({ isCancelled: true, sequence: sql`${calendarEvents.sequence} + 1`, changedAt: at })
    .where(and(inArray(calendarEvents.uid, [...uids]), eq(calendarEvents.isCancelled, false)))
}
