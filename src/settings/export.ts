import { stringify } from 'yaml'
import { SEVERITIES, type Severity } from '../domain/escalation/words.ts'
import { DEFAULT_CATEGORIES, DEFAULTS } from './defaults.ts'
import { entryOfPolicy } from './paging.ts'
import { scheduleEntryOf } from './schedules/print.ts'
import type { Category, Obligation, Settings, Targets, Team, WorkingHours } from './types.ts'
import { printSpan, WEEKDAYS } from './values.ts'

/**
 * The whole policy as a settings file: every default written out, so that what is in force can be read, kept and edited.
 * Reading it again gives the same policy.
 */
export function printSettings(settings: Settings): string {
  const categories = new Map<string, unknown>(settings.categories.map((one) => [one.id, categoryEntry(one)]))
  const ids = [...DEFAULT_CATEGORIES.map((draft) => draft.id), ...categories.keys()]
  const file = {
    command: settings.command,
    oncallCommand: settings.oncallCommand,
    language: settings.language,
    zone: settings.zone,
    teams: settings.teams.map((team) => ({
      id: team.id,
      name: team.name,
      language: team.language,
      zone: team.zone,
      intakeChannel: team.intakeChannel,
      leads: team.leads,
      specialists: team.specialists,
      ...(team.specialistsGroup === null ? {} : { specialistsGroup: team.specialistsGroup }),
      workChannelLanguage: team.workChannelLanguage,
      ...pagingEntry(team.paging),
      ...(team.ways.length === 0 ? {} : { ways: team.ways.map(wayEntry) }),
      workingHours: hoursEntry(team.calendar.hours),
      holidays: team.calendar.holidays,
      ...targetsEntry(team.targets),
    })),
    categoryGroups: settings.categoryGroups,
    // A default that isn't there has to be named, or reading it again would bring it back.
    categories: Object.fromEntries([...new Set(ids)].map((id) => [id, categories.get(id) ?? 'off'])),
    unsureCategory: settings.unsureCategory,
    obligations: Object.fromEntries(
      [...new Set([...DEFAULTS.obligations.map((one) => one.id), ...settings.obligations.map((one) => one.id)])].map(
        (id) => [id, obligationEntry(settings.obligations.find((one) => one.id === id))],
      ),
    ),
    severities: Object.fromEntries(
      SEVERITIES.map((severity) => {
        const { pages, place, targets } = settings.severities[severity]
        return [severity, { pages, place, targets: durations(targets) }]
      }),
    ),
    departments: settings.departments,
    workingHours: hoursEntry(settings.workingHours),
    digests: settings.digests,
    closeAfterDays: settings.closeAfterDays,
    questionReminderDays: settings.questionReminderDays,
    ...(settings.schedules.length === 0 ? {} : { schedules: settings.schedules.map(scheduleEntryOf) }),
  }
  return stringify(file, { lineWidth: 0, aliasDuplicateObjects: false })
}

function categoryEntry(category: Category) {
  const { id: _, targets, visibleTo, ...rest } = category
  return { ...rest, ...(category.isRestricted ? { visibleTo } : {}), ...targetsEntry(targets) }
}

function wayEntry({ kind, address, delayMinutes }: Team['ways'][number]) {
  return { kind, to: address, ...(delayMinutes === 0 ? {} : { after: `${delayMinutes} min` }) }
}

function pagingEntry(paging: Team['paging']) {
  const entries = SEVERITIES.flatMap((severity) => {
    const own = paging[severity]
    return own === undefined ? [] : [[severity, entryOfPolicy(own)] as const]
  })
  return entries.length === 0 ? {} : { paging: Object.fromEntries(entries) }
}

function targetsEntry(targets: Partial<Readonly<Record<Severity, Partial<Targets>>>>) {
  const entries = SEVERITIES.flatMap((severity) => {
    const own = targets[severity]
    return own === undefined ? [] : [[severity, durations(own)] as const]
  })
  return entries.length === 0 ? {} : { targets: Object.fromEntries(entries) }
}

function durations(targets: Partial<Targets>) {
  const { claim, firstUpdate, nextUpdate, resolve, counts } = targets
  return {
    ...(claim === undefined ? {} : { claim: printSpan(claim) }),
    ...(firstUpdate === undefined ? {} : { firstUpdate: printSpan(firstUpdate) }),
    ...(nextUpdate === undefined ? {} : { nextUpdate: nextUpdate === null ? 'none' : printSpan(nextUpdate) }),
    ...(resolve === undefined ? {} : { resolve: printSpan(resolve) }),
    ...(counts === undefined ? {} : { counts }),
  }
}

function obligationEntry(obligation: Obligation | undefined) {
  if (obligation === undefined) return 'off'
  const { id: _, within, ...rest } = obligation
  return { ...rest, within: within === null ? 'none' : printSpan(within) }
}

function hoursEntry(hours: WorkingHours) {
  return { days: hours.days.map((day) => WEEKDAYS[day - 1]), from: hours.from, to: hours.to }
}
