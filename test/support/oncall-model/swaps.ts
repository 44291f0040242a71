import type { ScheduleSnapshot, ShiftRef } from '../../../src/domain/oncall/schedule.ts'
import { type Grid, minuteOf } from './clock.ts'
import type { ModelRotation } from './shifts.ts'
import type { PlannedShift } from './turns.ts'

/** A shift after swaps. */
export interface HeldShift extends PlannedShift {
  readonly isSwapped: boolean
}

export interface Planned {
  readonly on: ModelRotation
  readonly shifts: readonly PlannedShift[]
}

export interface Held {
  readonly on: ModelRotation
  readonly shifts: readonly HeldShift[]
  /** Index of the shift at each minute of its layer's windows. */
  readonly shiftAt: Int32Array
}

export interface Exchanged {
  readonly held: readonly Held[]
  /** Indices of the snapshot's swaps that no longer hold. */
  readonly void: readonly number[]
}

/** "In order of acceptance, each on the holder left by those before it"; both legs hold, or neither. */
export function exchange(snapshot: ScheduleSnapshot, grid: Grid, planned: readonly Planned[]): Exchanged {
  const now = new Map<string, string>()
  const find = ({ rotation, layer, start }: ShiftRef) => {
    const minute = minuteOf(grid, start)
    const isOnMinute = start.getTime() % 60_000 === 0
    const of = planned.find(({ on }) => on.layer === layer && on.rotation.name === rotation)
    const shift = of?.shifts.find((one) => isOnMinute && one.start === minute && one.served.length > 0)
    return shift === undefined ? null : { key: keyOf(layer, rotation, minute), planned: shift.holder }
  }
  const isPast = ({ rotation, layer, start }: ShiftRef) => {
    const of = planned.find(({ on }) => on.layer === layer && on.rotation.name === rotation)
    const began = of?.on.checkpoint?.shifts[0]
    return began !== undefined && start < began.start
  }
  const broken: number[] = []
  snapshot.swaps.forEach(({ shift, giver, taker, inReturn }, index) => {
    const legs = [{ ref: shift, from: giver, to: taker }]
    if (inReturn !== null) legs.push({ ref: inReturn, from: taker, to: giver })
    const found = legs.map((leg) => ({ ...leg, at: find(leg.ref) }))
    // What was served before the checkpoint can't be edited any more, and so can't break the rest.
    const holds = found.every(
      ({ ref, from, at }) => isPast(ref) || (at !== null && (now.get(at.key) ?? at.planned) === from),
    )
    if (!holds) broken.push(index)
    else for (const { at, to } of found) if (at !== null) now.set(at.key, to)
  })
  const held = planned.map(({ on, shifts: before }) => {
    const shifts = before.map((shift) => {
      const taker = now.get(keyOf(on.layer, on.rotation.name, shift.start))
      return { ...shift, holder: taker ?? shift.holder, isSwapped: taker !== undefined }
    })
    const shiftAt = new Int32Array(grid.count).fill(-1)
    shifts.forEach((shift, index) => {
      for (const minute of shift.minutes) shiftAt[minute] = index
    })
    return { on, shifts, shiftAt }
  })
  return { held, void: broken }
}

function keyOf(layer: string, rotation: string, minute: number): string {
  return `${layer}/${rotation}/${minute}`
}
