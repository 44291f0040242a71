import type { Action } from '../access/permissions.ts'
import type { ContentLanguage, Language } from '../language.ts'
import type { ClockKind, TimelineEvent } from './timeline-event.ts'
import type { Audience, AuditFinding, DecisionCode, Place, RootCause, Severity, Status } from './words.ts'

/**
 * What a surface shows, already cut to what its reader may see. Presenters turn these into blocks and know nothing else.
 * Instants are `Date`s; texts are as typed (the presenter escapes and defangs them).
 */

/** A person as text: never a mention unless the presenter is told that they must act now. */
export interface Named {
  readonly id: string
  readonly name: string
}

/** Words in both languages, from the settings (a category's label). */
export type LabelPair = Readonly<Record<Language, string>>

export interface DeadlineView {
  readonly clock: ClockKind
  readonly dueAt: Date
  /** `due_soon` within ten minutes (update, claim) or the last quarter (resolve); `late` once breached. */
  readonly state: 'running' | 'due_soon' | 'late' | 'paused'
}

/** What the law asks, as a list to look at; its deadline is among the deadlines. */
export interface ObligationView {
  readonly id: string
  readonly label: LabelPair
  readonly source: string
  readonly verifiedOn: string
  readonly checks: readonly {
    readonly id: string
    readonly label: LabelPair
    /** Who looked at it last, and when; null while nobody has. */
    readonly ticked: { readonly by: Named; readonly at: Date } | null
  }[]
}

/** The head that every surface shares. `category` and `summary` are null where the reader sees only that it exists. */
export interface Head {
  readonly id: number
  readonly severity: Severity
  readonly isRestricted: boolean
  readonly category: LabelPair | null
  readonly categoryShort: LabelPair | null
  readonly summary: string | null
  readonly contentLanguage: ContentLanguage
}

/** The second line: a state, in the words of SCREENS 5 and 6. */
export type StateLine =
  | { readonly state: 'unclaimed'; readonly claimBy: Date; readonly isLate: boolean }
  | { readonly state: 'nobody_on_call'; readonly since: Date }
  | { readonly state: 'claimed'; readonly owner: Named; readonly since: Date; readonly deadline: DeadlineView | null }
  | { readonly state: 'waiting'; readonly owner: Named; readonly since: Date; readonly isResolvePaused: boolean }
  | {
      readonly state: 'resolved'
      readonly decision: DecisionCode
      readonly tookMinutes: number
      readonly isOnTime: boolean
    }
  | { readonly state: 'closed'; readonly at: Date }
  /** `of` is null where the reader may not know of the other one: it is restricted. */
  | { readonly state: 'duplicate'; readonly of: number | null }
  | { readonly state: 'withdrawn'; readonly reason: string | null }

export interface CardView {
  readonly head: Head
  readonly line: StateLine
  /** Deadlines that the law sets, where the line itself doesn't tell them. Absent: none. */
  readonly obligations?: readonly DeadlineView[]
  readonly paged: readonly {
    readonly person: Named
    readonly at: Date
    readonly state: 'waiting' | 'not_seen' | 'seen' | 'passed'
    /** Slack silenced them when it left. */
    readonly silentUntil?: Date | null
  }[]
  /** "From PR": the department, or the requester's name; null on a restricted card. */
  readonly from: string | null
  readonly filedAt: Date
  /** Escalations that share a link or an id, which readers of this channel may know of. */
  readonly possibleDuplicates: readonly number[]
  /** Escalations that were linked to this one. */
  readonly duplicates: readonly number[]
  /** Set where Slack refused a channel; `none` otherwise. */
  readonly channelTrouble: 'none' | 'works_in_thread' | 'no_private_channel'
  /** Fallback zone of the date tokens, and of the preview: the team's. */
  readonly zone: string
  readonly deliveryTrouble: boolean
}

/** The pinned card of the work channel. Its readers are its members: all of them may see all. */
export interface WorkCardView {
  readonly head: Head
  readonly line: StateLine
  readonly version: number
  readonly body: string | null
  readonly isHard: boolean
  readonly references: readonly { readonly kind: 'url' | 'id'; readonly typed: string }[]
  readonly details: readonly { readonly label: LabelPair; readonly value: string }[]
  readonly requester: Named
  readonly from: string | null
  readonly filedAt: Date
  readonly neededBy: Date | null
  readonly deadlines: readonly DeadlineView[]
  /** Absent: none. */
  readonly obligations?: readonly ObligationView[]
  /** What the requester read last; the team reads it here. */
  readonly last: { readonly text: string; readonly at: Date } | null
  /** What the requester was asked and hasn't answered. */
  readonly question: string | null
  readonly zone: string
}

/** The requester's DM (and a follower's), one per escalation and person. */
export interface RequesterView {
  readonly head: Head
  readonly line:
    | { readonly state: 'looking'; readonly pagedCount: number; readonly isCardOnly: boolean }
    | { readonly state: 'with'; readonly owner: Named; readonly since: Date }
    | { readonly state: 'needs_answer'; readonly question: string; readonly askedAt: Date }
    | { readonly state: 'late'; readonly newTime: Date }
    | { readonly state: 'decided'; readonly decision: DecisionCode }
    | { readonly state: 'closed'; readonly at: Date }
    /** `of` is null where the reader may not know of the other one: it is restricted. */
    | { readonly state: 'duplicate'; readonly of: number | null }
    | { readonly state: 'withdrawn' }
  /** "Next news by": the deadline of the running update clock or of the claim clock. */
  readonly nextNewsBy: Date | null
  readonly last: { readonly text: string; readonly at: Date } | null
  /** Withdrawal asked for and not yet agreed. */
  readonly isWithdrawalAsked: boolean
  readonly isFollower: boolean
  readonly zone: string
}

/** The decision's message to the requester. */
export interface DecisionView {
  readonly head: Head
  readonly resolutionId: number
  readonly decision: DecisionCode
  readonly rule: string | null
  readonly reason: string
  readonly sentence: string | null
  readonly by: Named
  readonly tookMinutes: number
  readonly wasHelpful: boolean | null
  readonly isReopened: boolean
  /** Followers get no survey and no reopen. */
  readonly isFollower: boolean
  readonly zone: string
}

/** `reminder`: they saw it ten minutes ago. `asked`: somebody had them paged by name. */
export type PageWhyCode =
  | 'on_call'
  | 'came_on_call'
  | 'named'
  | 'group'
  | 'lead'
  | 'fallback'
  | 'asked'
  | 'reminder'
  | 'handed_over'
  | 'breach'

export interface NextPaged {
  readonly at: Date
  readonly people: readonly Named[]
}

export interface PageView {
  readonly pageId: number
  readonly head: Head
  readonly from: string | null
  readonly filedAt: Date
  readonly neededBy: Date | null
  readonly claimBy: Date | null
  /** Code of why this person. */
  readonly why: PageWhyCode
  /** Name of the team that they are on call for. */
  readonly team?: string
  /** As what they are on call by the team's schedule, and until when; null: it has none, or they aren't any more. */
  readonly duty?: DutyView | null
  /** Of a page to a lead: the deadline that was missed, and who has it. */
  readonly missed?: { readonly clock: ClockKind; readonly dueAt: Date; readonly owner: Named | null } | null
  readonly state:
    | {
        readonly state: 'live'
        readonly minutesLate: number
        readonly isRepeat: boolean
        /** "If nobody answers": whom the run pages then, as people are on call now. */
        readonly next?: NextPaged | null
      }
    /** A newer page of the same escalation has the buttons now. */
    | { readonly state: 'replaced' }
    | {
        readonly state: 'seen'
        readonly at: Date
        /** When the acknowledgement runs out, and who is paged then. */
        readonly until?: Date | null
        readonly next?: NextPaged | null
      }
    | { readonly state: 'seen_by_other'; readonly by: Named; readonly at: Date }
    /** `to`: who was paged in their place. */
    | { readonly state: 'passed'; readonly at: Date; readonly to?: readonly Named[] }
    /** Theirs: the message turns into the owner's tools. */
    | { readonly state: 'yours'; readonly since: Date; readonly firstUpdateBy: Date | null }
    | { readonly state: 'claimed_by_other'; readonly owner: Named; readonly at: Date }
    /** It was theirs and nobody has it: `by` is null where they released it themselves. */
    | { readonly state: 'released'; readonly at: Date; readonly by: Named | null }
    | { readonly state: 'withdrawn'; readonly at: Date }
    | { readonly state: 'moot'; readonly status: Status }
  readonly zone: string
}

/** Several pages for one person in one message. */
export interface PageBundleView {
  readonly pages: readonly PageView[]
  readonly zone: string
}

/** What became of something that this person asked for, or that somebody did for them. */
export type AnswerLine =
  | 'withdrawal_declined'
  | 'withdrawal_agreed'
  | 'handover_accepted'
  | 'handover_declined'
  | 'access_declined'
  | 'brought_in'

/** One line in a thread or a channel: what happened, for whom. */
export type LineView =
  | {
      readonly line: 'claimed'
      readonly id: number
      readonly mention: string | null
      readonly owner: Named
      readonly nextNewsBy: Date | null
      /** When it happened: a deadline within twelve hours of it is told by its hour alone. */
      readonly at?: Date
    }
  | {
      readonly line: 'update'
      readonly id: number
      readonly mention: string | null
      readonly text: string
      readonly by: Named
      readonly audience: Audience
      readonly nextNewsBy: Date | null
      readonly at?: Date
    }
  | {
      readonly line: 'question'
      readonly id: number
      readonly mention: string
      readonly text: string
      readonly by: Named
      readonly isRepeat: boolean
    }
  | {
      readonly line: 'answer'
      readonly id: number
      readonly mention: string | null
      readonly text: string
      readonly by: Named
    }
  | {
      readonly line: 'information'
      readonly id: number
      readonly mention: string | null
      readonly text: string
      readonly by: Named
    }
  | { readonly line: 'no_news'; readonly id: number; readonly mention: string | null; readonly by: Named }
  | {
      readonly line: 'worse'
      readonly id: number
      readonly mention: string | null
      readonly text: string
      readonly by: Named
    }
  | {
      readonly line: 'late'
      readonly id: number
      readonly mention: string
      readonly clock: 'first_update' | 'resolve'
      readonly newTime: Date
      readonly at?: Date
    }
  | {
      readonly line: 'breached'
      readonly id: number
      readonly clock: ClockKind
      readonly dueAt: Date
      readonly owner: Named | null
      readonly at?: Date
    }
  | {
      readonly line: 'reopened'
      readonly id: number
      readonly mention: string | null
      readonly text: string
      readonly by: Named
      readonly newChannelId: string | null
    }
  | { readonly line: AnswerLine; readonly id: number; readonly mention: string; readonly by: Named }
  | { readonly line: 'linked'; readonly id: number; readonly mention: string | null; readonly of: number | null }
  | {
      readonly line: 'successor_channel'
      readonly id: number
      readonly channelId: string
      readonly direction: 'continues_in' | 'continued_from'
    }

/** A DM that asks one person for something; edited once it is decided. */
export interface RequestView {
  readonly requestId: number
  readonly head: Head
  readonly kind: 'handover' | 'withdrawal' | 'access'
  readonly from: Named
  readonly text: string | null
  readonly state: 'open' | 'accepted' | 'declined' | 'cancelled'
  readonly zone: string
}

/** A room is told that nobody has it. */
export interface ChannelAlertView {
  readonly head: Head
  readonly code: 'nobody_on_call' | 'nobody_reachable' | 'look_up_failed' | 'last_resort'
  readonly since: Date
  readonly zone: string
}

/** Told to whoever answers for a clock: what is due, or late. */
export interface ReminderView {
  readonly reminderId: number
  readonly head: Head
  readonly clock: ClockKind
  readonly dueAt: Date
  readonly isLate: boolean
  readonly state:
    | { readonly state: 'live' }
    /** Put off: it comes again then. */
    | { readonly state: 'snoozed'; readonly until: Date }
    /** A newer one of the same escalation has the buttons now. */
    | { readonly state: 'replaced' }
    | { readonly state: 'over' }
  readonly zone: string
}

/** What a lead is told, once. */
export interface LeadNoticeView {
  readonly head: Head
  readonly notice:
    | { readonly code: 'filed_sev1'; readonly from: string | null; readonly pagedCount: number }
    | { readonly code: 'nobody_on_call' }
    | { readonly code: 'nobody_cleared' }
    | { readonly code: 'no_private_channel' }
    | { readonly code: 'breach'; readonly clock: ClockKind; readonly dueAt: Date; readonly owner: Named | null }
    | { readonly code: 'delivery_failed'; readonly what: string; readonly error: string }
    | { readonly code: 'audit'; readonly finding: AuditFinding; readonly isRepaired: boolean }
  /** How it stands, where the message is drawn again as things change: of a sev1 that was filed. */
  readonly line: StateLine | null
  readonly zone: string
}

/** Asked of the owner when the requester stayed silent after the last reminder. */
export interface SilentRequesterView {
  readonly head: Head
  readonly askedAt: Date
  readonly zone: string
}

/** What `domain/access` lets this person do, in the order of likelihood. */
export interface DetailView {
  readonly head: Head
  readonly status: Status
  readonly line: StateLine
  readonly version: number
  readonly body: string | null
  readonly references: readonly { readonly kind: 'url' | 'id'; readonly typed: string }[]
  readonly details: readonly { readonly label: LabelPair; readonly value: string }[]
  readonly requester: Named | null
  readonly from: string | null
  /** Planned launches and events in which it was filed. */
  readonly tags: readonly string[]
  readonly filedAt: Date
  readonly neededBy: Date | null
  readonly deadlines: readonly DeadlineView[]
  /** Absent: none, or nothing that this reader works on. */
  readonly obligations?: readonly ObligationView[]
  readonly followers: readonly Named[]
  readonly updates: readonly {
    readonly text: string
    readonly by: Named
    readonly at: Date
    readonly audience: Audience
  }[]
  readonly resolution: {
    readonly decision: DecisionCode
    readonly rule: string | null
    readonly reason: string | null
    readonly rootCause: RootCause | null
  } | null
  readonly place: Place
  /** Where Open leads: a channel that the reader is in or may join, or the card's thread. */
  readonly where: {
    readonly channelId: string | null
    /** Belongs in it; whether they left it meanwhile Slack alone knows. */
    readonly isIn: boolean
    readonly mayJoin: boolean
    readonly thread: { readonly channelId: string; readonly ts: string } | null
  }
  readonly actions: readonly Action[]
  readonly grade: 'exists' | 'all'
  /** When it was drawn. */
  readonly asOf: Date
  readonly zone: string
}

export interface ListItem {
  readonly head: Head
  readonly status: Status
  readonly line: StateLine
  readonly filedAt: Date
  readonly mayClaim: boolean
}

/** From when to when Slack could not be reached. */
export interface OutageView {
  readonly from: Date
  readonly to: Date
  readonly zone: string
}

/** One page of a list. */
export interface ListPage {
  readonly items: readonly ListItem[]
  /** 0-based. */
  readonly page: number
  readonly pageSize: number
  readonly total: number
  /** There are more than `total`, which neither are counted nor listed. */
  readonly isMore?: boolean
  /** When it was drawn. */
  readonly asOf: Date
}

export type HomeSection = 'mine' | 'unclaimed' | 'filed' | 'open'

/** Whom Slack silences now a lead of the team reads with the end of it (SCREENS 1.5). */
export interface OnCallNow extends Named {
  readonly silentUntil?: Date | null
}

export interface HomeView {
  readonly isSetUp: boolean
  readonly sections: readonly { readonly section: HomeSection; readonly list: ListPage }[]
  readonly onCall: readonly { readonly team: string; readonly people: readonly OnCallNow[] }[]
  readonly zone: string
  readonly asOf: Date
}

export interface TimelineEntry {
  readonly id: number
  readonly at: Date
  readonly actor:
    | { readonly kind: 'person'; readonly person: Named }
    | { readonly kind: 'job' | 'cli'; readonly name: string }
  readonly event: TimelineEvent
  readonly text: string | null
  readonly isRedacted: boolean
  /** Names for the ids inside `event.facts`. */
  readonly names: Readonly<Record<string, string>>
}

export interface TimelinePage {
  readonly head: Head
  readonly entries: readonly TimelineEntry[]
  readonly page: number
  readonly pageSize: number
  readonly total: number
  readonly zone: string
}

/** Line 4a of the form: what the chosen severity sets off. */
/** "weekend primary until Monday 09:00" */
export interface DutyView {
  readonly role: string
  readonly layer: 'weekday' | 'weekend' | 'holiday' | 'swap' | 'override' | 'block' | null
  readonly until: Date | null
}

export interface FilingPreview {
  readonly pages: 'at_once' | 'working_hours' | 'none'
  /** Who would be woken: how many, and the hour where the first of them is. */
  readonly onCall: readonly { readonly name: string; readonly localTime: string }[]
  readonly firstAnswerBy: Date
  readonly firstAnswerMinutes: number
  /** When it was asked for. */
  readonly asOf: Date
  readonly zone: string
}

export interface SimilarView {
  readonly id: number
  readonly categoryShort: LabelPair
  readonly line: StateLine
}

/** What the form turns into. */
export interface FiledView {
  readonly id: number
  /** Who is paged at once. */
  readonly paged: readonly Named[]
  /** Whose page waits for their day, and when the first of them is told. */
  readonly pagedLater: { readonly people: readonly Named[]; readonly from: Date } | null
  readonly firstAnswerBy: Date
  readonly filedAt: Date
  readonly isRestricted: boolean
  readonly zone: string
}
