import { courseOf, lockCoverAsk, lockSwap, saveCoverAsk } from '../../db/stores/exchanges-of-duty.ts'
import { did, didNot } from '../../domain/oncall/duty-refusal.ts'
import { stepSwap } from '../../domain/oncall/swap-states.ts'
import type { DutyHandler } from './duty.ts'
import { changeDutyWithin } from './duty-change.ts'
import { redrawAsked, step } from './swap-change.ts'

/**
 * Kinds of duty timers, with the facts `{ swapId }` and `{ askId }`. They aren't ended with what they wait for: whoever ends it
 * holds the schedules, this holds its timer, and neither may wait for the other. One that is over finds nothing to do.
 */
export const SWAP_EXPIRY = 'swap_expiry'
export const COVER_EXPIRY = 'cover_expiry'

const JOB = { kind: 'job', name: 'duty' } as const

/** Nobody said yes in time, or no lead did: the giver is told, and a taker whose yes waited. */
export const expireSwap: DutyHandler = async ({ tx, deps, timer, now }) => {
  const { swapId } = timer.facts
  if (typeof swapId !== 'number') throw new Error(`duty timer ${timer.id} names no swap`)
  await changeDutyWithin({ tx, now, actor: JOB, settings: deps.settings() }, async (change) => {
    const swap = await lockSwap(tx, swapId)
    if (swap === null || !stepSwap(courseOf(swap), { kind: 'expire' }, now).ok) return didNot({ code: 'not_found' })
    const schedule = await change.schedule(swap.scheduleId)
    const stepped = await step(change, swap, { kind: 'expire' })
    if (!stepped.ok) return stepped
    if (schedule !== null) redrawAsked(change, swap, schedule)
    for (const userId of [swap.giver, swap.taker]) {
      if (userId !== null) change.tell({ code: 'swap_expired', swapId }, userId, swap.shiftStart)
    }
    return did(null)
  })
  return 'done'
}

/** Nobody took the open stretch in time: who asked is told. */
export const expireCover: DutyHandler = async ({ tx, deps, timer, now }) => {
  const { askId } = timer.facts
  if (typeof askId !== 'number') throw new Error(`duty timer ${timer.id} names no request for cover`)
  await changeDutyWithin({ tx, now, actor: JOB, settings: deps.settings() }, async (change) => {
    const ask = await lockCoverAsk(tx, askId)
    if (ask === null || ask.state !== 'open' || now < ask.expiresAt) return didNot({ code: 'not_found' })
    await saveCoverAsk(tx, askId, { state: 'expired', endedAt: now })
    for (const userId of ask.asked) change.redraw({ code: 'cover_asked', askId }, userId, ask.startAt)
    change.tell({ code: 'cover_expired', askId }, ask.askedBy, ask.startAt)
    return did(null)
  })
  return 'done'
}
