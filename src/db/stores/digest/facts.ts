import { and, eq, gte, inArray, isNotNull, lt, or, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type {
  Facts,
  Filing,
  Open,
  PageFact,
  Reopening,
  Resolution,
  Stretch,
  Verdict,
} from '../../../domain/digest/facts.ts'
import { DECISIONS, ROOT_CAUSES } from '../../../domain/escalation/words.ts'
import type { Queryable } from '../../client.ts'
import { escalations, questions, resolutions } from '../../schema/escalation.ts'
import { pages } from '../../schema/paging.ts'
import { people } from '../../schema/people.ts'
import { clocks } from '../../schema/sla.ts'

/** Of one team, in `[from, to)`; what is open is as of `to`. */
export interface FactsAsked {
  readonly teamId: string
  readonly from: Date
  readonly to: Date
}

const MINUTE_MS = 60_000

const OF = {
  escalationId: escalations.id,
  category: escalations.category,
  severity: escalations.severity,
  isRestricted: escalations.isRestricted,
}

/** Everything that measures are made of. Each query is answered by an index over its own instant. */
export async function factsOf(q: Queryable, asked: FactsAsked): Promise<Facts> {
  return {
    filings: await filingsOf(q, asked),
    verdicts: await verdictsOf(q, asked),
    stretches: await stretchesOf(q, asked),
    resolutions: await resolutionsOf(q, asked),
    reopenings: await reopeningsOf(q, asked),
    pages: await pageFactsOf(q, asked),
    open: await openAt(q, asked),
  }
}

async function filingsOf(q: Queryable, { teamId, from, to }: FactsAsked): Promise<readonly Filing[]> {
  const rows = await q
    .select({
      ...OF,
      at: escalations.filedAt,
      contentLanguage: escalations.contentLanguage,
      department: escalations.department,
      status: escalations.status,
    })
    .from(escalations)
    .where(and(eq(escalations.teamId, teamId), gte(escalations.filedAt, from), lt(escalations.filedAt, to)))
  return rows.map(({ status, ...row }) => ({
    ...row,
    left: status === 'duplicate' || status === 'withdrawn' ? status : null,
  }))
}

/** A clock met in time belongs to its end, one that was breached to its deadline. */
async function verdictsOf(q: Queryable, { teamId, from, to }: FactsAsked): Promise<readonly Verdict[]> {
  const columns = { ...OF, clock: clocks.kind, obligation: clocks.obligation, endedAt: clocks.endedAt }
  const met = q
    .select({
      ...columns,
      at: sql<Date>`${clocks.endedAt}`.mapWith(clocks.startedAt).as('at'),
      isMet: sql<boolean>`true`.as('is_met'),
    })
    .from(clocks)
    .innerJoin(escalations, eq(escalations.id, clocks.escalationId))
    .where(
      and(eq(escalations.teamId, teamId), eq(clocks.state, 'met'), gte(clocks.endedAt, from), lt(clocks.endedAt, to)),
    )
  const breached = q
    .select({
      ...columns,
      at: sql<Date>`${clocks.breachedAt}`.mapWith(clocks.startedAt).as('at'),
      isMet: sql<boolean>`false`.as('is_met'),
    })
    .from(clocks)
    .innerJoin(escalations, eq(escalations.id, clocks.escalationId))
    .where(and(eq(escalations.teamId, teamId), gte(clocks.breachedAt, from), lt(clocks.breachedAt, to)))
  const rows = await unionAll(met, breached)
  return rows.map(({ endedAt, ...row }) => {
    const isLate = !row.isMet && endedAt !== null
    return { ...row, lateMinutes: isLate ? Math.max(0, (endedAt.getTime() - row.at.getTime()) / MINUTE_MS) : null }
  })
}

const TIMED = ['claim', 'first_update', 'resolve'] as const

async function stretchesOf(q: Queryable, { teamId, from, to }: FactsAsked): Promise<readonly Stretch[]> {
  // What of it the requester was waited for. A question that nobody answered is waited for until the end.
  const paused = sql<number>`coalesce((
    select sum(extract(epoch from least(coalesce(${questions.answeredAt}, ${clocks.endedAt}), ${clocks.endedAt})
      - greatest(${questions.askedAt}, ${clocks.startedAt})))
    from ${questions}
    where ${questions.escalationId} = ${clocks.escalationId}
      and ${questions.askedAt} < ${clocks.endedAt}
      and coalesce(${questions.answeredAt}, ${clocks.endedAt}) > ${clocks.startedAt}
  ), 0)`.mapWith(Number)
  const rows = await q
    .select({ ...OF, clock: clocks.kind, startedAt: clocks.startedAt, endedAt: clocks.endedAt, paused })
    .from(clocks)
    .innerJoin(escalations, eq(escalations.id, clocks.escalationId))
    .where(
      and(
        eq(escalations.teamId, teamId),
        inArray(clocks.kind, [...TIMED]),
        inArray(clocks.state, ['met', 'met_late']),
        gte(clocks.endedAt, from),
        lt(clocks.endedAt, to),
      ),
    )
  return rows.flatMap(({ clock: kind, startedAt, endedAt, paused: pausedSeconds, ...row }) => {
    const clock = TIMED.find((one) => one === kind)
    if (clock === undefined || endedAt === null) return []
    const minutes = (endedAt.getTime() - startedAt.getTime()) / MINUTE_MS
    return [{ ...row, clock, at: endedAt, minutes, pausedMinutes: pausedSeconds / 60 }]
  })
}

async function resolutionsOf(q: Queryable, { teamId, from, to }: FactsAsked): Promise<readonly Resolution[]> {
  const rows = await q
    .select({
      ...OF,
      at: resolutions.resolvedAt,
      decision: resolutions.decision,
      rootCause: resolutions.rootCause,
      rule: resolutions.rule,
      wasHelpful: resolutions.wasHelpful,
      by: resolutions.resolvedBy,
    })
    .from(resolutions)
    .innerJoin(escalations, eq(escalations.id, resolutions.escalationId))
    .where(and(eq(escalations.teamId, teamId), gte(resolutions.resolvedAt, from), lt(resolutions.resolvedAt, to)))
  return rows.map((row) => {
    const decision = DECISIONS.find((one) => one === row.decision)
    if (decision === undefined) throw new Error(`no release has told what ${row.decision} is`)
    return { ...row, decision, rootCause: ROOT_CAUSES.find((one) => one === row.rootCause) ?? null }
  })
}

async function reopeningsOf(q: Queryable, { teamId, from, to }: FactsAsked): Promise<readonly Reopening[]> {
  const rows = await q
    .select({ ...OF, at: resolutions.reopenedAt })
    .from(resolutions)
    .innerJoin(escalations, eq(escalations.id, resolutions.escalationId))
    .where(and(eq(escalations.teamId, teamId), gte(resolutions.reopenedAt, from), lt(resolutions.reopenedAt, to)))
  return rows.flatMap(({ at, ...row }) => (at === null ? [] : [{ ...row, at }]))
}

async function pageFactsOf(q: Queryable, { teamId, from, to }: FactsAsked): Promise<readonly PageFact[]> {
  const hour = sql<number>`extract(hour from ${pages.sentAt} at time zone coalesce(${people.zone}, 'UTC'))`.mapWith(
    Number,
  )
  const rows = await q
    .select({
      ...OF,
      at: pages.sentAt,
      person: pages.userId,
      seenAt: pages.seenAt,
      outcome: pages.outcome,
      endedAt: pages.endedAt,
      hour,
    })
    .from(pages)
    .innerJoin(escalations, eq(escalations.id, pages.escalationId))
    .leftJoin(people, eq(people.id, pages.userId))
    .where(and(eq(escalations.teamId, teamId), isNotNull(pages.sentAt), gte(pages.sentAt, from), lt(pages.sentAt, to)))
  return rows.flatMap(({ at, seenAt, outcome, endedAt, hour: local, ...row }) => {
    if (at === null) return []
    const seen = seenAt ?? (outcome === 'claimed' ? endedAt : null)
    const seenMinutes = seen === null ? null : (seen.getTime() - at.getTime()) / MINUTE_MS
    return [{ ...row, at, seenMinutes, isNight: local >= NIGHT_FROM || local < NIGHT_TO }]
  })
}

/** As the ledger of duty has it: 22:00 to 06:00 on one's own clock. */
const NIGHT_FROM = 22
const NIGHT_TO = 6

/**
 * What was filed before and neither resolved nor over then: what is open now, and what was resolved since. What was withdrawn, or
 * found to be part of another, is kept out.
 */
async function openAt(q: Queryable, { teamId, to }: FactsAsked): Promise<readonly Open[]> {
  const resolvedThen = sql`exists (
    select from ${resolutions} r
    where r.escalation_id = ${escalations.id} and r.resolved_at < ${to.toISOString()}::timestamptz
      and (r.reopened_at is null or r.reopened_at >= ${to.toISOString()}::timestamptz)
  )`
  const columns = { ...OF, filedAt: escalations.filedAt, status: escalations.status }
  const stillOpen = q
    .select(columns)
    .from(escalations)
    .where(
      and(
        eq(escalations.teamId, teamId),
        lt(escalations.filedAt, to),
        inArray(escalations.status, ['unclaimed', 'claimed', 'waiting']),
        sql`not ${resolvedThen}`,
      ),
    )
  const resolvedSince = q
    .selectDistinct(columns)
    .from(resolutions)
    .innerJoin(escalations, eq(escalations.id, resolutions.escalationId))
    .where(
      and(
        eq(escalations.teamId, teamId),
        lt(escalations.filedAt, to),
        gte(resolutions.resolvedAt, to),
        or(eq(escalations.status, 'resolved'), eq(escalations.status, 'closed')),
        sql`not ${resolvedThen}`,
      ),
    )
  const rows = await unionAll(stillOpen, resolvedSince)
  return rows.map(({ status, ...row }) => ({
    ...row,
    status: status === 'unclaimed' || status === 'waiting' ? status : 'claimed',
  }))
}
