import type { ScheduleRules } from '../../domain/oncall/rules.ts'
import type { Deactivation, KeptDays, Override, Swap } from '../../domain/oncall/schedule.ts'

/**
 * A schedule as the file has it: its rules, and what otherwise happens in Slack, one by one, in order of creation. The
 * database keeps its own of the latter once it has the schedule.
 */
export interface ScheduleSettings {
  readonly rules: ScheduleRules
  readonly overrides: readonly Override[]
  readonly swaps: readonly Swap[]
  readonly keptDays: readonly KeptDays[]
  readonly deactivations: readonly Deactivation[]
}
