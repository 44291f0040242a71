import { shiftsBetween } from '../../domain/oncall/between.ts'
import type { PreparedSchedule } from '../../domain/oncall/prepare.ts'
import type { Shift, ShiftRef } from '../../domain/oncall/schedule.ts'

/** The served shift of this name, or null where there is none (any more). */
export function shiftOf(prepared: PreparedSchedule, { rotation, layer, start }: ShiftRef): Shift | null {
  const there = shiftsBetween(prepared, rotation, start, new Date(start.getTime() + 1))
  return there.find((one) => one.layer === layer && one.start.getTime() === start.getTime()) ?? null
}
