import { onCallBetween } from '../../domain/oncall/between.ts'
import type { PreparedSchedule } from '../../domain/oncall/prepare.ts'
import type { Shift } from '../../domain/oncall/schedule.ts'

/** Whether somebody is on call in any of what is served of a shift: its holder, who was added, or who replaces. */
export function servesIn(prepared: PreparedSchedule, shift: Shift, person: string): boolean {
  return shift.served.some(({ start, end }) =>
    onCallBetween(prepared, shift.rotation, start, end).some((one) => one.people.includes(person)),
  )
}
