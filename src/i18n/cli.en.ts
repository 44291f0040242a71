/** What the command line says in English; the shape is what every other language must have. */

interface Where {
  /** What stands in the file, quoted already; empty when nothing does. */
  readonly value: string
}

/** What may stand at a place of the settings file. */
const allowed = {
  keys: (known: string) => `one of ${known}`,
  object: () => 'keys with values, one a line',
  list: () => 'a list',
  command: () => 'a slash and up to 31 of a–z, 0–9, - and _, such as /escalate',
  language: () => 'en or es',
  zone: () => 'a time zone by its place, such as America/New_York or Europe/Madrid',
  teams: () => 'a list of 1 to 100 teams',
  id: () => 'a–z, 0–9 and _, a letter first, up to 40 characters; ids are unique',
  name: () => '1 to 75 characters',
  short: () => '1 to 24 characters',
  words: () => 'both languages: { en: …, es: … }',
  people: () => "a list of Slack user ids ('U…' or 'W…')",
  leads: () => "a list of at least one Slack user id ('U…' or 'W…')",
  person: () => "a Slack user id ('U…' or 'W…'), not a name; in Slack: profile, ⋮, Copy member ID",
  channel: () =>
    "a Slack channel id ('C…' or 'G…'), not a name; in Slack it stands at the end of the channel's details",
  user_group: () => "a Slack user group id ('S…')",
  work_channel_language: () => 'team or requester',
  category: () => 'off, or keys with values',
  flag: () => 'true or false',
  fields: () => 'a list of at most 4 inputs',
  field_kind: () => 'text or datetime',
  length: () => 'a number from 1 to 3000',
  pages: () => 'at_once, working_hours or none',
  pages_urgent: () => 'at_once',
  policy_step: () => 'page: whom, wait: a duration from 1 min to 1 day',
  policy_steps: () => 'a list of 1 to 20 steps, each with somebody to page',
  whom: () => "on_call, on_call with a role ('on_call:backup'), leads, a Slack user id ('U…') or a user group id ('S…')",
  repeats: () => 'a number from 0 to 100',
  last_resort: () => 'intake, none, or a Slack channel id',
  most_at_once: () => 'a number from 1 to 100',
  place: () => 'channel or thread',
  way_kind: () => 'sms, voice, email, pagerduty or webhook',
  way_address: () => 'a number with its country code, an e-mail address, a PagerDuty key or an https:// address',
  ways: () => 'at most 6 ways, each with kind and to',
  duration: () => 'a duration with its unit, up to a year: 15 min, 4 h, 2 days',
  duration_or_none: () => 'none, or a duration with its unit, up to a year: 15 min, 4 h, 2 days',
  counts: () => 'round_the_clock or working_hours',
  counts_urgent: () => 'round_the_clock',
  checks: () => 'a list of at most 12 entries with `id` and `label`',
  check: () => '1 to 120 characters',
  source: () => 'where the law can be read: an address that begins with https://',
  fractions: () => '1 to 8 numbers from 0 to below 1, such as [0, 0.25, 0.5, 0.75]',
  received_at: () => 'a category with a required input `received_at` of the kind datetime',
  holidays: () => 'a list of days, such as 2026-12-25',
  local_day: () => 'a day of the calendar, such as 2026-12-25',
  days: () => 'a list of mon, tue, wed, thu, fri, sat, sun',
  day: () => 'mon, tue, wed, thu, fri, sat or sun',
  time: () => "a time between quotes, '00:00' to '23:59'",
  later_time: () => 'a time after `from`',
  close_after: () => 'a number of days from 1 to 365',
  reminder_days: () => 'up to five rising numbers of days, such as [1, 3]',
  groups: () => 'a list of 1 to 100 headings',
  team: (known: string) => `the id of a team: ${known}`,
  group: (known: string) => `the id of a heading: ${known}`,
  unsure_category: (known: string) => `the id of a category that isn't off: ${known}`,
  visible_to: () => 'people in `visibleTo` here, or in `restrictedVisibleTo` for all restricted categories',
  specialists: () => 'people in `specialists`, or a user group in `specialistsGroup`',
  options_of_a_group: () => 'at most 100 categories under one heading',
  once: () => 'each of them once',
}

/** One sentence per kind of problem; what is allowed there follows it. */
const problem = {
  not_yaml: ({ value }: Where) => `This is not YAML: ${value}`,
  missing: () => 'It is missing.',
  unknown_key: ({ value }: Where) => `${value} is not known here.`,
  not_allowed: ({ value }: Where) => `${value} is not allowed here.`,
  unknown_reference: ({ value }: Where) => `There is no ${value}.`,
  repeated: ({ value }: Where) => `${value} stands there twice.`,
  must_page_at_once: ({ value }: Where) => `${value} would leave people at risk waiting: sev1 and sev2 page at once.`,
  must_count_always: ({ value }: Where) =>
    `${value} would let a night pass uncounted: sev1 and sev2 run round the clock.`,
  too_many_options: ({ value }: Where) => `Slack can't show all categories under ${value}.`,
  nobody_may_see: ({ value }: Where) => `${value} is restricted, and nobody is named who may see it.`,
  nobody_may_claim: ({ value }: Where) => `Nobody could claim what comes in for ${value}.`,
}

export const cli = {
  allowed,
  problem,
  allowedHere: (what: string) => `Allowed: ${what}.`,
  about: 'Vigía, the lookout: an escalation bot for Slack.',
  settings: {
    about: "the team's policy: teams, categories, severities, hours",
    check: {
      about: 'say whether a settings file is right, and if not, what is wrong where',
      file: 'the settings file (YAML)',
      right: (f: { readonly file: string; readonly teams: string; readonly categories: string }) =>
        `${f.file} is right: ${f.teams}, ${f.categories}.`,
      wrong: (f: { readonly file: string; readonly problems: string }) => `${f.file} has ${f.problems}:`,
    },
    print: {
      about: 'print the policy in force with every default written out, as a settings file',
      file: 'the settings file; without it VIGIA_SETTINGS, and without that what the playground comes with',
      playground: 'No settings file was named: this is what the playground comes with. Put your own ids in.',
    },
    unreadable: (f: { readonly file: string; readonly why: string }) => `${f.file} can't be read (${f.why}).`,
  },
  show: {
    about: 'print what happened to an escalation, newest last',
    number: 'its number, such as ESC-1042',
    json: 'as JSON, for a script',
    noNumber: (typed: string) => `${JSON.stringify(typed)} is no number of an escalation. Type it like ESC-1042.`,
    notFound: (f: { readonly number: string; readonly place: string }) => `There is no ${f.number} in ${f.place}.`,
    zone: (zone: string) => `Times of ${zone}`,
    withheld: 'Restricted: what was written is read in Slack, by those who are named for it.',
  },
  audit: {
    about: 'check every open escalation: is anything late, lost or forgotten? Changes nothing',
    json: 'as JSON, for a script',
    sound: 'Everything that is open is in order.',
    found: (f: { readonly count: string }) => `Found ${f.count}. A running Vigía mends what it can each minute.`,
    codes: {
      timer_late: 'due for more than two minutes, and not done',
      run_without_timer: 'paging has stopped',
      clock_without_timer: 'a deadline is not watched',
      breach_untold: 'nobody was told of a missed deadline',
      page_parked: 'a page does not leave',
      page_late: 'a page has waited for more than two minutes',
      page_lost: 'a page is lost',
      step_without_page: 'nobody was paged though it was time',
      handover_without_notice: 'nobody was asked to accept the handover',
    },
  },
  /** Why the records can't be read. */
  records: {
    nothingThere: (f: { readonly folder: string }) =>
      `There is no database in ${f.folder}. Set DATABASE_URL, or VIGIA_DATA to the folder that Vigía runs on.`,
    unreachable: (f: { readonly place: string; readonly why: string }) =>
      `The database of ${f.place} can't be reached (${f.why}). Check that it runs, then try again.`,
    notVigias: (f: { readonly place: string }) =>
      `The database of ${f.place} holds nothing of Vigía's. Start Vigía on it once, or name another one.`,
  },
  teams: { one: 'team', other: 'teams' },
  categories: { one: 'category', other: 'categories' },
  problems: { one: 'problem', other: 'problems' },
  help: {
    usage: 'Usage:',
    arguments: 'Arguments:',
    options: 'Options:',
    commands: 'Commands:',
    option: 'say how it is used',
    command: 'say how a command is used',
    placeholder: { options: 'options', command: 'command' },
  },
  /** Mistakes in what was typed. */
  usage: {
    noCommand: 'Say what to do.',
    unknownCommand: (typed: string) => `There is no command ${typed}.`,
    unknownOption: (typed: string) => `There is no option ${typed}.`,
    missingArgument: (name: string) => `${name} is missing.`,
    tooMuch: 'That is more than this command takes.',
    unclear: 'That is not how it is used.',
    seeHelp: (command: string) => `See: ${command} --help`,
  },
  failed: (why: string) => `That did not work: ${why}`,
}

export type CliWords = typeof cli
