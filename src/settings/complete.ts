import { SEVERITIES, type Severity } from '../domain/escalation/words.ts'
import { DEFAULT_CATEGORIES, DEFAULT_FIELD_LENGTH, DEFAULTS } from './defaults.ts'
import type { CategoryEntry, SettingsFile, TargetsBySeverityEntry, TargetsEntry } from './schema.ts'
import type { Category, Settings, SeverityPolicy, Targets, Team } from './types.ts'
import { isoDayOf, parseDuration, WEEKDAYS } from './values.ts'

/** The file's policy with every default filled in. References are looked at by `checks.ts`, not here. */
export function complete(file: SettingsFile): Settings {
  const language = file.language ?? DEFAULTS.language
  const zone = file.zone ?? DEFAULTS.zone
  return {
    command: file.command ?? DEFAULTS.command,
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
    workingHours: {
      days: file.workingHours?.days
        ? WEEKDAYS.filter((day) => file.workingHours?.days?.includes(day)).map(isoDayOf)
        : DEFAULTS.workingHours.days,
      from: file.workingHours?.from ?? DEFAULTS.workingHours.from,
      to: file.workingHours?.to ?? DEFAULTS.workingHours.to,
    },
    closeAfterDays: file.closeAfterDays ?? DEFAULTS.closeAfterDays,
    questionReminderDays: file.questionReminderDays ?? DEFAULTS.questionReminderDays,
    isSetUp: true,
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

function policyOf(file: SettingsFile, severity: Severity): SeverityPolicy {
  const entry = file.severities?.[severity]
  const policy = DEFAULTS.severities[severity]
  return {
    pages: entry?.pages ?? policy.pages,
    place: entry?.place ?? policy.place,
    targets: { ...policy.targets, ...minutesOf(entry?.targets ?? {}) },
  }
}

function targetsOf(entry: TargetsBySeverityEntry | undefined): Partial<Record<Severity, Partial<Targets>>> {
  return Object.fromEntries(
    SEVERITIES.flatMap((severity) => {
      const targets = entry?.[severity]
      return targets === undefined ? [] : [[severity, minutesOf(targets)]]
    }),
  )
}

function minutesOf(entry: TargetsEntry): Partial<Targets> {
  return {
    ...(entry.claim === undefined ? {} : { claimMinutes: minutes(entry.claim) }),
    ...(entry.firstUpdate === undefined ? {} : { firstUpdateMinutes: minutes(entry.firstUpdate) }),
    ...(entry.nextUpdate === undefined
      ? {}
      : { nextUpdateMinutes: entry.nextUpdate === 'none' ? null : minutes(entry.nextUpdate) }),
    ...(entry.resolve === undefined ? {} : { resolveMinutes: minutes(entry.resolve) }),
  }
}

function minutes(duration: string): number {
  const parsed = parseDuration(duration)
  if (parsed === null) throw new Error(`the schema let ${duration} pass as a duration`)
  return parsed
}
