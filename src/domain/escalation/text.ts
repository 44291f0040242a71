import { done, type Outcome, refused } from './refusal.ts'

/** What one text of an escalation may hold, in characters as people count them. */
export const LONGEST_TEXT = 3000

/** What was written, trimmed; refused where nothing is left, or too much. */
export function writtenText(field: string, typed: string, max: number = LONGEST_TEXT): Outcome<string> {
  // A NUL is nothing that a person types, and nothing that Postgres keeps.
  const text = typed.replaceAll('\0', '').trim()
  if (text === '') return refused({ code: 'invalid_text', field, problem: 'empty', max })
  if ([...text].length > max) return refused({ code: 'invalid_text', field, problem: 'too_long', max })
  return done(text)
}

/** The same where it may be left out: nothing but blanks is null. */
export function optionalText(field: string, typed: string | null, max: number = LONGEST_TEXT): Outcome<string | null> {
  if (typed === null || typed.replaceAll('\0', '').trim() === '') return done(null)
  return writtenText(field, typed, max)
}
