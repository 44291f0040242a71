/**
 * What may become of a request to take a shift (ONCALL 10). Pure: who holds the shift, rest and double duty are looked at
 * by whoever asks, under the schedule's lock.
 */
export const SWAP_STATES = [
  'offered',
  'awaiting_approval',
  'accepted',
  'declined',
  'expired',
  'withdrawn',
  'undone',
  'void',
] as const
export type SwapState = (typeof SWAP_STATES)[number]

export interface SwapCourse {
  readonly state: SwapState
  readonly giver: string
  readonly offeredTo: readonly string[]
  readonly declinedBy: readonly string[]
  readonly taker: string | null
  /** The taker's yes; a lead's, where that came after it. */
  readonly acceptedAt: Date | null
  readonly expiresAt: Date
  /** The lead who approved or refused, or whoever undid or withdrew it. */
  readonly decidedBy: string | null
  readonly endedAt: Date | null
  /** A shift in return: undoing it puts both on duty again. */
  readonly isExchange: boolean
}

export type SwapEvent =
  | { readonly kind: 'accept'; readonly by: string; readonly needsApproval: boolean }
  | { readonly kind: 'decline'; readonly by: string }
  | { readonly kind: 'approve' | 'refuse' | 'withdraw'; readonly by: string }
  | { readonly kind: 'undo'; readonly by: string; readonly isLead: boolean }
  | { readonly kind: 'expire' }
  /** The giver no longer holds what was given. */
  | { readonly kind: 'fall' }

export type SwapRefusal =
  | { readonly code: 'already_taken'; readonly byId: string; readonly since: Date }
  | { readonly code: 'already_ended'; readonly state: SwapState; readonly byId: string | null; readonly at: Date }
  | { readonly code: 'not_asked' }
  | { readonly code: 'already_declined' }
  | { readonly code: 'not_yet_due'; readonly at: Date }
  | { readonly code: 'not_awaiting'; readonly state: SwapState }
  | { readonly code: 'too_late_to_undo'; readonly acceptedAt: Date }

export type SwapStep =
  | { readonly ok: true; readonly next: SwapCourse }
  | { readonly ok: false; readonly why: SwapRefusal }

/** A slip of the finger is taken back by either in this time; afterwards only by whom it puts on duty again, or a lead. */
export const SECOND_THOUGHTS_MS = 15 * 60_000

export const isOpenSwap = (state: SwapState): boolean => state === 'offered' || state === 'awaiting_approval'

/**
 * The next state, or why not. The first yes has it; a lead's yes comes after the taker's, whose word may be taken back until
 * then. What has ended stays as it ended, and an accepted one only falls or is undone.
 */
export function stepSwap(swap: SwapCourse, event: SwapEvent, at: Date): SwapStep {
  if (event.kind === 'expire' || event.kind === 'fall') return runsOut(swap, event.kind, at)
  if (event.kind === 'undo') return undo(swap, event, at)
  if (swap.state === 'accepted') return no(taken(swap, at))
  if (!isOpenSwap(swap.state)) return no(ended(swap, at))
  // Its timer may be late; the hour that was named isn't.
  if (event.kind !== 'withdraw' && event.kind !== 'decline' && at >= swap.expiresAt) {
    return no({ code: 'already_ended', state: 'expired', byId: null, at: swap.expiresAt })
  }
  switch (event.kind) {
    case 'accept':
      return accept(swap, event, at)
    case 'decline':
      return decline(swap, event.by, at)
    case 'withdraw':
      return end(swap, 'withdrawn', event.by, at)
    case 'approve':
    case 'refuse':
      if (swap.state !== 'awaiting_approval') return no({ code: 'not_awaiting', state: swap.state })
      if (event.kind === 'refuse') return end(swap, 'declined', event.by, at)
      return { ok: true, next: { ...swap, state: 'accepted', acceptedAt: at, decidedBy: event.by } }
  }
}

function accept(swap: SwapCourse, { by, needsApproval }: Extract<SwapEvent, { kind: 'accept' }>, at: Date): SwapStep {
  if (swap.state === 'awaiting_approval') return no(taken(swap, at))
  if (!swap.offeredTo.includes(by)) return no({ code: 'not_asked' })
  // A no may be thought over while nobody else has it.
  const declinedBy = swap.declinedBy.filter((one) => one !== by)
  const next = { ...swap, declinedBy, taker: by, acceptedAt: at }
  return { ok: true, next: { ...next, state: needsApproval ? 'awaiting_approval' : 'accepted' } }
}

function decline(swap: SwapCourse, by: string, at: Date): SwapStep {
  if (swap.taker !== null && swap.taker !== by) return no(taken(swap, at))
  if (!swap.offeredTo.includes(by)) return no({ code: 'not_asked' })
  if (swap.declinedBy.includes(by)) return no({ code: 'already_declined' })
  const declinedBy = [...swap.declinedBy, by]
  const open: SwapCourse = { ...swap, declinedBy, taker: null, acceptedAt: null, state: 'offered' }
  const isNobodyLeft = swap.offeredTo.every((one) => declinedBy.includes(one))
  return isNobodyLeft ? { ok: true, next: { ...open, state: 'declined', endedAt: at } } : { ok: true, next: open }
}

function undo(swap: SwapCourse, { by, isLead }: Extract<SwapEvent, { kind: 'undo' }>, at: Date): SwapStep {
  if (isOpenSwap(swap.state)) return no({ code: 'not_awaiting', state: swap.state })
  if (swap.state !== 'accepted' || swap.acceptedAt === null) return no(ended(swap, at))
  const isSecondThought = at.getTime() - swap.acceptedAt.getTime() < SECOND_THOUGHTS_MS
  const takesDutyBack = by === swap.giver && !swap.isExchange
  if (!isLead && !isSecondThought && !takesDutyBack)
    return no({ code: 'too_late_to_undo', acceptedAt: swap.acceptedAt })
  return end(swap, 'undone', by, at)
}

function runsOut(swap: SwapCourse, kind: 'expire' | 'fall', at: Date): SwapStep {
  if (kind === 'fall') {
    return swap.state === 'accepted' || isOpenSwap(swap.state) ? end(swap, 'void', null, at) : no(ended(swap, at))
  }
  if (swap.state === 'accepted') return no(taken(swap, at))
  if (!isOpenSwap(swap.state)) return no(ended(swap, at))
  return at < swap.expiresAt ? no({ code: 'not_yet_due', at: swap.expiresAt }) : end(swap, 'expired', null, at)
}

function end(swap: SwapCourse, state: SwapState, by: string | null, at: Date): SwapStep {
  return { ok: true, next: { ...swap, state, decidedBy: by ?? swap.decidedBy, endedAt: at } }
}

function taken(swap: SwapCourse, at: Date): SwapRefusal {
  if (swap.taker === null) return ended(swap, at)
  return { code: 'already_taken', byId: swap.taker, since: swap.acceptedAt ?? at }
}

function ended(swap: SwapCourse, at: Date): SwapRefusal {
  return { code: 'already_ended', state: swap.state, byId: swap.decidedBy, at: swap.endedAt ?? at }
}

function no(why: SwapRefusal): SwapStep {
  return { ok: false, why }
}
