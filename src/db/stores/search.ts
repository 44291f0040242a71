import { and, eq, gte, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Severity, Status } from '../../domain/escalation/words.ts'
import type { ContentLanguage } from '../../domain/language.ts'
import type { Term } from '../../domain/search/query.ts'
import { SLIP_MIN, WORD_MAX } from '../../domain/search/slips.ts'
import type { StateAsked } from '../../domain/search/words.ts'
import type { Queryable } from '../client.ts'
import { escalations, texts } from '../schema/escalation.ts'
import { people } from '../schema/people.ts'
import { FILED, plainOf, searchWords, wordsIn } from '../schema/search.ts'
import { clocks } from '../schema/sla.ts'

/**
 * A query with its people found, as a condition of `escalations`. It says nothing of who may see what: lists add that to
 * every condition, for what they show and for what they count.
 */
export interface Search {
  readonly terms: readonly Term[]
  readonly conditions: readonly SearchCondition[]
  readonly reading: Reading
}

/** How words are taken, from the strict and cheap to the loose: the next is tried where one finds nothing. */
export type Reading =
  /** By their stems; what isn't letters alone (an id, a link) as part of a longer one, too. */
  | { readonly by: 'stems' }
  /** All of them as parts of longer words, too. */
  | { readonly by: 'parts' }
  /** For each as typed the words that may be meant; it stands for itself, too. */
  | { readonly by: 'near'; readonly meant: ReadonlyMap<string, readonly string[]> }

export type SearchCondition =
  | { readonly field: 'category' | 'team'; readonly ids: readonly string[] }
  /** Null: nobody. */
  | { readonly field: 'owner' | 'requester'; readonly ids: readonly (string | null)[] }
  | { readonly field: 'state'; readonly states: readonly StateAsked[] }
  | { readonly field: 'severity'; readonly severities: readonly Severity[] }
  | { readonly field: 'language'; readonly languages: readonly ContentLanguage[] }
  | { readonly field: 'since'; readonly from: Date }
  | { readonly field: 'until'; readonly before: Date }

const BODY = sql`body`

/** Trigrams need three letters; a shorter word is found as a whole word only. */
const PART_MIN = 3

const isLettersOnly = (text: string) => /^\p{L}+$/u.test(text)

/** Whether it is looked for in parts of words only where whole ones find nothing. */
export function hasParts(term: Term): boolean {
  return term.kind === 'word' && isLettersOnly(term.text) && [...term.text].length >= PART_MIN
}

const hasPart = (text: string): SQL => {
  const escaped = text.replace(/[\\%_]/g, (character) => `\\${character}`)
  return sql`${plainOf(BODY)} like '%' || ${plainOf(sql`${escaped}::text`)} || '%'`
}

/** One condition for all words that it may be: the planner knows how often each stem occurs. */
function hasWord(all: readonly string[]): SQL {
  const asked = all.flatMap((text) => {
    const plain = plainOf(sql`${text}::text`)
    return ['english', 'spanish', 'simple'].map(
      (language) => sql`plainto_tsquery(${sql.raw(`'${language}'`)}, ${plain})`,
    )
  })
  return sql`${texts.words} @@ (${sql.join(asked, sql` || `)})`
}

/** Condition of one row of `texts`. */
function written(term: Term, reading: Reading): SQL | undefined {
  if (term.kind === 'phrase') return hasPart(term.text)
  const meant = reading.by === 'near' ? (reading.meant.get(term.text) ?? []) : []
  const isInParts = [...term.text].length >= PART_MIN && (reading.by === 'parts' || !isLettersOnly(term.text))
  return or(hasWord([term.text, ...meant]), isInParts ? hasPart(term.text) : undefined)
}

function found(term: Term, reading: Reading): SQL {
  const inText = sql`select ${texts.escalationId} from ${texts} where ${FILED} and ${written(term, reading)}`
  // Side by side, not `or`: that one would have to look at every escalation.
  const ids = term.kind === 'number' ? sql`select ${term.id}::int union all ${inText}` : inText
  return sql`${escalations.id} in (${ids})`
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

/** As like as trigrams make two words of five letters of which two changed places; how like they are is decided after. */
const ALIKE = '0.2'
const CANDIDATES = 1000

/** Words of filed texts that are like this one, most alike first, and it itself as they are written: small, without accents. */
export async function wordsLike(
  tx: Queryable,
  typed: string,
): Promise<{ readonly plain: string; readonly words: readonly string[] }> {
  await tx.execute(sql`select set_config('pg_trgm.similarity_threshold', ${ALIKE}, true)`)
  const plain = plainOf(sql`${typed}::text`)
  const [asked] = await tx.execute<{ plain: string }>(sql`select ${plain} as plain`)
  if (asked === undefined) throw new Error('a select without a table returns its row')
  const rows = await tx
    .select({ word: searchWords.word })
    .from(searchWords)
    .where(sql`${searchWords.word} % ${asked.plain}`)
    .orderBy(sql`similarity(${searchWords.word}, ${asked.plain}) desc`, searchWords.word)
    .limit(CANDIDATES)
  return { plain: asked.plain, words: rows.map((row) => row.word) }
}

/** Keeps the words of a filed text for slips to be looked up in; of what is restricted, none. */
export async function keepWords(tx: Queryable, escalationId: number, body: string): Promise<void> {
  // In one order: two that file at once wait for each other's new words, and never crosswise.
  await tx.execute(sql`
    insert into ${searchWords} (word)
    select w.word from ${wordsIn(sql`${body}::text`)} w
    where length(w.word) between ${SLIP_MIN} and ${WORD_MAX}
      and exists (select 1 from ${escalations} where ${escalations.id} = ${escalationId} and not ${escalations.isRestricted})
    order by w.word on conflict do nothing`)
}

export function searchedFor(search: Search): SQL | undefined {
  return and(...search.terms.map((term) => found(term, search.reading)), ...search.conditions.map(holds))
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
