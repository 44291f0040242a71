import type { LayerName, Span } from './schedule.ts'
import type { StandsStillView, VacancyView } from './sync-views.ts'

/** A stretch of duty as a person reads it. */
export interface SeenDuty extends Span {
  readonly schedule: string
  readonly rotation: string
  readonly layer: LayerName
}

export type DutyAsk = 'swap' | 'approval' | 'cover' | 'assigned'

/** What became of a request. */
export type AskState =
  | { readonly state: 'open' }
  | { readonly state: 'declined_by_me' }
  /** The reader took it. */
  | { readonly state: 'mine'; readonly canUndo: boolean }
  | { readonly state: 'waits_for_lead' }
  | { readonly state: 'taken'; readonly by: string; readonly at: Date }
  | { readonly state: 'over' }

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

export type DutyNoticeView = DutyAskView | DutyToldView | ShiftsMovedView | VacancyView | StandsStillView

export interface OfferedShift extends SeenDuty {
  readonly scheduleId: number
}

/** A shift that cover is sought for, and who could take it, least loaded first. */
export interface CoverForm {
  readonly shift: OfferedShift
  readonly people: readonly {
    readonly id: string
    readonly name: string
    readonly weekends: number
    readonly hours: number
  }[]
}
