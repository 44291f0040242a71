import type { Language } from '../language.ts'
import type { DutyProblem } from './duty.ts'
import type { Span } from './schedule.ts'
import { localDayAt, weekdayOf } from './wall-clock.ts'

const HOUR_MS = 60 * 60_000
const SATURDAY = 6

/** What somebody bears in the quarter that a stretch lies in, served and planned. */
export interface Load {
  readonly hours: number
  /** Weekends on whose Saturday or Sunday they are on duty. */
  readonly weekends: number
}

export interface Person {
  readonly id: string
  /** IANA zone of their own. */
  readonly zone: string
  readonly languages: readonly Language[]
  readonly isDeactivated: boolean
  /** A local day of the schedule's zone that they keep and the stretch touches. */
  readonly keeps: string | null
  /** What would be wrong with their duty if they took it. */
  readonly problems: readonly DutyProblem[]
  readonly load: Load
}

/** Where the stretch falls for a person: `Madrid, Sunday evening`. */
export interface LocalStart {
  readonly zone: string
  /** ISO: 1 = Monday … 7 = Sunday. */
  readonly weekday: number
  readonly hour: number
}

export type Candidate = { readonly person: string; readonly load: Load; readonly local: LocalStart } & (
  | { readonly isOffered: true; readonly code: 'free' }
  | { readonly isOffered: false; readonly code: 'deactivated' }
  | { readonly isOffered: false; readonly code: 'on_duty_then'; readonly start: Date; readonly end: Date }
  /** Off duty from `since` to `until` only. */
  | { readonly isOffered: false; readonly code: 'rest_rule'; readonly since: Date; readonly until: Date }
  | { readonly isOffered: false; readonly code: 'keeps_day'; readonly on: string }
  | { readonly isOffered: false; readonly code: 'does_not_read'; readonly language: Language }
)

/**
 * Who could take a stretch, least loaded first (ONCALL 11), each with the reason; those who aren't offered after them. Where it
 * touches a weekend the weekends of the quarter are counted before its hours; equals stay in the order given.
 */
export function rankCandidates(
  people: readonly Person[],
  sought: { readonly stretch: Span; readonly zone: string; readonly language: Language | null },
): readonly Candidate[] {
  const isWeekend = weekendsIn([sought.stretch], sought.zone).size > 0
  const bears = (one: Candidate) =>
    isWeekend ? [one.load.weekends, one.load.hours] : [one.load.hours, one.load.weekends]
  return people
    .map((person) => candidateOf(person, sought))
    .toSorted((a, b) => {
      if (a.isOffered !== b.isOffered) return a.isOffered ? -1 : 1
      const [first, second] = [bears(a), bears(b)]
      return (first[0] ?? 0) - (second[0] ?? 0) || (first[1] ?? 0) - (second[1] ?? 0)
    })
}

function candidateOf(
  person: Person,
  sought: { readonly stretch: Span; readonly language: Language | null },
): Candidate {
  const { stretch, language } = sought
  const common = { person: person.id, load: person.load, local: localStart(stretch.start, person.zone) }
  if (person.isDeactivated) return { ...common, isOffered: false, code: 'deactivated' }
  const twice = person.problems.find((one) => one.code === 'double')
  if (twice !== undefined) {
    return { ...common, isOffered: false, code: 'on_duty_then', start: twice.start, end: twice.end }
  }
  const short = person.problems[0]
  if (short !== undefined) {
    return { ...common, isOffered: false, code: 'rest_rule', since: short.start, until: short.end }
  }
  if (person.keeps !== null) return { ...common, isOffered: false, code: 'keeps_day', on: person.keeps }
  if (language !== null && !person.languages.includes(language)) {
    return { ...common, isOffered: false, code: 'does_not_read', language }
  }
  return { ...common, isOffered: true, code: 'free' }
}

/** Hours and weekends of one person's stretches, cut to a range. `zone` says where a Saturday is. */
export function loadOf(
  stretches: readonly Span[],
  zone: string,
  range: { readonly from: Date; readonly to: Date },
): Load {
  const cut = stretches.flatMap(({ start, end }) => {
    const part = { start: start > range.from ? start : range.from, end: end < range.to ? end : range.to }
    return part.start < part.end ? [part] : []
  })
  const ms = cut.reduce((sum, { start, end }) => sum + (end.getTime() - start.getTime()), 0)
  return { hours: Math.round(ms / HOUR_MS), weekends: weekendsIn(cut, zone).size }
}

/** Saturdays (as day numbers) of the weekends that the stretches touch. */
function weekendsIn(stretches: readonly Span[], zone: string): ReadonlySet<number> {
  const saturdays = new Set<number>()
  for (const { start, end } of stretches) {
    const last = localDayAt(zone, end.getTime() - 1)
    for (let day = localDayAt(zone, start.getTime()); day <= last; day += 1) {
      const weekday = weekdayOf(day)
      if (weekday >= SATURDAY) saturdays.add(day - (weekday - SATURDAY))
    }
  }
  return saturdays
}

function localStart(at: Date, zone: string): LocalStart {
  const hour = Number(
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(at),
  )
  return { zone, weekday: weekdayOf(localDayAt(zone, at.getTime())), hour }
}
