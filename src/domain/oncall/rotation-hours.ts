import type { RotationHours } from './schedule.ts'
import { append, type MsSpan } from './spans.ts'
import { DAY_MS, instantAt, localDayAt, minutesOf } from './wall-clock.ts'

/** A rotation's hours within `[start, end)`, day by day in its own zone. Equal ends are the whole day. */
export function hoursWithin(hours: RotationHours, zone: string, start: number, end: number): readonly MsSpan[] {
  const from = minutesOf(hours.from)
  const to = minutesOf(hours.to)
  const spans: MsSpan[] = []
  const lastDay = localDayAt(zone, end) + 1
  for (let day = localDayAt(zone, start - DAY_MS) - 1; day <= lastDay; day += 1) {
    const opens = instantAt(zone, day, from)
    const closes = instantAt(zone, to > from ? day : day + 1, to)
    append(spans, { start: Math.max(opens, start), end: Math.min(closes, end) })
  }
  return spans
}
