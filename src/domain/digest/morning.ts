import type { DailyDigest, DaysOff } from './daily.ts'
import type { WeeklyDigest } from './weekly.ts'

/** What is told of a team on one morning. */
export interface TeamDigest {
  readonly teamId: string
  readonly team: string
  readonly week: WeeklyDigest | null
  readonly day: DailyDigest | null
  /** The weekend or the holidays just before; null: yesterday was worked, or nothing happened. */
  readonly daysOff: DaysOff | null
}
