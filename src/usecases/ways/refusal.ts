/** Why nothing was done about a way. The words stand in i18n, under `screens.ways.refusal`. */
export type WayRefusal =
  /** Only who may be paged has ways. */
  | { readonly code: 'not_of_a_team' }
  /** It isn't set up here. */
  | { readonly code: 'not_offered' }
  | { readonly code: 'bad_address' }
  | { readonly code: 'already_there' }
  | { readonly code: 'too_many'; readonly most: number }
  | { readonly code: 'not_found' }
  | { readonly code: 'delay_out_of_range'; readonly most: number }
  /** A code was sent a moment ago. */
  | { readonly code: 'too_soon' }
  /** The provider didn't take it; its code is for whoever set it up. */
  | { readonly code: 'not_sent'; readonly error: string }
  | { readonly code: 'wrong_code'; readonly triesLeft: number }
  /** Too old, or tried too often: a new one is needed. */
  | { readonly code: 'code_over' }

export type WayOutcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: WayRefusal }

export function done<T>(value: T): WayOutcome<T> {
  return { ok: true, value }
}

export function refused(refusal: WayRefusal): { readonly ok: false; readonly refusal: WayRefusal } {
  return { ok: false, refusal }
}
