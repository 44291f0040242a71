import type { Severity } from '../domain/escalation/words.ts'
import { DEFAULT_CATEGORIES, DEFAULT_GROUPS } from './default-categories.ts'
import type { Settings, SeverityPolicy, Targets } from './types.ts'

const HOUR = 60
const DAY = 24 * HOUR

function targets(claim: number, firstUpdate: number, nextUpdate: number | null, resolve: number): Targets {
  return {
    claimMinutes: claim,
    firstUpdateMinutes: firstUpdate,
    nextUpdateMinutes: nextUpdate,
    resolveMinutes: resolve,
  }
}

/**
 * The figures of SCREENS 2. Clocks run round the clock for now: "4 working h" is 240 minutes and "1 working day" is 24 h,
 * so that a promise is never later than the one that working time would give.
 */
export const DEFAULT_SEVERITIES: Readonly<Record<Severity, SeverityPolicy>> = {
  sev1: { pages: 'at_once', place: 'channel', targets: targets(15, 30, HOUR, 8 * HOUR) },
  sev2: { pages: 'at_once', place: 'channel', targets: targets(HOUR, 2 * HOUR, 4 * HOUR, DAY) },
  sev3: { pages: 'working_hours', place: 'thread', targets: targets(4 * HOUR, DAY, 2 * DAY, 5 * DAY) },
  sev4: { pages: 'none', place: 'thread', targets: targets(DAY, 3 * DAY, null, 10 * DAY) },
}

export const DEFAULT_FIELD_LENGTH = 200

/** All of the policy that no file has to name. */
export const DEFAULTS = {
  command: '/escalate',
  language: 'en',
  zone: 'UTC',
  categoryGroups: DEFAULT_GROUPS,
  unsureCategory: 'unsure',
  severities: DEFAULT_SEVERITIES,
  departments: [],
  workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' },
  closeAfterDays: 7,
  questionReminderDays: [1, 3],
} as const satisfies Omit<Settings, 'teams' | 'categories' | 'isSetUp'>

export { DEFAULT_CATEGORIES }
