import type { Queryable } from '../../db/client.ts'
import { groupsOf, loadPeople } from '../../db/stores/people.ts'
import { waysOf as storedWaysOf, type Way } from '../../db/stores/ways.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { type ReachView, WAY_KINDS, type WayKind, type WayView } from '../../domain/paging/ways.ts'
import { teamsServedBy } from '../../settings/lookup.ts'
import type { Settings } from '../../settings/types.ts'
import type { Deps } from '../deps.ts'

export type { ReachView, WayView }

/** How one is reached oneself. */
export async function waysOf(deps: Deps, actor: PersonActor): Promise<ReachView> {
  const now = deps.clock.now()
  const settings = deps.settings()
  const offered = deps.otherWays?.offered ?? []
  return deps.db.read(async (q) => {
    const person = (await loadPeople(q, [actor.id])).get(actor.id)
    const until = person?.silencedUntil ?? null
    return {
      isOfTeam: await mayBePaged(q, settings, actor),
      ways: (await storedWaysOf(q, actor.id)).map((way) => factsOf(way, offered)),
      offered: WAY_KINDS.filter((kind) => offered.includes(kind)),
      silencedUntil: until !== null && until > now ? until : null,
      asOf: now,
    }
  })
}

export function factsOf(way: Way, offered: readonly WayKind[]): WayView {
  const { id, kind, hint, delayMinutes, testedAt } = way
  return {
    id,
    kind,
    hint,
    delayMinutes,
    isVerified: way.verifiedAt !== null,
    testedAt,
    isOffered: offered.includes(kind),
  }
}

/** Leads and specialists: a code costs money, and goes to whatever number was typed. */
export async function mayBePaged(q: Queryable, settings: Settings, actor: PersonActor): Promise<boolean> {
  if (actor.standing !== 'member') return false
  if (settings.teams.some((team) => team.leads.includes(actor.id))) return true
  return teamsServedBy(settings, actor.id, await groupsOf(q, actor.id)).length > 0
}
