import { onCallBetween } from './between.ts'
import type { PreparedSchedule } from './prepare.ts'
import { LAYERS, type Span } from './schedule.ts'
import { covers, lastStartingBy, type MsSpan } from './spans.ts'

const HOUR_MS = 60 * 60_000

export interface DutyPlace {
  /** Name of the schedule. */
  readonly schedule: string
  readonly rotation: string
}

/**
 * `double`: on duty in two rotations from `start` to `end`. `rest`: off duty from `start` to `end` only, which is less than
 * the rest rule asks for; the rotations are the one before and the one after.
 */
export interface DutyProblem extends Span {
  readonly code: 'double' | 'rest'
  readonly rotations: readonly DutyPlace[]
}

interface Duty extends MsSpan {
  readonly places: readonly DutyPlace[]
}

/**
 * What is wrong with one person's duty on all schedules in `[from, to)`, in order: the resolver reports it and changes
 * nothing (SCHEDULES, Turns and the line). `restHours` 0 is no rule. Duty that goes on without a break is one, and a break
 * within one shift is no rest between two.
 */
export function dutyProblems(
  all: readonly PreparedSchedule[],
  person: string,
  from: Date,
  to: Date,
  restHours: number,
): readonly DutyProblem[] {
  const restMs = restHours * HOUR_MS
  const duties = dutiesOf(all, person, from.getTime() - restMs, to.getTime() + restMs)
  const problems = duties
    .filter((duty) => duty.places.length > 1)
    .map((duty): DutyProblem => problem('double', duty, duty.places))
  for (const [index, duty] of duties.entries()) {
    const next = duties[index + 1]
    if (next === undefined) break
    const rest = { start: duty.end, end: next.start }
    if (rest.start === rest.end || rest.end - rest.start >= restMs) continue
    const resumed = duty.places.filter((place) => next.places.some((other) => isPlace(place, other)))
    if (isWithinShift(all, resumed, rest)) continue
    problems.push(problem('rest', rest, [...duty.places, ...next.places]))
  }
  return problems
    .filter(({ start, end }) => start < to && from < end)
    .sort((one, other) => one.start.getTime() - other.start.getTime())
}

function problem(code: DutyProblem['code'], { start, end }: MsSpan, rotations: readonly DutyPlace[]): DutyProblem {
  return { code, start: new Date(start), end: new Date(end), rotations }
}

/** A person's duty cut wherever the rotations change that they are on duty in. */
function dutiesOf(all: readonly PreparedSchedule[], person: string, from: number, to: number): readonly Duty[] {
  const parts = all.flatMap((prepared) =>
    prepared.rotations.flatMap((rotation) =>
      onCallBetween(prepared, rotation, new Date(from), new Date(to))
        .filter(({ people }) => people.includes(person))
        .map(({ start, end }) => ({
          start: start.getTime(),
          end: end.getTime(),
          place: { schedule: prepared.snapshot.name, rotation },
        })),
    ),
  )
  const bounds = [...new Set(parts.flatMap(({ start, end }) => [start, end]))].sort((one, other) => one - other)
  const duties: Duty[] = []
  for (const [index, start] of bounds.entries()) {
    const end = bounds[index + 1]
    const places = parts.filter((part) => part.start <= start && start < part.end).map(({ place }) => place)
    if (end === undefined || places.length === 0) continue
    const last = duties.at(-1)
    if (last !== undefined && last.end === start && isSame(last.places, places)) {
      duties[duties.length - 1] = { ...last, end }
    } else duties.push({ start, end, places })
  }
  return duties
}

function isSame(one: readonly DutyPlace[], other: readonly DutyPlace[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ schedule, rotation }, index) => {
      const its = other[index]
      return its?.schedule === schedule && its.rotation === rotation
    })
  )
}

/**
 * Whether a shift that they had before and have again is interrupted there: by its windows, its rotation's hours or a higher
 * layer. Another's long shift beside it is none of theirs.
 */
function isWithinShift(all: readonly PreparedSchedule[], resumed: readonly DutyPlace[], rest: MsSpan): boolean {
  return all.some((prepared) =>
    prepared.rotations
      .filter((rotation) => resumed.some((place) => isPlace(place, { schedule: prepared.snapshot.name, rotation })))
      .some((rotation) =>
        LAYERS.some((layer) => {
          const turns = prepared.place(rotation, layer)?.turns
          if (turns === undefined) return false
          turns.growTo(rest.end)
          const shift = turns.served[lastStartingBy(turns.served, rest.start - 1)]
          return shift !== undefined && covers(shift.served, rest.start - 1) && covers(shift.served, rest.end)
        }),
      ),
  )
}

function isPlace(one: DutyPlace, other: DutyPlace): boolean {
  return one.schedule === other.schedule && one.rotation === other.rotation
}
