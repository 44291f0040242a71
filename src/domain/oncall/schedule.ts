/**
 * A team's schedule as the resolver sees it: everything that says who is on call, and nothing that has to be looked up.
 * Recurring times are wall clocks with an IANA zone (ONCALL 4); what happens once is an instant. Intervals are half-open.
 */

export const LAYERS = ['weekday', 'weekend', 'holiday'] as const
export type LayerName = (typeof LAYERS)[number]

/** ISO days: 1 = Monday … 7 = Sunday. */
export type WeekdayNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** A wall-clock moment of the week. `at` is `HH:MM`. */
export interface WeekMoment {
  readonly weekday: WeekdayNumber
  readonly at: string
}

export type Handoff =
  | { readonly every: 'day'; readonly at: string }
  | { readonly every: 'week'; readonly on: WeekdayNumber; readonly at: string }

/** In for turns that begin on a local date of the schedule's zone in `[from, to)`; null is open. Dates `YYYY-MM-DD`. */
export interface Participant {
  /** Slack user id. */
  readonly id: string
  readonly from: string | null
  readonly to: string | null
}

/** Binds turns that begin on or after the local date: the names in this order, whoever isn't named after them. */
export interface Reordering {
  readonly on: string
  readonly order: readonly string[]
}

/** Follow the sun: the holder serves the part of a shift that lies in these hours. `HH:MM`, half-open; may pass midnight. */
export interface RotationHours {
  readonly from: string
  readonly to: string
}

export interface Rotation {
  readonly name: string
  /** Rotations of one role stand in for each other outside their hours; by default a rotation's own name. */
  readonly role: string
  /** Zone of its hours and handoffs; null is the schedule's. */
  readonly zone: string | null
  readonly hours: RotationHours | null
  readonly participants: readonly Participant[]
  readonly reorderings: readonly Reordering[]
}

interface LayerRules {
  /** How many consecutive shifts are one turn. */
  readonly turn: number
  /** Local date of the schedule's zone: the first shift is the first that begins on or after it. */
  readonly anchor: string
  readonly rotations: readonly Rotation[]
}

/** In force each week between two moments; equal moments are the whole week, a window that never ends. */
export interface WeeklyLayer extends LayerRules {
  readonly from: WeekMoment
  readonly to: WeekMoment
  /** Null: each window is a shift. */
  readonly handoff: Handoff | null
}

/**
 * In force on the holidays treated as such, from `at` to the next day's `at`. Those treated as weekend begin then as well;
 * without a holiday layer at the weekday layer's handoff, or where it has none at its window's start.
 */
export interface HolidayLayer extends LayerRules {
  readonly at: string
  readonly handoff: Handoff | null
}

export type HolidayTreatment = 'holiday' | 'weekend' | 'ignore'

/** A dated local day, merged over the schedule's calendars: holiday beats weekend beats ignore. */
export interface Holiday {
  /** Local date of the schedule's zone. */
  readonly on: string
  readonly name: string
  readonly as: HolidayTreatment
  /** ISO 3166 codes of the calendars that have it, with a region `ES-MD`; empty for a day that a lead added. */
  readonly calendars: readonly string[]
}

/** A planned launch or event: replaces what the rotations it names would answer, overrides and swaps too. */
export interface Block {
  readonly start: Date
  readonly end: Date
  readonly tag: string
  /** People per rotation named; an empty list is a declared gap; a rotation that isn't named goes on as planned. */
  readonly people: Readonly<Record<string, readonly string[]>>
}

/** In order of creation. */
export type Override = { readonly start: Date; readonly end: Date; readonly reason: string | null } & (
  | { readonly kind: 'replace'; readonly subject: string; readonly by: string }
  | { readonly kind: 'add'; readonly rotation: string; readonly subject: string }
  | { readonly kind: 'nobody'; readonly rotation: string }
)

/** One shift of a rotation on a layer, named by the instant at which it starts. */
export interface ShiftRef {
  readonly rotation: string
  readonly layer: LayerName
  readonly start: Date
}

/** An accepted swap, in order of acceptance: the taker holds the giver's shift, and the giver the one in return, if any. */
export interface Swap {
  readonly shift: ShiftRef
  readonly giver: string
  readonly taker: string
  readonly inReturn: ShiftRef | null
}

/** Local days that a person keeps, both inclusive; binds turns that begin at or after the declaration. */
export interface KeptDays {
  readonly person: string
  readonly from: string
  readonly to: string
  readonly declaredAt: Date
}

/** Left out of every answer from `at` on, until `until` (null: for good). */
export interface Deactivation {
  readonly person: string
  readonly at: Date
  readonly until: Date | null
}

/**
 * The last turn begun of one rotation on one layer when the schedule was edited, as it was then. It is served to its end;
 * the turns after it are counted from the edited rules, and go to this line (holder already at its end).
 */
export interface Checkpoint {
  readonly layer: LayerName
  readonly rotation: string
  readonly holder: string | null
  /**
   * The turn's shifts under the rules of before, each with the pieces of its layer's windows, and what began between and after
   * them without being served. The present rules' windows and shifts follow where the last of them ends, cut by that.
   */
  readonly shifts: readonly { readonly start: Date; readonly end: Date; readonly pieces: readonly Span[] }[]
  readonly line: readonly string[]
}

export interface Span {
  readonly start: Date
  readonly end: Date
}

export interface ScheduleSnapshot {
  readonly name: string
  readonly teamId: string
  /** IANA zone in which windows, handoffs, holidays and kept days are read. */
  readonly zone: string
  readonly layers: {
    readonly weekday: WeeklyLayer | null
    readonly weekend: WeeklyLayer | null
    readonly holiday: HolidayLayer | null
  }
  readonly holidays: readonly Holiday[]
  readonly blocks: readonly Block[]
  readonly overrides: readonly Override[]
  readonly swaps: readonly Swap[]
  readonly keptDays: readonly KeptDays[]
  readonly deactivations: readonly Deactivation[]
  readonly checkpoints: readonly Checkpoint[]
}

/** What decided. Null: no layer has a window there. */
export type DecidedBy = 'block' | 'override' | 'swap' | LayerName

/** Codes of the reasons; the sentences are i18n's. */
export const WHYS = [
  'turn',
  'swap',
  'replace',
  'add',
  'nobody',
  'block',
  'nobody_available',
  'vacant',
  'outside_hours',
  'no_rotation',
  'no_layer',
] as const
export type Why = (typeof WHYS)[number]

export interface OnCallAnswer {
  /** Slack user ids: the holder first, then those added, in order of creation. */
  readonly people: readonly string[]
  readonly layer: DecidedBy | null
  readonly why: Why
  /** The next change of people, layer or why; null where there is none within 400 days. */
  readonly until: Date | null
}

export interface OnCallInterval extends Span {
  readonly rotation: string
  readonly people: readonly string[]
  readonly layer: DecidedBy | null
  readonly why: Why
}

/** A served shift. */
export interface Shift extends Span, ShiftRef {
  /** What is served of it: less what higher layers cover, within the rotation's hours. */
  readonly served: readonly Span[]
  /** Who has it after swaps; null: vacant. */
  readonly holder: string | null
  /** Who has it by the line. */
  readonly planned: string | null
  /** Index into the snapshot's swaps of the last one that moved it. */
  readonly swap: number | null
}

/** Nobody on call in any rotation of the role. */
export interface Gap extends Span {
  readonly role: string
  /** The rotations of the role that a layer in force has there. */
  readonly rotations: readonly string[]
  readonly layer: DecidedBy | null
  readonly why: Why
}
