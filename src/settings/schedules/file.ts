import { z } from 'zod'
import { findingsOf } from '../findings.ts'
import type { Finding, Problem } from '../problem.ts'
import { list } from '../schema-kit.ts'
import { readYaml } from '../yaml.ts'
import { readSchedules } from './parse.ts'
import { scheduleEntry } from './schema.ts'
import type { ScheduleSettings } from './types.ts'

export type ParsedSchedules =
  | { readonly ok: true; readonly schedules: readonly ScheduleSettings[]; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** The rest of the file is somebody else's: a file of schedules alone will do, and so will one whose teams aren't right yet. */
const partOfSchedules = z.looseObject(
  {
    schedules: list('schedules', scheduleEntry, 1, 100),
    teams: z
      .array(z.looseObject({ id: z.string() }))
      .min(1)
      .optional()
      .catch(undefined),
  },
  { error: 'object' },
)

/**
 * The schedules of a settings file, without the rest of it: what the command line needs to say who is on call. A team that
 * a schedule names must be one of the file's, where the file has teams.
 */
export function parseSchedules(yamlText: string, fileName: string): ParsedSchedules {
  const yaml = readYaml(yamlText, fileName)
  if ('problems' in yaml) return { ok: false, problems: yaml.problems }
  const checked = partOfSchedules.safeParse(yaml.data ?? {})
  const failed = (findings: readonly Finding[]): ParsedSchedules => ({ ok: false, problems: yaml.problemsOf(findings) })
  if (!checked.success) return failed(checked.error.issues.flatMap((issue) => findingsOf(issue, yaml.data)))
  const teams = checked.data.teams?.map((team) => team.id) ?? null
  const { schedules, findings, warnings } = readSchedules(checked.data.schedules, teams)
  return findings.length > 0 ? failed(findings) : { ok: true, schedules, warnings: yaml.problemsOf(warnings) }
}
