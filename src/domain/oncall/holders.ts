import type { LayerName, ScheduleSnapshot, ShiftRef } from './schedule.ts'
import { lastStartingBy } from './spans.ts'
import type { ServedShift, Turns } from './turns.ts'

/** Who holds a shift after swaps, and the last swap that moved it. */
export interface Holder {
  readonly holder: string | null
  readonly swap: number | null
}

export interface Holders {
  readonly of: (rotation: string, layer: LayerName, shift: ServedShift) => Holder
  /** Indices of the snapshot's swaps that no longer hold. */
  readonly voided: readonly number[]
}

/**
 * Swaps in order of acceptance, each on the holder left by those before it; where a giver no longer holds the shift both
 * legs are void (SCHEDULES, Swaps). A shift before the turn at which the rules were edited is past, and stays as it was.
 */
export function holdersOf(
  swaps: ScheduleSnapshot['swaps'],
  placeOf: (rotation: string, layer: LayerName) => { readonly turns: Turns; readonly knownFrom: number } | null,
): Holders {
  const moved = new Map<string, Holder>()
  const voided: number[] = []
  const key = (rotation: string, layer: LayerName, start: number) => `${start} ${layer} ${rotation}`

  const isHeld = (ref: ShiftRef, giver: string): boolean => {
    const start = ref.start.getTime()
    const known = placeOf(ref.rotation, ref.layer)
    if (known === null) return false
    if (start < known.knownFrom) return true
    known.turns.growTo(start)
    const shift = known.turns.served[lastStartingBy(known.turns.served, start)]
    if (shift?.start !== start) return false
    return (moved.get(key(ref.rotation, ref.layer, start))?.holder ?? shift.planned) === giver
  }
  const give = (ref: ShiftRef, to: string, swap: number) =>
    moved.set(key(ref.rotation, ref.layer, ref.start.getTime()), { holder: to, swap })

  for (const [index, { shift, giver, taker, inReturn }] of swaps.entries()) {
    if (!isHeld(shift, giver) || (inReturn !== null && !isHeld(inReturn, taker))) {
      voided.push(index)
      continue
    }
    give(shift, taker, index)
    if (inReturn !== null) give(inReturn, giver, index)
  }
  return {
    voided,
    of: (rotation, layer, shift) =>
      (moved.size === 0 ? undefined : moved.get(key(rotation, layer, shift.start))) ?? {
        holder: shift.planned,
        swap: null,
      },
  }
}
