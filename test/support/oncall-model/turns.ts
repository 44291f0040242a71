import type { Rotation, ScheduleSnapshot } from '../../../src/domain/oncall/schedule.ts'
import { at, clockOf, DAY, dayNumber, dayOfLabel, firstMinuteOf, type Grid, minuteOf } from './clock.ts'
import type { ModelRotation, ModelShift } from './shifts.ts'

/** A served shift and who has it by the line; null where nobody could serve all of its turn. */
export interface PlannedShift extends ModelShift {
  readonly holder: string | null
}

export interface KeptSpan {
  readonly person: string
  readonly from: number
  readonly to: number
  readonly declaredAt: number
}

/** The line, turn by turn: served shifts in order, with whom each went to. */
export function plan(
  snapshot: ScheduleSnapshot,
  kept: readonly KeptSpan[],
  grid: Grid,
  on: ModelRotation,
): readonly PlannedShift[] {
  const { rotation, checkpoint } = on
  const clock = clockOf(snapshot.zone, grid)
  const localDay = (minute: number) => dayOfLabel(at(clock.reads, minute))
  const n = snapshot.layers[on.layer]?.turn ?? 1

  // A checkpoint's turn is spent; its shifts stay whether or not they are still served in part.
  const begun = on.shifts.filter((shift) => shift.isOfCheckpoint)
  const planned: PlannedShift[] = begun.map((shift) => ({ ...shift, holder: checkpoint?.holder ?? null }))
  let line: readonly string[] = checkpoint?.line ?? []
  // Where the line is empty nobody was given a turn yet, and no reordering is spent.
  let reorderedTo = begun[0] === undefined || line.length === 0 ? Number.NEGATIVE_INFINITY : localDay(begun[0].start)

  const served = on.shifts.filter((shift) => !shift.isOfCheckpoint && shift.served.length > 0)
  for (let first = 0; first < served.length; first += n) {
    const turn = served.slice(first, first + n)
    const begins = turn[0]?.start ?? 0
    const today = localDay(begins)
    line = reordered(withMembers(line, rotation, today), rotation, reorderedTo, today)
    reorderedTo = today
    const canServe = (person: string) =>
      !kept.some(
        (days) =>
          days.person === person &&
          days.declaredAt <= begins &&
          // "Its shifts less what higher layers cover": the rotation's hours aren't asked.
          turn.some((shift) => shift.uncovered.some((minute) => minute >= days.from && minute < days.to)),
      )
    const holder = line.find(canServe) ?? null
    if (holder !== null) line = [...line.filter((person) => person !== holder), holder]
    planned.push(...turn.map((shift) => ({ ...shift, holder })))
  }
  return planned
}

/** "Who joins or returns goes to the end of the line, several in listed order; who leaves is taken out." */
function withMembers(line: readonly string[], { participants }: Rotation, today: number): readonly string[] {
  const members = participants
    .filter(({ from, to }) => (from === null || dayNumber(from) <= today) && (to === null || today < dayNumber(to)))
    .map(({ id }) => id)
  const staying = line.filter((person) => members.includes(person))
  return [...new Set([...staying, ...members])]
}

/** Reorderings that a turn is the first to begin on or after; whom one doesn't name keeps their order behind. */
function reordered(
  line: readonly string[],
  { reorderings }: Rotation,
  after: number,
  today: number,
): readonly string[] {
  return reorderings
    .filter(({ on }) => dayNumber(on) > after && dayNumber(on) <= today)
    .sort((one, other) => dayNumber(one.on) - dayNumber(other.on))
    .reduce(
      (order, { order: named }) => [
        ...named.filter((person) => order.includes(person)),
        ...order.filter((person) => !named.includes(person)),
      ],
      line,
    )
}

/** From local midnight to local midnight; days that don't exist have no minutes. */
export function keptSpans(snapshot: ScheduleSnapshot, grid: Grid): readonly KeptSpan[] {
  const clock = clockOf(snapshot.zone, grid)
  return snapshot.keptDays.map(({ person, from, to, declaredAt }) => ({
    person,
    from: firstMinuteOf(clock, dayNumber(from) * DAY),
    to: firstMinuteOf(clock, (dayNumber(to) + 1) * DAY),
    // "At or after": a declaration within a minute binds from the next one on.
    declaredAt: minuteOf(grid, new Date(declaredAt.getTime() + 59_999)),
  }))
}
