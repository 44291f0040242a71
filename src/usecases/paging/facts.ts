import type { Queryable } from '../../db/client.ts'
import { DatabaseUnavailable } from '../../db/errors.ts'
import { pagesOf } from '../../db/stores/pages.ts'
import { loadPeople, membersOfGroup, reachedOtherwise } from '../../db/stores/people.ts'
import type { Escalation } from '../../domain/escalation/escalation.ts'
import type { KnownPage, PagingFacts, PagingRun } from '../../domain/paging/words.ts'
import { isWithin } from '../../domain/people/working-hours.ts'
import type { Settings } from '../../settings/types.ts'
import { onlyOf } from '../oncall/on-duty.ts'
import { categoryOf, onCallFor, onCallOf, teamOf } from '../team.ts'

/** How the world stands for a run: who is on call and cleared, whom Slack silences, which pages wait for an answer. */
export async function pagingFacts(
  q: Queryable,
  settings: Settings,
  of: { readonly escalation: Escalation; readonly runId: number; readonly run: PagingRun },
  now: Date,
): Promise<PagingFacts> {
  const { escalation, runId, run } = of
  const onCall = await lookUp(q, settings, escalation, now)
  const leads = await leadsFor(q, settings, escalation, now)
  const groups = await groupsIn(q, settings, escalation, run)
  const pages: readonly KnownPage[] = (await pagesOf(q, escalation.id))
    .filter((page) => page.runId === runId || page.endedAt === null)
    .map((page) => ({
      pageId: page.id,
      userId: page.userId,
      askedAt: page.askedAt,
      isLive: page.endedAt === null && page.runId !== null,
    }))
  const named = run.policy.steps.flatMap((step) =>
    step.whom.flatMap((one) => (one.kind === 'person' ? [one.userId] : [])),
  )
  const everybody = [...(onCall.look === 'answered' ? onCall.people : []), ...leads, ...named]
  const asked = [...everybody, ...Object.values(groups).flat(), ...pages.map((page) => page.userId)]
  return {
    onCall,
    leads,
    groups,
    pages,
    silenced: await silencedAmong(q, asked, { hasTeamWay: teamOf(settings, escalation.teamId).ways.length > 0, now }),
    // What waits for the morning is held for each person's own day, on its outbox row (SCREENS 1.4).
    opensAt: now,
  }
}

async function lookUp(
  q: Queryable,
  settings: Settings,
  escalation: Escalation,
  now: Date,
): Promise<PagingFacts['onCall']> {
  try {
    const duty = await onCallFor(q, settings, escalation, now)
    const known = await loadPeople(q, duty.people)
    const { people, roles } = onlyOf(duty, (userId) => known.get(userId)?.isDeactivated !== true)
    return { look: 'answered', people, roles }
  } catch (error) {
    if (error instanceof DatabaseUnavailable) throw error
    return { look: 'failed' }
  }
}

/** Cleared for what is restricted; first who is on duty as a lead, then those at work. */
export async function leadsFor(
  q: Queryable,
  settings: Settings,
  escalation: Escalation,
  now: Date,
): Promise<readonly string[]> {
  const { leads } = teamOf(settings, escalation.teamId)
  const known = await loadPeople(q, leads)
  const cleared = categoryOf(settings, escalation.category).visibleTo
  const eligible = leads
    .filter((userId) => !escalation.isRestricted || cleared.includes(userId))
    .filter((userId) => known.get(userId)?.isDeactivated !== true)
  if (eligible.length < 2) return eligible
  const onDuty = await leadsOnDuty(q, settings, escalation, now)
  const rank = (userId: string): number => {
    if (onDuty.includes(userId)) return 0
    return isWithin(settings.workingHours, known.get(userId)?.zone ?? settings.zone, now) ? 1 : 2
  }
  return eligible.toSorted((a, b) => rank(a) - rank(b))
}

/** Nobody where the look-up failed: the leads are paged all the same, which is what they are there for. */
async function leadsOnDuty(
  q: Queryable,
  settings: Settings,
  escalation: Escalation,
  now: Date,
): Promise<readonly string[]> {
  try {
    return (await onCallOf(q, settings, teamOf(settings, escalation.teamId), now)).leads
  } catch (error) {
    if (error instanceof DatabaseUnavailable) throw error
    return []
  }
}

async function groupsIn(
  q: Queryable,
  settings: Settings,
  escalation: Escalation,
  run: PagingRun,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const cleared = categoryOf(settings, escalation.category).visibleTo
  const groups: Record<string, readonly string[]> = {}
  for (const whom of run.policy.steps.flatMap((step) => step.whom)) {
    if (whom.kind !== 'group' || whom.groupId in groups) continue
    const members = await membersOfGroup(q, whom.groupId)
    groups[whom.groupId] = members.filter((userId) => !escalation.isRestricted || cleared.includes(userId))
  }
  return groups
}

async function silencedAmong(
  q: Queryable,
  userIds: readonly string[],
  at: { readonly hasTeamWay: boolean; readonly now: Date },
): Promise<PagingFacts['silenced']> {
  const { hasTeamWay, now } = at
  const silenced = [...(await loadPeople(q, userIds)).values()].filter(
    (person) => person.silencedUntil !== null && person.silencedUntil > now,
  )
  if (silenced.length === 0) return {}
  const others = await reachedOtherwise(
    q,
    silenced.map((person) => person.id),
  )
  return Object.fromEntries(
    silenced.map((person) => [
      person.id,
      { until: person.silencedUntil, hasOtherWay: hasTeamWay || others.has(person.id) },
    ]),
  )
}
