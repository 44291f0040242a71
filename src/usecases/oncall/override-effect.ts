import type { DutyProblem } from '../../domain/oncall/duty.ts'
import { newProblems, refusalFor, whatIf } from '../../domain/oncall/duty-checks.ts'
import type { DutyRefusal } from '../../domain/oncall/duty-refusal.ts'
import { gapsBetween } from '../../domain/oncall/gaps.ts'
import { type Stretch, without } from '../../domain/oncall/moved.ts'
import { effectOf } from '../../domain/oncall/overrides.ts'
import type { Gap, Override } from '../../domain/oncall/schedule.ts'
import type { LoadedSchedule } from './load-schedules.ts'
import { localDayOf } from './local-day.ts'

/** What an override would do, shown before it is saved. */
export interface OverrideEffect {
  /** Empty: it "has no effect" (ONCALL 2). */
  readonly parts: readonly Stretch[]
  /** Of whoever comes on duty by it. */
  readonly problems: readonly DutyProblem[]
  readonly refusal: DutyRefusal | null
  /** Local days of the schedule's zone that they keep: a warning, no hindrance. */
  readonly keptDays: readonly string[]
  /** Nobody on call any more where somebody was. */
  readonly gaps: readonly Gap[]
}

/** Pure: everything is in the schedules. `schedules` are all living ones. */
export function effectIn(
  schedules: readonly LoadedSchedule[],
  schedule: LoadedSchedule,
  override: Override,
): OverrideEffect {
  const { prepared, rules } = schedule
  const parts = effectOf(prepared, override)
  const changed = whatIf(prepared, { overrides: [...prepared.snapshot.overrides, override] })
  const before = schedules.map((one) => one.prepared)
  const after = schedules.map((one) => (one.id === schedule.id ? changed : one.prepared))
  const person = override.kind === 'replace' ? override.by : override.kind === 'add' ? override.subject : null
  const { restHours } = rules
  // Only what it brings about counts: a long replacement may touch two shifts in a month.
  const problems =
    person === null ? [] : parts.flatMap((stretch) => newProblems(before, after, { person, stretch, restHours }))
  const unique = [...new Map(problems.map((one) => [`${one.code}:${one.start.getTime()}`, one])).values()]
  const { start, end } = override
  const asStretch = (gap: Gap): Stretch => ({ rotation: gap.role, start: gap.start, end: gap.end })
  const known = gapsBetween(prepared, start, end).map(asStretch)
  const gaps = gapsBetween(changed, start, end).filter((gap) => without([asStretch(gap)], known).length > 0)
  return {
    parts,
    problems: unique,
    refusal: person === null ? null : refusalFor(unique, { person, restHours }),
    keptDays: person === null ? [] : keptWithin(schedule, person, parts),
    gaps,
  }
}

function keptWithin(schedule: LoadedSchedule, person: string, parts: readonly Stretch[]): readonly string[] {
  const { zone } = schedule.rules
  const kept = schedule.prepared.snapshot.keptDays.filter((one) => one.person === person)
  const days = parts.flatMap((part) => {
    const first = localDayOf(part.start, zone)
    const last = localDayOf(new Date(part.end.getTime() - 1), zone)
    return kept.filter((one) => one.from <= last && one.to >= first).map((one) => (one.from < first ? first : one.from))
  })
  return [...new Set(days)].sort()
}
