import type { Status } from './words.ts'

/**
 * Why a verb did nothing. Refusals are values with the facts that a person needs to know what to do next;
 * their sentences stand in i18n under `refusal.<code>`.
 */
export type Refusal =
  | { readonly code: 'already_claimed'; readonly ownerId: string; readonly since: Date }
  /** Somebody else acknowledged their page first. */
  | { readonly code: 'already_seen'; readonly byId: string; readonly since: Date }
  | { readonly code: 'already_yours'; readonly since: Date }
  | { readonly code: 'not_owner'; readonly ownerId: string | null }
  /** The escalation is in a state in which this can't be done (any more). */
  | { readonly code: 'wrong_status'; readonly status: Status }
  | { readonly code: 'not_permitted'; readonly reason: NotPermitted }
  | { readonly code: 'not_found' }
  /** Drawn from an older version, and what it asks for no longer fits. */
  | { readonly code: 'stale' }
  | { readonly code: 'too_soon'; readonly again: Date }
  | { readonly code: 'same_severity' }
  | { readonly code: 'cannot_link'; readonly reason: 'itself' | 'circular' | 'target_not_open' | 'already_linked' }
  | { readonly code: 'already_asked'; readonly since: Date }
  | { readonly code: 'already_decided'; readonly byId: string | null; readonly at: Date }
  | { readonly code: 'person_not_eligible'; readonly personId: string }
  | {
      readonly code: 'invalid_text'
      readonly field: string
      readonly problem: 'empty' | 'too_long'
      readonly max: number
    }
  /** A demand can't have been received later than now. */
  | { readonly code: 'received_in_future' }
  | { readonly code: 'not_set_up' }

export type NotPermitted =
  | 'stranger'
  | 'guest'
  | 'not_specialist'
  | 'not_requester'
  | 'not_lead'
  | 'not_owner_or_lead'
  | 'restricted'

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal }

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value }
}

export function refused(refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal }
}
