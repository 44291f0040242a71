import type { ScheduleRules } from '../../domain/oncall/rules.ts'
import type { ScheduleSnapshot } from '../../domain/oncall/schedule.ts'

/** What the rules don't hold: dated holidays, and what happened one by one, in order of creation or acceptance. */
export type SnapshotParts = Pick<
  ScheduleSnapshot,
  'holidays' | 'overrides' | 'swaps' | 'keptDays' | 'deactivations' | 'checkpoints'
> & { readonly rules: ScheduleRules }

/** What the resolver is asked with. */
export function snapshotOf({ rules, ...rest }: SnapshotParts): ScheduleSnapshot {
  const { name, teamId, zone, layers, blocks } = rules
  return { name, teamId, zone, layers, blocks, ...rest }
}
