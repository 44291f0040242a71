import type { ContentLanguage } from '../language.ts'
import type { WayKind } from '../paging/ways.ts'
import type { Audience, DecisionCode, Place, RootCause, Severity } from './words.ts'

/**
 * What the timeline keeps of a change: its name in the past tense and facts from → to.
 * Words that people wrote are not here; the row refers to a text.
 */
export type TimelineEvent =
  | {
      readonly event: 'escalation_filed'
      readonly facts: {
        readonly severity: Severity
        readonly category: string
        readonly contentLanguage: ContentLanguage
        readonly isRestricted: boolean
        readonly via: 'command' | 'shortcut' | 'message'
      }
    }
  | {
      readonly event: 'page_sent'
      /** `way`: what it went by, where it wasn't Slack. */
      readonly facts: { readonly userId: string; readonly minutesLate: number; readonly way?: WayKind }
    }
  /** A provider's later word: it could not be delivered, or nobody took the call. */
  | {
      readonly event: 'page_not_received'
      readonly facts: { readonly userId: string; readonly way: WayKind; readonly error: string }
    }
  | { readonly event: 'page_seen'; readonly facts: { readonly userId: string } }
  | { readonly event: 'page_passed'; readonly facts: { readonly userId: string } }
  /** By a press of [Page again], or by name. */
  | { readonly event: 'page_asked'; readonly facts: { readonly userId: string | null } }
  /** A run found nobody: the room was told. */
  | {
      readonly event: 'nobody_answers'
      readonly facts: { readonly code: 'nobody_on_call' | 'nobody_reachable' | 'look_up_failed' | 'last_resort' }
    }
  | {
      readonly event: 'escalation_claimed'
      readonly facts: { readonly ownerId: string; readonly onBehalf: boolean; readonly from: string | null }
    }
  | { readonly event: 'escalation_released'; readonly facts: { readonly from: string } }
  | { readonly event: 'handover_offered'; readonly facts: { readonly from: string; readonly to: string } }
  | { readonly event: 'handover_declined'; readonly facts: { readonly from: string; readonly to: string } }
  | {
      readonly event: 'escalation_handed_over'
      readonly facts: { readonly from: string; readonly to: string; readonly how: 'on_duty' | 'accepted' | 'forced' }
    }
  | {
      readonly event: 'update_written'
      readonly facts: { readonly audience: Audience; readonly nextBy: string | null }
    }
  | { readonly event: 'question_asked'; readonly facts: { readonly questionId: number } }
  | { readonly event: 'question_repeated'; readonly facts: { readonly questionId: number; readonly times: number } }
  | { readonly event: 'question_answered'; readonly facts: { readonly questionId: number } }
  /** Nobody waits for the answer any more. */
  | { readonly event: 'question_dropped'; readonly facts: { readonly questionId: number } }
  | { readonly event: 'information_added'; readonly facts: Record<string, never> }
  | { readonly event: 'still_urgent'; readonly facts: { readonly why: 'no_news' | 'worse' } }
  | {
      readonly event: 'severity_changed'
      readonly facts: { readonly from: Severity; readonly to: Severity; readonly place: Place }
    }
  | { readonly event: 'person_brought_in'; readonly facts: { readonly userId: string } }
  | { readonly event: 'requester_brought_in'; readonly facts: { readonly userId: string } }
  | { readonly event: 'follower_added'; readonly facts: { readonly userId: string } }
  | { readonly event: 'requester_changed'; readonly facts: { readonly from: string; readonly to: string } }
  /** Who was in the work channel as the requester only, and isn't the requester any more. */
  | { readonly event: 'requester_taken_out'; readonly facts: { readonly userId: string } }
  | { readonly event: 'requester_still_in'; readonly facts: { readonly userId: string; readonly error: string } }
  | { readonly event: 'withdrawal_requested'; readonly facts: Record<string, never> }
  | { readonly event: 'withdrawal_declined'; readonly facts: Record<string, never> }
  | { readonly event: 'escalation_withdrawn'; readonly facts: { readonly how: 'at_once' | 'agreed' } }
  | {
      readonly event: 'escalation_resolved'
      readonly facts: {
        readonly resolutionId: number
        readonly decision: DecisionCode
        readonly rootCause: RootCause | null
      }
    }
  | { readonly event: 'escalation_closed'; readonly facts: Record<string, never> }
  | {
      readonly event: 'escalation_reopened'
      readonly facts: { readonly from: 'resolved' | 'closed' | 'withdrawn'; readonly round: number }
    }
  | { readonly event: 'escalation_linked'; readonly facts: { readonly duplicateOf: number } }
  /** `obligations`: of which the duplicate's clock goes on here, until the link is undone. */
  | {
      readonly event: 'duplicate_received'
      readonly facts: { readonly from: number; readonly obligations?: readonly string[] }
    }
  /** Of the list of what a law asks: looked at, or not after all. */
  | {
      readonly event: 'check_ticked'
      readonly facts: { readonly obligation: string; readonly item: string; readonly isTicked: boolean }
    }
  | { readonly event: 'escalation_unlinked'; readonly facts: { readonly duplicateOf: number } }
  | { readonly event: 'access_requested'; readonly facts: { readonly userId: string } }
  | { readonly event: 'access_declined'; readonly facts: { readonly userId: string } }
  | {
      readonly event: 'clock_breached'
      readonly facts: {
        readonly clock: ClockKind
        readonly dueAt: string
        /** What the requester was told instead; absent or null where the hour wasn't promised to them. */
        readonly newTime?: string | null
      }
    }
  | {
      readonly event: 'owner_reminded'
      readonly facts: {
        readonly userId: string
        readonly clock: ClockKind
        readonly clockId: number
        readonly why: 'warning' | 'breach' | 'snoozed'
      }
    }
  | {
      readonly event: 'reminder_snoozed'
      readonly facts: { readonly reminderId: number; readonly clock: ClockKind; readonly until: string }
    }
  | {
      readonly event: 'channel_opened'
      readonly facts: { readonly channelId: string; readonly name: string; readonly sequence: number }
    }
  | { readonly event: 'channel_refused'; readonly facts: { readonly error: string; readonly sequence: number } }
  | { readonly event: 'channel_archived'; readonly facts: { readonly channelId: string; readonly sequence: number } }
  | { readonly event: 'delivery_failed'; readonly facts: { readonly kind: string; readonly error: string } }
  | { readonly event: 'decision_rated'; readonly facts: { readonly wasHelpful: boolean } }

export const CLOCK_KINDS = ['claim', 'first_update', 'next_update', 'resolve', 'obligation'] as const
export type ClockKind = (typeof CLOCK_KINDS)[number]
