import type { ClockKind } from '../escalation/timeline-event.ts'
import { ROOT_CAUSES, type RootCause } from '../escalation/words.ts'
import type { Span } from '../oncall/schedule.ts'
import type { Facts, Open, Stretch } from './facts.ts'

/** The measures, each defined here and nowhere else; docs/measures.md says the same in words. */

const DAY_MS = 24 * 60 * 60_000

/** Of fewer cases than these no percentage is made (SCREENS 10). */
export const LEAST_CASES = 5

export interface Kept {
  readonly met: number
  readonly breached: number
}

/** Minutes; null where nothing was measured. */
export interface Spread {
  readonly count: number
  readonly median: number | null
  readonly p90: number | null
  /** Median of what was waiting for the requester, of those that waited. */
  readonly paused: number | null
}

export type CountBy = Readonly<Record<string, number>>

export interface Measures {
  /** Without duplicates and what was withdrawn. */
  readonly filed: number
  readonly byCategory: CountBy
  readonly bySeverity: CountBy
  readonly byLanguage: CountBy
  readonly byDepartment: CountBy
  readonly duplicates: number
  readonly withdrawn: number
  /** Resolutions, so that what was resolved twice counts twice. */
  readonly resolved: number
  readonly reopened: number
  readonly open: number
  readonly backlog: Backlog
  readonly kept: Readonly<Partial<Record<ClockKind, Kept>>>
  readonly took: Readonly<Record<Stretch['clock'], Spread>>
  readonly helpful: { readonly yes: number; readonly no: number }
  readonly rootCauses: Readonly<Partial<Record<RootCause, number>>>
  readonly pages: { readonly count: number; readonly atNight: number; readonly seen: Spread }
  readonly restricted: number
}

/** Open ones by age in days of 24 hours at the end of the period. */
export interface Backlog {
  readonly underOneDay: number
  readonly oneToFiveDays: number
  readonly overFiveDays: number
}

/** What happened in `[start, end)`, and what was open at its end. */
export function measure(facts: Facts, { start, end }: Span): Measures {
  const isIn = ({ at }: { readonly at: Date }) => start <= at && at < end
  const filings = facts.filings.filter(isIn)
  const counted = filings.filter(({ left }) => left === null)
  const resolutions = facts.resolutions.filter(isIn)
  const stretches = facts.stretches.filter(isIn)
  const pages = facts.pages.filter(isIn)
  const kept: Partial<Record<ClockKind, Kept>> = {}
  for (const { clock, isMet } of facts.verdicts.filter(isIn)) {
    const { met, breached } = kept[clock] ?? { met: 0, breached: 0 }
    kept[clock] = isMet ? { met: met + 1, breached } : { met, breached: breached + 1 }
  }
  const rootCauses: Partial<Record<RootCause, number>> = {}
  for (const cause of ROOT_CAUSES) {
    const count = resolutions.filter(({ rootCause }) => rootCause === cause).length
    if (count > 0) rootCauses[cause] = count
  }
  return {
    filed: counted.length,
    byCategory: countBy(counted, ({ category }) => category),
    bySeverity: countBy(counted, ({ severity }) => severity),
    byLanguage: countBy(counted, ({ contentLanguage }) => contentLanguage),
    byDepartment: countBy(counted, ({ department }) => department ?? ''),
    duplicates: filings.filter(({ left }) => left === 'duplicate').length,
    withdrawn: filings.filter(({ left }) => left === 'withdrawn').length,
    resolved: resolutions.length,
    reopened: facts.reopenings.filter(isIn).length,
    open: facts.open.length,
    backlog: backlogOf(facts.open, end),
    kept,
    took: {
      claim: spreadOf(stretches.filter(({ clock }) => clock === 'claim')),
      first_update: spreadOf(stretches.filter(({ clock }) => clock === 'first_update')),
      resolve: spreadOf(stretches.filter(({ clock }) => clock === 'resolve')),
    },
    helpful: {
      yes: resolutions.filter(({ wasHelpful }) => wasHelpful === true).length,
      no: resolutions.filter(({ wasHelpful }) => wasHelpful === false).length,
    },
    rootCauses,
    pages: {
      count: pages.length,
      atNight: pages.filter(({ isNight }) => isNight).length,
      seen: spreadOf(
        pages.flatMap(({ seenMinutes }) => (seenMinutes === null ? [] : [{ minutes: seenMinutes, pausedMinutes: 0 }])),
      ),
    },
    restricted: counted.filter(({ isRestricted }) => isRestricted).length,
  }
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): CountBy {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1)
  // The most first; of as many by name, so that the same facts are told in the same order.
  return Object.fromEntries([...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)))
}

function backlogOf(open: readonly Open[], end: Date): Backlog {
  const days = open.map(({ filedAt }) => (end.getTime() - filedAt.getTime()) / DAY_MS)
  return {
    underOneDay: days.filter((age) => age < 1).length,
    oneToFiveDays: days.filter((age) => age >= 1 && age <= 5).length,
    overFiveDays: days.filter((age) => age > 5).length,
  }
}

function spreadOf(all: readonly { readonly minutes: number; readonly pausedMinutes: number }[]): Spread {
  const waited = all.map(({ pausedMinutes }) => pausedMinutes).filter((minutes) => minutes > 0)
  // Time that nobody could use isn't the team's.
  const worked = all.map(({ minutes, pausedMinutes }) => minutes - pausedMinutes)
  return {
    count: all.length,
    median: quantile(worked, 0.5),
    p90: quantile(worked, 0.9),
    paused: quantile(waited, 0.5),
  }
}

/** Between the two values nearest to it, in proportion: Postgres calls it `percentile_cont`. Null of nothing. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((one, other) => one - other)
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)]
  const above = sorted[Math.ceil(place)]
  if (below === undefined || above === undefined) return null
  return below + (above - below) * (place - Math.floor(place))
}

/** In whole per cent; null of fewer than five. */
export function shareKept({ met, breached }: Kept): number | null {
  const all = met + breached
  return all < LEAST_CASES ? null : Math.round((met * 100) / all)
}

/** Median of the periods before; null where there is none. */
export function usual(before: readonly number[]): number | null {
  const middle = quantile(before, 0.5)
  return middle === null ? null : Math.round(middle)
}
