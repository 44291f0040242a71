import type { WebClient } from '@slack/web-api'
import type { PersonActor } from '../domain/actor.ts'
import { type Locale, localeOf } from '../domain/language.ts'
import type { Deadline } from '../ports.ts'
import type { Deps } from '../usecases/deps.ts'
import { findPerson } from '../usecases/people/find-person.ts'
import { type KnownPerson, rememberPerson } from '../usecases/people/remember-person.ts'

/** A person as an interaction needs them: who acts, and how to speak to them. */
export interface Someone {
  readonly actor: PersonActor
  readonly locale: Locale
  readonly zone: string
  readonly name: string
}

export interface People {
  /**
   * Who pressed or typed. `teamId` is the workspace that the payload names for them. Never rejects, and answers within
   * a second and a half: when Slack doesn't it goes by what is known, and treats an unknown person as a guest, who may do
   * least.
   */
  who(userId: string, teamId: string | undefined): Promise<Someone>
  /** Makes sure that these people's names are known before they are shown; what Slack doesn't tell stays unknown. */
  learn(userIds: readonly string[]): Promise<void>
  /** Slack told of a change. */
  forget(userId: string): void
}

const FRESH_MS = 10 * 60_000
const MEMBERSHIP_FRESH_MS = 60_000
/** For Slack's answer; with what is waited for the database it leaves a press most of its three seconds. */
const PATIENCE_MS = 1_000
/** For the database: who Slack told us of counts, whether or not it could be kept. */
const KEEPING_MS = 500
const NEVER = Number.NEGATIVE_INFINITY

export function createPeople(init: {
  readonly deps: Deps
  readonly client: WebClient
  readonly deadline: Deadline
  readonly workspaceId: string
}): People {
  const { deps, client, deadline, workspaceId } = init
  const cache = new Map<string, { person: KnownPerson; at: number }>()
  const intake = new Map<string, { members: ReadonlySet<string>; at: number }>()

  const ask = async (userId: string): Promise<KnownPerson | null> => {
    const answer = await client.users.info({ user: userId, include_locale: true })
    const user = answer.user
    if (user?.id === undefined) return null
    const displayName = [user.profile?.display_name, user.profile?.real_name, user.real_name, user.name].find(
      (name) => name !== undefined && name.trim() !== '',
    )
    const person: KnownPerson = {
      id: user.id,
      workspaceId: user.team_id ?? workspaceId,
      displayName: displayName ?? user.id,
      zone: user.tz ?? deps.settings().zone,
      slackLocale: user.locale ?? deps.settings().language,
      isGuest: user.is_restricted === true || user.is_ultra_restricted === true,
      isBot: user.is_bot === true,
      isDeactivated: user.deleted === true,
    }
    return person
  }

  /** False when the database didn't take it in time: it is asked for again at the next occasion. */
  const keep = async (person: KnownPerson): Promise<boolean> => {
    try {
      await deadline.race(KEEPING_MS, rememberPerson(deps, { kind: 'job', name: 'directory' }, person))
      return true
    } catch (error) {
      deps.log.warn('person_not_kept', { error: error instanceof Error ? error.name : 'unknown' })
      return false
    }
  }

  const known = async (userId: string): Promise<KnownPerson | null> => {
    const now = deps.clock.now().getTime()
    const kept = cache.get(userId)
    if (kept !== undefined && now - kept.at < FRESH_MS) return kept.person
    try {
      const person = await deadline.race(PATIENCE_MS, ask(userId))
      if (person === null) return null
      cache.set(userId, { person, at: NEVER })
      if (await keep(person)) cache.set(userId, { person, at: now })
      return person
    } catch (error) {
      deps.log.warn('person_not_looked_up', { error: error instanceof Error ? error.name : 'unknown' })
      if (kept !== undefined) return kept.person
      return deadline.race(KEEPING_MS, findPerson(deps, { userId })).catch(() => null)
    }
  }

  /** Members of each team's *private* intake channel may claim what isn't restricted. */
  const intakeOf = async (userId: string): Promise<readonly string[]> => {
    const others = deps
      .settings()
      .teams.filter((team) => !team.leads.includes(userId) && !team.specialists.includes(userId))
    const members = await Promise.all(others.map((team) => membersOfPrivate(team.intakeChannel)))
    return others.filter((_, index) => members[index]?.has(userId) === true).map((team) => team.id)
  }

  const membersOfPrivate = async (channel: string): Promise<ReadonlySet<string>> => {
    const now = deps.clock.now().getTime()
    const kept = intake.get(channel)
    if (kept !== undefined && now - kept.at < MEMBERSHIP_FRESH_MS) return kept.members
    try {
      const members = await deadline.race(PATIENCE_MS, askMembers(channel))
      intake.set(channel, { members, at: now })
      return members
    } catch (error) {
      deps.log.warn('intake_members_not_looked_up', { error: error instanceof Error ? error.name : 'unknown' })
      return kept?.members ?? new Set()
    }
  }

  const askMembers = async (channel: string): Promise<ReadonlySet<string>> => {
    const info = await client.conversations.info({ channel })
    if (info.channel?.is_private !== true) return new Set()
    const members = new Set<string>()
    let cursor = ''
    do {
      const page = await client.conversations.members({ channel, limit: 1000, ...(cursor === '' ? {} : { cursor }) })
      for (const member of page.members ?? []) members.add(member)
      cursor = page.response_metadata?.next_cursor ?? ''
    } while (cursor !== '')
    return members
  }

  return {
    async who(userId, teamId) {
      // Side by side: a press has three seconds in all.
      const [person, intakes] = await Promise.all([known(userId), intakeOf(userId)])
      const isStranger = (teamId ?? workspaceId) !== workspaceId || (person?.workspaceId ?? workspaceId) !== workspaceId
      const standing = isStranger ? 'stranger' : person === null || person.isGuest ? 'guest' : 'member'
      return {
        actor: {
          kind: 'person',
          id: userId,
          standing,
          intakeOf: standing === 'member' ? intakes : [],
        },
        locale: person === null ? deps.settings().language : localeOf(person.slackLocale),
        zone: person?.zone ?? deps.settings().zone,
        name: person?.displayName ?? userId,
      }
    },
    async learn(userIds) {
      await Promise.all([...new Set(userIds)].map((userId) => known(userId)))
    },
    forget(userId) {
      cache.delete(userId)
    },
  }
}
