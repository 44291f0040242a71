import {
  type Checkpoint,
  LAYERS,
  type LayerName,
  type Rotation,
  type ScheduleSnapshot,
} from '../../../src/domain/oncall/schedule.ts'
import { at, clockOf, dayNumber, dayOfLabel, type Grid, minuteOf } from './clock.ts'
import { handoffsOf, hoursOf, windowsOf } from './windows.ts'

/** A shift in minutes of the grid. */
export interface ModelShift {
  readonly start: number
  /** Minutes of its layer's windows, in order. */
  readonly minutes: readonly number[]
  /** Those that no higher layer covers: what a kept day is held against. */
  readonly uncovered: readonly number[]
  /** Those of them within the rotation's hours. */
  readonly served: readonly number[]
  /** Of the turn that had begun when the schedule was edited. */
  readonly isOfCheckpoint: boolean
}

export interface ModelRotation {
  readonly layer: LayerName
  readonly rotation: Rotation
  readonly checkpoint: Checkpoint | null
  readonly isWithinHours: Uint8Array
  readonly shifts: readonly ModelShift[]
}

export interface Staffing {
  readonly grid: Grid
  /** The layer in force at each minute: an index into LAYERS, or NO_LAYER. */
  readonly top: Uint8Array
  readonly rotations: readonly ModelRotation[]
}

export const NO_LAYER = LAYERS.length

interface Piece {
  start: number
  minutes: number[]
  isOfCheckpoint: boolean
}

/** Layers in force, and the shifts of each rotation on each layer, from the layer's first on. */
export function staffingOf(snapshot: ScheduleSnapshot, grid: Grid): Staffing {
  const top = new Uint8Array(grid.count).fill(NO_LAYER)
  const uncovered = LAYERS.flatMap((layer, rank) => {
    const rules = snapshot.layers[layer]
    if (rules === null) return []
    const windows = windowsOf(snapshot, layer, grid)
    const rotations = rules.rotations.map((rotation) => {
      const checkpoint =
        snapshot.checkpoints.find((one) => one.layer === layer && one.rotation === rotation.name) ?? null
      const shifts = fromAnchor(snapshot, layer, grid, shiftsIn(snapshot, layer, rotation, windows, checkpoint, grid))
      return { layer, rotation, checkpoint, shifts }
    })
    // Once per schedule, for all rotations: the layer begins with the first shift of any of them, and its windows are those
    // in which any of them has one; until a checkpoint's turn has ended, the windows of before.
    const inForce =
      rotations.length === 0
        ? fromAnchor(snapshot, layer, grid, shiftsIn(snapshot, layer, null, windows, null, grid))
        : rotations.flatMap(({ shifts }) => shifts)
    for (const { minutes } of inForce) {
      for (const minute of minutes) top[minute] = rank
    }
    return rotations
  })
  const rotations = uncovered.map(({ layer, rotation, checkpoint, shifts }) => {
    const isWithinHours = hoursOf(snapshot, rotation, grid)
    const rank = LAYERS.indexOf(layer)
    return {
      layer,
      rotation,
      checkpoint,
      isWithinHours,
      shifts: shifts.map((shift) => {
        const uncovered = shift.minutes.filter((minute) => top[minute] === rank)
        return { ...shift, uncovered, served: uncovered.filter((minute) => isWithinHours[minute] === 1) }
      }),
    }
  })
  return { grid, top, rotations }
}

/**
 * What lies between two handoffs, cut down to the windows; each window where there are no handoffs. A checkpoint's shifts
 * come first, as they were, and the rules as they are go on where the last of them ends.
 */
function shiftsIn(
  snapshot: ScheduleSnapshot,
  layer: LayerName,
  rotation: Rotation | null,
  windows: Uint8Array,
  checkpoint: Checkpoint | null,
  grid: Grid,
): readonly Piece[] {
  const rings = handoffsOf(snapshot, layer, rotation, grid)
  const shifts = (checkpoint?.shifts ?? []).map(({ start, pieces }): Piece => {
    const minutes = pieces.flatMap((piece) => range(minuteOf(grid, piece.start), minuteOf(grid, piece.end)))
    return { start: minuteOf(grid, start), minutes, isOfCheckpoint: true }
  })
  const resumes = Math.max(0, ...(checkpoint?.shifts ?? []).map(({ end }) => minuteOf(grid, end)))
  let current: Piece | null = null
  for (let minute = resumes; minute < grid.count; minute += 1) {
    const isIn = windows[minute] === 1
    if (rings === null ? !isIn : rings[minute] === 1) current = null
    if (!isIn) continue
    if (current === null) {
      current = { start: minute, minutes: [], isOfCheckpoint: false }
      shifts.push(current)
    }
    current.minutes.push(minute)
  }
  return shifts
}

/** "A layer's first shift is the first that begins on or after its anchor date (local)." */
function fromAnchor(snapshot: ScheduleSnapshot, layer: LayerName, grid: Grid, shifts: readonly Piece[]) {
  const anchor = dayNumber(snapshot.layers[layer]?.anchor ?? '')
  const { reads } = clockOf(snapshot.zone, grid)
  return shifts.filter(({ start, isOfCheckpoint }) => isOfCheckpoint || dayOfLabel(at(reads, start)) >= anchor)
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index)
}
