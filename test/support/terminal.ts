import { readFile } from 'node:fs/promises'
import { run } from '../../src/cli/program.ts'
import { cliWordsOf, terminalLanguage } from '../../src/i18n/cli.ts'

/** Runs the `vigia` command on a terminal of the test's own: its exit code and what it wrote on either side. */
export async function vigia(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const language = terminalLanguage(env)
  const written = { out: '', err: '' }
  const code = await run(args, {
    env,
    language,
    words: cliWordsOf(language),
    out: (text) => {
      written.out += `${text}\n`
    },
    err: (text) => {
      written.err += `${text}\n`
    },
    readFile: async (path) => files[path] ?? (await readFile(path, 'utf8')),
  })
  return { code, ...written }
}
