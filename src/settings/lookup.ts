import type { Severity } from '../domain/escalation/words.ts'
import { DEFAULT_POLICIES, type PagingPolicy } from '../domain/paging/policy.ts'
import { ROUND_THE_CLOCK, type TargetCalendar, workingDayMinutes } from '../domain/sla/business-time.ts'
import type { Category, Obligation, Promises, Settings, Span, Team, Words } from './types.ts'

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
 * What is promised, in minutes of the calendar in which they count: the team's working time, or always. Each figure is
 * taken from the first that names it: category and severity, then team, then the severity's default (ONCALL 19).
 * @throws when team or category are unknown.
 */
export function targetsFor(
  settings: Settings,
  of: { readonly team: string; readonly category: string; readonly severity: Severity },
): Promises {
  const team = teamOf(settings, of.team)
  const targets = {
    ...settings.severities[of.severity].targets,
    ...team.targets[of.severity],
    ...categoryOf(settings, of.category).targets[of.severity],
  }
  const calendar = targets.counts === 'round_the_clock' ? ROUND_THE_CLOCK : team.calendar
  return {
    calendar,
    claimMinutes: minutesIn(calendar, targets.claim),
    firstUpdateMinutes: minutesIn(calendar, targets.firstUpdate),
    nextUpdateMinutes: targets.nextUpdate === null ? null : minutesIn(calendar, targets.nextUpdate),
    resolveMinutes: minutesIn(calendar, targets.resolve),
  }
}

function minutesIn(calendar: TargetCalendar, span: Span): number {
  return 'minutes' in span ? span.minutes : span.days * workingDayMinutes(calendar)
}

/**
 * Whom a team pages for a severity: its own policy, else the severity's default. Where the settings only say when to
 * page, the default's steps are kept; a severity that pages nobody by default takes those of sev3. Under an obligation
 * it is paged as a sev2 at least.
 * @throws when the team is unknown.
 */
export function policyFor(settings: Settings, teamId: string, severity: Severity, hasObligation = false): PagingPolicy {
  const policy = policyBySeverity(settings, teamId, severity)
  // ONCALL 12: what the law puts a clock on neither waits nor goes unpaged.
  return hasObligation && policy.pages !== 'at_once' ? policyBySeverity(settings, teamId, 'sev2') : policy
}

function policyBySeverity(settings: Settings, teamId: string, severity: Severity): PagingPolicy {
  const own = teamOf(settings, teamId).paging[severity]
  if (own !== undefined) return own
  const { pages } = settings.severities[severity]
  const usual = DEFAULT_POLICIES[severity]
  if (pages === 'none') return { ...usual, pages }
  return { ...(usual.steps.length === 0 ? DEFAULT_POLICIES.sev3 : usual), pages }
}

/** What the law asks of an escalation of this category. */
export function obligationsFor(settings: Settings, categoryId: string): readonly Obligation[] {
  return settings.obligations.filter((one) => one.categories.includes(categoryId))
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
