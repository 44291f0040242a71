import type { Named } from '../escalation/views.ts'
import type { Language } from '../language.ts'
import type { PostKind } from './posts.ts'
import type { LayerName, Span } from './schedule.ts'

/** What stands in a post of a weekend or a holiday, in facts. */
export interface SeenPostLine extends Span {
  readonly parts: readonly {
    readonly rotation: string
    readonly people: readonly (Named & { readonly isConfirmed: boolean })[]
  }[]
}

export interface PostView {
  readonly postId: number
  readonly kind: PostKind
  /** Null: the team has only the one. */
  readonly schedule: string | null
  /** IANA zone of the schedule: its lines are read on that clock. */
  readonly zone: string
  readonly windows: readonly Span[]
  readonly lines: readonly SeenPostLine[]
  /** Of each language wanted, or known of them, who of those on call reads it. */
  readonly readers: readonly { readonly language: Language; readonly people: readonly Named[] }[]
  readonly holidays: readonly { readonly on: string; readonly name: string; readonly calendars: readonly string[] }[]
  /** `replaced`: a newer one stands below; `called_off`: what it announces isn't in force any more. */
  readonly state: 'current' | 'replaced' | 'called_off' | 'over'
  /** Minutes by which it was posted late; 0 where it was in time. */
  readonly lateMinutes: number
}

/** A stretch of duty of the reader in a post. */
export interface OwnDuty extends Span {
  readonly rotation: string
  readonly isConfirmed: boolean
}

/** To one on duty: "you're next". */
export interface CallView {
  readonly postId: number
  readonly kind: PostKind
  /** Null: the team has only the one. */
  readonly schedule: string | null
  readonly own: readonly OwnDuty[]
  readonly hasOpen: boolean
  readonly isReminder: boolean
  /** `confirmed`: all of it; `gone`: none of it is theirs any more. */
  readonly state: 'asked' | 'confirmed' | 'replaced' | 'gone' | 'over'
}

/** To a lead: who hasn't said that they'll be there. */
export interface UnconfirmedView {
  readonly postId: number
  readonly kind: PostKind
  /** Null: the team has only the one. */
  readonly schedule: string | null
  readonly waiting: readonly (Span & {
    readonly person: Named
    readonly rotation: string
    /** What cover is sought for; null: no shift that somebody could take over. */
    readonly shift: { readonly scheduleId: number; readonly layer: LayerName; readonly start: Date } | null
  })[]
  readonly isCalledOff: boolean
  readonly isOver: boolean
}

/** A stretch of a post that somebody may take. */
export interface OpenChoice extends Span {
  readonly scheduleId: number
  readonly rotation: string
}
