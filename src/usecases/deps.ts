import type { Database } from '../db/client.ts'
import type { Clock, Log } from '../ports.ts'
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
}
