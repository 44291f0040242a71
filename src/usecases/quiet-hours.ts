import type { Queryable } from '../db/client.ts'
import { loadPeople } from '../db/stores/people.ts'
import { hasActedSince } from '../db/stores/timeline.ts'
import { hasObligation } from '../db/stores/urgency.ts'
import { type Escalation, isOpen } from '../domain/escalation/escalation.ts'
import { nextWithin } from '../domain/people/working-hours.ts'
import type { Settings } from '../settings/types.ts'
import { onCallFor } from './team.ts'

/**
 * What a message is to its reader. `page`: a page, or what a lead hears because nobody could be paged. `duty`: something
 * is asked of them. `news`: they are told.
 */
export type Attention = 'page' | 'duty' | 'news'

const ACTED_WITHIN_MS = 2 * 60 * 60_000

/**
 * Quiet hours (SCREENS 1.4): the instant, `now` or the start of the reader's own working hours, before which a message
 * isn't delivered. At any hour: a page of a sev1, a sev2 or an obligation; what concerns one that is open, to its
 * requester and to whoever acted on it in the last two hours; what is asked of who is on call for it. A sev3 waits even
 * for who is on call: its page does, too. `wasOpen`: the message tells of its end.
 */
export async function notBeforeFor(
  q: Queryable,
  settings: Settings,
  to: {
    readonly userId: string
    readonly as: Attention
    readonly escalation: Escalation
    readonly wasOpen?: boolean
  },
  now: Date,
): Promise<Date> {
  const { userId, escalation } = to
  const zone = (await loadPeople(q, [userId])).get(userId)?.zone ?? settings.zone
  const opensAt = nextWithin(settings.workingHours, zone, now)
  if (opensAt <= now) return now
  return (await isDisturbed(q, settings, to, now)) && (await isUrgent(q, escalation)) ? now : opensAt
}

/** A sev1, a sev2, or one with a clock that the law set. */
export async function isUrgent(q: Queryable, escalation: Pick<Escalation, 'id' | 'severity'>): Promise<boolean> {
  if (escalation.severity === 'sev1' || escalation.severity === 'sev2') return true
  return hasObligation(q, escalation.id)
}

/** Of an urgent one: whether this reader hears of it outside their hours. */
async function isDisturbed(
  q: Queryable,
  settings: Settings,
  to: Parameters<typeof notBeforeFor>[2],
  now: Date,
): Promise<boolean> {
  const { userId, as, escalation } = to
  if (as === 'page') return true
  if (!isOpen(escalation) && to.wasOpen !== true) return false
  if (escalation.requesterId === userId) return true
  if (await hasActedSince(q, escalation.id, userId, new Date(now.getTime() - ACTED_WITHIN_MS))) return true
  return as === 'duty' && (await onCallFor(q, settings, escalation, now)).people.includes(userId)
}
