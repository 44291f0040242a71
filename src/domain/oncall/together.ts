import type { Standing } from './overlay.ts'
import type { PreparedSchedule } from './prepare.ts'
import { LAYERS, type LayerName } from './schedule.ts'
import { timelineOf } from './timeline.ts'

/** All rotations of a schedule at once, for as long as none of them changes and the layer in force is one. */
export interface Moment {
  readonly start: number
  readonly end: number
  readonly layer: LayerName | null
  /** By rotation, in the schedule's order. */
  readonly answers: ReadonlyMap<string, Standing>
}

export function momentsBetween(prepared: PreparedSchedule, from: Date, to: Date): readonly Moment[] {
  const start = from.getTime()
  const end = to.getTime()
  if (start >= end) return []
  const asked = prepared.rotations.map((rotation) => [rotation, timelineOf(prepared, rotation).asked] as const)
  const bounds = new Set([start, end])
  for (const [, one] of asked) for (const at of one.cuts(start, end)) bounds.add(at)
  for (const layer of LAYERS) {
    for (const window of prepared.layerTime(layer).inForceWithin(start, end)) {
      bounds.add(window.start)
      bounds.add(window.end)
    }
  }
  const sorted = [...bounds].sort((one, other) => one - other)
  return sorted.slice(0, -1).map((at, index) => ({
    start: at,
    end: sorted[index + 1] ?? end,
    layer: prepared.layerAt(at),
    answers: new Map(asked.map(([rotation, one]) => [rotation, one.at(at)])),
  }))
}
