import { z } from 'zod'
import { WAY_KINDS } from '../domain/paging/ways.ts'
import type { Allowed } from './problem.ts'
import { scheduleEntry } from './schedules/schema.ts'
import {
  channel,
  duration,
  durationOrNone,
  flag,
  id,
  keyed,
  language,
  list,
  localDay,
  name,
  oneOf,
  people,
  person,
  text,
  time,
  userGroup,
  whole,
  zone,
} from './schema-kit.ts'
import { DIGEST_KINDS } from './types.ts'
import { WEEKDAYS } from './values.ts'

/**
 * What the settings file may hold, place by place. Everything that has a default is optional here; `complete.ts` fills it
 * in, `checks.ts` looks at what only shows across places. Each schema's error is the code of what is allowed there.
 */

const words = (of: z.ZodString) => keyed({ en: of, es: of }, 'words')
const label = words(name)
const short = words(text('short', /^\S(?:.{0,23}\S)?$/u))

const targets = keyed({
  claim: duration.optional(),
  firstUpdate: duration.optional(),
  nextUpdate: durationOrNone.optional(),
  resolve: duration.optional(),
  counts: oneOf('counts', ['round_the_clock', 'working_hours']).optional(),
})

const labelled = list('checks', keyed({ id, label: words(text('check', /^\S(?:.{0,118}\S)?$/u)) }), 0, 12)

const obligation = keyed({
  label: label.optional(),
  jurisdiction: text('short', /^\S(?:.{0,23}\S)?$/u).optional(),
  source: text('source', /^https:\/\/\S{4,290}$/).optional(),
  verifiedOn: localDay.optional(),
  within: durationOrNone.optional(),
  categories: list('list', id).optional(),
  warnAt: list(
    'fractions',
    z
      .number({ error: 'fractions' satisfies Allowed })
      .min(0, { error: 'fractions' })
      .lt(1, { error: 'fractions' }),
    1,
    8,
  ).optional(),
  pauseGrounds: labelled.optional(),
  checks: labelled.optional(),
})

const targetsBySeverity = keyed({
  sev1: targets.optional(),
  sev2: targets.optional(),
  sev3: targets.optional(),
  sev4: targets.optional(),
})

const workingHours = keyed({
  days: list('days', oneOf('day', WEEKDAYS), 1, 7).optional(),
  from: time.optional(),
  to: time.optional(),
})

const policy = keyed({
  pages: oneOf('pages', ['at_once', 'working_hours', 'none']).optional(),
  steps: list(
    'policy_steps',
    keyed(
      {
        page: list(
          'whom',
          text('whom', /^(?:on_call(?::\p{L}[\p{L}\p{N} _.-]{0,39})?|leads|[UWS][A-Z0-9]{2,20})$/u),
          1,
          20,
        ),
        wait: duration,
      },
      'policy_step',
    ),
    1,
    20,
  ).optional(),
  repeats: whole('repeats', 0, 100).optional(),
  lastResort: text('last_resort', /^(?:intake|none|[CG][A-Z0-9]{2,20})$/).optional(),
  mostAtOnce: whole('most_at_once', 1, 100).optional(),
})

const teamWay = keyed({
  kind: oneOf('way_kind', WAY_KINDS),
  to: text('way_address', /^\S(?:.{0,998}\S)?$/u),
  after: duration.optional(),
})

const team = keyed({
  id,
  name,
  language: language.optional(),
  zone: zone.optional(),
  intakeChannel: channel,
  leads: list('leads', person, 1),
  specialists: people.optional(),
  specialistsGroup: userGroup.optional(),
  workChannelLanguage: oneOf('work_channel_language', ['team', 'requester']).optional(),
  workingHours: workingHours.optional(),
  holidays: list('holidays', localDay).optional(),
  paging: keyed({
    sev1: policy.optional(),
    sev2: policy.optional(),
    sev3: policy.optional(),
    sev4: policy.optional(),
  }).optional(),
  ways: list('ways', teamWay, 0, 6).optional(),
  targets: targetsBySeverity.optional(),
})

const field = keyed({
  id,
  label,
  kind: oneOf('field_kind', ['text', 'datetime']),
  isRequired: flag.optional(),
  maxLength: whole('length', 1, 3000).optional(),
})

const category = keyed({
  label: label.optional(),
  short: short.optional(),
  group: id.optional(),
  team: id.optional(),
  isRestricted: flag.optional(),
  visibleTo: people.optional(),
  isHard: flag.optional(),
  fields: list('fields', field, 0, 4).optional(),
  opensDetails: flag.optional(),
  targets: targetsBySeverity.optional(),
})

const severity = keyed({
  pages: oneOf('pages', ['at_once', 'working_hours', 'none']).optional(),
  place: oneOf('place', ['channel', 'thread']).optional(),
  targets: targets.optional(),
})

export const settingsFile = keyed({
  command: text('command', /^\/[a-z0-9][a-z0-9_-]{0,30}$/).optional(),
  oncallCommand: text('command', /^\/[a-z0-9][a-z0-9_-]{0,30}$/).optional(),
  language: language.optional(),
  zone: zone.optional(),
  teams: list('teams', team, 1, 100),
  restrictedVisibleTo: people.optional(),
  categoryGroups: list('groups', keyed({ id, label }), 1, 100).optional(),
  categories: z
    .record(id, z.union([z.literal('off'), category], { error: 'category' satisfies Allowed }), {
      error: 'object' satisfies Allowed,
    })
    .optional(),
  unsureCategory: id.optional(),
  obligations: z
    .record(id, z.union([z.literal('off'), obligation], { error: 'category' satisfies Allowed }), {
      error: 'object' satisfies Allowed,
    })
    .optional(),
  severities: keyed({
    sev1: severity.optional(),
    sev2: severity.optional(),
    sev3: severity.optional(),
    sev4: severity.optional(),
  }).optional(),
  departments: list('list', keyed({ name, members: people })).optional(),
  workingHours: workingHours.optional(),
  digests: list('list', oneOf('digests', DIGEST_KINDS), 0, DIGEST_KINDS.length).optional(),
  closeAfterDays: whole('close_after', 1, 365).optional(),
  questionReminderDays: list('reminder_days', whole('reminder_days', 1, 60), 1, 5).optional(),
  schedules: list('schedules', scheduleEntry, 0, 100).optional(),
})

export type SettingsFile = z.infer<typeof settingsFile>
export type CategoryEntry = z.infer<typeof category>
export type WorkingHoursEntry = z.infer<typeof workingHours>
export type ObligationEntry = z.infer<typeof obligation>
export type TargetsEntry = z.infer<typeof targets>
export type TargetsBySeverityEntry = z.infer<typeof targetsBySeverity>
export type TeamEntry = z.infer<typeof team>
