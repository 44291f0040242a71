import { onCallBetween } from '../../domain/oncall/between.ts'
import type { PreparedSchedule } from '../../domain/oncall/prepare.ts'
import type { Shift, Span } from '../../domain/oncall/schedule.ts'

/**
 * Whether somebody is on call in any of what is served of a shift: its holder, who was added, or who replaces. With `within`
 * only what of it lies in these windows counts.
 */
export function servesIn(
  prepared: PreparedSchedule,
  shift: Shift,
  person: string,
  within: readonly Span[] = [shift],
): boolean {
  return shift.served.some((part) =>
    within.some((window) => {
      const start = part.start > window.start ? part.start : window.start
      const end = part.end < window.end ? part.end : window.end
      return onCallBetween(prepared, shift.rotation, start, end).some((one) => one.people.includes(person))
    }),
  )
}
