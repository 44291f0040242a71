import type { Keeps } from './kept-days.ts'
import type { BegunTurn } from './layer-time.ts'
import { type Line, lineOf } from './line.ts'
import type { Rotation } from './schedule.ts'
import type { RawShift, ShiftList } from './shift-list.ts'
import { lastStartingBy, type MsSpan } from './spans.ts'
import { DAY_MS, localDayAt } from './wall-clock.ts'

export interface ServedShift extends RawShift {
  /** What is served: less what higher layers cover, within the rotation's hours. */
  readonly served: readonly MsSpan[]
  readonly planned: string | null
}

export interface Turn {
  readonly start: number
  readonly holder: string | null
  /** From the first of its shifts to the last; between them lie those that higher layers cover. */
  readonly shifts: readonly RawShift[]
  /** The line after it. */
  readonly order: readonly string[]
  /** Place in the layer's shifts of the first that isn't its own. */
  readonly next: number
}

/** How far a rotation has come: the last turn begun, and after it what began since and isn't served. */
export type Begun = Pick<Turn, 'holder' | 'shifts' | 'order'>

/** The turns of one rotation on one layer, in order: they grow forward, each judged over all its shifts. */
export interface Turns {
  readonly turns: readonly Turn[]
  readonly served: readonly ServedShift[]
  /** Afterwards every served shift that starts at or before the instant is known. */
  readonly growTo: (at: number) => void
  /** Null where no shift has begun. */
  readonly begunBy: (at: number) => Begun | null
}

export interface TurnRules {
  readonly zone: string
  /** The layer's first day, as an instant: nothing starts long before it. */
  readonly anchor: number
  readonly rotation: Rotation
  /** How many served shifts are a turn. */
  readonly length: number
  readonly shifts: ShiftList
  readonly begun: BegunTurn | null
  /** What of a shift higher layers leave. */
  readonly uncovered: (shift: RawShift) => readonly MsSpan[]
  /** What of that lies in the rotation's hours. */
  readonly inHours: (spans: readonly MsSpan[]) => readonly MsSpan[]
  readonly keeps: Keeps
}

/**
 * How far on the next shift of a turn is looked for: with a holiday layer the next may be months ahead. It is measured from
 * the turn's last shift, never from the question, so that the answer doesn't depend on that.
 */
const NEXT_SHIFT_MS = 800 * DAY_MS

/** So far the list of shifts grows at once while the next is looked for. */
const STEP_MS = 8 * DAY_MS

interface Candidate {
  readonly shift: RawShift
  readonly uncovered: readonly MsSpan[]
  readonly served: readonly MsSpan[]
}

export function turnsOf(rules: TurnRules): Turns {
  const { zone, begun } = rules
  const turns: Turn[] = []
  const served: ServedShift[] = []
  const line: Line = lineOf(
    rules.rotation,
    // An empty line: shifts began, but none was served yet.
    begun === null || begun.checkpoint.line.length === 0
      ? null
      : { order: begun.checkpoint.line, sinceDay: localDayAt(zone, begun.start) },
  )
  const next = reader(rules)

  function take(candidates: readonly Candidate[], shifts: readonly RawShift[], holder: string | null, start: number) {
    for (const { shift, served: parts } of candidates) {
      const { start: from, end, pieces } = shift
      served.push({ start: from, end, pieces, served: parts, planned: holder })
    }
    turns.push({ start, holder, shifts, order: line.order(), next: next.position() })
  }

  if (begun !== null) {
    const candidates = begun.shifts.map((shift) => look(rules, shift)).filter(({ served: parts }) => parts.length > 0)
    take(candidates, begun.shifts, begun.checkpoint.holder, begun.start)
  }

  const growTo = (at: number) => {
    for (let first = next.servedBy(at); first !== null; first = next.servedBy(at)) {
      const from = next.position() - 1
      const candidates = [first]
      for (let last = first; candidates.length < rules.length; ) {
        const position = next.position()
        const more = next.servedBy(last.shift.start + NEXT_SHIFT_MS)
        if (more === null) {
          next.back(position)
          break
        }
        candidates.push(more)
        last = more
      }
      const start = first.shift.start
      const spans = candidates.flatMap(({ uncovered }) => uncovered)
      const holder = line.give(localDayAt(zone, start), (person) => !rules.keeps(person, { begin: start, spans }))
      take(candidates, next.between(from, next.position()), holder, start)
    }
  }

  return {
    turns,
    served,
    growTo,
    begunBy: (at) => {
      growTo(at)
      const turn = turns[lastStartingBy(turns, at)] ?? { holder: null, shifts: [], order: [], next: next.first() }
      const since = next.between(turn.next, next.position()).filter(({ start }) => start <= at)
      const shifts = [...turn.shifts, ...since]
      return shifts.length === 0 ? null : { holder: turn.holder, shifts, order: turn.order }
    },
  }
}

function look(rules: TurnRules, shift: RawShift): Candidate {
  const uncovered = rules.uncovered(shift)
  return { shift, uncovered, served: rules.inHours(uncovered) }
}

/** Reads the layer's shifts in order, from where the turn begun ends. */
function reader(rules: TurnRules) {
  const { shifts, begun } = rules
  let position = 0
  let grownTo = Number.NEGATIVE_INFINITY
  const shiftAt = (index: number): RawShift | null => {
    const shift = shifts.list[index]
    if (shift === undefined) return null
    return begun !== null && shift.start < begun.end ? cutBefore(shift, begun.end) : shift
  }
  if (begun !== null) {
    shifts.growTo(begun.end)
    position = Math.max(0, lastStartingBy(shifts.list, begun.end))
    while ((shifts.list[position]?.end ?? Number.POSITIVE_INFINITY) <= begun.end) position += 1
  }
  const first = position
  return {
    first: () => first,
    position: () => position,
    back: (to: number) => {
      position = to
    },
    /** The shifts from one place to before another. */
    between: (from: number, to: number): readonly RawShift[] => {
      const list: RawShift[] = []
      for (let index = from; index < to; index += 1) {
        const shift = shiftAt(index)
        if (shift !== null) list.push(shift)
      }
      return list
    },
    /** The next shift of which something is served, if it starts at or before the instant. */
    servedBy: (at: number): Candidate | null => {
      for (;;) {
        const shift = shiftAt(position)
        if (shift === null) {
          if (grownTo >= at || shifts.isWhole()) return null
          grownTo = Math.min(at, Math.max(grownTo, shifts.list.at(-1)?.end ?? rules.anchor) + STEP_MS)
          shifts.growTo(grownTo)
          continue
        }
        if (shift.start > at) return null
        position += 1
        const candidate = look(rules, shift)
        if (candidate.served.length > 0) return candidate
      }
    },
  }
}

/** What of a shift under the present rules follows the turn that was begun under the older ones. */
function cutBefore(shift: RawShift, end: number): RawShift {
  const pieces = shift.pieces
    .filter((piece) => piece.end > end)
    .map((piece) => ({ start: Math.max(piece.start, end), end: piece.end }))
  return { start: pieces[0]?.start ?? end, end: shift.end, pieces }
}
