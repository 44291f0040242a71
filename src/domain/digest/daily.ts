import type { ClockKind } from '../escalation/timeline-event.ts'
import type { Named } from '../escalation/views.ts'
import type { Severity } from '../escalation/words.ts'
import type { SwapToApprove } from '../oncall/screens.ts'
import type { Measures } from './measures.ts'
import type { DigestGap } from './needs.ts'

/** So many of each kind are named; the rest is counted. */
export const DAY_NAMED = 5

/** One that is neither resolved nor over, with the deadlines that run. */
export interface OpenWork {
  readonly escalationId: number
  readonly severity: Severity
  /** Counted, never named, in what a wider audience reads. */
  readonly isRestricted: boolean
  readonly ownerId: string | null
  readonly filedAt: Date
  /** Since when the requester is waited for; null: they aren't. */
  readonly waitingSince: Date | null
  readonly clocks: readonly { readonly kind: ClockKind; readonly dueAt: Date; readonly isBreached: boolean }[]
}

/** Why one is on the list: the first of these that holds, so that each stands there once. */
export const DAY_REASONS = ['late', 'due', 'unowned', 'waiting'] as const
export type DayReason = (typeof DAY_REASONS)[number]

export interface DayEntry {
  readonly escalationId: number
  readonly severity: Severity
  readonly ownerId: string | null
  /** The promise that is late or due; null where it is about none. */
  readonly clock: ClockKind | null
  /** Its deadline; else since when it has no owner, or waits. */
  readonly at: Date
}

export interface DaySection<T = DayEntry> {
  readonly count: number
  readonly restricted: number
  /** The most pressing first; none that is restricted. */
  readonly named: readonly T[]
}

export type DayWork<T = DayEntry> = Readonly<Record<DayReason, DaySection<T>>>

export type DayLine = Omit<DayEntry, 'ownerId'> & { readonly owner: Named | null }

/** Who is on call in a rotation from now on, until tomorrow morning. */
export interface DayDuty {
  readonly schedule: string
  readonly rotation: string
  readonly turns: readonly { readonly from: Date; readonly people: readonly Named[] }[]
}

/** The days off before a working morning, and what happened in them. */
export interface DaysOff {
  readonly isWeekend: boolean
  readonly figures: Pick<Measures, 'filed' | 'pages'>
  /** Who was on call, longest first. */
  readonly people: readonly Named[]
}

export interface DailyDigest {
  readonly teamId: string
  readonly team: string
  readonly asOf: Date
  readonly work: DayWork<DayLine>
  readonly duty: readonly DayDuty[]
  readonly gaps: readonly DigestGap[]
  /** Swaps that wait for a lead's yes. */
  readonly approvals: readonly SwapToApprove[]
}

/**
 * What a lead looks at in the morning: what is late, what is due by the end of the day, what nobody has, and what waits for the
 * requester since `waitingBefore` or longer. Instants; what is late is ordered by its deadline, the rest by severity first.
 */
export function dayWorkOf(
  all: readonly OpenWork[],
  of: { readonly now: Date; readonly dayEnd: Date; readonly waitingBefore: Date },
): DayWork {
  const found: Record<DayReason, (DayEntry & { readonly isRestricted: boolean })[]> = {
    late: [],
    due: [],
    unowned: [],
    waiting: [],
  }
  for (const one of all) {
    const { escalationId, severity, ownerId, isRestricted, waitingSince } = one
    const entry = { escalationId, severity, ownerId, isRestricted }
    const [late] = one.clocks.filter(({ dueAt, isBreached }) => isBreached || dueAt <= of.now).sort(earlier)
    const [due] = one.clocks.filter(({ dueAt }) => dueAt > of.now && dueAt < of.dayEnd).sort(earlier)
    if (late !== undefined) found.late.push({ ...entry, clock: late.kind, at: late.dueAt })
    else if (due !== undefined) found.due.push({ ...entry, clock: due.kind, at: due.dueAt })
    else if (ownerId === null) found.unowned.push({ ...entry, clock: null, at: one.filedAt })
    else if (waitingSince !== null && waitingSince <= of.waitingBefore) {
      found.waiting.push({ ...entry, clock: null, at: waitingSince })
    }
  }
  const sectionOf = (reason: DayReason): DaySection => {
    const entries = found[reason]
    const named = entries.filter(({ isRestricted }) => !isRestricted).sort(reason === 'late' ? byInstant : bySeverity)
    return {
      count: entries.length,
      restricted: entries.length - named.length,
      named: named.slice(0, DAY_NAMED).map(({ isRestricted: _, ...entry }) => entry),
    }
  }
  return {
    late: sectionOf('late'),
    due: sectionOf('due'),
    unowned: sectionOf('unowned'),
    waiting: sectionOf('waiting'),
  }
}

/** Nothing that a lead would act on: such a morning has no digest. */
export function isQuietDay(day: {
  readonly work: DayWork<unknown>
  readonly gaps: readonly unknown[]
  readonly approvals: readonly unknown[]
}): boolean {
  const isIdle = DAY_REASONS.every((reason) => day.work[reason].count === 0)
  return isIdle && day.gaps.length === 0 && day.approvals.length === 0
}

/** Nothing came in while the team was off, and nobody was paged. */
export function wereQuiet({ figures }: DaysOff): boolean {
  return figures.filed === 0 && figures.pages.count === 0
}

const earlier = (one: { readonly dueAt: Date }, other: { readonly dueAt: Date }) =>
  one.dueAt.getTime() - other.dueAt.getTime()
const byInstant = (one: DayEntry, other: DayEntry) =>
  one.at.getTime() - other.at.getTime() || one.escalationId - other.escalationId
const bySeverity = (one: DayEntry, other: DayEntry) =>
  one.severity === other.severity ? byInstant(one, other) : one.severity < other.severity ? -1 : 1
