import { type DutyProblem, dutyProblems } from './duty.ts'
import type { DutyRefusal } from './duty-refusal.ts'
import { type PreparedSchedule, prepareSchedule } from './prepare.ts'
import type { ScheduleSnapshot, Span } from './schedule.ts'

const DAY_MS = 24 * 60 * 60_000
const HOUR_MS = 60 * 60_000

/** The schedule as it would be with these facts. */
export function whatIf(prepared: PreparedSchedule, facts: Partial<ScheduleSnapshot>): PreparedSchedule {
  return prepareSchedule({ ...prepared.snapshot, ...facts })
}

/**
 * What of a person's duty would be wrong around a stretch and isn't already: twice on duty, or a rest cut short. `before` and
 * `after` are all schedules, so that duty on another one counts.
 */
export function newProblems(
  before: readonly PreparedSchedule[],
  after: readonly PreparedSchedule[],
  of: { readonly person: string; readonly stretch: Span; readonly restHours: number },
): readonly DutyProblem[] {
  const margin = of.restHours * HOUR_MS + DAY_MS
  const from = new Date(of.stretch.start.getTime() - margin)
  const to = new Date(of.stretch.end.getTime() + margin)
  const known = dutyProblems(before, of.person, from, to, of.restHours)
  return dutyProblems(after, of.person, from, to, of.restHours).filter(
    (one) => !known.some((other) => other.code === one.code && other.start <= one.start && other.end >= one.end),
  )
}

/** The refusal for the first of them, or null: on duty twice before a rest cut short. */
export function refusalFor(
  problems: readonly DutyProblem[],
  of: { readonly person: string; readonly restHours: number },
): DutyRefusal | null {
  const { person: personId, restHours } = of
  const twice = problems.find((one) => one.code === 'double')
  if (twice !== undefined) return { code: 'on_duty_twice', personId, start: twice.start, end: twice.end }
  const short = problems[0]
  return short === undefined ? null : { code: 'rest_broken', personId, restHours, start: short.start, end: short.end }
}
