/**
 * What is wrong with a settings file, as codes and facts; the sentences are in `i18n/cli.*`, in both languages.
 */

/** What may stand at a place. `keys` goes with the list of keys that are known there. */
export const ALLOWED = [
  'keys',
  'object',
  'list',
  'command',
  'language',
  'zone',
  'teams',
  'id',
  'name',
  'short',
  'words',
  'people',
  'leads',
  'person',
  'channel',
  'user_group',
  'work_channel_language',
  'digests',
  'category',
  'flag',
  'fields',
  'field_kind',
  'length',
  'pages',
  'pages_urgent',
  'policy_step',
  'policy_steps',
  'whom',
  'repeats',
  'last_resort',
  'most_at_once',
  'place',
  'duration',
  'duration_or_none',
  'counts',
  'checks',
  'check',
  'source',
  'fractions',
  'received_at',
  'counts_urgent',
  'holidays',
  'local_day',
  'days',
  'day',
  'time',
  'later_time',
  'close_after',
  'reminder_days',
  'groups',
  'team',
  'group',
  'unsure_category',
  'visible_to',
  'specialists',
  'options_of_a_group',
  'once',
  'way_kind',
  'way_address',
  'ways',
  'schedules',
  'schedule_day',
  'moment',
  'readings',
  'week_moment',
  'week_moment_or_none',
  'day_name',
  'layers',
  'layer',
  'layer_of',
  'handoff',
  'handoff_every',
  'turn',
  'rotations',
  'rotation',
  'rotation_name',
  'participants',
  'participant',
  'of_rotation',
  'lines',
  'line',
  'later_line',
  'hours',
  'other_time',
  'later_day',
  'later_moment',
  'calendars',
  'country',
  'region',
  'treatment',
  'holiday_dates',
  'blocks',
  'people_by_rotation',
  'readers',
  'languages',
  'skills',
  'kept_days',
  'holiday_post',
  'override',
  'overrides',
  'nobody',
  'reason',
  'shift',
  'swaps',
  'away',
  'deactivated',
] as const
export type Allowed = (typeof ALLOWED)[number]

export type ProblemCode =
  /** The text is no YAML; `value` is the parser's own sentence. */
  | 'not_yaml'
  | 'missing'
  | 'unknown_key'
  | 'not_allowed'
  /** `value` is named, and isn't there. */
  | 'unknown_reference'
  /** `value` stands there twice. */
  | 'repeated'
  /** A severity that wakes people would wait or page nobody. */
  | 'must_page_at_once'
  /** A severity that wakes people would count in working time. */
  | 'must_count_always'
  /** Slack shows at most 100 options under one heading; `value` is the heading. */
  | 'too_many_options'
  /** Restricted, and nobody is named who may see it. */
  | 'nobody_may_see'
  | 'nobody_may_claim'
  /** A wall-clock time that the zone's clock jumps over; `known` has the readings, with their offsets. */
  | 'skipped_time'
  /** A wall-clock time that the zone's clock shows twice. */
  | 'repeated_time'
  /** `value` (a rotation, a person) is named by another one at the same time. */
  | 'overlap'
  /** Somebody would take their own place. */
  | 'by_themselves'
  /** A layer that is always in force never ends its first shift. */
  | 'needs_handoff'
  /** A warning: a layer, or a rotation of it, without participants. */
  | 'nobody_in_layer'

export interface Problem {
  readonly fileName: string
  /** The path in the file: `teams[0].zone`; empty for the file as a whole. */
  readonly path: string
  /** Counted from 1; null when the place can't be found. */
  readonly line: number | null
  readonly code: ProblemCode
  /** What stands there, shortened; null when nothing does. */
  readonly value: string | null
  /** What may stand there; null where the code says it all. */
  readonly allowed: Allowed | null
  /** The keys, or the ids, that are known at this place. */
  readonly known: readonly string[]
}

export type Path = readonly (string | number)[]

/** A problem before its place in the file is looked up. */
export interface Finding {
  readonly path: Path
  readonly code: ProblemCode
  readonly value?: string
  readonly allowed?: Allowed
  readonly known?: readonly string[]
}

/** `['teams', 0, 'zone']` → `teams[0].zone` */
export function pathText(path: Path): string {
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  )
}
