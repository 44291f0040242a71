import { DatabaseUnavailable } from '../db/errors.ts'
import { TimedOut } from '../ports.ts'

/**
 * Whether an error means "the database could not answer in time", and if so whether the work may have been done all the
 * same. Null: something else is broken.
 */
export function unavailability(error: unknown): 'not_done' | 'unknown' | null {
  if (error instanceof DatabaseUnavailable) return error.outcome
  return error instanceof TimedOut ? 'unknown' : null
}
