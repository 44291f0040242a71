import { isServedIn, onCallBetween, shiftsBetween } from './between.ts'
import type { PreparedSchedule } from './prepare.ts'
import type { ScheduleRules } from './rules.ts'
import type { LayerName, Shift, ShiftRef, Span } from './schedule.ts'
import { DAY_MS, dayOf, instantAt, localDayAt, minutesOf, weekdayFrom } from './wall-clock.ts'

/** What a schedule says of itself ahead of a weekend or a holiday (SCREENS 9), and when. */
export const POST_KINDS = ['weekend', 'holiday'] as const
export type PostKind = (typeof POST_KINDS)[number]

export interface DutyPost {
  readonly kind: PostKind
  /** Local date of the schedule's zone on which it is posted: with kind and schedule it names the post. */
  readonly on: string
  readonly dueAt: Date
  /** What it announces, in order: windows of the layer. */
  readonly windows: readonly Span[]
  /** Whoever hasn't confirmed is reminded; null: there is no time left for it, as with the next two. */
  readonly remindAt: Date | null
  /** The leads hear who hasn't confirmed. */
  readonly leadsAt: Date | null
  /** It is edited, and posted anew only when something changed or is missing. */
  readonly againAt: Date | null
}

type PostRules = Pick<ScheduleRules, 'weekendPost' | 'holidayPostDays'>

const REMIND_AT = '12:00'
const LEADS_AT = '15:00'
/** A reminder leaves this much time before what it is about. */
const LEAST_MS = 6 * 60 * 60_000
const DEFAULT_AT = '16:00'

/**
 * Posts due in `[from, to)`, in order. The due instant is derived from the wall clock of the schedule's zone, and a local
 * date that doesn't exist has no post (SCHEDULES, Time).
 */
export function postsBetween(prepared: PreparedSchedule, rules: PostRules, from: Date, to: Date): readonly DutyPost[] {
  const posts = [...weekendPosts(prepared, rules, from, to), ...holidayPosts(prepared, rules, from, to)]
  return posts.sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime())
}

function weekendPosts(prepared: PreparedSchedule, { weekendPost }: PostRules, from: Date, to: Date): DutyPost[] {
  const { zone, layers } = prepared.snapshot
  if (weekendPost === null || layers.weekend === null) return []
  const minutes = minutesOf(weekendPost.at)
  const posts: DutyPost[] = []
  const first = weekdayFrom(localDayAt(zone, from.getTime()) - 1, weekendPost.weekday)
  for (let day = first; ; day += 7) {
    const dueAt = instantAt(zone, day, minutes)
    if (dueAt >= to.getTime()) return posts
    if (dueAt < from.getTime() || !isThere(zone, day)) continue
    // What begins by the next post is this one's: a weekend that begins as it is due was announced a week before.
    const windows = windowsFrom(prepared, 'weekend', dueAt + 1, instantAt(zone, day + 7, minutes) + 1)
    const post = postOf(zone, { kind: 'weekend', day, dueAt, minutes }, windows)
    if (post !== null) posts.push(post)
  }
}

function holidayPosts(prepared: PreparedSchedule, rules: PostRules, from: Date, to: Date): DutyPost[] {
  const { zone, layers } = prepared.snapshot
  const { holidayPostDays: days, weekendPost } = rules
  if (days === null || layers.holiday === null || layers.holiday.rotations.length === 0) return []
  const minutes = minutesOf(weekendPost?.at ?? DEFAULT_AT)
  const start = from.getTime() + (days - 2) * DAY_MS
  return windowsFrom(prepared, 'holiday', start, to.getTime() + (days + 2) * DAY_MS).flatMap((window) => {
    const day = localDayAt(zone, window.start.getTime()) - days
    const dueAt = instantAt(zone, day, minutes)
    if (dueAt < from.getTime() || dueAt >= to.getTime() || !isThere(zone, day)) return []
    return postOf(zone, { kind: 'holiday', day, dueAt, minutes }, [window]) ?? []
  })
}

/** Windows of a layer that begin in `[from, to)`, whole. */
function windowsFrom(prepared: PreparedSchedule, layer: LayerName, from: number, to: number): readonly Span[] {
  const { inForceWithin } = prepared.layerTime(layer)
  // From a moment earlier: one that had begun shows by beginning there. Far enough to see its end.
  return inForceWithin(from - 1, to + 60 * DAY_MS)
    .filter(({ start }) => start >= from && start < to)
    .map(({ start, end }) => ({ start: new Date(start), end: new Date(end) }))
}

function postOf(
  zone: string,
  of: { readonly kind: PostKind; readonly day: number; readonly dueAt: number; readonly minutes: number },
  windows: readonly Span[],
): DutyPost | null {
  const [first] = windows
  if (first === undefined || first.start.getTime() <= of.dueAt) return null
  const begins = first.start.getTime()
  const day = localDayAt(zone, begins - LEAST_MS)
  const reminder = instantAt(zone, day, minutesOf(REMIND_AT))
  // The last noon that leaves time: on Friday for what begins on Friday evening, on the eve for a morning.
  const last = reminder <= begins - LEAST_MS ? day : day - 1
  const at = (minutes: number) => {
    const instant = instantAt(zone, last, minutes)
    return instant > of.dueAt && instant < begins ? new Date(instant) : null
  }
  return {
    kind: of.kind,
    on: dateOfDay(of.day),
    dueAt: new Date(of.dueAt),
    windows,
    remindAt: at(minutesOf(REMIND_AT)),
    leadsAt: at(minutesOf(LEADS_AT)),
    againAt: at(of.minutes),
  }
}

/** Whether the zone has that local day at all: Apia has no 2011-12-30. */
function isThere(zone: string, day: number): boolean {
  return localDayAt(zone, instantAt(zone, day, 0)) === day
}

function dateOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** Holidays of the schedule whose day begins in one of the windows, or which touch them. */
export function holidaysIn(prepared: PreparedSchedule, windows: readonly Span[]) {
  const { zone, holidays } = prepared.snapshot
  return holidays.filter(({ on, as }) => {
    if (as === 'ignore') return false
    const [start, end] = [instantAt(zone, dayOf(on), 0), instantAt(zone, dayOf(on) + 1, 0)]
    return windows.some((window) => window.start.getTime() < end && window.end.getTime() > start)
  })
}

/** The shifts of a rotation of which anything is served within windows, in order, each once. */
export function shiftsWithin(prepared: PreparedSchedule, rotation: string, windows: readonly Span[]): readonly Shift[] {
  const found = new Map<string, Shift>()
  for (const window of windows) {
    for (const shift of shiftsBetween(prepared, rotation, window.start, window.end)) {
      if (isServedIn(shift, window)) {
        found.set(`${shift.layer} ${shift.start.getTime()}`, shift)
      }
    }
  }
  return [...found.values()]
}

/**
 * What somebody confirms who is on call where the plan has no shift: the override or the block that puts them there, named as a
 * shift would be.
 */
export function placedWithin(
  prepared: PreparedSchedule,
  rotation: string,
  person: string,
  windows: readonly Span[],
): readonly ShiftRef[] {
  const { overrides, blocks } = prepared.snapshot
  const placing: readonly Span[] = [
    ...overrides.filter((one) => one.kind === 'add' && one.rotation === rotation && one.subject === person),
    ...blocks.filter(({ people }) => Object.hasOwn(people, rotation) && people[rotation]?.includes(person) === true),
  ]
  return placing.flatMap((one) => {
    const parts = windows.flatMap((window) => {
      const start = one.start > window.start ? one.start : window.start
      const end = one.end < window.end ? one.end : window.end
      return start < end ? onCallBetween(prepared, rotation, start, end) : []
    })
    const isBare = (span: Span) =>
      shiftsBetween(prepared, rotation, span.start, span.end).every((shift) => !isServedIn(shift, span))
    const isPlaced = parts.some((span) => span.people.includes(person) && isBare(span))
    return isPlaced ? [{ rotation, layer: prepared.layerAt(one.start.getTime()) ?? 'weekday', start: one.start }] : []
  })
}

/** What of announced windows is still in force: a holiday may have been struck since, a weekend shortened. */
export function stillInForce(prepared: PreparedSchedule, kind: PostKind, windows: readonly Span[]): readonly Span[] {
  const { inForceWithin } = prepared.layerTime(kind)
  return windows.flatMap((window) =>
    inForceWithin(window.start.getTime(), window.end.getTime()).map(({ start, end }) => ({
      start: new Date(start),
      end: new Date(end),
    })),
  )
}
