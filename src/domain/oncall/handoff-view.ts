import type { Named } from '../escalation/views.ts'
import type { WayView } from '../paging/ways.ts'

/** Who comes on call reads what is open, and how they will be reached (SCREENS 8 and 9). */
export interface ArrivingView {
  readonly side: 'arriving'
  /** Null: the team has only the one. */
  readonly schedule: string | null
  readonly rotation: string
  /** When their stretch ends; null: nothing is known of its end. */
  readonly until: Date | null
  readonly open: number
  /** Of those open, how many are late. */
  readonly late: number
  /** Of those open, what is yet due before their day ends, and the first of it. */
  readonly dueToday: { readonly count: number; readonly first: Date } | null
  readonly relieves: readonly Named[]
  /** What goes beside Slack, the first that is proved and set up; null: nothing does. */
  readonly nextWay: WayView | null
  /** There is a way that they could add. */
  readonly mayAddWay: boolean
  readonly lateMinutes: number
  readonly asOf: Date
}

/** Who goes off reads what is still theirs. */
export interface LeavingView {
  readonly side: 'leaving'
  /** Numbers of escalations, the most pressing first. */
  readonly owned: readonly number[]
  readonly relievedBy: readonly Named[]
  readonly lateMinutes: number
}

export type HandoffView = ArrivingView | LeavingView
