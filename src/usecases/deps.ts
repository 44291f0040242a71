import type { Database } from '../db/client.ts'
import type { Clock, Log, Tokens } from '../ports.ts'
import type { Settings } from '../settings/types.ts'
import type { OtherWays } from './ways/other-ways.ts'

/** What every use case is handed. Interactive work and background work get the same with another pool behind `db`. */
export interface Deps {
  readonly clock: Clock
  readonly log: Log
  readonly db: Database
  /** The team's policy as it stands now. */
  readonly settings: () => Settings
  /** Absent: people are reached by Slack alone. */
  readonly otherWays?: OtherWays
  /** Absent: calendars have no address. */
  readonly feeds?: Feeds
}

/** Calendars that people subscribe to. */
export interface Feeds {
  readonly tokens: Tokens
  /** Where the outside world reaches us, without a slash at the end; null: it doesn't. */
  readonly publicUrl: () => string | null
}
