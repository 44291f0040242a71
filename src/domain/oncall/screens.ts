import type { Language } from '../language.ts'
import type { Candidate } from './candidates.ts'
import type { Covers } from './covers.ts'
import type { DutyLedger } from './ledger.ts'
import type { DecidedBy, HolidayTreatment, LayerName, Span, Why } from './schedule.ts'

/** What `/oncall` shows, in facts: which people, when and why. Words are i18n's, and blocks Slack's. */

export interface SeenPerson {
  readonly id: string
  readonly name: string
  /** Slack silences their messages until then; null: it doesn't, or isn't known. */
  readonly silentUntil: Date | null
}

/** One rotation now, and who comes next. */
export interface RotationNow {
  readonly rotation: string
  readonly people: readonly SeenPerson[]
  readonly why: Why
  readonly until: Date | null
  /** The next answer of other people; nobody is a gap. Null: none within reach. */
  readonly next: { readonly people: readonly SeenPerson[]; readonly at: Date } | null
}

export interface ScheduleNow {
  readonly scheduleId: number
  readonly name: string
  readonly rotations: readonly RotationNow[]
  /** Of the next 30 days. */
  readonly gaps: number
}

export interface TeamNow {
  readonly id: string
  readonly name: string
  readonly isLead: boolean
  /** Empty: the team has none, and everybody named for it is on call. */
  readonly schedules: readonly ScheduleNow[]
}

export interface NowView {
  readonly teams: readonly TeamNow[]
  /** The next shift of one's own that is yet to begin. */
  readonly mine: MyShift | null
  readonly asOf: Date
}

export interface ScheduleChoice {
  readonly id: number
  readonly name: string
  readonly team: string
}

/** Somebody on call in a rotation from an instant on. */
export interface DayPart {
  readonly rotation: string
  /** Null: since the day before. */
  readonly from: Date | null
  readonly people: readonly string[]
  readonly why: Why
  readonly layer: DecidedBy | null
}

export interface DayLine {
  /** The local date. */
  readonly on: string
  readonly startsAt: Date
  readonly isWeekend: boolean
  readonly isToday: boolean
  readonly holiday: string | null
  readonly parts: readonly DayPart[]
}

export interface WeeksView {
  readonly schedule: ScheduleChoice
  /** All that the reader may look at, this one among them. */
  readonly choices: readonly ScheduleChoice[]
  readonly page: number
  readonly rotations: readonly string[]
  readonly days: readonly DayLine[]
  readonly asOf: Date
}

export interface MyShift extends Span {
  readonly scheduleId: number
  readonly schedule: string
  readonly rotation: string
  readonly layer: LayerName
  readonly isConfirmed: boolean
  readonly isSwapped: boolean
  /** What of it is still one's own: somebody else may have the rest. */
  readonly own: Span
  /** One's own part is yet to begin. */
  readonly isAhead: boolean
}

export interface MyDays {
  readonly id: number
  /** They haven't come: they may be given back. */
  readonly isAhead: boolean
  readonly from: string
  readonly to: string
  readonly tradedHolidayOn: string | null
}

/** A replacement ahead in which one has a part. */
export interface MyOverride extends Span {
  readonly id: number
  /** One covers somebody, or is covered. */
  readonly isCovering: boolean
  readonly other: string
  readonly mayUndo: boolean
}

export interface MeView {
  readonly overrides: readonly MyOverride[]
  /** Of the next 60 days, in order. */
  readonly shifts: readonly MyShift[]
  readonly kept: readonly MyDays[]
  /** Days that may still be kept this year; null: on no schedule. */
  readonly keptLeft: { readonly left: number; readonly of: number } | null
  /** Of the last 90 days. */
  readonly ledger: Omit<DutyLedger, 'person'> & {
    readonly covers: Covers
    readonly pagesAnswered: number
  }
  readonly isOfTeam: boolean
  readonly asOf: Date
}

export interface HolidayLine {
  readonly on: string
  readonly name: string
  readonly as: HolidayTreatment
  readonly calendars: readonly string[]
}

export interface HolidaysView {
  readonly schedule: ScheduleChoice
  readonly choices: readonly ScheduleChoice[]
  readonly isLead: boolean
  /** Of the next twelve months, in order. */
  readonly holidays: readonly HolidayLine[]
  /** Days that a lead struck, still ahead. */
  readonly struck: readonly string[]
}

/** Nobody in a role, or nobody who reads a language, from `start` to `end`. */
export interface GapRef extends Span {
  readonly scheduleId: number
  readonly kind: 'nobody' | 'language'
  /** The role, or the language. */
  readonly subject: string
}

export interface GapLine extends GapRef {
  readonly schedule: string
  readonly isLead: boolean
}

export interface GapsView {
  readonly gaps: readonly GapLine[]
  readonly asOf: Date
}

export type SeenCandidate = Candidate & { readonly name: string }

export interface FixView {
  readonly gap: GapLine
  readonly rotation: string
  readonly language: Language | null
  readonly candidates: readonly SeenCandidate[]
  readonly asOf: Date
}

/** The week as it will be, and who is asked or put on. */
export interface FixPreview {
  readonly gap: GapLine
  readonly how: 'ask' | 'assign'
  readonly people: readonly { readonly id: string; readonly name: string }[]
  /** Assign only. */
  readonly days: readonly DayLine[]
  readonly rotations: readonly string[]
  /** Of the week, what stays open. */
  readonly left: readonly GapLine[]
}

export interface HolidayPreview {
  readonly scheduleId: number
  readonly version: number
  readonly gaps: readonly GapLine[]
  readonly moved: readonly { readonly name: string; readonly gained: readonly Span[]; readonly lost: readonly Span[] }[]
  readonly voidSwaps: number
}

/** Home's section: my next shift, and for leads what needs them. */
/** A swap that waits for a lead's yes. */
export interface SwapToApprove {
  readonly id: number
  readonly giver: string
  readonly taker: string
  readonly start: Date
}

/** A post whose window had passed before it could be sent (ONCALL 22). */
export interface SkippedPost {
  readonly schedule: string
  readonly kind: 'weekend' | 'holiday'
  /** Local date on which it was due. */
  readonly on: string
}

export interface HomeDuty {
  /** For leads. */
  readonly approvals: readonly SwapToApprove[]
  readonly skipped: readonly SkippedPost[]
  readonly next: MyShift | null
  readonly gaps: readonly GapLine[]
  readonly asOf: Date
}
