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
  readonly sought: readonly Sought[]
  readonly conditions: readonly SearchCondition[]
}

/**
 * Where a term was found. The server guesses badly how rare a rare word is, and then reads all there is from the newest on;
 * so a rare one is asked for first, and its escalations are named.
 */
export type Sought =
  | { readonly is: 'rare'; readonly ids: readonly number[] }
  /** A query of the ids; of what is in one of fifty the newest thousand are soon found in order. */
  | { readonly is: 'common'; readonly all: SQL; readonly isFrequent: boolean }

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

/** Each stem once: of one that is asked for thrice the server thinks that it occurs thrice as often. */
async function hasWord(q: Queryable, words: readonly string[]): Promise<SQL> {
  const stems = words.flatMap((text) => {
    const plain = plainOf(sql`${text}::text`)
    return ['english', 'spanish', 'simple'].map(
      (language) => sql`select plainto_tsquery(${sql.raw(`'${language}'`)}, ${plain})::text as stem`,
    )
  })
  const rows = await q.execute<{ stem: string }>(sql.join(stems, sql` union `))
  const asked = rows.flatMap(({ stem }) => (stem === '' ? [] : [`(${stem})`])).join(' | ')
  return sql`${texts.words} @@ ${asked}::tsquery`
}

function isInParts(term: Term, reading: Reading): boolean {
  const isLong = [...term.text].length >= PART_MIN
  return isLong && (term.kind === 'phrase' || reading.by === 'parts' || !isLettersOnly(term.text))
}

/** Condition of one row of `texts`. */
async function written(q: Queryable, term: Term, reading: Reading): Promise<SQL | undefined> {
  const isPartEnough = isInParts(term, reading)
  if (term.kind === 'phrase') {
    return isPartEnough ? hasPart(term.text) : and(await hasWord(q, [term.text]), hasPart(term.text))
  }
  const meant = reading.by === 'near' ? (reading.meant.get(term.text) ?? []) : []
  return or(await hasWord(q, [term.text, ...meant]), isPartEnough ? hasPart(term.text) : undefined)
}

/** So many rows are looked up one by one in less time than the newest ones are read through. */
const RARE = 10_000
/** Of those whose text has to be compared letter by letter. */
const RARE_PARTS = 2000
/** Of all rows such a part: the server's statistics know a word that has it, and what they don't know they never guess so often. */
const COMMON = 0.02
/** Of a common word enough to see that there are more than are counted. */
const SOME = 2500

/** How many rows the server expects, and of how many. */
async function expected(q: Queryable, rowsOf: SQL): Promise<{ readonly rows: number; readonly of: number }> {
  const [plan] = await q.execute<Record<string, unknown>>(sql`explain ${rowsOf}`)
  const [known] = await q.execute<{ of: number }>(
    sql`select reltuples::float8 as of from pg_class where oid = 'texts_by_word'::regclass`,
  )
  const rows = / rows=(\d+) /.exec(String(plan?.['QUERY PLAN']))?.[1]
  return { rows: Number(rows ?? 0), of: known?.of ?? 0 }
}

/** Looks a term up. */
export async function seek(q: Queryable, term: Term, reading: Reading): Promise<Sought> {
  const inText = sql`select ${texts.escalationId} from ${texts} where ${FILED} and ${await written(q, term, reading)}`
  // Side by side, not `or`: that one would have to look at every escalation.
  const all = term.kind === 'number' ? sql`select ${term.id}::int union all ${inText}` : inText
  const guess = await expected(q, inText)
  if (guess.rows > RARE && guess.rows > guess.of * COMMON) return { is: 'common', all, isFrequent: true }
  const most = isInParts(term, reading) ? RARE_PARTS : RARE
  const rows = await q.execute<{ escalation_id: number }>(sql`${inText} limit ${most + 1}`)
  if (rows.length > most) return { is: 'common', all, isFrequent: false }
  const ids = new Set(rows.map((row) => row.escalation_id))
  if (term.kind === 'number') ids.add(term.id)
  return { is: 'rare', ids: [...ids] }
}

const among = (ids: readonly number[]): SQL =>
  ids.length === 0 ? sql`false` : sql`${escalations.id} = any(${`{${ids.join(',')}}`}::int[])`

function found(sought: readonly Sought[]): SQL[] {
  const [first, ...others] = sought.flatMap((one) => (one.is === 'rare' ? [one.ids] : []))
  const common = sought.flatMap((one) => (one.is === 'common' ? [sql`${escalations.id} in (${one.all})`] : []))
  if (first === undefined) return common
  const sets = others.map((ids) => new Set(ids))
  return [among(first.filter((id) => sets.every((ids) => ids.has(id)))), ...common]
}

/** Narrows to a part, for a count that only has to see whether it is many; undefined: there is nothing to narrow by. */
export function someOf({ sought }: Search): SQL | undefined {
  const [first] = sought
  if (first?.is !== 'common' || first.isFrequent || sought.length > 1) return undefined
  return sql`${escalations.id} in (${first.all} limit ${SOME})`
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

/**
 * Keeps the words of what was filed for slips to be looked up in; of what is restricted, none. The last statement of its
 * transaction: a new word is locked until the commit, and who files the same word meanwhile waits a moment for it and then goes
 * without (`keep_words` in the migration). A word that is missing there is found all the same as it was written.
 */
export async function keepWords(
  tx: Queryable,
  filed: { readonly isRestricted: boolean; readonly texts: readonly string[] },
): Promise<void> {
  if (filed.isRestricted) return
  await tx.execute(sql`select keep_words(array(
    select w.word from ${wordsIn(sql`${filed.texts.join('\n')}::text`)} w
    where length(w.word) between ${SLIP_MIN} and ${WORD_MAX} order by w.word))`)
}

export function searchedFor(search: Search): SQL | undefined {
  return and(...found(search.sought), ...search.conditions.map(holds))
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
