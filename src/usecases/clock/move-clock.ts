import { lookAtDue, nextDeadlineAfter } from '../../db/stores/outbox.ts'
import { raiseOffset, readOffset } from '../../db/stores/timers.ts'
import { notifyDue } from '../../db/wake.ts'
import type { Deps } from '../deps.ts'

export interface ClockMove {
  /** An instant of domain time, or the next promised deadline of any open escalation. */
  readonly to: Date | 'next_deadline'
  /** Lets all that is due and in flight end: the engine's `runUntilIdle`. */
  readonly untilIdle: () => Promise<unknown>
  /** Takes over the shared offset into this process's clock. */
  readonly followOffset: (offsetMs: number) => void
}

/** `nothing_ahead`: the target is not in the future, or no deadline is; the clock never goes back. */
export type ClockMoved =
  | { readonly ok: true; readonly at: Date }
  | { readonly ok: false; readonly code: 'nothing_ahead' }

/**
 * Moves domain time forward as if it had passed: all that is due and in flight ends, the clock goes to the earliest next
 * due row, and so on up to the target (ONCALL 23). Never in production, whose clock has no offset to follow.
 */
export async function moveClock(deps: Deps, move: ClockMove): Promise<ClockMoved> {
  await move.untilIdle()
  const target = move.to === 'next_deadline' ? await deadlineAhead(deps) : move.to
  if (target === null || target <= deps.clock.now()) return { ok: false, code: 'nothing_ahead' }
  while (deps.clock.now() < target) {
    const { nextAt } = await deps.db.read((q) => lookAtDue(q, deps.clock.now()))
    await advanceTo(deps, move, nextAt === null || nextAt > target ? target : nextAt)
    await move.untilIdle()
  }
  return { ok: true, at: deps.clock.now() }
}

function deadlineAhead(deps: Deps): Promise<Date | null> {
  return deps.db.read((q) => nextDeadlineAfter(q, deps.clock.now()))
}

async function advanceTo(deps: Deps, move: ClockMove, at: Date): Promise<void> {
  const offsetMs = await deps.db.transact(async (tx) => {
    const known = await readOffset(tx)
    move.followOffset(known)
    // Up to a millisecond too far rather than short of what is due.
    const raised = known + Math.max(1, Math.ceil(at.getTime() - deps.clock.now().getTime()))
    await raiseOffset(tx, raised)
    await notifyDue(tx)
    return raised
  })
  move.followOffset(offsetMs)
}
