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
