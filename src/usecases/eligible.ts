import type { Queryable } from '../db/client.ts'
import { loadPeople } from '../db/stores/people.ts'
import { may } from '../domain/access/permissions.ts'
import type { Change } from './change.ts'
import { standingOf } from './team.ts'

/**
 * Whether somebody may be named on this escalation (brought in, following, its requester): from then on it is told to them.
 * Not a bot, nobody who left or belongs to another workspace than its requester; on a restricted one neither a guest nor
 * somebody of whom Slack told us nothing.
 */
export async function mayBeNamed(
  q: Queryable,
  subject: { readonly requesterId: string; readonly isRestricted: boolean },
  userId: string,
): Promise<boolean> {
  const { requesterId, isRestricted } = subject
  const people = await loadPeople(q, [userId, requesterId])
  const person = people.get(userId)
  if (person === undefined) return !isRestricted
  if (person.isBot || person.isDeactivated) return false
  const workspaceId = people.get(requesterId)?.workspaceId ?? person.workspaceId
  return person.workspaceId === workspaceId && !(person.isGuest && isRestricted)
}

/** Whether somebody could own it: they may claim what they are given. */
export async function mayOwn(change: Change, userId: string): Promise<boolean> {
  const person = (await loadPeople(change.tx, [userId])).get(userId)
  if (person !== undefined && (person.isBot || person.isDeactivated)) return false
  const standing = await standingOf(
    change.tx,
    change.settings,
    { id: userId, standing: person?.isGuest === true ? 'guest' : 'member', intakeOf: [] },
    change.escalation,
  )
  const answer = may('claim', standing, change.escalation)
  return answer === true || answer === 'wrong_status'
}
