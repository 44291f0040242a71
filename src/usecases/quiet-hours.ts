import type { Queryable } from '../db/client.ts'
import { loadPeople } from '../db/stores/people.ts'
import type { Severity } from '../domain/escalation/words.ts'
import { nextWithin } from '../domain/people/working-hours.ts'
import type { Settings } from '../settings/types.ts'

/**
 * Quiet hours (SCREENS 1.4): what isn't sev1 or sev2 waits for the start of the reader's own working hours. What
 * concerns an open sev1 or sev2 isn't held for its requester and for whoever works on it.
 */
export async function notBeforeFor(
  q: Queryable,
  settings: Settings,
  userId: string,
  severity: Severity,
  now: Date,
): Promise<Date> {
  if (severity === 'sev1' || severity === 'sev2') return now
  const zone = (await loadPeople(q, [userId])).get(userId)?.zone ?? settings.zone
  return nextWithin(settings.workingHours, zone, now)
}
