import type { Language } from '../domain/language.ts'
import { type CliWords, cli as en } from './cli.en.ts'
import { cli as es } from './cli.es.ts'

const WORDS: Readonly<Record<Language, CliWords>> = { en, es }

export function cliWordsOf(language: Language): CliWords {
  return WORDS[language]
}

/** What is wrong with a settings file, as far as the sentence needs it; `settings/problem.ts` has the whole. */
export interface ProblemFacts {
  readonly fileName: string
  readonly path: string
  readonly line: number | null
  readonly code: keyof CliWords['problem']
  readonly value: string | null
  readonly allowed: keyof CliWords['allowed'] | null
  readonly known: readonly string[]
}

/** `vigia.yaml:7: teams[0].zone: "Madird" is not allowed here. Allowed: a time zone by its place, such as …` */
export function problemLine(problem: ProblemFacts, language: Language): string {
  const words = WORDS[language]
  const place = problem.line === null ? problem.fileName : `${problem.fileName}:${problem.line}`
  const known = problem.known.join(', ')
  // What YAML's own parser says is a sentence; everything else is a value.
  const value = problem.code === 'not_yaml' ? (problem.value ?? '') : JSON.stringify(problem.value ?? '')
  const parts = [place, problem.path].filter((part) => part !== '').join(': ')
  const sentence = words.problem[problem.code]({ value })
  if (problem.allowed === null) return `${parts}: ${sentence}`
  return `${parts}: ${sentence} ${words.allowedHere(words.allowed[problem.allowed](known))}`
}

/** The language of a terminal, by the variables that POSIX names, first come: `es_MX.UTF-8` is Spanish. */
export function terminalLanguage(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((one) => one !== undefined && one !== '') ?? ''
  return /^es(?:[_.@-]|$)/i.test(locale) ? 'es' : 'en'
}
