import { Temporal } from 'temporal-polyfill'
import type { WorkingCalendar } from '../../domain/sla/business-time.ts'
import type { Settings } from '../../settings/types.ts'

/** Whether a local date, `YYYY-MM-DD`, is a working day of a team's calendar. */
export function isWorkingDay(calendar: WorkingCalendar, on: string): boolean {
  return calendar.hours.days.includes(Temporal.PlainDate.from(on).dayOfWeek) && !calendar.holidays.includes(on)
}

/** The days off just before a working day: their first local date; null where the day before was worked, or it is one itself. */
export function daysOffBefore(calendar: WorkingCalendar, on: string): string | null {
  if (!isWorkingDay(calendar, on)) return null
  let first: string | null = null
  let day = Temporal.PlainDate.from(on).subtract({ days: 1 })
  // A month without a working day is no weekend any more.
  for (let walked = 0; walked < 31 && !isWorkingDay(calendar, day.toString()); walked += 1) {
    first = day.toString()
    day = day.subtract({ days: 1 })
  }
  return first
}

/** What a lead is told on a morning, whose local date it is: the week before on Mondays, the day on working days. */
export function partsOn(
  settings: Settings,
  userId: string,
  on: string,
): { readonly week: boolean; readonly day: boolean } {
  const led = settings.teams.filter(({ leads }) => leads.includes(userId))
  const isMonday = Temporal.PlainDate.from(on).dayOfWeek === 1
  return {
    week: settings.digests.includes('weekly') && isMonday && led.length > 0,
    day: settings.digests.includes('daily') && led.some(({ calendar }) => isWorkingDay(calendar, on)),
  }
}
