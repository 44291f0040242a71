import { complete } from '../../../src/settings/complete.ts'
import { type SettingsFile, settingsFile } from '../../../src/settings/schema.ts'
import type { Settings } from '../../../src/settings/types.ts'
import { WEEKDAYS } from '../../../src/settings/values.ts'
import {
  CATEGORIES,
  CLOSES_AFTER_DAYS,
  type Hours,
  LAW,
  type Length,
  PERSONAL_HOURS,
  type Policy,
  PROMISES,
  SEVERITIES,
  type Sev,
  TEAMS,
  USUAL,
} from './house.ts'

/** The company of the simulated year as the engine reads it: a settings file like any team's. */
export function engineSettings(): Settings {
  const file: SettingsFile = {
    zone: 'UTC',
    closeAfterDays: CLOSES_AFTER_DAYS,
    workingHours: hoursEntry(PERSONAL_HOURS),
    teams: TEAMS.map((team, n) => ({
      id: team.id,
      name: `Desk of ${team.id}`,
      zone: team.zone,
      intakeChannel: `C0INTAKE${n}`,
      leads: [...team.leads],
      specialists: [...team.specialists],
      workingHours: hoursEntry(team.hours),
      holidays: [...team.holidays],
      // What a team doesn't say is the engine's own default: the oracle's figures have to find it.
      ...(team.policies === USUAL ? {} : { paging: bySeverity((severity) => policyEntry(team.policies[severity])) }),
    })),
    categories: Object.fromEntries(
      CATEGORIES.map(({ id, team, cleared }) => [
        id,
        { team, isRestricted: cleared !== null, ...(cleared === null ? {} : { visibleTo: [...cleared] }) },
      ]),
    ),
    obligations: {
      [LAW]: { categories: CATEGORIES.filter((one) => one.lawMinutes !== null).map((one) => one.id) },
    },
    severities: bySeverity((severity) => ({ targets: targetsEntry(severity) })),
  }
  return complete(settingsFile.parse(file))
}

function bySeverity<T>(entry: (severity: Sev) => T): { sev1: T; sev2: T; sev3: T; sev4: T } {
  const [sev1, sev2, sev3, sev4] = SEVERITIES
  return { sev1: entry(sev1), sev2: entry(sev2), sev3: entry(sev3), sev4: entry(sev4) }
}

function hoursEntry({ days, from, to }: Hours) {
  return { days: WEEKDAYS.filter((_, n) => days.includes(n + 1)), from, to }
}

function policyEntry({ pages, steps, repeats, isRoomTold, mostAtOnce }: Policy) {
  const words = steps.map(({ page, wait }) => ({ page: [...page], wait: `${wait} min` }))
  const lastResort = isRoomTold ? 'intake' : 'none'
  return { pages, ...(words.length === 0 ? {} : { steps: words }), repeats, lastResort, mostAtOnce }
}

function targetsEntry(severity: Sev) {
  const { claim, first, next, resolve, isWorkingTime } = PROMISES[severity]
  return {
    claim: written(claim),
    firstUpdate: written(first),
    nextUpdate: next === null ? 'none' : written(next),
    resolve: written(resolve),
    counts: isWorkingTime ? ('working_hours' as const) : ('round_the_clock' as const),
  }
}

function written(length: Length): string {
  return 'minutes' in length ? `${length.minutes} min` : `${length.days} days`
}
