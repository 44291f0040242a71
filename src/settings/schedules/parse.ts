import type { ScheduleRules } from '../../domain/oncall/rules.ts'
import { findingsOf } from '../findings.ts'
import { type Finding, type Path, type Problem, pathText } from '../problem.ts'
import { checkEvents } from './check-events.ts'
import { checkRules, warningsOf } from './checks.ts'
import { readRules } from './read.ts'
import { readSchedule } from './read-schedule.ts'
import { rulesEntry, type ScheduleEntry } from './schema.ts'
import type { ScheduleSettings } from './types.ts'

export type ParsedRules =
  | { readonly ok: true; readonly rules: ScheduleRules; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/**
 * The rules of a schedule from the form in which the file spells them and the database keeps them (`entryOf` gives it).
 * Problems and warnings name their place below the schedule, such as `layers.weekday.turn`; they have no file and no line.
 */
export function parseScheduleRules(entry: unknown): ParsedRules {
  const checked = rulesEntry.safeParse(entry)
  if (!checked.success) {
    return { ok: false, problems: checked.error.issues.flatMap((issue) => findingsOf(issue, entry)).map(placeless) }
  }
  const { rules, findings } = readRules(checked.data, [])
  const all = [...findings, ...checkRules(checked.data, rules, [])]
  if (all.length > 0) return { ok: false, problems: all.map(placeless) }
  return { ok: true, rules, warnings: warningsOf(checked.data, rules, []).map(placeless) }
}

/** The schedules of a file, complete, and what is wrong or doubtful about them. Places begin with `schedules`. */
export function readSchedules(
  entries: readonly ScheduleEntry[],
  /** Ids of the file's teams; null where it names none, and any will do. */
  teams: readonly string[] | null,
): {
  readonly schedules: readonly ScheduleSettings[]
  readonly findings: readonly Finding[]
  readonly warnings: readonly Finding[]
} {
  const read = entries.map((entry, index) => {
    const at: Path = ['schedules', index]
    const { schedule, findings } = readSchedule(entry, at)
    const isTwice = entries.slice(0, index).some((other) => other.name === entry.name)
    return {
      schedule,
      findings: [
        ...(isTwice ? [{ path: [...at, 'name'], code: 'repeated', value: entry.name, allowed: 'once' } as const] : []),
        ...(teams === null || teams.includes(entry.team)
          ? []
          : [
              {
                path: [...at, 'team'],
                code: 'unknown_reference',
                value: entry.team,
                allowed: 'team',
                known: teams,
              } as const,
            ]),
        ...findings,
        ...checkRules(entry, schedule.rules, at),
        ...checkEvents(schedule, at),
      ],
      warnings: warningsOf(entry, schedule.rules, at),
    }
  })
  return {
    schedules: read.map((one) => one.schedule),
    findings: read.flatMap((one) => one.findings),
    warnings: read.flatMap((one) => one.warnings),
  }
}

function placeless({ path, code, value, allowed, known }: Finding): Problem {
  return {
    fileName: '',
    path: pathText(path),
    line: null,
    code,
    value: value ?? null,
    allowed: allowed ?? null,
    known: known ?? [],
  }
}
