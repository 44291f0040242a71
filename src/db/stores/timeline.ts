import { and, asc, count, desc, eq, gte, inArray, sql } from 'drizzle-orm'
import type { Actor } from '../../domain/actor.ts'
import type { TimelineEvent } from '../../domain/escalation/timeline-event.ts'
import type { Audience } from '../../domain/escalation/words.ts'
import type { Queryable } from '../client.ts'
import { texts } from '../schema/escalation.ts'
import { timeline } from '../schema/timeline.ts'

export type TextKind =
  | 'summary'
  | 'body'
  | 'update'
  | 'question'
  | 'answer'
  | 'information'
  | 'reason'
  | 'sentence'
  | 'withdrawal'
  | 'note'

/** Keeps what a person wrote; the id is what everything else refers to. */
export async function writeText(
  tx: Queryable,
  text: {
    escalationId: number
    kind: TextKind
    authorId: string | null
    body: string
    writtenAt: Date
    /** Where it was heard; the same source twice is refused by the database. */
    source?: string
  },
): Promise<number> {
  const rows = await tx.insert(texts).values(text).returning({ id: texts.id })
  if (rows[0] === undefined) throw new Error('an insert returns its row')
  return rows[0].id
}

/** Whether what came from there was taken already. */
export async function isHeard(q: Queryable, source: string): Promise<boolean> {
  const rows = await q.select({ id: texts.id }).from(texts).where(eq(texts.source, source)).limit(1)
  return rows.length > 0
}

/** Bodies by id; a redacted one is absent. */
export async function readTexts(q: Queryable, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map()
  const rows = await q
    .select({ id: texts.id, body: texts.body })
    .from(texts)
    .where(inArray(texts.id, [...ids]))
  return new Map(rows.flatMap((row) => (row.body === null ? [] : [[row.id, row.body] as const])))
}

/** The summary or body that it was filed with; null once redacted. */
export async function filedText(q: Queryable, escalationId: number, kind: 'summary' | 'body'): Promise<string | null> {
  const rows = await q
    .select({ body: texts.body })
    .from(texts)
    .where(and(eq(texts.escalationId, escalationId), eq(texts.kind, kind)))
    .orderBy(asc(texts.id))
    .limit(1)
  return rows[0]?.body ?? null
}

/** The summaries of several escalations, by escalation; a redacted one is absent. */
export async function summariesOf(
  q: Queryable,
  escalationIds: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (escalationIds.length === 0) return new Map()
  const rows = await q
    .selectDistinctOn([texts.escalationId], { escalationId: texts.escalationId, body: texts.body })
    .from(texts)
    .where(and(inArray(texts.escalationId, [...escalationIds]), eq(texts.kind, 'summary')))
    .orderBy(asc(texts.escalationId), asc(texts.id))
  return new Map(rows.flatMap((row) => (row.body === null ? [] : [[row.escalationId, row.body] as const])))
}

export async function appendTimeline(
  tx: Queryable,
  row: {
    escalationId: number
    event: TimelineEvent
    actor: Actor
    textId: number | null
    audience: Audience
    at: Date
  },
): Promise<number> {
  const inserted = await tx
    .insert(timeline)
    .values({
      escalationId: row.escalationId,
      event: row.event.event,
      facts: row.event.facts,
      actorKind: row.actor.kind,
      actorId: row.actor.kind === 'person' ? row.actor.id : row.actor.name,
      textId: row.textId,
      audience: row.audience,
      at: row.at,
    })
    .returning({ id: timeline.id })
  if (inserted[0] === undefined) throw new Error('an insert returns its row')
  return inserted[0].id
}

export interface TimelineRow {
  readonly id: number
  readonly escalationId: number
  readonly event: TimelineEvent
  readonly actorKind: Actor['kind']
  readonly actorId: string
  readonly textId: number | null
  readonly audience: Audience
  readonly at: Date
}

/** Rows were written from a `TimelineEvent`, in one place: the pair is trusted when read back. */
function toRow(row: typeof timeline.$inferSelect): TimelineRow {
  return { ...row, event: { event: row.event, facts: row.facts } as TimelineEvent }
}

export async function timelineRow(q: Queryable, id: number): Promise<TimelineRow | null> {
  const rows = await q.select().from(timeline).where(eq(timeline.id, id))
  return rows[0] === undefined ? null : toRow(rows[0])
}

/** Newest first, one page, and how many there are in all. */
export async function timelinePage(q: Queryable, escalationId: number, page: number, pageSize: number) {
  const rows = await q
    .select()
    .from(timeline)
    .where(eq(timeline.escalationId, escalationId))
    .orderBy(desc(timeline.id))
    .limit(pageSize)
    .offset(page * pageSize)
  const total = await q.select({ n: count() }).from(timeline).where(eq(timeline.escalationId, escalationId))
  return { rows: rows.map(toRow), total: total[0]?.n ?? 0 }
}

/** When a person last said that it is still urgent, for that reason; null: never. */
export async function latestStillUrgent(
  q: Queryable,
  escalationId: number,
  personId: string,
  why: 'no_news' | 'worse',
): Promise<Date | null> {
  const rows = await q
    .select({ at: timeline.at })
    .from(timeline)
    .where(
      and(
        eq(timeline.escalationId, escalationId),
        eq(timeline.event, 'still_urgent'),
        eq(timeline.actorId, personId),
        sql`${timeline.facts} ->> 'why' = ${why}`,
      ),
    )
    .orderBy(desc(timeline.id))
    .limit(1)
  return rows[0]?.at ?? null
}

/** Whether a person did anything about it since then. */
export async function hasActedSince(
  q: Queryable,
  escalationId: number,
  personId: string,
  since: Date,
): Promise<boolean> {
  const rows = await q
    .select({ id: timeline.id })
    .from(timeline)
    .where(
      and(
        eq(timeline.escalationId, escalationId),
        eq(timeline.actorKind, 'person'),
        eq(timeline.actorId, personId),
        gte(timeline.at, since),
      ),
    )
    .limit(1)
  return rows.length > 0
}

/** The latest rows of some events, newest first. */
export async function latestOf(
  q: Queryable,
  escalationId: number,
  events: readonly TimelineEvent['event'][],
  limit: number,
): Promise<readonly TimelineRow[]> {
  const rows = await q
    .select()
    .from(timeline)
    .where(and(eq(timeline.escalationId, escalationId), inArray(timeline.event, [...events])))
    .orderBy(desc(timeline.id))
    .limit(limit)
  return rows.map(toRow)
}

/** The last word on each item of the check lists of an escalation, by whom and when. */
export async function checksOf(
  q: Queryable,
  escalationId: number,
): Promise<
  readonly {
    readonly obligation: string
    readonly item: string
    readonly isTicked: boolean
    readonly byId: string
    readonly at: Date
  }[]
> {
  const { facts } = timeline
  const rows = await q
    .selectDistinctOn([sql`${facts} ->> 'obligation'`, sql`${facts} ->> 'item'`])
    .from(timeline)
    .where(and(eq(timeline.escalationId, escalationId), eq(timeline.event, 'check_ticked')))
    .orderBy(sql`${facts} ->> 'obligation'`, sql`${facts} ->> 'item'`, desc(timeline.id))
  return rows.map(toRow).flatMap(({ event, actorId, at }) => {
    return event.event === 'check_ticked' ? [{ ...event.facts, byId: actorId, at }] : []
  })
}
