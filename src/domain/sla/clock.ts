import type { ClockKind } from '../escalation/timeline-event.ts'
import type { DeadlineView } from '../escalation/views.ts'
import {
  addWorkingMinutes,
  dueAfterPause,
  ROUND_THE_CLOCK,
  subtractWorkingMinutes,
  type TargetCalendar,
  workingMinutesBetween,
} from './business-time.ts'

/** One clock of an escalation: a promised duration, the time counted, the instant due (ONCALL 18). */
export interface SlaClock {
  readonly kind: ClockKind
  /** Which obligation of the settings; empty for the team's own promises. */
  readonly obligation: string
  /** Minutes of its calendar. */
  readonly targetMinutes: number
  /** When its time counts, as it was when the clock began. */
  readonly calendar: TargetCalendar
  readonly startedAt: Date
  readonly dueAt: Date
  readonly state: 'running' | 'paused' | 'met' | 'met_late' | 'cancelled'
  readonly pausedAt: Date | null
  /** Why it is paused: `requester`, or of an obligation the ground that the law knows. */
  readonly pauseReason: string | null
  /** The deadline that was missed; nothing undoes it. */
  readonly breachedAt: Date | null
  readonly endedAt: Date | null
}

/** Why a clock is paused where nothing else is said: the requester was asked. */
export const FOR_THE_REQUESTER = 'requester'

/** What is promised: a length of time, in minutes of a calendar. */
export interface Promised {
  readonly minutes: number
  readonly calendar: TargetCalendar
  /** Where it was promised by its instant, of which the minutes are the whole ones until then. */
  readonly dueAt?: Date
}

/** An interval in which nothing was counted; `to` is null while it lasts. */
export interface Pause {
  readonly from: Date
  readonly to: Date | null
}

/** A clock that the law sets: from receipt, which may lie before filing. */
export function startObligation(obligation: string, promised: Promised, receivedAt: Date): SlaClock {
  return { ...startClock('obligation', promised.minutes, receivedAt, promised.calendar), obligation }
}

export function startClock(
  kind: ClockKind,
  targetMinutes: number,
  startedAt: Date,
  calendar: TargetCalendar = ROUND_THE_CLOCK,
): SlaClock {
  return {
    kind,
    obligation: '',
    targetMinutes,
    calendar,
    startedAt,
    dueAt: addWorkingMinutes(calendar, startedAt, targetMinutes),
    state: 'running',
    pausedAt: null,
    pauseReason: null,
    breachedAt: null,
    endedAt: null,
  }
}

/** A running clock whose deadline has passed is breached at that deadline, whenever somebody looks. A paused one isn't. */
export function observe(clock: SlaClock, at: Date): SlaClock {
  const isPast = clock.state === 'running' && clock.breachedAt === null && clock.dueAt <= at
  return isPast ? { ...clock, breachedAt: clock.dueAt } : clock
}

/** Ends a running or paused clock as kept, in time or late. An ended clock stays as it ended. */
export function meet(clock: SlaClock, at: Date): SlaClock {
  if (clock.endedAt !== null) return clock
  const seen = observe(clock, at)
  return {
    ...seen,
    state: seen.breachedAt === null ? 'met' : 'met_late',
    pausedAt: null,
    pauseReason: null,
    endedAt: at,
  }
}

export function cancel(clock: SlaClock, at: Date): SlaClock {
  if (clock.endedAt !== null) return clock
  return { ...observe(clock, at), state: 'cancelled', pausedAt: null, pauseReason: null, endedAt: at }
}

export function pause(clock: SlaClock, at: Date, reason = FOR_THE_REQUESTER): SlaClock {
  if (clock.state !== 'running') return clock
  return { ...observe(clock, at), state: 'paused', pausedAt: at, pauseReason: reason }
}

/** Shifts the deadline by the time paused, as its calendar counts it. A clock that was late before the pause stays late. */
export function resume(clock: SlaClock, at: Date): SlaClock {
  if (clock.state !== 'paused' || clock.pausedAt === null) return clock
  const dueAt = dueAfterPause(clock.calendar, clock.dueAt, { pausedAt: clock.pausedAt, resumedAt: at })
  return { ...clock, state: 'running', pausedAt: null, pauseReason: null, dueAt }
}

/** The deadline as it stands: a paused clock's moves on with the time. */
function standingDueAt(clock: SlaClock, at: Date): Date {
  const { calendar, dueAt, pausedAt } = clock
  return pausedAt === null ? dueAt : dueAfterPause(calendar, dueAt, { pausedAt, resumedAt: at })
}

/**
 * The same beginning with another target (a change of severity ends the clock as it stood, ONCALL 18). `pauses` of the
 * escalation stay uncounted, each in the time of the new calendar, and what is paused stays paused.
 */
export function retarget(clock: SlaClock, promised: Promised, pauses: readonly Pause[], at: Date): SlaClock {
  const { minutes, calendar } = promised
  const paused = pauses
    .map(({ from, to }) => ({ from: later(from, clock.startedAt), to }))
    .reduce((sum, { from, to }) => sum + (to === null ? 0 : workingMinutesBetween(calendar, from, to)), 0)
  const fresh = startClock(clock.kind, minutes, clock.startedAt, calendar)
  const begun = { ...fresh, dueAt: addWorkingMinutes(calendar, promised.dueAt ?? fresh.dueAt, paused) }
  if (clock.state !== 'paused' || clock.pausedAt === null) return observe(begun, at)
  return pause(begun, clock.pausedAt)
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b
}

/** `other`'s promise in the place of `kept`'s where it falls earlier (linking keeps the earlier deadline); null where not. */
export function earlierOf(kept: SlaClock, other: SlaClock, at: Date): SlaClock | null {
  if (kept.endedAt !== null || other.endedAt !== null) return null
  const dueAt = standingDueAt(other, at)
  if (dueAt >= standingDueAt(kept, at)) return null
  const begun = observe({ ...startClock(kept.kind, other.targetMinutes, other.startedAt, other.calendar), dueAt }, at)
  return kept.state === 'paused' ? pause(begun, at) : begun
}

/**
 * A cancelled clock goes on as it stood: what cancelled it was undone. `instead` is the one that ran in its place; its
 * pauses count for this one too, since its own beginning.
 */
export function revive(
  clock: SlaClock,
  at: Date,
  instead?: { readonly clock: SlaClock; readonly dueAt: Date },
): SlaClock {
  const shift =
    instead === undefined ? 0 : workingMinutesBetween(instead.clock.calendar, instead.dueAt, instead.clock.dueAt)
  const running: SlaClock = {
    ...clock,
    dueAt: addWorkingMinutes(clock.calendar, clock.dueAt, shift),
    state: 'running',
    pausedAt: null,
    pauseReason: null,
    endedAt: null,
  }
  const pausedAt = instead?.clock.pausedAt ?? null
  return pausedAt === null ? observe(running, at) : pause(running, pausedAt)
}

/** How far ahead an update clock is due soon; half the target where that is shorter. */
const UPDATE_LEAD_MINUTES = 10

/** A decision is due soon when three quarters of its time are used up (ONCALL 20). */
const RESOLVE_FRACTION = 0.75

/**
 * From when people see that it is due soon, and its owner is warned: ten minutes ahead, of a decision a quarter of its
 * target. In the time that its calendar counts, so that a deadline at 09:05 is told of before closing time and not at dawn.
 */
export function dueSoonAt(clock: SlaClock): Date {
  const lead =
    clock.kind === 'resolve' || clock.kind === 'obligation'
      ? clock.targetMinutes * (1 - RESOLVE_FRACTION)
      : Math.min(UPDATE_LEAD_MINUTES, clock.targetMinutes / 2)
  return subtractWorkingMinutes(clock.calendar, clock.dueAt, lead)
}

/** How a live clock is shown at an instant; null once it has ended. */
export function deadlineView(clock: SlaClock, at: Date): DeadlineView | null {
  if (clock.endedAt !== null) return null
  const state =
    clock.state === 'paused'
      ? 'paused'
      : clock.breachedAt !== null || clock.dueAt <= at
        ? 'late'
        : dueSoonAt(clock) <= at
          ? 'due_soon'
          : 'running'
  return { clock: clock.kind, dueAt: clock.dueAt, state }
}

/** The next instant after `at` at which what is shown changes by itself (due soon, late); null when none will. */
export function nextRedrawAt(clocks: readonly SlaClock[], at: Date): Date | null {
  const instants = clocks
    .filter((clock) => clock.state === 'running')
    .flatMap((clock) => [dueSoonAt(clock), clock.dueAt])
    .filter((instant) => instant > at)
    .sort((a, b) => a.getTime() - b.getTime())
  return instants[0] ?? null
}

const LEADING: readonly ClockKind[] = ['first_update', 'next_update', 'obligation']

/** The deadline that matters most to a reader of one line: the earliest of updates and obligations, else the decision's. */
export function leadingDeadline(clocks: readonly SlaClock[], at: Date): DeadlineView | null {
  const live = clocks.map((clock) => deadlineView(clock, at)).filter((view) => view !== null)
  const byDue = [...live].sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
  return byDue.find((view) => LEADING.includes(view.clock)) ?? byDue[0] ?? null
}
