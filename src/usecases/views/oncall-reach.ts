import type { Queryable } from '../../db/client.ts'
import { loadPeople } from '../../db/stores/people.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { membersOf } from '../../domain/oncall/members.ts'
import type { ScheduleChoice, SeenPerson } from '../../domain/oncall/screens.ts'
import type { Settings, Team } from '../../settings/types.ts'
import type { Deps } from '../deps.ts'
import { dutyStanding } from '../oncall/duty-change.ts'
import { type LoadedSchedule, schedulesOf } from '../oncall/load-schedules.ts'
import { localDayOf } from '../oncall/local-day.ts'

/** What of on-call duty somebody may look at: the schedules of the teams that they lead, or serve, or are in a line of. */
export interface Reach {
  readonly teams: readonly { readonly team: Team; readonly isLead: boolean }[]
  /** Of those teams, in their order. */
  readonly schedules: readonly LoadedSchedule[]
  /** Everybody's: duty on one counts for another. */
  readonly all: readonly LoadedSchedule[]
}

export async function reachOf(q: Queryable, settings: Settings, actor: PersonActor, now: Date): Promise<Reach> {
  if (actor.standing !== 'member') return { teams: [], schedules: [], all: [] }
  const all = await schedulesOf(q, settings, null, now)
  const teams: { team: Team; isLead: boolean }[] = []
  for (const team of settings.teams) {
    const { isOfTeam, isLead } = await dutyStanding({ tx: q, settings, now }, all, {
      userId: actor.id,
      teamId: team.id,
    })
    if (isOfTeam) teams.push({ team, isLead })
  }
  const schedules = teams.flatMap(({ team }) => all.filter((one) => one.teamId === team.id))
  return { teams, schedules, all }
}

export function isLeadOf(reach: Reach, schedule: LoadedSchedule): boolean {
  return reach.teams.some(({ team, isLead }) => isLead && team.id === schedule.teamId)
}

export function choicesOf(reach: Reach): readonly ScheduleChoice[] {
  return reach.schedules.map((one) => choiceOf(reach, one))
}

export function choiceOf(reach: Reach, { id, name, teamId }: LoadedSchedule): ScheduleChoice {
  const team = reach.teams.find((one) => one.team.id === teamId)?.team.name ?? teamId
  return { id, name, team }
}

/** Names, and until when Slack silences whom. */
export async function seenPeople(q: Queryable, ids: readonly string[], now: Date): Promise<(id: string) => SeenPerson> {
  const known = await loadPeople(q, [...new Set(ids)])
  return (id) => {
    const { displayName = id, silencedUntil = null } = known.get(id) ?? {}
    return { id, name: displayName, silentUntil: silencedUntil !== null && silencedUntil > now ? silencedUntil : null }
  }
}

/** Whoever is in a line of what somebody may look at and isn't known to us yet: Slack is to be asked for their names. */
export async function unknownInReach(deps: Deps, actor: PersonActor): Promise<readonly string[]> {
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const { schedules } = await reachOf(q, deps.settings(), actor, now)
    const ids = schedules.flatMap(({ rules, overrides }) => [
      ...membersOf(rules, localDayOf(now, rules.zone)),
      ...overrides.flatMap((one) => (one.kind === 'nobody' ? [] : one.kind === 'add' ? [one.subject] : [one.by])),
    ])
    const known = await loadPeople(q, [...new Set(ids)])
    return [...new Set(ids)].filter((id) => !known.has(id))
  })
}
