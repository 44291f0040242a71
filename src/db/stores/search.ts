import { and, eq, gte, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Severity, Status } from '../../domain/escalation/words.ts'
import type { ContentLanguage } from '../../domain/language.ts'
import type { Term } from '../../domain/search/query.ts'
import type { StateAsked } from '../../domain/search/words.ts'
import type { Queryable } from '../client.ts'
import { escalations, texts } from '../schema/escalation.ts'
import { people } from '../schema/people.ts'
import { lexemesOf, plainOf } from '../schema/search.ts'
import { clocks } from '../schema/sla.ts'

/**
 * A query with its people found, as a condition of `escalations`. It says nothing of who may see what: lists add that to
 * every condition, for what they show and for what they count.
 */
export interface Search {
  readonly terms: readonly Term[]
  readonly conditions: readonly SearchCondition[]
  /** Words that are nearly so, for when none is exactly so. */
  readonly isNear: boolean
}

export type SearchCondition =
  | { readonly field: 'category' | 'team'; readonly ids: readonly string[] }
  /** Null: nobody. */
  | { readonly field: 'owner' | 'requester'; readonly ids: readonly (string | null)[] }
  | { readonly field: 'state'; readonly states: readonly StateAsked[] }
  | { readonly field: 'severity'; readonly severities: readonly Severity[] }
  | { readonly field: 'language'; readonly languages: readonly ContentLanguage[] }
  | { readonly field: 'since'; readonly from: Date }
  | { readonly field: 'until'; readonly before: Date }

/** What was filed is searched: whoever sees an escalation sees all of that. What the team wrote later isn't for all of them. */
const FILED = sql`kind in ('summary','body')`
const BODY = sql`body`

/** Trigrams need three letters; a shorter word is found as a whole word only. */
const PART_MIN = 3

const idsWhere = (condition: SQL): SQL => sql`select escalation_id from ${texts} where ${FILED} and ${condition}`

const likePart = (text: string): SQL => {
  const escaped = text.replace(/[\\%_]/g, (character) => `\\${character}`)
  return sql`${plainOf(BODY)} like '%' || ${plainOf(sql`${escaped}::text`)} || '%'`
}

function byWord(text: string): SQL {
  const plain = plainOf(sql`${text}::text`)
  const asked = sql`(plainto_tsquery('english', ${plain}) || plainto_tsquery('spanish', ${plain}) || plainto_tsquery('simple', ${plain}))`
  return idsWhere(sql`(${lexemesOf(BODY)}) @@ ${asked}`)
}

function found(term: Term, isNear: boolean): SQL {
  const parts = [...term.text].length >= PART_MIN || term.kind === 'phrase' ? [idsWhere(likePart(term.text))] : []
  const words = term.kind === 'phrase' ? [] : [byWord(term.text)]
  const near =
    isNear && term.kind === 'word' && [...term.text].length > PART_MIN
      ? [idsWhere(sql`${plainOf(sql`${term.text}::text`)} <% (${plainOf(BODY)})`)]
      : []
  const inText = sql`${escalations.id} in (${sql.join([...words, ...parts, ...near], sql` union all `)})`
  return term.kind === 'number' ? sql`(${escalations.id} = ${term.id} or ${inText})` : inText
}

const STATUSES_OF_OPEN: readonly Status[] = ['unclaimed', 'claimed', 'waiting']

function inState(q: StateAsked): SQL | undefined {
  if (q === 'open') return inArray(escalations.status, [...STATUSES_OF_OPEN])
  if (q !== 'breached') return eq(escalations.status, q)
  return sql`exists (select 1 from ${clocks} where ${clocks.escalationId} = ${escalations.id} and ${clocks.breachedAt} is not null)`
}

function holds(condition: SearchCondition): SQL | undefined {
  switch (condition.field) {
    case 'category':
      return inArray(escalations.category, [...condition.ids])
    case 'team':
      return inArray(escalations.teamId, [...condition.ids])
    case 'owner':
    case 'requester': {
      const column = condition.field === 'owner' ? escalations.ownerId : escalations.requesterId
      return or(...condition.ids.map((id) => (id === null ? isNull(column) : eq(column, id))))
    }
    case 'state':
      return or(...condition.states.map(inState))
    case 'severity':
      return inArray(escalations.severity, [...condition.severities])
    case 'language':
      return inArray(escalations.contentLanguage, [...condition.languages])
    case 'since':
      return gte(escalations.filedAt, condition.from)
    case 'until':
      return lt(escalations.filedAt, condition.before)
  }
}

/** Two letters that changed places, or one left out, in a word of seven: what is less alike is another word. */
const NEAR_ENOUGH = '0.45'

/** For the rest of the transaction a word is near when it is as like as a slip; the server's own measure misses slips. */
export async function allowSlips(tx: Queryable): Promise<void> {
  await tx.execute(sql`select set_config('pg_trgm.word_similarity_threshold', ${NEAR_ENOUGH}, true)`)
}

export function searchedFor(search: Search): SQL | undefined {
  return and(...search.terms.map((term) => found(term, search.isNear)), ...search.conditions.map(holds))
}

/** Whom Slack told us of by these names, compared without case and accents. */
export async function peopleNamed(
  q: Queryable,
  names: readonly string[],
): Promise<readonly { readonly id: string; readonly name: string; readonly plain: string }[]> {
  if (names.length === 0) return []
  const plainName = plainOf(sql`${people.displayName}`)
  const wanted = names.map((name) => plainOf(sql`${name}::text`))
  return q
    .select({ id: people.id, name: people.displayName, plain: sql<string>`${plainName}` })
    .from(people)
    .where(or(...wanted.map((name) => sql`${plainName} = ${name}`)))
}
