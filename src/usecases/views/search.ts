import type { Queryable } from '../../db/client.ts'
import { allowSlips, peopleNamed, type SearchCondition } from '../../db/stores/search.ts'
import type { PersonActor } from '../../domain/actor.ts'
import type { ListPage } from '../../domain/escalation/views.ts'
import type { Filter, PersonAsked, SearchProblem, SearchQuery } from '../../domain/search/query.ts'
import { type NamedChoice, readQuery, type SearchGround } from '../../domain/search/read-query.ts'
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
 * `/escalate find …`: one page of what holds and may be seen, and how many there are. Where no word is found as it was
 * typed, words that are nearly so; the answer says which of the two it is.
 */
export async function searchFor(deps: Deps, actor: PersonActor, input: SearchInput): Promise<SearchView> {
  const exact = await deps.db.read((q) => searchedIn(q, deps, actor, input, false))
  const isNoneExact = exact.view.state === 'found' && exact.view.list.total === 0 && exact.mayBeSlips
  if (!isNoneExact) return exact.view
  return deps.db.transact(async (tx) => {
    await allowSlips(tx)
    return (await searchedIn(tx, deps, actor, input, true)).view
  })
}

interface Searched {
  readonly view: SearchView
  /** It has words that may be misspelt. */
  readonly mayBeSlips: boolean
}

async function searchedIn(
  q: Queryable,
  deps: Deps,
  actor: PersonActor,
  input: SearchInput,
  isNear: boolean,
): Promise<Searched> {
  const settings = deps.settings()
  const now = deps.clock.now()
  const { zone } = await readerOf(q, settings, actor.id, 'tu')
  const read = readQuery(input.text, groundOf(settings, zone, now))
  if (!read.ok) return { view: { state: 'problems', problems: read.problems }, mayBeSlips: false }
  const { terms } = read.query
  const filters = [...read.query.filters, ...picked(input.picks)]
  if (terms.length === 0 && filters.length === 0) return { view: { state: 'nothing_asked' }, mayBeSlips: false }
  const people = await peopleOf(q, read.query, actor.id)
  if ('problems' in people) return { view: { state: 'problems', problems: people.problems }, mayBeSlips: false }
  const conditions = filters.map((one) => conditionOf(one, people.idOf))
  const line = actor.standing === 'stranger' ? null : await sightlineOf(q, settings, actor)
  const listed = async (page: number): Promise<ListPage> =>
    line === null
      ? { items: [], page: 0, pageSize: input.pageSize, total: 0, asOf: now }
      : pageOf(q, deps, actor, line, { list: 'find', search: { terms, conditions, isNear } }, page, input.pageSize)
  let list = await listed(input.page)
  const last = Math.max(0, Math.ceil(list.total / input.pageSize) - 1)
  if (list.page > last) list = await listed(last)
  const understood = await understoodOf(q, settings, filters, people.idOf)
  return {
    view: { state: 'found', list, zone, understood, isNear: isNear && list.total > 0 },
    mayBeSlips: terms.some((one) => one.kind === 'word'),
  }
}
