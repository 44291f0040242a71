import { SEVERITIES, type Severity } from '../domain/escalation/words.ts'
import { type PolicyProblem, policyProblems } from '../domain/paging/policy.ts'
import { addressOf } from '../domain/paging/ways.ts'
import { DEFAULT_CATEGORIES, DEFAULTS } from './defaults.ts'
import type { Finding, Path } from './problem.ts'
import type { SettingsFile } from './schema.ts'
import { RECEIVED_AT, type Settings, type Targets, type WorkingHours } from './types.ts'

/** Slack shows at most 100 options under one heading. */
const MOST_OPTIONS = 100

/** What only shows across places: references, ids that stand twice, promises that nobody could keep. */
export function crossCheck(file: SettingsFile, settings: Settings): readonly Finding[] {
  return [
    ...checkTeams(settings),
    ...checkCategories(file, settings),
    ...checkSeverities(settings),
    ...checkPolicies(settings),
    ...checkHours(file, settings),
    ...checkCounting(settings),
    ...checkObligations(file, settings),
  ]
}

function checkTeams(settings: Settings): Finding[] {
  const findings: Finding[] = [
    ...repeated(
      settings.teams,
      (team) => team.id,
      (index) => ['teams', index, 'id'],
    ),
    ...repeated(
      settings.teams,
      (team) => team.intakeChannel,
      (index) => ['teams', index, 'intakeChannel'],
    ),
    ...repeated(
      settings.departments,
      (one) => one.name,
      (index) => ['departments', index, 'name'],
    ),
  ]
  settings.teams.forEach((team, index) => {
    team.ways.forEach(({ kind, address }, at) => {
      // Where webhooks may lead is the environment's to say.
      const host = URL.canParse(address) ? new URL(address).host : ''
      if (addressOf(kind, address, [host]) !== null) return
      findings.push({ path: ['teams', index, 'ways', at, 'to'], code: 'not_allowed', allowed: 'way_address' })
    })
    if (team.specialists.length === 0 && team.specialistsGroup === null) {
      findings.push({ path: ['teams', index], code: 'nobody_may_claim', value: team.id, allowed: 'specialists' })
    }
  })
  return findings
}

function checkCategories(file: SettingsFile, settings: Settings): Finding[] {
  const groups = settings.categoryGroups.map((group) => group.id)
  const teams = settings.teams.map((team) => team.id)
  const ids = settings.categories.map((category) => category.id)
  const findings: Finding[] = repeated(
    groups,
    (id) => id,
    (index) => ['categoryGroups', index, 'id'],
  )
  const own = new Set(Object.keys(file.categories ?? {}))
  const isDefault = (id: string) => DEFAULT_CATEGORIES.some((draft) => draft.id === id)

  for (const category of settings.categories) {
    const at = ['categories', category.id]
    const entry = file.categories?.[category.id]
    if (own.has(category.id) && !isDefault(category.id) && entry !== undefined && entry !== 'off') {
      if (entry.label === undefined) findings.push({ path: [...at, 'label'], code: 'missing', allowed: 'words' })
      if (entry.short === undefined) findings.push({ path: [...at, 'short'], code: 'missing', allowed: 'words' })
      if (entry.group === undefined) {
        findings.push({ path: [...at, 'group'], code: 'missing', allowed: 'group', known: groups })
        continue
      }
    }
    if (!groups.includes(category.group)) {
      findings.push(unknown([...at, 'group'], category.group, 'group', groups))
    }
    if (!teams.includes(category.team)) findings.push(unknown([...at, 'team'], category.team, 'team', teams))
    if (category.isRestricted && category.visibleTo.length === 0) {
      findings.push({ path: [...at, 'visibleTo'], code: 'nobody_may_see', value: category.id, allowed: 'visible_to' })
    }
    findings.push(
      ...repeated(
        category.fields,
        (one) => one.id,
        (index) => [...at, 'fields', index, 'id'],
      ),
    )
  }

  settings.categoryGroups.forEach((group, index) => {
    const count = settings.categories.filter((category) => category.group === group.id).length
    if (count > MOST_OPTIONS) {
      findings.push({
        path: ['categoryGroups', index],
        code: 'too_many_options',
        value: group.id,
        allowed: 'options_of_a_group',
      })
    }
  })
  const unsure = settings.categories.find((category) => category.id === settings.unsureCategory)
  if (unsure === undefined) {
    findings.push(unknown(['unsureCategory'], settings.unsureCategory, 'unsure_category', ids))
  }
  return findings
}

/** ONCALL 12: a policy that waits or pages nobody is refused for sev1 and sev2. */
function checkSeverities(settings: Settings): Finding[] {
  return (['sev1', 'sev2'] as const).flatMap((severity) => {
    const { pages } = settings.severities[severity]
    if (pages === 'at_once') return []
    const path = ['severities', severity, 'pages']
    return [{ path, code: 'must_page_at_once', value: pages, allowed: 'pages_urgent' } satisfies Finding]
  })
}

/** A team's own policies: the same promise, figures within what anybody can keep, and somebody in each step. */
function checkPolicies(settings: Settings): Finding[] {
  return settings.teams.flatMap((team, index) =>
    SEVERITIES.flatMap((severity) => {
      const policy = team.paging[severity]
      const problems = policy === undefined ? [] : policyProblems(policy, { severity, isObligation: false })
      return problems.map((problem) => policyFinding(problem, ['teams', index, 'paging', severity]))
    }),
  )
}

function policyFinding(problem: PolicyProblem, at: Path): Finding {
  switch (problem.code) {
    case 'must_page_at_once':
      return { path: [...at, 'pages'], code: problem.code, value: at.at(-1)?.toString() ?? '', allowed: 'pages_urgent' }
    case 'pages_nobody':
      return { path: [...at, 'steps'], code: 'missing', allowed: 'policy_steps' }
    case 'wait_out_of_range':
      return { path: [...at, 'steps', problem.step, 'wait'], code: 'missing', allowed: 'policy_step' }
    case 'repeats_out_of_range':
      return { path: [...at, 'repeats'], code: 'missing', allowed: 'repeats' }
    case 'most_at_once_out_of_range':
      return { path: [...at, 'mostAtOnce'], code: 'missing', allowed: 'most_at_once' }
  }
}

function checkHours(file: SettingsFile, settings: Settings): Finding[] {
  const reminders = settings.questionReminderDays
  return [
    ...endsLater(settings.workingHours, ['workingHours', 'to']),
    // A team that takes the file's hours has nothing of its own that could be wrong.
    ...settings.teams.flatMap((team, index) =>
      file.teams[index]?.workingHours === undefined
        ? []
        : endsLater(team.calendar.hours, ['teams', index, 'workingHours', 'to']),
    ),
    ...(reminders.every((day, index) => index === 0 || day > (reminders[index - 1] ?? 0))
      ? []
      : [
          {
            path: ['questionReminderDays'],
            code: 'not_allowed',
            value: reminders.join(', '),
            allowed: 'reminder_days',
          } satisfies Finding,
        ]),
  ]
}

function endsLater({ from, to }: WorkingHours, path: Path): Finding[] {
  return from < to ? [] : [{ path, code: 'not_allowed', value: to, allowed: 'later_time' }]
}

/** An obligation of one's own says what it is, and each category under one asks when the demand was received. */
function checkObligations(file: SettingsFile, settings: Settings): Finding[] {
  const ids = settings.categories.map((category) => category.id)
  return settings.obligations.flatMap((obligation) => {
    const at = ['obligations', obligation.id]
    const entry = file.obligations?.[obligation.id]
    const isOwn = !DEFAULTS.obligations.some((preset) => preset.id === obligation.id)
    const missing: Finding[] =
      !isOwn || entry === undefined || entry === 'off'
        ? []
        : [
            ...(entry.label === undefined
              ? [{ path: [...at, 'label'], code: 'missing', allowed: 'words' } as const]
              : []),
            ...(entry.source === undefined
              ? [{ path: [...at, 'source'], code: 'missing', allowed: 'source' } as const]
              : []),
            ...(entry.verifiedOn === undefined
              ? [{ path: [...at, 'verifiedOn'], code: 'missing', allowed: 'local_day' } as const]
              : []),
          ]
    const categories = obligation.categories.flatMap((id, index): Finding[] => {
      const path = [...at, 'categories', index]
      const category = settings.categories.find((one) => one.id === id)
      if (category === undefined) return [unknown(path, id, 'unsure_category', ids)]
      const asks = category.fields.some((one) => one.id === RECEIVED_AT && one.kind === 'datetime' && one.isRequired)
      return asks || obligation.within === null
        ? []
        : [{ path, code: 'not_allowed', value: id, allowed: 'received_at' }]
    })
    return [...missing, ...categories]
  })
}

/** What wakes people counts while they sleep: sev1 and sev2 run round the clock, whoever says what they promise. */
function checkCounting(settings: Settings): Finding[] {
  const places: readonly (readonly [Path, Partial<Readonly<Record<Severity, Partial<Targets>>>>])[] = [
    ...settings.teams.map((team, index) => [['teams', index, 'targets'], team.targets] as const),
    ...settings.categories.map((one) => [['categories', one.id, 'targets'], one.targets] as const),
  ]
  return (['sev1', 'sev2'] as const).flatMap((severity) => [
    ...countsAlways(settings.severities[severity].targets, ['severities', severity, 'targets', 'counts']),
    ...places.flatMap(([path, targets]) => countsAlways(targets[severity] ?? {}, [...path, severity, 'counts'])),
  ])
}

function countsAlways({ counts }: Partial<Targets>, path: Path): Finding[] {
  if (counts !== 'working_hours') return []
  return [{ path, code: 'must_count_always', value: counts, allowed: 'counts_urgent' }]
}

function unknown(
  path: Path,
  value: string,
  allowed: NonNullable<Finding['allowed']>,
  known: readonly string[],
): Finding {
  return { path, code: 'unknown_reference', value, allowed, known }
}

function repeated<T>(items: readonly T[], key: (item: T) => string, path: (index: number) => Path): Finding[] {
  const seen = new Set<string>()
  return items.flatMap((item, index) => {
    const value = key(item)
    if (!seen.has(value)) {
      seen.add(value)
      return []
    }
    return [{ path: path(index), code: 'repeated', value, allowed: 'once' } satisfies Finding]
  })
}
