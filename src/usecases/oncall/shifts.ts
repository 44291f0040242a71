import { shiftsBetween } from '../../domain/oncall/between.ts'
import type { PreparedSchedule } from '../../domain/oncall/prepare.ts'
import type { Shift, ShiftRef } from '../../domain/oncall/schedule.ts'

/** The served shift of this name, or null where there is none (any more). */
export function shiftOf(prepared: PreparedSchedule, ref: ShiftRef): Shift | null {
  const { rotation, layer, start } = ref
  const near = shiftsBetween(prepared, rotation, start, new Date(start.getTime() + 1))
  const exact = near.find((one) => one.layer === layer && one.start.getTime() === start.getTime())
  if (exact !== undefined) return exact
  // A shift is named by its start, of which nothing may be served: a higher layer covers it till later.
  const later = shiftsBetween(prepared, rotation, start, new Date(start.getTime() + LONGEST_MS))
  return later.find((one) => one.layer === layer && one.start.getTime() === start.getTime()) ?? null
}

/** Longer than any shift in practice: four weeks. */
const LONGEST_MS = 28 * 24 * 60 * 60_000
