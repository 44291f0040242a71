import type { ClockKind } from '../escalation/timeline-event.ts'
import { addWorkingMinutes } from './business-time.ts'
import { dueSoonAt, type SlaClock } from './clock.ts'

/** Of an obligation's time: one hour warns at 0, 15, 30 and 45 minutes. */
export const OBLIGATION_FRACTIONS = [0, 0.25, 0.5, 0.75] as const

/**
 * When this clock warns: once, as it becomes due soon. Null where it warns of nothing: a claim (the paging run is its
 * warning), an obligation (which has warnings of its own), a clock that is paused, over or late.
 */
export function warnsAt(clock: SlaClock): Date | null {
  if (clock.state !== 'running' || clock.breachedAt !== null) return null
  if (clock.kind === 'claim' || clock.kind === 'obligation') return null
  return dueSoonAt(clock)
}

/**
 * Whether the warning still has a point when it is about to leave: its time has come, the deadline hasn't, none was given
 * for this clock, and nothing was written to the requester since it began. A note for the team keeps no promise to them.
 */
export function isWarningDue(
  clock: SlaClock,
  facts: { readonly at: Date; readonly warnedAt: Date | null; readonly toldRequesterAt: Date | null },
): boolean {
  const warns = warnsAt(clock)
  if (warns === null || facts.warnedAt !== null || facts.at < warns || clock.dueAt <= facts.at) return false
  const isKept = facts.toldRequesterAt !== null && facts.toldRequesterAt > clock.startedAt
  return clock.kind === 'resolve' || !isKept
}

/** An obligation's warnings, round the clock, at fractions of the time between receipt and deadline. */
export function obligationWarnings(
  receivedAt: Date,
  dueAt: Date,
  fractions: readonly number[] = OBLIGATION_FRACTIONS,
): readonly Date[] {
  const lengthMs = dueAt.getTime() - receivedAt.getTime()
  return fractions.map((fraction) => new Date(receivedAt.getTime() + Math.round(lengthMs * fraction)))
}

/** Of the warnings of an obligation: how many are past at `at`, and when the next one is, or null after the last. */
export function obligationWarningsAt(
  clock: SlaClock,
  fractions: readonly number[],
  at: Date,
): { readonly past: number; readonly nextAt: (given: number) => Date | null } {
  const instants = obligationWarnings(clock.startedAt, clock.dueAt, fractions)
  return {
    past: instants.filter((instant) => instant <= at).length,
    nextAt: (given) => (clock.state === 'running' && clock.breachedAt === null ? (instants[given] ?? null) : null),
  }
}

export interface Colleague {
  readonly userId: string
  /** On shift or in their working hours; for an owner also: acted on it in the last two hours (ONCALL 17b). */
  readonly isAtWork: boolean
}

export interface Readers {
  readonly owner: Colleague | null
  /** Slack user ids, who is paged first at the front. */
  readonly onCall: readonly string[]
  /** The lead on duty first. */
  readonly leads: readonly Colleague[]
  /** sev1, sev2 or an obligation: what doesn't wait for the morning. */
  readonly isUrgent: boolean
}

/** A DM to one person; `isHeld` where it waits for the start of their day. */
export interface Reminder {
  readonly userId: string
  readonly isHeld: boolean
}

/**
 * Who is reminded: the owner; for one who is off duty whoever is on call where it is urgent, else it waits. Null while
 * nobody has it: then people are being paged.
 */
export function whoIsReminded({ owner, onCall, isUrgent }: Omit<Readers, 'leads'>): Reminder | null {
  if (owner === null) return null
  if (owner.isAtWork) return { userId: owner.userId, isHeld: false }
  if (!isUrgent) return { userId: owner.userId, isHeld: true }
  return { userId: onCall[0] ?? owner.userId, isHeld: false }
}

export interface BreachNotices {
  readonly owner: Reminder | null
  readonly leads:
    | { readonly how: 'dm'; readonly to: readonly Reminder[] }
    /** A lead had a DM about this escalation already: the later ones stand in its thread. */
    | { readonly how: 'thread'; readonly to: readonly Reminder[] }
    /** At night: one lead at a time, `next` in this order where the page isn't answered. */
    | { readonly how: 'page'; readonly userId: string; readonly next: readonly string[] }
    | { readonly how: 'nobody' }
  /** Only for the first answer and the decision, with the new time. */
  readonly requester: { readonly clock: 'first_update' | 'resolve'; readonly newTime: Date } | null
}

/** Who hears of a missed deadline (SCREENS 3). Having an owner silences nothing. */
export function whoHearsOfBreach(
  missed: { readonly clock: SlaClock; readonly at: Date },
  readers: Readers,
  hasLeadHeard: boolean,
): BreachNotices {
  const { kind } = missed.clock
  return {
    owner: whoIsReminded(readers),
    leads: leadsOf(readers, hasLeadHeard),
    requester: isPromisedToRequester(kind) ? { clock: kind, newTime: newTimeAfter(missed) } : null,
  }
}

function leadsOf({ leads, isUrgent }: Readers, hasLeadHeard: boolean): BreachNotices['leads'] {
  const [onDuty, ...others] = leads
  if (onDuty === undefined) return { how: 'nobody' }
  if (isUrgent && !onDuty.isAtWork) {
    return { how: 'page', userId: onDuty.userId, next: others.map((lead) => lead.userId) }
  }
  const to = leads.map((lead) => ({ userId: lead.userId, isHeld: !lead.isAtWork }))
  return { how: hasLeadHeard ? 'thread' : 'dm', to }
}

function isPromisedToRequester(kind: ClockKind): kind is 'first_update' | 'resolve' {
  return kind === 'first_update' || kind === 'resolve'
}

/**
 * The new time that a requester is given: for the first answer as long again as was promised, for the decision a quarter
 * of it, counted from the missed deadline and always still ahead of `at`.
 */
export function newTimeAfter(missed: { readonly clock: SlaClock; readonly at: Date }): Date {
  const { clock, at } = missed
  const minutes = clock.kind === 'resolve' ? clock.targetMinutes / 4 : clock.targetMinutes
  const next = addWorkingMinutes(clock.calendar, clock.dueAt, minutes)
  return next > at ? next : addWorkingMinutes(clock.calendar, at, minutes)
}
