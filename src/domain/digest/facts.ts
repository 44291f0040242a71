import type { ClockKind } from '../escalation/timeline-event.ts'
import type { DecisionCode, RootCause, Severity } from '../escalation/words.ts'
import type { ContentLanguage } from '../language.ts'

/**
 * What measures are made of: instants and codes of escalations, nothing that anybody wrote. Each fact belongs to the period in
 * which its own instant lies.
 */
interface Of {
  readonly escalationId: number
  readonly category: string
  readonly severity: Severity
  /** Counted, never named, in what a wider audience reads. */
  readonly isRestricted: boolean
}

/** Filed at `at`. */
export interface Filing extends Of {
  readonly at: Date
  readonly contentLanguage: ContentLanguage
  readonly department: string | null
  /** It turned out to be part of another, or was withdrawn: kept out of volumes, and counted apart. */
  readonly left: 'duplicate' | 'withdrawn' | null
}

/**
 * A promise that was kept or broken at `at`: a clock met in time when it ended, or breached when it was seen late. Clocks that were
 * cancelled, or are still running in time, promise nothing yet.
 */
export interface Verdict extends Of {
  readonly at: Date
  readonly clock: ClockKind
  /** Which obligation of the settings; empty for the team's own. */
  readonly obligation: string
  readonly isMet: boolean
  /** Of one that was breached, from its deadline to its end; null: it still runs, or was kept. */
  readonly lateMinutes: number | null
}

/** A clock's work was done at `at`, in time or late: what it took, and how much of that was waiting for the requester. */
export interface Stretch extends Of {
  readonly at: Date
  readonly clock: 'claim' | 'first_update' | 'resolve'
  readonly minutes: number
  readonly pausedMinutes: number
}

/** Resolved at `at`, for the first time or again. */
export interface Resolution extends Of {
  readonly at: Date
  readonly decision: DecisionCode
  readonly rootCause: RootCause | null
  readonly rule: string | null
  readonly wasHelpful: boolean | null
  readonly by: string
}

/** Reopened at `at`. */
export interface Reopening extends Of {
  readonly at: Date
}

/** Neither resolved nor over at the end of the period. */
export interface Open extends Of {
  readonly filedAt: Date
  readonly status: 'unclaimed' | 'claimed' | 'waiting'
}

/** A page to one person, left at `at`. */
export interface PageFact extends Of {
  readonly at: Date
  readonly person: string
  /** Minutes until it was seen or its escalation claimed by them; null: neither. */
  readonly seenMinutes: number | null
  /** It left between 22:00 and 06:00 on its reader's own clock. */
  readonly isNight: boolean
}

export interface Facts {
  readonly filings: readonly Filing[]
  readonly verdicts: readonly Verdict[]
  readonly stretches: readonly Stretch[]
  readonly resolutions: readonly Resolution[]
  readonly reopenings: readonly Reopening[]
  readonly pages: readonly PageFact[]
  /** As of the end. */
  readonly open: readonly Open[]
}
