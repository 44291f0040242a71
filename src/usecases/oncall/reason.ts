import { type DutyOutcome, did, didNot } from '../../domain/oncall/duty-refusal.ts'

/** One line of why. */
const MOST_CHARACTERS = 300

/** A person's reason, trimmed; blank is none. */
export function reasonOf(text: string | null): DutyOutcome<string | null> {
  const trimmed = text?.trim() ?? ''
  if (trimmed.length > MOST_CHARACTERS) return didNot({ code: 'text_too_long', max: MOST_CHARACTERS })
  return did(trimmed === '' ? null : trimmed)
}
