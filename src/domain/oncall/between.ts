import { sameAnswer } from './overlay.ts'
import type { Place, PreparedSchedule } from './prepare.ts'
import { LAYERS, type OnCallInterval, type Shift, type Span } from './schedule.ts'
import { lastStartingBy } from './spans.ts'
import { timelineOf } from './timeline.ts'

/**
 * Who is on call in a rotation in `[from, to)`: in order and without holes, cut where people, layer or why change and at the
 * range's own ends. It says at every instant what `whoIsOnCall` says (ONCALL 1).
 */
export function onCallBetween(
  prepared: PreparedSchedule,
  rotation: string,
  from: Date,
  to: Date,
): readonly OnCallInterval[] {
  const start = from.getTime()
  const end = to.getTime()
  if (start >= end) return []
  const found: { from: number; to: number; readonly answer: Parameters<typeof sameAnswer>[0] }[] = []
  for (const stretch of timelineOf(prepared, rotation).stretchesFrom(start)) {
    if (stretch.start >= end) break
    const last = found.at(-1)
    const to = Math.min(stretch.end, end)
    if (last !== undefined && sameAnswer(last.answer, stretch.answer)) last.to = to
    else found.push({ from: Math.max(stretch.start, start), to, answer: stretch.answer })
  }
  return found.map(({ from: since, to: till, answer: { people, layer, why } }) => ({
    rotation,
    start: new Date(since),
    end: new Date(till),
    people,
    layer,
    why,
  }))
}

/**
 * The served shifts of a rotation that overlap `[from, to)`, on all layers, in order of start. A shift may have several
 * pieces and be interrupted by higher layers: `served` says where it is really served.
 */
export function shiftsBetween(prepared: PreparedSchedule, rotation: string, from: Date, to: Date): readonly Shift[] {
  return LAYERS.flatMap((layer) => {
    const place = prepared.place(rotation, layer)
    return place === null ? [] : shiftsOf(prepared, place, from.getTime(), to.getTime())
  }).sort((one, other) => one.start.getTime() - other.start.getTime())
}

/** Whether anything of a shift is served in a span: one may begin before and end after it, and pause in between. */
export function isServedIn(shift: Shift, span: Span): boolean {
  return shift.served.some(({ start, end }) => start < span.end && end > span.start)
}

function shiftsOf(prepared: PreparedSchedule, place: Place, from: number, to: number): readonly Shift[] {
  const { layer, rotation, turns } = place
  const shifts: Shift[] = []
  if (from >= to) return shifts
  turns.growTo(to)
  for (let index = Math.max(0, lastStartingBy(turns.served, from)); index < turns.served.length; index += 1) {
    const shift = turns.served[index]
    if (shift === undefined || shift.start >= to) break
    if (shift.end <= from) continue
    const { holder, swap } = prepared.holders().of(rotation.name, layer, shift)
    shifts.push({
      rotation: rotation.name,
      layer,
      start: new Date(shift.start),
      end: new Date(shift.end),
      served: shift.served.map((part) => ({ start: new Date(part.start), end: new Date(part.end) })),
      holder,
      planned: shift.planned,
      swap,
    })
  }
  return shifts
}
