import type { Queryable } from '../db/client.ts'
import { followersOf, participantsOf } from '../db/stores/escalations.ts'
import { groupsOf, membersOfGroup } from '../db/stores/people.ts'
import type { Standing } from '../domain/access/permissions.ts'
import type { Actor } from '../domain/actor.ts'
import { type Escalation, ownerOf } from '../domain/escalation/escalation.ts'
import { categoryOf, teamOf } from '../settings/lookup.ts'
import type { Settings, Team } from '../settings/types.ts'
import { everybody, onlyOf, type TeamDuty, teamDutyOf } from './oncall/on-duty.ts'

export { categoryOf, teamOf }

/** Specialists by id and by user group, in the order of the settings. */
export async function specialistsOf(q: Queryable, team: Team): Promise<readonly string[]> {
  const ofGroup = team.specialistsGroup === null ? [] : await membersOfGroup(q, team.specialistsGroup)
  return [...new Set([...team.specialists, ...ofGroup])]
}

/** Who is on call for a team: by its schedules, the primary first; without one, everybody who is named for it. */
export async function onCallOf(q: Queryable, settings: Settings, team: Team, at: Date): Promise<TeamDuty> {
  return (await teamDutyOf(q, settings, team.id, at)) ?? everybody(await specialistsOf(q, team))
}

/**
 * Who is on call for this escalation now: of those, only people cleared for a restricted category. Nobody cleared on call
 * is nobody on call.
 */
export async function onCallFor(
  q: Queryable,
  settings: Settings,
  subject: { readonly teamId: string; readonly category: string; readonly isRestricted: boolean },
  at: Date,
): Promise<TeamDuty> {
  const team = teamOf(settings, subject.teamId)
  const duty = await onCallOf(q, settings, team, at)
  if (!subject.isRestricted) return duty
  const cleared = new Set(categoryOf(settings, subject.category).visibleTo)
  return onlyOf(duty, (person) => cleared.has(person))
}

const NOBODY: Standing = {
  standing: 'member',
  isRequester: false,
  isFollower: false,
  isOwner: false,
  isSpecialist: false,
  isLead: false,
  isInPrivateIntake: false,
  isCleared: false,
  isBroughtIn: false,
}

/** What a person is to an escalation; rights and sight are decided on it, by `domain/access`. */
export async function standingOf(
  q: Queryable,
  settings: Settings,
  person: Pick<Extract<Actor, { kind: 'person' }>, 'id' | 'standing' | 'intakeOf'>,
  escalation: Escalation,
): Promise<Standing> {
  if (person.standing === 'stranger') return { ...NOBODY, standing: 'stranger' }
  const team = teamOf(settings, escalation.teamId)
  const followers = await followersOf(q, escalation.id)
  const participants = await participantsOf(q, escalation.id)
  const groups = team.specialistsGroup === null ? [] : await groupsOf(q, person.id)
  return {
    standing: person.standing,
    isRequester: escalation.requesterId === person.id,
    isFollower: followers.includes(person.id),
    isOwner: ownerOf(escalation) === person.id,
    isSpecialist:
      team.specialists.includes(person.id) ||
      (team.specialistsGroup !== null && groups.includes(team.specialistsGroup)),
    isLead: team.leads.includes(person.id),
    isInPrivateIntake: person.intakeOf.includes(escalation.teamId),
    isCleared: categoryOf(settings, escalation.category).visibleTo.includes(person.id),
    isBroughtIn: participants.some((one) => one.userId === person.id && one.role === 'brought_in'),
  }
}
