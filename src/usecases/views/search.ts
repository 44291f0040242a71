import type { Queryable } from '../../db/client.ts'
import { listPage, type Sightline } from '../../db/stores/lists.ts'
import {
  hasParts,
  peopleNamed,
  type Reading,
  type SearchCondition,
  type Sought,
  seek,
  wordsLike,
} from '../../db/stores/search.ts'
import type { PersonActor } from '../../domain/actor.ts'
import type { ListPage } from '../../domain/escalation/views.ts'
import type { Filter, PersonAsked, SearchProblem, SearchQuery, Term } from '../../domain/search/query.ts'
import { type NamedChoice, readQuery, type SearchGround } from '../../domain/search/read-query.ts'
import { isSlipOf } from '../../domain/search/slips.ts'
import type { SearchChoices, SearchPicks, SearchView, Understood } from '../../domain/search/views.ts'
import { folded } from '../../domain/search/words.ts'
import type { Settings } from '../../settings/types.ts'
import type { Deps } from '../deps.ts'
import { namesOf, readerOf } from './common.ts'
import { pageOf, sightlineOf } from './lists.ts'

export interface SearchInput {
  /** As typed. */
  readonly text: string
  readonly picks: SearchPicks
  /** 0-based; beyond the last page the last one is shown. */
  readonly page: number
  readonly pageSize: number
}

/** What the modal offers before anything is looked for. */
export function searchChoices(settings: Settings): SearchChoices {
  return { categories: settings.categories.map(({ id, label }) => ({ id, label })) }
}

function groundOf(settings: Settings, zone: string, now: Date): SearchGround {
  const categories: NamedChoice[] = settings.categories.map(({ id, label, short }) => ({
    id,
    names: [label.en, label.es, short.en, short.es],
  }))
  return { categories, teams: settings.teams.map(({ id, name }) => ({ id, names: [name] })), zone, now }
}

type People = { readonly idOf: (asked: PersonAsked) => string | null } | { readonly problems: readonly SearchProblem[] }

/** Who is meant by each name. One name of two people is asked back, not guessed. */
async function peopleOf(q: Queryable, query: SearchQuery, userId: string): Promise<People> {
  const asked = query.filters.flatMap((one) => (one.field === 'owner' || one.field === 'requester' ? one.people : []))
  const names = asked.flatMap((one) => (one.who === 'name' ? [one] : []))
  const known = await peopleNamed(
    q,
    names.map((one) => one.name),
  )
  const idsOf = (name: string) => known.filter((one) => folded(one.name) === folded(name)).map((one) => one.id)
  const problems = names.flatMap(({ name, at }): SearchProblem[] => {
    const count = idsOf(name).length
    if (count === 1) return []
    return [{ code: count === 0 ? 'unknown_person' : 'several_people', at, typed: name }]
  })
  if (problems.length > 0) return { problems }
  const idOf = (one: PersonAsked): string | null => {
    if (one.who === 'me') return userId
    if (one.who === 'nobody') return null
    return one.who === 'id' ? one.id : (idsOf(one.name)[0] ?? null)
  }
  return { idOf }
}

function conditionOf(filter: Filter, idOf: (asked: PersonAsked) => string | null): SearchCondition {
  if (!('people' in filter)) return filter
  return { field: filter.field, ids: filter.people.map(idOf) }
}

function picked({ category, state, owner }: SearchPicks): Filter[] {
  return [
    ...(category === null ? [] : [{ field: 'category' as const, ids: [category] }]),
    ...(state === null ? [] : [{ field: 'state' as const, states: [state] }]),
    ...(owner === null ? [] : [{ field: 'owner' as const, people: [{ who: owner }] }]),
  ]
}

async function understoodOf(
  q: Queryable,
  settings: Settings,
  filters: readonly Filter[],
  idOf: (asked: PersonAsked) => string | null,
): Promise<readonly Understood[]> {
  const people = filters.flatMap((one) => (one.field === 'owner' || one.field === 'requester' ? one.people : []))
  const nameOf = await namesOf(
    q,
    people.flatMap((one) => idOf(one) ?? []),
  )
  return filters.map((filter): Understood => {
    switch (filter.field) {
      case 'category': {
        const labels = filter.ids.flatMap((id) => settings.categories.find((one) => one.id === id)?.label ?? [])
        return { field: 'category', labels }
      }
      case 'team':
        return { field: 'team', names: filter.ids.map((id) => settings.teams.find((one) => one.id === id)?.name ?? id) }
      case 'owner':
      case 'requester': {
        const shown = filter.people.map((one) => {
          const id = idOf(one)
          return id === null ? null : nameOf(id).name
        })
        return { field: filter.field, names: shown }
      }
      case 'since':
      case 'until':
        return { field: filter.field, day: filter.day }
      default:
        return filter
    }
  })
}

/**
 * `/escalate find …`: one page of what holds and may be seen, and how many there are. A word of which nothing that may be
 * seen is found is looked for in parts of words; where that finds nothing either, by the words that it may be a slip of, and
 * the answer says so.
 */
export async function searchFor(deps: Deps, actor: PersonActor, input: SearchInput): Promise<SearchView> {
  const strict = await deps.db.read(async (q) => {
    const read = await readIn(q, deps, actor, input)
    if ('state' in read) return read
    const whole = await soughtOf(q, read.terms, { by: 'stems' })
    const first = await listedIn(q, deps, actor, input, read, whole)
    if (first.total > 0 || read.line === null) return { ...read, list: first, sought: whole, missing: [] }
    const inParts = await loosened(q, read.line, whole, hasParts, { by: 'parts' })
    const list = inParts === whole ? first : await listedIn(q, deps, actor, input, read, inParts)
    return { ...read, list, sought: inParts, missing: list.total > 0 ? [] : await missingOf(q, read.line, inParts) }
  })
  if ('state' in strict) return strict
  const { list, zone, understood, missing, sought } = strict
  const found = { state: 'found', zone, understood } as const
  if (missing.length === 0) return { ...found, list, isNear: false }
  const near = await deps.db.transact(async (tx) => {
    const meant = await meantBy(tx, missing)
    if (meant.size === 0) return list
    const loose: SoughtTerm[] = []
    for (const one of sought) {
      loose.push(meant.has(one.term.text) ? await soughtAs(tx, one.term, { by: 'near', meant }) : one)
    }
    return listedIn(tx, deps, actor, input, strict, loose)
  })
  return { ...found, list: near, isNear: near.total > 0 }
}

interface SoughtTerm {
  readonly term: Term
  readonly sought: Sought
}

const soughtAs = async (q: Queryable, term: Term, reading: Reading): Promise<SoughtTerm> => ({
  term,
  sought: await seek(q, term, reading),
})

async function soughtOf(q: Queryable, terms: readonly Term[], reading: Reading): Promise<readonly SoughtTerm[]> {
  const all: SoughtTerm[] = []
  for (const term of terms) all.push(await soughtAs(q, term, reading))
  return all
}

/** Terms that nothing which may be seen has. What others may see counts for nothing: its words are not to be told by this. */
async function missingOf(q: Queryable, line: Sightline, all: readonly SoughtTerm[]): Promise<readonly Term[]> {
  const missing: Term[] = []
  for (const { term, sought } of all) {
    const alone = { list: 'find', search: { sought: [sought], conditions: [] } } as const
    if ((await listPage(q, line, alone, 0, 1)).length === 0) missing.push(term)
  }
  return missing
}

/** The same, with the missing ones sought in another way; the same list where none of them can be. */
async function loosened(
  q: Queryable,
  line: Sightline,
  all: readonly SoughtTerm[],
  isLoose: (term: Term) => boolean,
  reading: Reading,
): Promise<readonly SoughtTerm[]> {
  const missing = (await missingOf(q, line, all)).filter(isLoose)
  if (missing.length === 0) return all
  const next: SoughtTerm[] = []
  for (const one of all) next.push(missing.includes(one.term) ? await soughtAs(q, one.term, reading) : one)
  return next
}

/** A query with all that it names found. */
interface ReadSearch {
  readonly terms: readonly Term[]
  readonly conditions: readonly SearchCondition[]
  readonly understood: readonly Understood[]
  readonly zone: string
  /** Null: sees nothing. */
  readonly line: Sightline | null
}

async function readIn(
  q: Queryable,
  deps: Deps,
  actor: PersonActor,
  input: SearchInput,
): Promise<ReadSearch | Exclude<SearchView, { readonly state: 'found' }>> {
  const settings = deps.settings()
  const { zone } = await readerOf(q, settings, actor.id, 'tu')
  const read = readQuery(input.text, groundOf(settings, zone, deps.clock.now()))
  if (!read.ok) return { state: 'problems', problems: read.problems }
  const { terms } = read.query
  const filters = [...read.query.filters, ...picked(input.picks)]
  if (terms.length === 0 && filters.length === 0) return { state: 'nothing_asked' }
  const people = await peopleOf(q, read.query, actor.id)
  if ('problems' in people) return { state: 'problems', problems: people.problems }
  return {
    terms,
    conditions: filters.map((one) => conditionOf(one, people.idOf)),
    understood: await understoodOf(q, settings, filters, people.idOf),
    zone,
    line: actor.standing === 'stranger' ? null : await sightlineOf(q, settings, actor),
  }
}

async function listedIn(
  q: Queryable,
  deps: Deps,
  actor: PersonActor,
  { page, pageSize }: SearchInput,
  { conditions, line }: ReadSearch,
  all: readonly SoughtTerm[],
): Promise<ListPage> {
  if (line === null) return { items: [], page: 0, pageSize, total: 0, asOf: deps.clock.now() }
  const search = { sought: all.map((one) => one.sought), conditions }
  const query = { list: 'find', search } as const
  const list = await pageOf(q, deps, actor, line, query, page, pageSize)
  const last = Math.max(0, Math.ceil(list.total / pageSize) - 1)
  return list.page > last ? pageOf(q, deps, actor, line, query, last, pageSize) : list
}

/** The words that somebody may have meant; a word that is like no other isn't in it. */
async function meantBy(tx: Queryable, terms: readonly Term[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const meant = new Map<string, readonly string[]>()
  for (const term of terms) {
    if (term.kind !== 'word') continue
    const { plain, words } = await wordsLike(tx, term.text)
    const like = words.filter((word) => word !== plain && isSlipOf(plain, word))
    if (like.length > 0) meant.set(term.text, like)
  }
  return meant
}
