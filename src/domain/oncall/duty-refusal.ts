import type { SwapRefusal, SwapState } from './swap-states.ts'

/**
 * Why nothing was done with a schedule: facts, from which `i18n/oncall-refusals` makes the sentence. Instants are absolute;
 * local days are of the schedule's zone.
 */
export type DutyRefusal =
  | Exclude<SwapRefusal, { code: 'not_awaiting' } | { code: 'not_asked' }>
  | { readonly code: 'not_awaiting'; readonly state: SwapState }
  | { readonly code: 'not_found' }
  | { readonly code: 'not_permitted'; readonly reason: NotPermittedDuty }
  | { readonly code: 'in_past'; readonly at: Date }
  /** Further ahead than anybody plans: `days` from now. */
  | { readonly code: 'too_far'; readonly days: number }
  | { readonly code: 'not_in_order' }
  | { readonly code: 'same_person'; readonly personId: string }
  /** On none of the team's schedules, and no specialist of it. */
  | { readonly code: 'not_of_team'; readonly personId: string }
  | { readonly code: 'deactivated'; readonly personId: string }
  | { readonly code: 'unknown_rotation'; readonly rotation: string }
  /** The one replaced isn't on call there, or a planned launch decides. */
  | { readonly code: 'no_effect'; readonly personId: string | null }
  | {
      readonly code: 'overlapping'
      readonly kind: 'replace' | 'add' | 'nobody'
      readonly subjectId: string | null
      readonly start: Date
      readonly end: Date
      readonly byId: string | null
    }
  | { readonly code: 'on_duty_twice'; readonly personId: string; readonly start: Date; readonly end: Date }
  | {
      readonly code: 'rest_broken'
      readonly personId: string
      readonly restHours: number
      /** The break that would be too short. */
      readonly start: Date
      readonly end: Date
    }
  | { readonly code: 'no_such_shift'; readonly start: Date }
  | { readonly code: 'not_holder'; readonly personId: string; readonly holderId: string | null }
  | { readonly code: 'already_begun'; readonly start: Date }
  | { readonly code: 'already_asked'; readonly since: Date }
  | { readonly code: 'already_undone'; readonly byId: string | null; readonly at: Date }
  /** Somebody is on call there by now. */
  | { readonly code: 'already_covered'; readonly peopleIds: readonly string[] }
  | { readonly code: 'nobody_to_ask' }
  | { readonly code: 'too_many_kept'; readonly allowance: number; readonly left: number; readonly year: number }
  /** Their turn has begun, or begins before they said so: cover is to be found for it. */
  | { readonly code: 'turn_begun'; readonly start: Date; readonly end: Date }
  | { readonly code: 'already_kept'; readonly from: string; readonly to: string }
  | { readonly code: 'not_a_holiday'; readonly on: string }
  | { readonly code: 'already_traded'; readonly on: string }
  | { readonly code: 'past_day'; readonly on: string }
  | { readonly code: 'invalid_day'; readonly on: string }
  | { readonly code: 'stale'; readonly version: number }
  | { readonly code: 'nothing_changed' }
  | { readonly code: 'text_too_long'; readonly max: number }

export type NotPermittedDuty = 'stranger' | 'guest' | 'not_of_team' | 'not_lead' | 'not_asked' | 'not_yours'

export type DutyOutcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: DutyRefusal }

export function did<T>(value: T): DutyOutcome<T> {
  return { ok: true, value }
}

export function didNot(refusal: DutyRefusal): { readonly ok: false; readonly refusal: DutyRefusal } {
  return { ok: false, refusal }
}

const DAY_MS = 24 * 60 * 60_000
/** As far ahead as the resolver answers (`UNTIL_DAYS`). */
const REACH_DAYS = 400

/** The refusal of what ends too far ahead, or null: nothing is computed for an instant that only a forged button names. */
export function beyondReach(end: Date, now: Date): DutyRefusal | null {
  return end.getTime() - now.getTime() > REACH_DAYS * DAY_MS ? { code: 'too_far', days: REACH_DAYS } : null
}
