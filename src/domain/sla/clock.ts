import type { ClockKind } from '../escalation/timeline-event.ts'
import type { DeadlineView } from '../escalation/views.ts'

/** One clock of an escalation: a promised duration, the time counted, the instant due (ONCALL 18). */
export interface SlaClock {
  readonly kind: ClockKind
  /** Minutes, round the clock. */
  readonly targetMinutes: number
  readonly startedAt: Date
  readonly dueAt: Date
  readonly state: 'running' | 'paused' | 'met' | 'met_late' | 'cancelled'
  readonly pausedAt: Date | null
  /** The deadline that was missed; nothing undoes it. */
  readonly breachedAt: Date | null
  readonly endedAt: Date | null
}

const MINUTE = 60_000

export function startClock(kind: ClockKind, targetMinutes: number, startedAt: Date): SlaClock {
  return {
    kind,
    targetMinutes,
    startedAt,
    dueAt: new Date(startedAt.getTime() + targetMinutes * MINUTE),
    state: 'running',
    pausedAt: null,
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
  return { ...seen, state: seen.breachedAt === null ? 'met' : 'met_late', pausedAt: null, endedAt: at }
}

export function cancel(clock: SlaClock, at: Date): SlaClock {
  if (clock.endedAt !== null) return clock
  return { ...observe(clock, at), state: 'cancelled', pausedAt: null, endedAt: at }
}

export function pause(clock: SlaClock, at: Date): SlaClock {
  if (clock.state !== 'running') return clock
  return { ...observe(clock, at), state: 'paused', pausedAt: at }
}

/** Shifts the deadline by the time paused. A clock that was late before the pause stays late. */
export function resume(clock: SlaClock, at: Date): SlaClock {
  if (clock.state !== 'paused' || clock.pausedAt === null) return clock
  const shift = at.getTime() - clock.pausedAt.getTime()
  return { ...clock, state: 'running', pausedAt: null, dueAt: new Date(clock.dueAt.getTime() + shift) }
}

/** The deadline as it stands: a paused clock's moves on with the time. */
function standingDueAt(clock: SlaClock, at: Date): Date {
  return clock.pausedAt === null
    ? clock.dueAt
    : new Date(clock.dueAt.getTime() + at.getTime() - clock.pausedAt.getTime())
}

/**
 * The same beginning with another target (a change of severity ends the clock as it stood, ONCALL 18). What was paused so
 * far stays uncounted, and what is paused stays paused.
 */
export function retarget(clock: SlaClock, targetMinutes: number, at: Date): SlaClock {
  const pausedMs = clock.dueAt.getTime() - clock.startedAt.getTime() - clock.targetMinutes * MINUTE
  const fresh = startClock(clock.kind, targetMinutes, clock.startedAt)
  const begun = { ...fresh, dueAt: new Date(fresh.dueAt.getTime() + pausedMs) }
  if (clock.state !== 'paused' || clock.pausedAt === null) return observe(begun, at)
  return pause(begun, clock.pausedAt)
}

/** `other`'s promise in the place of `kept`'s where it falls earlier (linking keeps the earlier deadline); null where not. */
export function earlierOf(kept: SlaClock, other: SlaClock, at: Date): SlaClock | null {
  if (kept.endedAt !== null || other.endedAt !== null) return null
  const dueAt = standingDueAt(other, at)
  if (dueAt >= standingDueAt(kept, at)) return null
  const begun = observe({ ...startClock(kept.kind, other.targetMinutes, other.startedAt), dueAt }, at)
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
  const shift = instead === undefined ? 0 : instead.clock.dueAt.getTime() - instead.dueAt.getTime()
  const running: SlaClock = {
    ...clock,
    dueAt: new Date(clock.dueAt.getTime() + shift),
    state: 'running',
    pausedAt: null,
    endedAt: null,
  }
  const pausedAt = instead?.clock.pausedAt ?? null
  return pausedAt === null ? observe(running, at) : pause(running, pausedAt)
}

/** How long before the deadline people see "due in": ten minutes, or for resolve a quarter of the target. */
export function dueSoonAt(clock: SlaClock): Date {
  const lead =
    clock.kind === 'resolve' ? (clock.targetMinutes / 4) * MINUTE : Math.min(10, clock.targetMinutes / 2) * MINUTE
  return new Date(clock.dueAt.getTime() - lead)
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

/** The deadline that matters most to a reader of one line: the earliest live update clock, else the decision's. */
export function leadingDeadline(clocks: readonly SlaClock[], at: Date): DeadlineView | null {
  const live = clocks.map((clock) => deadlineView(clock, at)).filter((view) => view !== null)
  const byDue = [...live].sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
  return byDue.find((view) => view.clock === 'first_update' || view.clock === 'next_update') ?? byDue[0] ?? null
}
