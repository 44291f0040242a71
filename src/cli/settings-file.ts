import { problemLine } from '../i18n/cli.ts'
import { type Parsed, parseSettings } from '../settings/parse.ts'
import type { Problem } from '../settings/problem.ts'
import type { Terminal } from './terminal.ts'

/** The text of a settings file; null when it can't be read, which has been said. */
export async function readText(terminal: Terminal, file: string): Promise<string | null> {
  try {
    return await terminal.readFile(file)
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    terminal.err(terminal.words.settings.unreadable({ file, why }))
    return null
  }
}

/** Reads and checks a settings file; null when it can't be read, which has been said. */
export async function readSettings(terminal: Terminal, file: string): Promise<Parsed | null> {
  const text = await readText(terminal, file)
  return text === null ? null : parseSettings(text, file)
}

export function problemLines(terminal: Terminal, problems: readonly Problem[]): readonly string[] {
  return problems.map((problem) => problemLine(problem, terminal.language))
}
