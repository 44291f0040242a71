import type { Named } from '../escalation/views.ts'
import type { DutyRefusal } from './duty-refusal.ts'
import type { LayerName, Span } from './schedule.ts'
import type { StandsStillView, UndeliveredView, VacancyView } from './sync-views.ts'

/** A stretch of duty as a person reads it. */
export interface SeenDuty extends Span {
  readonly schedule: string
  readonly rotation: string
  readonly layer: LayerName
}

export type DutyAsk = 'swap' | 'approval' | 'cover' | 'assigned'

/** How a request ended without its reader; `past`: what it was about is over. */
export type AskEnd = 'withdrawn' | 'expired' | 'declined' | 'undone' | 'void' | 'decided' | 'filled' | 'past'

/** What became of a request. */
export type AskState =
  | { readonly state: 'open' }
  | { readonly state: 'declined_by_me' }
  /** The reader took it. */
  | { readonly state: 'mine'; readonly canUndo: boolean }
  | { readonly state: 'waits_for_lead' }
  | { readonly state: 'taken'; readonly by: string; readonly at: Date }
  | { readonly state: 'over'; readonly how: AskEnd; readonly by: string | null; readonly at: Date | null }

/** One request to one person, as things stand: only an open one has buttons. */
export interface DutyAskView {
  readonly kind: 'ask'
  readonly ask: DutyAsk
  readonly id: number
  /** Display names. */
  readonly from: string
  readonly to: string
  readonly duty: SeenDuty
  readonly inReturn: SeenDuty | null
  readonly reason: string | null
  readonly expiresAt: Date | null
  readonly became: AskState
}

export type ToldCode =
  | 'swap_taken'
  | 'swap_approved'
  | 'swap_refused'
  | 'swap_declined'
  | 'swap_expired'
  | 'swap_withdrawn'
  | 'swap_undone'
  | 'swap_void'
  | 'cover_taken'
  | 'cover_declined'
  | 'cover_expired'
  | 'cover_objected'
  | 'open_shift_taken'
  | 'replaced'
  | 'override_undone'

/** One thing that happened to one stretch. */
export interface DutyToldView {
  readonly kind: 'told'
  readonly code: ToldCode
  /** Display name; empty where nobody did it. */
  readonly by: string
  readonly duty: SeenDuty
}

export interface ShiftsMovedView {
  readonly kind: 'moved'
  readonly by: string | null
  readonly gained: readonly SeenDuty[]
  readonly lost: readonly SeenDuty[]
}

/** Days that a lead keeps free for the reader, or gave back. */
export interface DaysView {
  readonly kind: 'days'
  readonly code: 'days_kept' | 'days_given_back'
  readonly by: string
  readonly from: string
  readonly to: string
}

export type DutyNoticeView =
  | DaysView
  | DutyAskView
  | DutyToldView
  | ShiftsMovedView
  | VacancyView
  | StandsStillView
  | UndeliveredView

export interface OfferedShift extends SeenDuty {
  readonly scheduleId: number
}

/** A shift that cover is sought for, and who could take it, least loaded first. */
export interface CoverForm {
  readonly shift: OfferedShift
  /** Whose it is, where a lead asks for them. */
  readonly onBehalfOf: Named | null
  readonly people: readonly {
    readonly id: string
    readonly name: string
    readonly weekends: number
    readonly hours: number
  }[]
}

/** What `/oncall cover` would do, for whoever asked, before it is saved. */
export interface CoverPreview extends Span {
  readonly person: Named
  readonly by: Named
  readonly schedules: readonly {
    readonly scheduleId: number
    readonly schedule: string
    readonly parts: readonly (Span & { readonly rotation: string })[]
    /** Double duty, or a rest cut short: a lead may want it all the same. */
    readonly refusal: DutyRefusal | null
    /** Local days that who comes keeps. */
    readonly keptDays: readonly string[]
  }[]
}
