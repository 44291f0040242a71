import { SEVERITIES, type Severity } from '../domain/escalation/words.ts'
import { OBLIGATION_FRACTIONS } from '../domain/sla/warnings.ts'
import { DEFAULT_CATEGORIES, DEFAULT_FIELD_LENGTH, DEFAULTS } from './defaults.ts'
import { policyOfEntry } from './paging.ts'
import type {
  CategoryEntry,
  ObligationEntry,
  SettingsFile,
  TargetsBySeverityEntry,
  TargetsEntry,
  TeamEntry,
  WorkingHoursEntry,
} from './schema.ts'
import type { Category, Obligation, Settings, SeverityPolicy, Span, Targets, Team, WorkingHours } from './types.ts'
import { isoDayOf, parseDuration, parseSpan, WEEKDAYS } from './values.ts'

/**
 * The file's policy with every default filled in. References are looked at by `checks.ts`, not here; schedules are read
 * by `schedules/`.
 */
export function complete(file: SettingsFile): Settings {
  const language = file.language ?? DEFAULTS.language
  const zone = file.zone ?? DEFAULTS.zone
  const workingHours = hoursOf(file.workingHours, DEFAULTS.workingHours)
  return {
    command: file.command ?? DEFAULTS.command,
    oncallCommand: file.oncallCommand ?? DEFAULTS.oncallCommand,
    language,
    zone,
    teams: file.teams.map(
      (team): Team => ({
        id: team.id,
        name: team.name,
        language: team.language ?? language,
        zone: team.zone ?? zone,
        intakeChannel: team.intakeChannel,
        leads: team.leads,
        specialists: team.specialists ?? [],
        specialistsGroup: team.specialistsGroup ?? null,
        workChannelLanguage: team.workChannelLanguage ?? 'team',
        ways: (team.ways ?? []).map(({ kind, to, after }) => ({
          kind,
          address: to,
          delayMinutes: after === undefined ? 0 : minutesOf(after),
        })),
        paging: pagingOf(file, team.paging),
        calendar: {
          counts: 'working_hours',
          zone: team.zone ?? zone,
          hours: hoursOf(team.workingHours, workingHours),
          holidays: team.holidays ?? [],
        },
        targets: targetsOf(team.targets),
      }),
    ),
    categories: categoriesOf(file),
    categoryGroups: file.categoryGroups ?? DEFAULTS.categoryGroups,
    unsureCategory: file.unsureCategory ?? DEFAULTS.unsureCategory,
    severities: {
      sev1: policyOf(file, 'sev1'),
      sev2: policyOf(file, 'sev2'),
      sev3: policyOf(file, 'sev3'),
      sev4: policyOf(file, 'sev4'),
    },
    departments: file.departments ?? DEFAULTS.departments,
    workingHours,
    digests: file.digests ?? DEFAULTS.digests,
    closeAfterDays: file.closeAfterDays ?? DEFAULTS.closeAfterDays,
    obligations: obligationsOf(file),
    questionReminderDays: file.questionReminderDays ?? DEFAULTS.questionReminderDays,
    schedules: DEFAULTS.schedules,
    isSetUp: true,
  }
}

function hoursOf(entry: WorkingHoursEntry | undefined, usual: WorkingHours): WorkingHours {
  return {
    days: entry?.days ? WEEKDAYS.filter((day) => entry.days?.includes(day)).map(isoDayOf) : usual.days,
    from: entry?.from ?? usual.from,
    to: entry?.to ?? usual.to,
  }
}

/** The defaults that aren't `off`, each with what the file says otherwise; then the file's own, in its order. */
function categoriesOf(file: SettingsFile): readonly Category[] {
  const entries = new Map(Object.entries(file.categories ?? {}))
  const firstTeam = file.teams[0]?.id ?? ''
  const made: Category[] = []
  const add = (id: string, draft: Partial<Category>, entry: CategoryEntry) => {
    const isRestricted = entry.isRestricted ?? draft.isRestricted ?? false
    const label = entry.label ?? draft.label ?? { en: id, es: id }
    made.push({
      id,
      label,
      short: entry.short ?? draft.short ?? { en: id, es: id },
      group: entry.group ?? draft.group ?? '',
      team: entry.team ?? firstTeam,
      isRestricted,
      visibleTo: isRestricted ? (entry.visibleTo ?? file.restrictedVisibleTo ?? []) : [],
      isHard: entry.isHard ?? draft.isHard ?? false,
      fields:
        entry.fields?.map((field) => ({
          ...field,
          isRequired: field.isRequired ?? false,
          maxLength: field.maxLength ?? DEFAULT_FIELD_LENGTH,
        })) ??
        draft.fields ??
        [],
      opensDetails: entry.opensDetails ?? draft.opensDetails ?? false,
      targets: targetsOf(entry.targets),
    })
  }
  for (const draft of DEFAULT_CATEGORIES) {
    const entry = entries.get(draft.id) ?? {}
    entries.delete(draft.id)
    if (entry !== 'off') add(draft.id, draft, entry)
  }
  for (const [id, entry] of entries) if (entry !== 'off') add(id, {}, entry)
  return made
}

/** The presets that aren't `off`, each with what the file says otherwise; then the file's own. */
function obligationsOf(file: SettingsFile): readonly Obligation[] {
  const entries = new Map(Object.entries(file.obligations ?? {}))
  const made = (id: string, preset: Obligation | undefined, entry: ObligationEntry): Obligation => ({
    id,
    label: entry.label ?? preset?.label ?? { en: id, es: id },
    jurisdiction: entry.jurisdiction ?? preset?.jurisdiction ?? '',
    source: entry.source ?? preset?.source ?? '',
    verifiedOn: entry.verifiedOn ?? preset?.verifiedOn ?? '',
    within:
      entry.within === undefined ? (preset?.within ?? null) : entry.within === 'none' ? null : spanOf(entry.within),
    categories: entry.categories ?? preset?.categories ?? [],
    warnAt: entry.warnAt ?? preset?.warnAt ?? OBLIGATION_FRACTIONS,
    pauseGrounds: entry.pauseGrounds ?? preset?.pauseGrounds ?? [],
    checks: entry.checks ?? preset?.checks ?? [],
  })
  const presets = DEFAULTS.obligations.flatMap((preset) => {
    const entry = entries.get(preset.id) ?? {}
    entries.delete(preset.id)
    return entry === 'off' ? [] : [made(preset.id, preset, entry)]
  })
  return [...presets, ...[...entries].flatMap(([id, entry]) => (entry === 'off' ? [] : [made(id, undefined, entry)]))]
}

function policyOf(file: SettingsFile, severity: Severity): SeverityPolicy {
  const entry = file.severities?.[severity]
  const policy = DEFAULTS.severities[severity]
  return {
    pages: entry?.pages ?? policy.pages,
    place: entry?.place ?? policy.place,
    targets: { ...policy.targets, ...spansOf(entry?.targets ?? {}) },
  }
}

function pagingOf(file: SettingsFile, entries: TeamEntry['paging']): Team['paging'] {
  return Object.fromEntries(
    SEVERITIES.flatMap((severity) => {
      const entry = entries?.[severity]
      return entry === undefined ? [] : [[severity, policyOfEntry(entry, severity, policyOf(file, severity).pages)]]
    }),
  )
}

function targetsOf(entry: TargetsBySeverityEntry | undefined): Partial<Record<Severity, Partial<Targets>>> {
  return Object.fromEntries(
    SEVERITIES.flatMap((severity) => {
      const targets = entry?.[severity]
      return targets === undefined ? [] : [[severity, spansOf(targets)]]
    }),
  )
}

function spansOf(entry: TargetsEntry): Partial<Targets> {
  return {
    ...(entry.claim === undefined ? {} : { claim: spanOf(entry.claim) }),
    ...(entry.firstUpdate === undefined ? {} : { firstUpdate: spanOf(entry.firstUpdate) }),
    ...(entry.nextUpdate === undefined
      ? {}
      : { nextUpdate: entry.nextUpdate === 'none' ? null : spanOf(entry.nextUpdate) }),
    ...(entry.resolve === undefined ? {} : { resolve: spanOf(entry.resolve) }),
    ...(entry.counts === undefined ? {} : { counts: entry.counts }),
  }
}

function minutesOf(duration: string): number {
  const parsed = parseDuration(duration)
  if (parsed === null) throw new Error(`the schema let ${duration} pass as a duration`)
  return parsed
}

function spanOf(duration: string): Span {
  const parsed = parseSpan(duration)
  if (parsed === null) throw new Error(`the schema let ${duration} pass as a duration`)
  return parsed
}
