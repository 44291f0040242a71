import type { Severity } from '../domain/escalation/words.ts'
import { targetsFor } from '../settings/lookup.ts'
import type { Targets } from '../settings/types.ts'
import type { Change } from './change.ts'

/** The promised durations of this escalation, in minutes, by its severity or another. */
export function targetsOf(change: Change, severity: Severity = change.escalation.severity): Targets {
  const { teamId, category } = change.escalation
  return targetsFor(change.settings, { team: teamId, category, severity })
}
