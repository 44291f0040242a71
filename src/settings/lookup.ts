import type { Severity } from '../domain/escalation/words.ts'
import type { Category, Settings, Targets, Team, Words } from './types.ts'

/**
 * Questions to the team's policy. Ids come from the settings themselves or were checked against them, so an unknown one is
 * a broken promise and throws.
 */

/** @throws when the settings know no such team. */
export function teamOf(settings: Settings, teamId: string): Team {
  const team = settings.teams.find((one) => one.id === teamId)
  if (team === undefined) throw new Error(`the settings know no team ${teamId}`)
  return team
}

/** @throws when the settings know no such category. */
export function categoryOf(settings: Settings, categoryId: string): Category {
  const category = settings.categories.find((one) => one.id === categoryId)
  if (category === undefined) throw new Error(`the settings know no category ${categoryId}`)
  return category
}

/**
 * The promised durations, in minutes, round the clock. Each figure is taken from the first that names it: category and
 * severity, then team, then the severity's default (ONCALL 19).
 * @throws when team or category are unknown.
 */
export function targetsFor(
  settings: Settings,
  of: { readonly team: string; readonly category: string; readonly severity: Severity },
): Targets {
  return {
    ...settings.severities[of.severity].targets,
    ...teamOf(settings, of.team).targets[of.severity],
    ...categoryOf(settings, of.category).targets[of.severity],
  }
}

/** The part of the company that a person files from; the first match wins, null when none names them. */
export function departmentOf(settings: Settings, userId: string): string | null {
  return settings.departments.find((one) => one.members.includes(userId))?.name ?? null
}

export function teamsLedBy(settings: Settings, userId: string): readonly Team[] {
  return settings.teams.filter((team) => team.leads.includes(userId))
}

/** Teams in which the person is a specialist: by name, or by one of the user groups they are in. */
export function teamsServedBy(settings: Settings, userId: string, userGroups: readonly string[] = []): readonly Team[] {
  return settings.teams.filter(
    (team) =>
      team.specialists.includes(userId) ||
      (team.specialistsGroup !== null && userGroups.includes(team.specialistsGroup)),
  )
}

/**
 * The categories as the form offers them, by heading. The one behind "Not sure" stands in no group: the form has a first
 * entry of its own for it. Headings without a category are left out.
 */
export function categoryChoices(
  settings: Settings,
): readonly { readonly label: Words; readonly categories: readonly Category[] }[] {
  return settings.categoryGroups
    .map((group) => ({
      label: group.label,
      categories: settings.categories.filter((one) => one.group === group.id && one.id !== settings.unsureCategory),
    }))
    .filter((group) => group.categories.length > 0)
}
