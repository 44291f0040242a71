import type { ScheduleRules } from '../../domain/oncall/rules.ts'

/** What of a schedule's rules nobody has to say. */
export const RULE_DEFAULTS = {
  needsLanguages: [],
  restHours: 0,
  swapsNeedApproval: false,
  keptDaysAYear: 10,
  weekendPost: { weekday: 4, at: '16:00' },
  holidayPostDays: 7,
  setsTopic: true,
} as const satisfies Partial<ScheduleRules>
