import { isUniqueViolation } from '../db/errors.ts'
import { isHeard } from '../db/stores/timeline.ts'
import type { Deps } from './deps.ts'

/**
 * Whether what a form (or a message) brought was taken already: pressed again after an answer that was lost, it changes
 * nothing a second time.
 */
export async function wasTaken(deps: Deps, input: { readonly source: string }): Promise<boolean> {
  return deps.db.read((q) => isHeard(q, input.source))
}

/** The same, found out by the database while a press waited for the one before it. */
export function isTakenMeanwhile(error: unknown): boolean {
  return isUniqueViolation(error, 'texts_heard_once')
}
