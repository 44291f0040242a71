import type { Checkpoint, LayerName, Rotation, ScheduleSnapshot } from './schedule.ts'
import { type RawShift, type ShiftList, shiftListOf } from './shift-list.ts'
import { covers, joined, lastStartingBy, type MsSpan, within } from './spans.ts'
import { DAY_MS, dayOf, localDayAt } from './wall-clock.ts'
import { windowsOf } from './windows.ts'

/** So many days before the first shift that is wanted is looked for windows: those may have been joined to it. */
const LOOK_BACK_DAYS = 60
const FAR_MS = 100 * 366 * DAY_MS
const NO_SHIFTS: ShiftList = { list: [], isWhole: () => true, growTo: () => {} }

/** The turn that was running when the rules were edited, in the resolver's units. */
export interface BegunTurn {
  readonly start: number
  readonly end: number
  readonly shifts: readonly RawShift[]
  readonly checkpoint: Checkpoint
}

/** A layer's time: where it is in force if no higher one is, and how its shifts lie for each rotation. */
export interface LayerTime {
  readonly isInForce: (at: number) => boolean
  /** Its windows within `[start, end)`. */
  readonly inForceWithin: (start: number, end: number) => readonly MsSpan[]
  readonly shiftsOf: (rotation: Rotation) => ShiftList
  /** The turn begun before the last edit of the rules; null: counted from the anchor. */
  readonly begunTurnOf: (rotation: Rotation) => BegunTurn | null
}

/**
 * The layer begins with the first shift of the rotation that begins first (SCHEDULES: before that it isn't in force). What
 * was begun under older rules is in force where it was; the present rules' windows follow where it ends.
 */
export function layerTimeOf(snapshot: ScheduleSnapshot, layer: LayerName): LayerTime {
  const rules = snapshot.layers[layer]
  if (rules === null) return NOWHERE
  const begun = begunTurnsOf(snapshot, layer)
  const fromDay = firstDayOf(snapshot, layer, begun)
  const windows = windowsOf(snapshot, layer, fromDay - LOOK_BACK_DAYS)
  const lists = new Map<string, ShiftList>()
  const listOf = (zone: string | null): ShiftList => {
    const known = lists.get(zone ?? snapshot.zone)
    if (known !== undefined) return known
    const list = shiftListOf(snapshot, layer, { windows, zone: zone ?? snapshot.zone, fromDay: fromDay - 10 })
    lists.set(zone ?? snapshot.zone, list)
    return list
  }
  const older = joined([...begun.values()].flatMap((turn) => turn.shifts.flatMap((shift) => shift.pieces)))
  // A rotation that has no turn begun (an edit added it, say) waits for no other's turn to end.
  const ends = rules.rotations.map(({ name }) => begun.get(name)?.end ?? Number.NEGATIVE_INFINITY)
  const firstEnd = ends.length === 0 ? Number.NEGATIVE_INFINITY : Math.min(...ends)
  const zones = rules.rotations.length === 0 ? [null] : rules.rotations.map((rotation) => rotation.zone)
  const starts = zones.map((zone) => firstStart(listOf(zone), firstEnd, dayOf(rules.anchor)))
  const newFrom = Math.min(...starts)
  return {
    isInForce: (at) => {
      if (covers(older, at)) return true
      if (at < newFrom) return false
      windows.growTo(at)
      return covers(windows.list, at)
    },
    inForceWithin: (start, end) => {
      if (end <= newFrom) return within(older, start, end)
      windows.growTo(end)
      const fresh = within(windows.list, Math.max(start, newFrom), end)
      return older.length === 0 ? fresh : joined([...within(older, start, end), ...fresh])
    },
    shiftsOf: (rotation) => listOf(rotation.zone),
    begunTurnOf: (rotation) => begun.get(rotation.name) ?? null,
  }
}

const NOWHERE: LayerTime = {
  isInForce: () => false,
  inForceWithin: () => [],
  shiftsOf: () => NO_SHIFTS,
  begunTurnOf: () => null,
}

function begunTurnsOf({ checkpoints, layers }: ScheduleSnapshot, layer: LayerName): Map<string, BegunTurn> {
  const turns = new Map<string, BegunTurn>()
  for (const checkpoint of checkpoints) {
    if (checkpoint.layer !== layer) continue
    if (!layers[layer]?.rotations.some((rotation) => rotation.name === checkpoint.rotation)) continue
    const shifts = checkpoint.shifts.map((shift) => ({
      start: shift.start.getTime(),
      end: shift.end.getTime(),
      pieces: shift.pieces.map((piece) => ({ start: piece.start.getTime(), end: piece.end.getTime() })),
    }))
    const start = shifts[0]?.start
    const end = shifts.at(-1)?.end
    if (start === undefined || end === undefined) continue
    turns.set(checkpoint.rotation, { start, end, shifts, checkpoint })
  }
  return turns
}

/** The local day on which the shifts that have to be known may begin. */
function firstDayOf(snapshot: ScheduleSnapshot, layer: LayerName, begun: ReadonlyMap<string, BegunTurn>): number {
  const rules = snapshot.layers[layer]
  const anchor = dayOf(rules?.anchor ?? '1970-01-01')
  if (rules === null || rules.rotations.length === 0) return anchor
  const days = rules.rotations.map((rotation) => {
    const turn = begun.get(rotation.name)
    return turn === undefined ? anchor : localDayAt(snapshot.zone, turn.end)
  })
  return Math.max(anchor, Math.min(...days) - LOOK_BACK_DAYS)
}

/** Where the first shift after `end` starts, cut by it; infinite where none comes within a lifetime of rules. */
function firstStart(shifts: ShiftList, end: number, anchorDay: number): number {
  const anchor = anchorDay * DAY_MS
  for (let at = Math.max(anchor, end); at < Math.max(anchor, end) + FAR_MS; at += 32 * DAY_MS) {
    shifts.growTo(at)
    const last = lastStartingBy(shifts.list, end)
    const first = shifts.list.find((shift, index) => index >= last && shift.end > end)
    if (first !== undefined) return Math.max(first.start, end)
    if (shifts.isWhole()) break
  }
  return Number.POSITIVE_INFINITY
}
