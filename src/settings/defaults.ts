import type { Severity } from '../domain/escalation/words.ts'
import { DEFAULT_CATEGORIES, DEFAULT_GROUPS } from './default-categories.ts'
import { DEFAULT_OBLIGATIONS } from './default-obligations.ts'
import type { Settings, SeverityPolicy, Span, Targets } from './types.ts'

const minutes = (count: number): Span => ({ minutes: count })
const hours = (count: number): Span => ({ minutes: count * 60 })
const days = (count: number): Span => ({ days: count })

function targets(counts: Targets['counts'], claim: Span, firstUpdate: Span, nextUpdate: Span | null, resolve: Span) {
  return { claim, firstUpdate, nextUpdate, resolve, counts }
}

/** The figures of SCREENS 2: sev1 and sev2 round the clock, the others in the team's working time. */
export const DEFAULT_SEVERITIES: Readonly<Record<Severity, SeverityPolicy>> = {
  sev1: {
    pages: 'at_once',
    place: 'channel',
    targets: targets('round_the_clock', minutes(15), minutes(30), hours(1), hours(8)),
  },
  sev2: {
    pages: 'at_once',
    place: 'channel',
    targets: targets('round_the_clock', hours(1), hours(2), hours(4), days(1)),
  },
  sev3: {
    pages: 'working_hours',
    place: 'thread',
    targets: targets('working_hours', hours(4), days(1), days(2), days(5)),
  },
  sev4: {
    pages: 'none',
    place: 'thread',
    targets: targets('working_hours', days(1), days(3), null, days(10)),
  },
}

export const DEFAULT_FIELD_LENGTH = 200

/** All of the policy that no file has to name. */
export const DEFAULTS = {
  command: '/escalate',
  oncallCommand: '/oncall',
  language: 'en',
  zone: 'UTC',
  categoryGroups: DEFAULT_GROUPS,
  unsureCategory: 'unsure',
  severities: DEFAULT_SEVERITIES,
  departments: [],
  workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' },
  digests: ['daily', 'weekly'],
  closeAfterDays: 7,
  questionReminderDays: [1, 3],
  obligations: DEFAULT_OBLIGATIONS,
  schedules: [],
} as const satisfies Omit<Settings, 'teams' | 'categories' | 'isSetUp'>

export { DEFAULT_CATEGORIES }
