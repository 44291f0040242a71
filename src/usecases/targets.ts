import type { ClockKind } from '../domain/escalation/timeline-event.ts'
import type { Severity } from '../domain/escalation/words.ts'
import { addWorkingMinutes, ROUND_THE_CLOCK } from '../domain/sla/business-time.ts'
import type { Promised } from '../domain/sla/clock.ts'
import { targetsFor } from '../settings/lookup.ts'
import type { Promises } from '../settings/types.ts'
import type { Change } from './change.ts'

const MINUTE_MS = 60_000

/** What this escalation is promised, by its severity or another. */
export function promisesTo(change: Change, severity: Severity = change.escalation.severity): Promises {
  const { teamId, category } = change.escalation
  return targetsFor(change.settings, { team: teamId, category, severity })
}

/**
 * What one clock that begins at `from` is promised; null: no such clock. For the decision "needed by" counts where it is
 * earlier: nobody is promised less than the policy says because they named a day (ONCALL 19).
 */
export function promisedFor(change: Change, kind: ClockKind, from: Date): Promised | null {
  const promises = promisesTo(change)
  const minutes = minutesOf(promises, kind)
  if (minutes === null) return null
  const { calendar } = promises
  const { neededBy } = change.escalation
  if (kind !== 'resolve' || neededBy === null || neededBy <= from) return { minutes, calendar }
  return neededBy < addWorkingMinutes(calendar, from, minutes) ? untilThen(from, neededBy) : { minutes, calendar }
}

/** A deadline that was named by its instant: all the time until then counts. In whole minutes, at least one. */
export function untilThen(from: Date, dueAt: Date): Promised {
  const minutes = Math.max(1, Math.floor((dueAt.getTime() - from.getTime()) / MINUTE_MS))
  return { minutes, calendar: ROUND_THE_CLOCK }
}

function minutesOf(promises: Promises, kind: ClockKind): number | null {
  switch (kind) {
    case 'claim':
      return promises.claimMinutes
    case 'first_update':
      return promises.firstUpdateMinutes
    case 'next_update':
      return promises.nextUpdateMinutes
    case 'resolve':
      return promises.resolveMinutes
    case 'obligation':
      // The law's own, from the settings' obligations.
      return null
  }
}
