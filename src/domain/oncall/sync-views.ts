import type { LayerName } from './schedule.ts'
import type { GapLine, GapRef } from './screens.ts'

/** What became of one gap. `joined`: it is part of a longer one; `gone`: the rules no longer ask for anybody. */
export type GapBecame =
  | { readonly state: 'open' }
  | { readonly state: 'filled'; readonly by: readonly string[] }
  | { readonly state: 'over' }
  | { readonly state: 'joined' }
  | { readonly state: 'gone' }

/** Gaps that one search found, to a lead. */
export interface GapNoticeView {
  readonly schedule: string
  readonly gaps: readonly { readonly gap: GapLine; readonly became: GapBecame }[]
}

/** Somebody's places in the lines of a schedule, once their account is deactivated: to a lead. */
export interface VacancyView {
  readonly kind: 'vacant'
  readonly scheduleId: number
  readonly schedule: string
  /** Slack user id. */
  readonly person: string
  readonly name: string
  readonly since: Date
  readonly places: readonly { readonly layer: LayerName; readonly rotation: string }[]
  /** Of the schedule, in the next 30 days. */
  readonly gaps: { readonly count: number; readonly first: GapRef | null }
  readonly became:
    | { readonly state: 'open' }
    /** Display name of who decided; null: the settings file, or a job. */
    | { readonly state: 'removed'; readonly by: string | null }
    | { readonly state: 'back' }
}

export type SyncSubject = 'group' | 'topic'

/** Slack doesn't let something follow who is on call: to a lead, once. */
export interface StandsStillView {
  readonly kind: 'stands_still'
  readonly what: SyncSubject
  /** The schedules' names, or the channel's id. */
  readonly of: string
  /** Slack's own word. */
  readonly error: string
}

/** A message about duty that can't be delivered: to the leads of whom it concerns. */
export interface UndeliveredView {
  readonly kind: 'undelivered'
  /** A channel's id, or the name of whoever it was for. */
  readonly to: { readonly channel: string } | { readonly name: string }
  /** Slack's own word. */
  readonly error: string
}

/** Who is on call, as the channel's topic says it: display names, the primary's first. */
export interface OnCallTopicView {
  readonly primary: readonly string[]
  readonly backup: readonly string[]
}
