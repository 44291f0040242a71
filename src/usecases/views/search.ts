import type { Queryable } from '../../db/client.ts'
import type { Sightline } from '../../db/stores/lists.ts'
import { hasParts, peopleNamed, type Reading, type SearchCondition, wordsLike } from '../../db/stores/search.ts'
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
 * `/escalate find …`: one page of what holds and may be seen, and how many there are. Where no word is found, parts of words;
 * where none of those is either, words that are nearly so, and the answer says it.
 */
export async function searchFor(deps: Deps, actor: PersonActor, input: SearchInput): Promise<SearchView> {
  const strict = await deps.db.read(async (q) => {
    const read = await readIn(q, deps, actor, input)
    if ('state' in read) return read
    const whole = await listedIn(q, deps, actor, input, read, { by: 'stems' })
    const list =
      whole.total === 0 && read.terms.some(hasParts)
        ? await listedIn(q, deps, actor, input, read, { by: 'parts' })
        : whole
    return { ...read, list }
  })
  if ('state' in strict) return strict
  const { list, terms, zone, understood } = strict
  const found = { state: 'found', zone, understood } as const
  if (list.total > 0 || strict.line === null) return { ...found, list, isNear: false }
  const near = await deps.db.transact(async (tx) => {
    const meant = await meantBy(tx, terms)
    return meant.size === 0 ? list : listedIn(tx, deps, actor, input, strict, { by: 'near', meant })
  })
  return { ...found, list: near, isNear: near.total > 0 }
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
  { terms, conditions, line }: ReadSearch,
  reading: Reading,
): Promise<ListPage> {
  if (line === null) return { items: [], page: 0, pageSize, total: 0, asOf: deps.clock.now() }
  const query = { list: 'find', search: { terms, conditions, reading } } as const
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
