import { Temporal } from 'temporal-polyfill'
import { type DailyHours, instantOf } from '../people/working-hours.ts'

/** When a target's time counts (ONCALL 19): always, or on working days between two times of day in one zone. */
export type TargetCalendar =
  | { readonly counts: 'round_the_clock' }
  | {
      readonly counts: 'working_hours'
      /** IANA zone in which the hours and the holidays are read. */
      readonly zone: string
      readonly hours: DailyHours
      /** Local days of that zone on which nothing counts, `YYYY-MM-DD`. */
      readonly holidays: readonly string[]
    }

export type WorkingCalendar = Extract<TargetCalendar, { counts: 'working_hours' }>

export const ROUND_THE_CLOCK: TargetCalendar = { counts: 'round_the_clock' }

const MINUTE = 60_000
const DAY_MINUTES = 24 * 60

/** Two years without one open hour: such a calendar promises nothing, and is a mistake of whoever wrote it. */
const LONGEST_BREAK_DAYS = 731

/** Half-open: `[from, to)`. */
interface Window {
  readonly from: Date
  readonly to: Date
}

/** "One working day" in minutes: the hours of the wall clock from opening to closing; 24 hours round the clock. */
export function workingDayMinutes(calendar: TargetCalendar): number {
  if (calendar.counts === 'round_the_clock') return DAY_MINUTES
  const { from, to } = calendar.hours
  return Temporal.PlainTime.from(from).until(Temporal.PlainTime.from(to)).total('minutes')
}

/** Whether time counts at this instant. */
export function isOpenAt(calendar: TargetCalendar, at: Date): boolean {
  return nextOpenAt(calendar, at).getTime() === at.getTime()
}

/** `at` itself where time counts, else the next instant at which it does. Throws for a calendar that never opens. */
export function nextOpenAt(calendar: TargetCalendar, at: Date): Date {
  if (calendar.counts === 'round_the_clock') return at
  for (const window of windowsFrom(calendar, at)) return window.from < at ? at : window.from
  throw neverOpen()
}

/**
 * The earliest instant at or after `from` by which so many minutes have counted. A promise that is used up at closing
 * time is due then, not at the next opening. Throws for a calendar that never opens.
 */
export function addWorkingMinutes(calendar: TargetCalendar, from: Date, minutes: number): Date {
  const wantedMs = Math.round(minutes * MINUTE)
  if (wantedMs <= 0) return from
  if (calendar.counts === 'round_the_clock') return new Date(from.getTime() + wantedMs)
  let leftMs = wantedMs
  for (const window of windowsFrom(calendar, from)) {
    const start = Math.max(window.from.getTime(), from.getTime())
    const lengthMs = window.to.getTime() - start
    if (lengthMs >= leftMs) return new Date(start + leftMs)
    leftMs -= lengthMs
  }
  throw neverOpen()
}

/** The latest instant from which so many minutes have counted until `to`: when to warn ahead of a deadline. */
export function subtractWorkingMinutes(calendar: TargetCalendar, to: Date, minutes: number): Date {
  const wantedMs = Math.round(minutes * MINUTE)
  if (wantedMs <= 0) return to
  if (calendar.counts === 'round_the_clock') return new Date(to.getTime() - wantedMs)
  let leftMs = wantedMs
  for (const window of windowsBack(calendar, to)) {
    const end = Math.min(window.to.getTime(), to.getTime())
    const lengthMs = end - window.from.getTime()
    if (lengthMs >= leftMs) return new Date(end - leftMs)
    leftMs -= lengthMs
  }
  throw neverOpen()
}

/** Minutes, with their fraction, that count in `[from, to)`; none where `to` isn't later. */
export function workingMinutesBetween(calendar: TargetCalendar, from: Date, to: Date): number {
  if (to <= from) return 0
  if (calendar.counts === 'round_the_clock') return (to.getTime() - from.getTime()) / MINUTE
  let countedMs = 0
  for (const window of windowsFrom(calendar, from)) {
    if (window.from >= to) break
    countedMs += Math.min(window.to.getTime(), to.getTime()) - Math.max(window.from.getTime(), from.getTime())
  }
  return countedMs / MINUTE
}

/** The deadline after a pause: later by the time that would have counted meanwhile (ONCALL 18). */
export function dueAfterPause(
  calendar: TargetCalendar,
  dueAt: Date,
  pause: { readonly pausedAt: Date; readonly resumedAt: Date },
): Date {
  return addWorkingMinutes(calendar, dueAt, workingMinutesBetween(calendar, pause.pausedAt, pause.resumedAt))
}

/** The windows that end after `from`, in order; ends where there was none for two years. */
function* windowsFrom(calendar: WorkingCalendar, from: Date): Generator<Window> {
  let day = dayOf(calendar, from)
  for (let without = 0; without <= LONGEST_BREAK_DAYS; without += 1) {
    const window = windowOn(calendar, day)
    day = day.add({ days: 1 })
    if (window === null || window.to <= from) continue
    without = 0
    yield window
  }
}

/** The windows that begin before `to`, the last first. */
function* windowsBack(calendar: WorkingCalendar, to: Date): Generator<Window> {
  // A day later: where clocks go back over midnight, the new day has begun before the old one is over.
  let day = dayOf(calendar, to).add({ days: 1 })
  for (let without = 0; without <= LONGEST_BREAK_DAYS; without += 1) {
    const window = windowOn(calendar, day)
    day = day.subtract({ days: 1 })
    if (window === null || window.from >= to) continue
    without = 0
    yield window
  }
}

/** None on a free day, and none that a change of the clocks has swallowed. */
function windowOn(calendar: WorkingCalendar, day: Temporal.PlainDate): Window | null {
  const { hours, zone, holidays } = calendar
  if (!hours.days.includes(day.dayOfWeek) || holidays.includes(day.toString())) return null
  const from = instantOf(day, hours.from, zone)
  const to = instantOf(day, hours.to, zone)
  return from < to ? { from, to } : null
}

function dayOf(calendar: WorkingCalendar, at: Date): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(calendar.zone).toPlainDate()
}

function neverOpen(): Error {
  return new Error('a calendar of working hours without any open hour')
}
