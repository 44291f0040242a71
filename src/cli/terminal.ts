import type { Language } from '../domain/language.ts'
import type { CliWords } from '../i18n/cli.en.ts'

/** What a command has of the outside: tests hand in their own. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly language: Language
  readonly words: CliWords
  out(text: string): void
  err(text: string): void
  /** Rejects with a Node error when the file can't be read. */
  readFile(path: string): Promise<string>
}

/** 0: done. 1: it was done and found problems, or it failed. 2: it was asked for in a way that isn't understood. */
export const EXIT = { ok: 0, problems: 1, usage: 2 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]
