import type { ContentLanguage, Language } from '../language.ts'
import type { DecisionCode, Place, Severity } from './words.ts'

/** What every escalation has, whatever became of it. Texts are ids into the table of texts. */
export interface EscalationFacts {
  readonly id: number
  readonly teamId: string
  readonly category: string
  readonly severity: Severity
  readonly isRestricted: boolean
  readonly isHard: boolean
  readonly place: Place
  readonly requesterId: string
  /** Part of the company it came from ("PR"), or null where the settings name none. */
  readonly department: string | null
  readonly contentLanguage: ContentLanguage
  /** Language that its work channel speaks. */
  readonly channelLanguage: Language
  readonly filedAt: Date
  readonly neededBy: Date | null
  readonly isRequesterInChannel: boolean
  /** Rises with every write; a view drawn from an older one is stale. */
  readonly version: number
}

export type Unclaimed = { readonly status: 'unclaimed' }
export type Owned = { readonly ownerId: string; readonly ownedSince: Date }
export type Claimed = { readonly status: 'claimed' } & Owned
export type Waiting = { readonly status: 'waiting'; readonly waitingSince: Date } & Owned
export type Resolved = {
  readonly status: 'resolved'
  readonly resolvedAt: Date
  readonly decision: DecisionCode
} & Owned
export type Closed = {
  readonly status: 'closed'
  readonly resolvedAt: Date
  readonly closedAt: Date
  readonly decision: DecisionCode
} & Owned
/** `ownerId` is who had it when the owner agreed to a withdrawal; null when nobody had. */
export type Withdrawn = {
  readonly status: 'withdrawn'
  readonly withdrawnAt: Date
  readonly ownerId: string | null
  readonly ownedSince: Date | null
}
export type Duplicate = {
  readonly status: 'duplicate'
  readonly duplicateOf: number
  readonly linkedAt: Date
  readonly ownerId: string | null
  readonly ownedSince: Date | null
}

export type EscalationState = Unclaimed | Claimed | Waiting | Resolved | Closed | Withdrawn | Duplicate
export type Escalation = EscalationFacts & EscalationState

/** Who has it now, or who had it last; null where nobody ever did. */
export function ownerOf(escalation: Escalation): string | null {
  return escalation.status === 'unclaimed' ? null : escalation.ownerId
}

/** Still to be worked on: unclaimed, claimed or waiting. */
export function isOpen<T extends Escalation>(escalation: T): escalation is T & (Unclaimed | Claimed | Waiting) {
  return escalation.status === 'unclaimed' || escalation.status === 'claimed' || escalation.status === 'waiting'
}
