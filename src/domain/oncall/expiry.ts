import { Temporal } from 'temporal-polyfill'
import { instantOf } from '../people/working-hours.ts'
import type { LayerName, WeekMoment } from './schedule.ts'

/** When the weekend's post goes, unless the team says otherwise (SCREENS 9). */
export const WEEKEND_POST: WeekMoment = { weekday: 4, at: '16:00' }

/**
 * Until when an answer is waited for: the start of what is sought. For a weekend the last moment of the
 * weekend's post before it (Thursday 16:00), so that the post shows who comes, or that nobody does; where that has passed, the
 * start again. `zone` is the schedule's. Null where it has begun.
 */
export function answerBy(
  sought: { readonly layer: LayerName | null; readonly start: Date },
  of: { readonly zone: string; readonly weekendPost: WeekMoment | null },
  now: Date,
): Date | null {
  if (sought.start <= now) return null
  if (sought.layer !== 'weekend') return sought.start
  const moment = of.weekendPost ?? WEEKEND_POST
  const day = Temporal.Instant.fromEpochMilliseconds(sought.start.getTime()).toZonedDateTimeISO(of.zone).toPlainDate()
  for (let back = 0; back <= 7; back += 1) {
    const candidate = day.subtract({ days: back })
    if (candidate.dayOfWeek !== moment.weekday) continue
    const at = instantOf(candidate, moment.at, of.zone)
    if (at < sought.start) return at > now ? at : sought.start
  }
  return sought.start
}
