import type { LastResort, PagingPolicy } from './policy.ts'

/** One execution of a policy. Plain data: the store keeps it as it is. */
export interface PagingRun {
  /** As it was when the run started: an edit of the policy never reaches a run. */
  readonly policy: PagingPolicy
  readonly startedAt: Date
  /** Never paged by this run: who filed it, who released it. */
  readonly leftOut: readonly string[]
  /** The step that is due next, counted from 0. */
  readonly step: number
  /** How often the steps were gone through; beyond `policy.repeats` the run keeps watch. */
  readonly round: number
  /** Said "can't": left in peace by this run, unless a shift of theirs begins. */
  readonly passed: readonly string[]
  /** No way reaches them; tried again from `until` on. */
  readonly unreachable: readonly { readonly userId: string; readonly until: Date }[]
  /** When the channel was told last. */
  readonly toldAt: Date | null
  readonly phase: RunPhase
}

export type RunPhase =
  /** `searchAt`: nobody was found, and it is looked again then, whatever step is due when. */
  | { readonly phase: 'paging'; readonly nextStepAt: Date; readonly searchAt: Date | null }
  | { readonly phase: 'acknowledged'; readonly by: string; readonly at: Date; readonly until: Date }
  | { readonly phase: 'ended'; readonly why: EndReason; readonly at: Date }

/** `superseded`: another run takes over (a change of severity); what is live stays live. */
export type EndReason = 'claimed' | 'withdrawn' | 'resolved' | 'merged' | 'superseded'

/** `pageId` null: an answer by a way that knows no page (an SMS), which counts for the person's live page. */
export type PagingEvent =
  /** Something may be due; too early or twice it does nothing. */
  | { readonly kind: 'tick'; readonly at: Date }
  | {
      readonly kind: 'acknowledged'
      readonly by: string
      readonly pageId: number | null
      readonly minutes: number
      readonly at: Date
    }
  /** "Can't". */
  | { readonly kind: 'passed'; readonly by: string; readonly pageId: number | null; readonly at: Date }
  /** "Page again", or the requester's "it got worse": the next step now. */
  | { readonly kind: 'hurried'; readonly at: Date }
  | { readonly kind: 'claimed'; readonly by: string; readonly at: Date }
  | { readonly kind: 'stopped'; readonly why: Exclude<EndReason, 'claimed'>; readonly at: Date }
  | { readonly kind: 'somebody_came_on_call'; readonly userId: string; readonly at: Date }
  /** Slack turns out to silence somebody who has a page. */
  | { readonly kind: 'found_silenced'; readonly at: Date }
  /** Every way to this person has failed. */
  | { readonly kind: 'delivery_failed'; readonly userId: string; readonly at: Date }
  /** Nothing could be delivered to anybody whom the step named. */
  | { readonly kind: 'nobody_reachable'; readonly at: Date }

/** How the world stands at the event's instant. People are cleared for the category already: nobody cleared is nobody. */
export interface PagingFacts {
  /** A look-up that failed is not the same as nobody scheduled (ONCALL 7). Who is paged first stands at the front. */
  readonly onCall: OnCallFacts | { readonly look: 'failed' }
  /** The lead on duty first. */
  readonly leads: readonly string[]
  /** Members of the Slack user groups that the policy names. */
  readonly groups: Readonly<Record<string, readonly string[]>>
  /** Whom Slack silences now, until when (where it says so), and whether anything but Slack reaches them. */
  readonly silenced: Readonly<Record<string, { readonly until: Date | null; readonly hasOtherWay: boolean }>>
  /** Pages of this run, and what was live before it. */
  readonly pages: readonly KnownPage[]
  /** The first instant from now on that lies in the team's working hours: now, where they hold. */
  readonly opensAt: Date
}

export interface OnCallFacts {
  readonly look: 'answered'
  /** Everybody on call, the primary first. */
  readonly people: readonly string[]
  /** Those of them by role and by rotation; absent for a team without a schedule, of which everybody is everything. */
  readonly roles?: Readonly<Record<string, readonly string[]>> | null
}

export interface KnownPage {
  readonly pageId: number
  readonly userId: string
  readonly askedAt: Date
  /** It still waits for an answer, sent or not. */
  readonly isLive: boolean
}

export type PageWhy = 'on_call' | 'came_on_call' | 'named' | 'group' | 'lead' | 'fallback'

export type StopReason =
  | 'claimed'
  | 'claimed_by_other'
  | 'seen_by_other'
  | 'passed'
  | 'undeliverable'
  | 'withdrawn'
  | 'resolved'
  | 'merged'

export type TroubleCode = 'nobody_on_call' | 'nobody_reachable' | 'look_up_failed' | 'last_resort'

export type PagingEffect =
  | {
      readonly kind: 'page'
      readonly userId: string
      readonly why: PageWhy
      /** This run has paged them before. */
      readonly isRepeat: boolean
      /** Slack silences them: the next way goes at once. Null where it doesn't; `until` as far as it is known. */
      readonly silenced: { readonly until: Date | null; readonly hasOtherWay: boolean } | null
    }
  /** An older page of somebody who is paged again loses its buttons. */
  | { readonly kind: 'replace'; readonly pageId: number }
  | { readonly kind: 'stop'; readonly pageId: number; readonly why: StopReason }
  /** "You saw it ten minutes ago": not a page. */
  | { readonly kind: 'remind'; readonly userId: string }
  | { readonly kind: 'tell_channel'; readonly channel: LastResort; readonly code: TroubleCode }

/** What the person who pressed is told. */
export type RunAnswer =
  | { readonly code: 'done' }
  | { readonly code: 'nothing_due' }
  | { readonly code: 'already_acknowledged'; readonly by: string; readonly since: Date; readonly until: Date }
  /** The page has been answered, replaced or stopped since. */
  | { readonly code: 'stale' }
  | { readonly code: 'over'; readonly why: EndReason; readonly since: Date }

export interface RunDecision {
  readonly run: PagingRun
  readonly effects: readonly PagingEffect[]
  readonly answer: RunAnswer
}
