import { and, asc, count, desc, eq, inArray, notInArray, or, type SQL, sql } from 'drizzle-orm'
import type { Escalation } from '../../domain/escalation/escalation.ts'
import type { Queryable } from '../client.ts'
import { escalations, followers, participants } from '../schema/escalation.ts'
import { clocks } from '../schema/sla.ts'
import { toEscalation } from './escalations.ts'
import { type Search, searchedFor, someOf } from './search.ts'

/**
 * What a person may see of lists, as a condition: the same law as `domain/access.sightOf`, written for a query. A test
 * holds the two together.
 */
export interface Sightline {
  readonly userId: string
  /** Teams whose open work they see (specialist, lead, or in the private intake channel). */
  readonly teamIds: readonly string[]
  /** Restricted categories whose list names them. */
  readonly clearedCategories: readonly string[]
  readonly isGuest: boolean
}

function visibleTo(line: Sightline): SQL | undefined {
  const named = sql`(${escalations.requesterId} = ${line.userId}
    or exists (select 1 from ${followers} where ${followers.escalationId} = ${escalations.id} and ${followers.userId} = ${line.userId})
    or exists (select 1 from ${participants} where ${participants.escalationId} = ${escalations.id} and ${participants.userId} = ${line.userId} and ${participants.role} = 'brought_in'))`
  const ofTeams =
    line.isGuest || line.teamIds.length === 0
      ? undefined
      : and(eq(escalations.isRestricted, false), inArray(escalations.teamId, [...line.teamIds]))
  const cleared =
    line.clearedCategories.length === 0
      ? undefined
      : and(eq(escalations.isRestricted, true), inArray(escalations.category, [...line.clearedCategories]))
  return or(named, ofTeams, cleared)
}

export type ListQuery =
  | { readonly list: 'mine' }
  | { readonly list: 'unclaimed' }
  | { readonly list: 'filed' }
  /** What is theirs and what they filed, that isn't over. */
  | { readonly list: 'mine_or_filed' }
  | { readonly list: 'open' }
  | { readonly list: 'find'; readonly search: Search }

const OPEN = ['unclaimed', 'claimed', 'waiting'] as const

function matching(query: ListQuery, line: Sightline): SQL | undefined {
  switch (query.list) {
    case 'mine':
      return and(eq(escalations.ownerId, line.userId), inArray(escalations.status, [...OPEN]))
    case 'unclaimed':
      return line.teamIds.length === 0
        ? sql`false`
        : and(eq(escalations.status, 'unclaimed'), inArray(escalations.teamId, [...line.teamIds]))
    case 'filed':
      return and(
        eq(escalations.requesterId, line.userId),
        notInArray(escalations.status, ['closed', 'withdrawn', 'duplicate']),
      )
    case 'mine_or_filed':
      return or(matching({ list: 'mine' }, line), matching({ list: 'filed' }, line))
    case 'open':
      return inArray(escalations.status, [...OPEN])
    case 'find':
      return searchedFor(query.search)
  }
}

/**
 * The instant that presses most: the earliest deadline of a clock that runs, or the one that it missed. Looked up once for
 * each open escalation that the list holds, by the unique index of the clocks that haven't ended (`clocks_one_running`).
 */
const PRESSING = sql`(select min(coalesce(${clocks.breachedAt}, ${clocks.dueAt})) from ${clocks}
  where ${clocks.escalationId} = ${escalations.id} and ${clocks.endedAt} is null and ${clocks.state} = 'running')`

/** Of what is looked for so many are counted and listed at most: more are nobody's to turn through. */
export const FOUND_MAX = 1000

const whereOf = (line: Sightline, query: ListQuery) => and(matching(query, line), visibleTo(line))

/** One page of what `listEscalations` lists. */
export async function listPage(
  q: Queryable,
  line: Sightline,
  query: ListQuery,
  page: number,
  pageSize: number,
): Promise<readonly Escalation[]> {
  const offset = page * pageSize
  if (query.list === 'find' && offset >= FOUND_MAX) return []
  const order =
    query.list === 'find' || query.list === 'filed'
      ? [desc(escalations.id)]
      : [asc(escalations.severity), sql`${PRESSING} asc nulls last`, asc(escalations.id)]
  const rows = await q
    .select()
    .from(escalations)
    .where(whereOf(line, query))
    .orderBy(...order)
    .limit(query.list === 'find' ? Math.min(pageSize, FOUND_MAX - offset) : pageSize)
    .offset(offset)
  return rows.map(toEscalation)
}

/** How many there are; of what is looked for `FOUND_MAX + 1` at most. */
export async function listCount(q: Queryable, line: Sightline, query: ListQuery): Promise<number> {
  const where = whereOf(line, query)
  const countOf = async (condition: SQL | undefined) => {
    const all = q.select({ id: escalations.id }).from(escalations).where(condition)
    const among = (query.list === 'find' ? all.limit(FOUND_MAX + 1) : all).as('among')
    const rows = await q.select({ n: count() }).from(among)
    return rows[0]?.n ?? 0
  }
  const some = query.list === 'find' ? someOf(query.search) : undefined
  if (some === undefined) return countOf(where)
  const least = await countOf(and(some, where))
  return least > FOUND_MAX ? least : countOf(where)
}

/**
 * One page, and how many there are; only what may be seen. Work comes most severe first, then what is late or due next, then
 * the oldest, and what waits for somebody's answer last; what was filed or looked for comes newest first.
 */
export async function listEscalations(
  q: Queryable,
  line: Sightline,
  query: ListQuery,
  page: number,
  pageSize: number,
): Promise<{
  readonly items: readonly Escalation[]
  readonly total: number
  /** There are more than are counted. */
  readonly isMore: boolean
}> {
  const items = await listPage(q, line, query, page, pageSize)
  const upTo = page * pageSize + items.length
  // A page that isn't full is the last one: it has said how many there are.
  const isLast = items.length < pageSize && (items.length > 0 || page === 0)
  if (isLast && (query.list !== 'find' || upTo < FOUND_MAX)) return { items, total: upTo, isMore: false }
  const n = await listCount(q, line, query)
  const isMore = query.list === 'find' && n > FOUND_MAX
  return { items, total: isMore ? FOUND_MAX : n, isMore }
}

/** Escalations whose question waits for this person's answer, as requester or follower. */
export async function waitingFor(q: Queryable, userId: string): Promise<readonly Escalation[]> {
  const rows = await q
    .select()
    .from(escalations)
    .where(
      and(
        eq(escalations.status, 'waiting'),
        or(
          eq(escalations.requesterId, userId),
          sql`exists (select 1 from ${followers} where ${followers.escalationId} = ${escalations.id} and ${followers.userId} = ${userId})`,
        ),
      ),
    )
    .orderBy(desc(escalations.id))
    .limit(2)
  return rows.map(toEscalation)
}

/** Ids of teams and categories that any escalation names, open or long closed. */
export async function kindsInUse(
  q: Queryable,
): Promise<{ readonly teams: readonly string[]; readonly categories: readonly string[] }> {
  const teams = await q.selectDistinct({ id: escalations.teamId }).from(escalations)
  const categories = await q.selectDistinct({ id: escalations.category }).from(escalations)
  return { teams: teams.map((row) => row.id).sort(), categories: categories.map((row) => row.id).sort() }
}

/** What this person has, in the order in which it was filed. */
export async function openOwnedBy(q: Queryable, userId: string): Promise<readonly number[]> {
  const rows = await q
    .select({ id: escalations.id })
    .from(escalations)
    .where(and(eq(escalations.ownerId, userId), inArray(escalations.status, [...OPEN])))
    .orderBy(asc(escalations.id))
  return rows.map((row) => row.id)
}
