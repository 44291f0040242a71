import { Temporal } from 'temporal-polyfill'
import { instantOf } from '../people/working-hours.ts'
import { onCallBetween, shiftsBetween } from './between.ts'
import type { DutyRefusal } from './duty-refusal.ts'
import type { Stretch } from './moved.ts'
import { type PreparedSchedule, rotationsOf } from './prepare.ts'
import type { Holiday, Span } from './schedule.ts'

/** Local days, both inclusive. */
export interface Days {
  readonly from: string
  readonly to: string
}

/** More than anybody keeps at a time; it bounds the counting. */
const MOST_DAYS = 366

/** Why these aren't days that may be kept, or null. `today` is the local date. */
export function daysProblem(days: Days, today: string): DutyRefusal | null {
  for (const on of [days.from, days.to]) if (!isDay(on)) return { code: 'invalid_day', on }
  if (days.to < days.from) return { code: 'not_in_order' }
  if (days.from < today) return { code: 'past_day', on: days.from }
  if (listDays(days).length >= MOST_DAYS) return { code: 'invalid_day', on: days.to }
  return null
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text
  } catch {
    return false
  }
}

/** Every day of them, up to a year. */
export function listDays({ from, to }: Days): readonly string[] {
  const list: string[] = []
  let day = Temporal.PlainDate.from(from)
  while (day.toString() <= to && list.length < MOST_DAYS) {
    list.push(day.toString())
    day = day.add({ days: 1 })
  }
  return list
}

/** From local midnight to local midnight. */
export function spanOf(days: Days, zone: string): Span {
  const after = Temporal.PlainDate.from(days.to).add({ days: 1 })
  return { start: instantOf(Temporal.PlainDate.from(days.from), '00:00', zone), end: instantOf(after, '00:00', zone) }
}

export interface Kept extends Days {
  readonly tradedHolidayOn: string | null
}

/**
 * Whether a year's allowance holds these days too, besides what is kept already; each calendar year for itself. What a public
 * holiday was traded for isn't counted.
 */
export function allowanceProblem(days: Days, kept: readonly Kept[], allowance: number): DutyRefusal | null {
  const counted = kept.filter((one) => one.tradedHolidayOn === null).flatMap(listDays)
  const wanted = listDays(days)
  for (const year of new Set(wanted.map((day) => day.slice(0, 4)))) {
    const ofYear = (list: readonly string[]) => list.filter((day) => day.startsWith(year)).length
    const left = Math.max(0, allowance - ofYear(counted))
    if (ofYear(wanted) > left) return { code: 'too_many_kept', allowance, left, year: Number(year) }
  }
  return null
}

/** Why this public holiday can't be traded for this day, or null: one holiday is one day, of the same year, once. */
export function tradeProblem(
  days: Days,
  of: { readonly tradedOn: string; readonly holidays: readonly Holiday[]; readonly kept: readonly Kept[] },
): DutyRefusal | null {
  const { tradedOn, holidays, kept } = of
  if (!holidays.some((one) => one.on === tradedOn && one.as !== 'ignore'))
    return { code: 'not_a_holiday', on: tradedOn }
  if (kept.some((one) => one.tradedHolidayOn === tradedOn)) return { code: 'already_traded', on: tradedOn }
  if (days.from !== days.to || days.from.slice(0, 4) !== tradedOn.slice(0, 4) || days.from === tradedOn) {
    return { code: 'invalid_day', on: days.to }
  }
  return null
}

/** Where a person is on call on days that they keep, with the kept days in the schedule, from `now` on. */
export function stillOn(
  prepared: PreparedSchedule,
  of: { readonly person: string; readonly days: Days; readonly now: Date },
): readonly (Stretch & { readonly isTurn: boolean })[] {
  const { person, now } = of
  const { start, end } = spanOf(of.days, prepared.snapshot.zone)
  const from = start > now ? start : now
  return rotationsOf(prepared).flatMap((rotation) => {
    const shifts = shiftsBetween(prepared, rotation, from, end)
    return onCallBetween(prepared, rotation, from, end)
      .filter((one) => one.people.includes(person))
      .map((one) => {
        const own = shifts.find(
          ({ holder, swap, served }) =>
            holder === person && swap === null && served.some((part) => part.start < one.end && one.start < part.end),
        )
        const stretch = { rotation, start: one.start, end: one.end }
        // By a turn that has begun: a later one would have gone to the next in line.
        return own === undefined || one.layer === 'block'
          ? { ...stretch, isTurn: false }
          : { rotation, start: own.start, end: own.end, isTurn: true }
      })
  })
}
