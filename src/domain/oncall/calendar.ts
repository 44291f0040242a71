import type { Locale } from '../language.ts'
import type { LayerName, Span, Why } from './schedule.ts'

/** What a shift is called in a calendar; null: no more is known of it than that somebody was on call. */
export type CalendarLayer = LayerName | 'block' | 'override'

/** One event of a calendar: somebody on call, or no longer. */
export interface CalendarEvent extends Span {
  /** The same for the same shift of the same person, whatever becomes of it. */
  readonly uid: string
  /** Rises with each change that calendars were told. */
  readonly sequence: number
  readonly isCancelled: boolean
  /** IANA zone of the schedule. */
  readonly zone: string
  readonly schedule: string
  readonly rotation: string
  readonly layer: CalendarLayer | null
  /** Null: cancelled. */
  readonly why: Why | null
  /** Display name of who is on call, in a team's calendar (empty: not known yet); null in one's own. */
  readonly person: string | null
  readonly changedAt: Date
}

/** What a calendar says, for its reader. */
export interface CalendarFacts {
  readonly of: { readonly kind: 'person' | 'team'; readonly name: string }
  readonly locale: Locale
  /** What it covers: events overlap it. */
  readonly span: Span
  /** In order of start. */
  readonly events: readonly CalendarEvent[]
}
