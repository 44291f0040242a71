import type { Queryable } from '../../db/client.ts'
import { type ListQuery, listEscalations, type Sightline } from '../../db/stores/lists.ts'
import { groupsOf, loadPeople } from '../../db/stores/people.ts'
import { may } from '../../domain/access/permissions.ts'
import type { PersonActor } from '../../domain/actor.ts'
import type { HomeSection, HomeView, ListItem, ListPage, OnCallNow } from '../../domain/escalation/views.ts'
import { teamsLedBy, teamsServedBy } from '../../settings/lookup.ts'
import type { Settings, Team } from '../../settings/types.ts'
import type { Deps } from '../deps.ts'
import { onCallOf, standingOf } from '../team.ts'
import { headOf, readerOf, stateLineOf } from './common.ts'

/** What this person sees of lists: one condition for all of them, search as well. */
export async function sightlineOf(q: Queryable, settings: Settings, actor: PersonActor): Promise<Sightline> {
  const groups = await groupsOf(q, actor.id)
  const theirs = [...teamsLedBy(settings, actor.id), ...teamsServedBy(settings, actor.id, groups)].map(
    (team) => team.id,
  )
  const teamIds = [...new Set([...theirs, ...actor.intakeOf])]
  return {
    userId: actor.id,
    teamIds,
    clearedCategories: settings.categories
      .filter((category) => category.visibleTo.includes(actor.id))
      .map((category) => category.id),
    isGuest: actor.standing !== 'member',
  }
}

/** One page of what the sightline lets through, drawn, with how many there are. */
export async function pageOf(
  q: Queryable,
  deps: Deps,
  actor: PersonActor,
  line: Sightline,
  query: ListQuery,
  page: number,
  pageSize: number,
): Promise<ListPage> {
  const settings = deps.settings()
  const now = deps.clock.now()
  const { items, total, isMore } = await listEscalations(q, line, query, page, pageSize)
  const shown: ListItem[] = []
  for (const escalation of items) {
    // Asked only where it decides something: a list is many escalations.
    const mayClaim =
      escalation.status === 'unclaimed' &&
      may('claim', await standingOf(q, settings, actor, escalation), escalation) === true
    shown.push({
      head: await headOf(q, settings, escalation, 'all'),
      status: escalation.status,
      line: await stateLineOf(q, settings, escalation, now),
      filedAt: escalation.filedAt,
      mayClaim,
    })
  }
  return { items: shown, page, pageSize, total, isMore, asOf: now }
}

/** `/escalate list | mine`, one page of it. */
export async function listFor(
  deps: Deps,
  actor: PersonActor,
  input: { readonly query: ListQuery; readonly page: number; readonly pageSize: number },
): Promise<ListPage & { readonly zone: string }> {
  if (actor.standing === 'stranger') {
    const nothing = { items: [], page: 0, pageSize: input.pageSize, total: 0 }
    return { ...nothing, asOf: deps.clock.now(), zone: deps.settings().zone }
  }
  return deps.db.read(async (q) => {
    const line = await sightlineOf(q, deps.settings(), actor)
    const { zone } = await readerOf(q, deps.settings(), actor.id, 'tu')
    return { ...(await pageOf(q, deps, actor, line, input.query, input.page, input.pageSize)), zone }
  })
}

/** Names, for who leads the team with Slack's silence where it holds: they may have to find somebody else. */
async function onCallSeenBy(
  q: Queryable,
  actor: PersonActor,
  { team, people }: { readonly team: Team; readonly people: readonly string[] },
  now: Date,
): Promise<readonly OnCallNow[]> {
  const isLead = team.leads.includes(actor.id)
  const known = await loadPeople(q, people)
  return people.map((id) => {
    const { displayName = id, silencedUntil = null } = known.get(id) ?? {}
    const isSilent = isLead && silencedUntil !== null && silencedUntil > now
    return { id, name: displayName, silentUntil: isSilent ? silencedUntil : null }
  })
}

const SECTIONS: readonly HomeSection[] = ['mine', 'unclaimed', 'filed', 'open']

/** App Home: drawn on demand. `pages` says which page of which section; a section without entries isn't there. */
export async function homeFor(
  deps: Deps,
  actor: PersonActor,
  input: { readonly pages: Partial<Readonly<Record<HomeSection, number>>>; readonly pageSize: number },
): Promise<HomeView> {
  const settings = deps.settings()
  const now = deps.clock.now()
  if (!settings.isSetUp || actor.standing === 'stranger') {
    return { isSetUp: settings.isSetUp, sections: [], onCall: [], zone: settings.zone, asOf: now }
  }
  return deps.db.read(async (q) => {
    const line = await sightlineOf(q, settings, actor)
    const { zone } = await readerOf(q, settings, actor.id, 'tu')
    const sections: { section: HomeSection; list: ListPage }[] = []
    for (const section of SECTIONS) {
      // "All open" tells a requester nothing that "filed by me" doesn't.
      if (section === 'open' && line.teamIds.length === 0 && line.clearedCategories.length === 0) continue
      const page = input.pages[section] ?? 0
      const list = await pageOf(q, deps, actor, line, { list: section }, page, input.pageSize)
      if (list.total > 0) sections.push({ section, list })
    }
    const onCall: { team: string; people: readonly OnCallNow[] }[] = []
    for (const team of settings.teams) {
      const { people } = await onCallOf(q, settings, team, now)
      onCall.push({ team: team.name, people: await onCallSeenBy(q, actor, { team, people }, now) })
    }
    return { isSetUp: true, sections, onCall, zone, asOf: now }
  })
}
