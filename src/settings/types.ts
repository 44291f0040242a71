import type { Place, Severity } from '../domain/escalation/words.ts'
import type { Language } from '../domain/language.ts'
import type { PagingPolicy } from '../domain/paging/policy.ts'
import type { WayKind } from '../domain/paging/ways.ts'
import type { TargetCalendar, WorkingCalendar } from '../domain/sla/business-time.ts'
import type { ScheduleSettings } from './schedules/types.ts'

/** The team's own policy, parsed from YAML and complete: every default is filled in. Ids are Slack's, never names. */
export interface Settings {
  /** The slash command, with its slash; other tools claim `/escalate` too. */
  readonly command: string
  /** The slash command of on-call schedules. */
  readonly oncallCommand: string
  /** For readers whose locale is unknown, and for what belongs to nobody. */
  readonly language: Language
  readonly zone: string
  readonly teams: readonly Team[]
  readonly categories: readonly Category[]
  /** Headings of the category select, in order. */
  readonly categoryGroups: readonly { readonly id: string; readonly label: Words }[]
  /** The category behind "Not sure: let the team choose". */
  readonly unsureCategory: string
  readonly severities: Readonly<Record<Severity, SeverityPolicy>>
  /** Which part of the company people file from: "From PR". First match wins. */
  readonly departments: readonly { readonly name: string; readonly members: readonly string[] }[]
  /** A person's working hours on their own wall clock; outside them only pages of sev1 and sev2 are delivered. */
  readonly workingHours: WorkingHours
  /** Digests that are sent to leads, each at nine in the morning on their own clock. */
  readonly digests: readonly DigestKind[]
  /** Resolved → closed after this many days (of 24 h). */
  readonly closeAfterDays: number
  /** A question to the requester is repeated after these many working days, then the owner is offered to resolve. */
  readonly questionReminderDays: readonly number[]
  /** Clocks that the law sets, by category. */
  readonly obligations: readonly Obligation[]
  /** Who is on call, as the file has it; the database's schedule wins once it has one of that name. */
  readonly schedules: readonly ScheduleSettings[]
  /** Whether the playground's or a real set-up is there: without one Vigía posts and pages nobody. */
  readonly isSetUp: boolean
}

export const DIGEST_KINDS = ['daily', 'weekly'] as const
export type DigestKind = (typeof DIGEST_KINDS)[number]

export type Words = Readonly<Record<Language, string>>

export interface WorkingHours {
  /** ISO days: 1 = Monday … 7 = Sunday. */
  readonly days: readonly number[]
  /** Wall clock `HH:MM`, half-open. */
  readonly from: string
  readonly to: string
}

export interface Team {
  readonly id: string
  readonly name: string
  readonly language: Language
  readonly zone: string
  readonly intakeChannel: string
  readonly leads: readonly string[]
  readonly specialists: readonly string[]
  /** A Slack user group whose members are specialists as well, or null. */
  readonly specialistsGroup: string | null
  /** Work channels speak the team's language, or the requester's. */
  readonly workChannelLanguage: 'team' | 'requester'
  /** How whoever is paged for it is reached besides Slack, where they have no way of their own. */
  readonly ways: readonly TeamWay[]
  /** Whom it pages, by severity; what isn't named here is as the severity's default. */
  readonly paging: Partial<Readonly<Record<Severity, PagingPolicy>>>
  /** When time counts for what it promises in working time: its hours, in its zone, without its holidays. */
  readonly calendar: WorkingCalendar
  /** Named for the form: who else may look after it ("for another team"). */
  readonly targets: Partial<Readonly<Record<Severity, Partial<Targets>>>>
}

/** A number, an address or a key that belongs to the team: a shared duty phone, its PagerDuty service. */
export interface TeamWay {
  readonly kind: WayKind
  readonly address: string
  readonly delayMinutes: number
}

export interface Category {
  readonly id: string
  readonly label: Words
  /** Short word for previews and lines: `press`, `prensa`. */
  readonly short: Words
  readonly group: string
  readonly team: string
  readonly isRestricted: boolean
  /** Restricted: the only people who may see and be paged (leads and specialists are not implied). */
  readonly visibleTo: readonly string[]
  /** The form marks it as hard to look at unless the requester says otherwise. */
  readonly isHard: boolean
  /** Extra inputs below "What happened", at most four. */
  readonly fields: readonly CategoryField[]
  /** Opens "More details" by itself. */
  readonly opensDetails: boolean
  readonly targets: Partial<Readonly<Record<Severity, Partial<Targets>>>>
}

export interface CategoryField {
  readonly id: string
  readonly label: Words
  readonly kind: 'text' | 'datetime'
  readonly isRequired: boolean
  readonly maxLength: number
}

export interface SeverityPolicy {
  /** At once, at the start of the reader's next working hours, or the card only. */
  readonly pages: 'at_once' | 'working_hours' | 'none'
  readonly place: Place
  readonly targets: Targets
}

/** Something of a list, with its words. */
export interface Labelled {
  readonly id: string
  readonly label: Words
}

/** What a law asks, as data that a team edits: its clock begins when the company received the demand (TRUST_AND_SAFETY). */
export interface Obligation {
  readonly id: string
  readonly label: Words
  readonly jurisdiction: string
  /** Where the law can be read. */
  readonly source: string
  /** Local day on which somebody last compared this with the law. */
  readonly verifiedOn: string
  /** Round the clock; null: the law names no figure, and neither does the team. */
  readonly within: Span | null
  /** Ids of the categories that come under it; each has an input `received_at`. */
  readonly categories: readonly string[]
  /** When it warns, as fractions of the time between receipt and deadline. */
  readonly warnAt: readonly number[]
  /** The only grounds on which its clock may be paused. */
  readonly pauseGrounds: readonly Labelled[]
  /** What to look at before and after it is complied with. */
  readonly checks: readonly Labelled[]
}

/** The input of a category in which the receipt of a demand is written. */
export const RECEIVED_AT = 'received_at'

/** A length of time as it was written: a day is a working day where working time counts, else 24 hours. */
export type Span = { readonly minutes: number } | { readonly days: number }

/** What is promised; null: no such clock. */
export interface Targets {
  readonly claim: Span
  readonly firstUpdate: Span
  readonly nextUpdate: Span | null
  readonly resolve: Span
  /** When its time counts: always, or in the team's working hours. */
  readonly counts: TargetCalendar['counts']
}

/** The same in minutes of the calendar in which they count. */
export interface Promises {
  readonly calendar: TargetCalendar
  readonly claimMinutes: number
  readonly firstUpdateMinutes: number
  readonly nextUpdateMinutes: number | null
  readonly resolveMinutes: number
}
