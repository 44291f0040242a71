import { counted } from '../../i18n/plural.ts'
import { problemLines, readSettings } from '../settings-file.ts'
import { EXIT, type ExitCode, type Terminal } from '../terminal.ts'

/** `vigia settings check FILE`: needs neither Slack nor a database. */
export async function settingsCheck(terminal: Terminal, file: string): Promise<ExitCode> {
  const { words, language } = terminal
  const parsed = await readSettings(terminal, file)
  if (parsed === null) return EXIT.problems
  if (!parsed.ok) {
    const problems = counted(language, parsed.problems.length, words.problems)
    terminal.err(
      [words.settings.check.wrong({ file, problems }), ...problemLines(terminal, parsed.problems)].join('\n'),
    )
    return EXIT.problems
  }
  const { settings, warnings } = parsed
  if (warnings !== undefined) terminal.err(problemLines(terminal, warnings).join('\n'))
  terminal.out(
    words.settings.check.right({
      file,
      teams: counted(language, settings.teams.length, words.teams),
      categories: counted(language, settings.categories.length, words.categories),
    }),
  )
  return EXIT.ok
}
