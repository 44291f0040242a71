import { crossCheck } from './checks.ts'
import { complete } from './complete.ts'
import { findingsOf } from './findings.ts'
import type { Problem } from './problem.ts'
import { readSchedules } from './schedules/parse.ts'
import { settingsFile } from './schema.ts'
import type { Settings } from './types.ts'
import { readYaml } from './yaml.ts'

export type Parsed =
  /** `warnings` only where there are some: what is legal and rarely meant. */
  | { readonly ok: true; readonly settings: Settings; readonly warnings?: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/**
 * The team's policy from the text of its file, complete and checked; or everything that is wrong with it, in the order
 * of the file. `fileName` is only named in the problems: nothing is read here.
 */
export function parseSettings(yamlText: string, fileName: string): Parsed {
  const yaml = readYaml(yamlText, fileName)
  if ('problems' in yaml) return { ok: false, problems: yaml.problems }
  // An empty file lacks its teams; it isn't a value of the wrong kind.
  const checked = settingsFile.safeParse(yaml.data ?? {})
  if (!checked.success) {
    const findings = checked.error.issues.flatMap((issue) => findingsOf(issue, yaml.data))
    return { ok: false, problems: yaml.problemsOf(findings) }
  }
  const file = checked.data
  const read = readSchedules(
    file.schedules ?? [],
    file.teams.map((team) => team.id),
  )
  const settings = { ...complete(file), schedules: read.schedules }
  const findings = [...crossCheck(file, settings), ...read.findings]
  if (findings.length > 0) return { ok: false, problems: yaml.problemsOf(findings) }
  if (read.warnings.length === 0) return { ok: true, settings }
  return { ok: true, settings, warnings: yaml.problemsOf(read.warnings) }
}
