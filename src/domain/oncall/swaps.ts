import type { PreparedSchedule } from './prepare.ts'

/**
 * Indices of the snapshot's swaps that no longer hold, in order: their giver no longer has the shift, or it moved, or isn't
 * served, or a swap that they depended on is gone (SCHEDULES, Swaps). Both legs of each are void.
 */
export function voidSwaps(prepared: PreparedSchedule): readonly number[] {
  return prepared.holders().voided
}
