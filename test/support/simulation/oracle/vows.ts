import { type CategoryOfHouse, PROMISES, type Sev } from '../house.ts'
import { type Counting, doorsOf, later, workingDay } from './open-hours.ts'
import { teamOf } from './people.ts'
import type { Kind, Vow } from './watch.ts'

const MINUTE = 60_000

/**
 * What is promised from an instant on; null: nothing of that kind. Severity, team and calendar say how much; a day that the
 * requester named counts where it is earlier. The law's clocks are no promise of the team.
 */
export function vowOf(
  to: { readonly category: CategoryOfHouse; readonly severity: Sev; readonly neededBy: number | null },
  kind: Kind,
  from: number,
): Vow | null {
  const { claim, first, next, resolve, isWorkingTime } = PROMISES[to.severity]
  const lengths = { claim, first_update: first, next_update: next, resolve, obligation: null }
  const length = lengths[kind]
  if (length === null) return null
  const team = teamOf(to.category.team)
  const counting: Counting = isWorkingTime ? doorsOf(team.zone, team.hours, team.holidays) : null
  const day = isWorkingTime ? workingDay(team.hours) : 24 * 60
  const minutes = 'minutes' in length ? length.minutes : length.days * day
  const { neededBy } = to
  const isSooner = kind === 'resolve' && neededBy !== null && neededBy > from
  if (!isSooner || neededBy >= later(counting, from, minutes * MINUTE)) return { minutes, counting }
  return { minutes: Math.max(1, Math.floor((neededBy - from) / MINUTE)), counting: null }
}
