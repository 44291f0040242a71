import type { Queryable } from '../../db/client.ts'
import { lockEscalationOfTimer, type Timer, takeTimer } from '../../db/stores/timers.ts'
import { keepSilent } from '../../db/wake.ts'
import type { Escalation } from '../../domain/escalation/escalation.ts'
import type { Deps } from '../deps.ts'

/** A due timer in the hands of one bot, with its escalation locked. */
export interface TakenTimer {
  readonly tx: Queryable
  readonly timer: Timer
  readonly escalation: Escalation
  /** The instant of this transaction, domain time. */
  readonly now: Date
}

/**
 * One due timer and what follows from it, in one transaction: both or neither. One that was moved or done by another bot is
 * left alone. The escalation is locked first, as by every verb, so that a timer and a press never wait for each other; the
 * timer is marked done before `work`, which may set the next one of the same key. What it leaves to be said is told to other
 * bots by the engine, once for a batch.
 */
export async function inTimer(
  deps: Pick<Deps, 'clock' | 'db'>,
  timerId: number,
  work: (taken: TakenTimer) => Promise<void>,
): Promise<void> {
  const now = deps.clock.now()
  await deps.db.transact(async (tx) => {
    keepSilent(tx)
    // On their way together, done by the server in this order.
    const [escalation, timer] = await Promise.all([lockEscalationOfTimer(tx, timerId), takeTimer(tx, timerId, now)])
    if (escalation !== null && timer !== null) await work({ tx, timer, escalation, now })
  })
}
