import { printSettings } from '../../settings/export.ts'
import { playgroundSettings } from '../../settings/playground.ts'
import { problemLines, readSettings } from '../settings-file.ts'
import { EXIT, type ExitCode, type Terminal } from '../terminal.ts'

/**
 * `vigia settings print [--file FILE]`: what is in force, every default written out. Needs neither Slack nor a database.
 * What is printed is a settings file again, a remark included.
 */
export async function settingsPrint(terminal: Terminal, named: string | null): Promise<ExitCode> {
  const file = named ?? (terminal.env.VIGIA_SETTINGS?.trim() || null)
  if (file === null) {
    terminal.out(`# ${terminal.words.settings.print.playground}\n${printSettings(playgroundSettings).trimEnd()}`)
    return EXIT.ok
  }
  const parsed = await readSettings(terminal, file)
  if (parsed === null) return EXIT.problems
  if (!parsed.ok) {
    terminal.err(problemLines(terminal, parsed.problems).join('\n'))
    return EXIT.problems
  }
  terminal.out(printSettings(parsed.settings).trimEnd())
  return EXIT.ok
}
