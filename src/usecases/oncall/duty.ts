import type { Queryable } from '../../db/client.ts'
import { type DutyTimer, markSkipped, takeDutyTimer } from '../../db/stores/oncall/duty-timers.ts'
import { keepSilent } from '../../db/wake.ts'
import type { Deps } from '../deps.ts'
import { DIGEST, sendDigest } from '../digest/send-digests.ts'
import { boundary } from './boundary.ts'
import { COVER_EXPIRY, expireCover, expireSwap, SWAP_EXPIRY } from './expire.ts'
import { GAP_SEARCH, gapSearch } from './gap-search.ts'
import { HANDOFF_UNTOLD, sayUntold } from './handoffs.ts'
import * as posts from './posts/timers.ts'
import { BOUNDARY } from './touched.ts'

export interface DutyContext {
  readonly tx: Queryable
  readonly deps: Deps
  readonly timer: DutyTimer
  /** The instant of this transaction, domain time. */
  readonly now: Date
}

/** `skipped`: its window had passed, so it wasn't said; that stays visible (ONCALL 22). */
export type DutyHandler = (context: DutyContext) => Promise<'done' | 'skipped'>

/** What is to be done at a duty timer, by its kind: posts, handoffs and searches add theirs here. */
export const DUTY_HANDLERS: Readonly<Record<string, DutyHandler>> = {
  [BOUNDARY]: boundary,
  [SWAP_EXPIRY]: expireSwap,
  [COVER_EXPIRY]: expireCover,
  [GAP_SEARCH]: gapSearch,
  [HANDOFF_UNTOLD]: sayUntold,
  [DIGEST]: sendDigest,
  [posts.DUTY_POST]: posts.post,
  [posts.DUTY_POST_REMIND]: posts.remind,
  [posts.DUTY_POST_LEADS]: posts.tellLeads,
  [posts.DUTY_POST_AGAIN]: posts.again,
  [posts.DUTY_POST_OVER]: posts.over,
}

/**
 * One due duty timer and what follows from it, in one transaction: both or neither. One that another bot has is left alone.
 * @throws for a kind that this release doesn't know: it stays due, and is seen.
 */
export async function runDuty(deps: Deps, input: { readonly timerId: number }): Promise<void> {
  const now = deps.clock.now()
  await deps.db.transact(async (tx) => {
    keepSilent(tx)
    const timer = await takeDutyTimer(tx, input.timerId, now)
    if (timer === null) return
    const handler = Object.hasOwn(DUTY_HANDLERS, timer.kind) ? DUTY_HANDLERS[timer.kind] : undefined
    if (handler === undefined) throw new Error(`no release has told what ${timer.kind} is`)
    if ((await handler({ tx, deps, timer, now })) === 'skipped') await markSkipped(tx, timer.id)
  })
}
