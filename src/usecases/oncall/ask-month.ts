import { Temporal } from 'temporal-polyfill'
import type { PersonActor } from '../../domain/actor.ts'
import { type DutyOutcome, did, didNot } from '../../domain/oncall/duty-refusal.ts'
import { say } from '../../outbox/say.ts'
import type { Deps } from '../deps.ts'
import { reachOf } from '../views/oncall-reach.ts'
import { firstShown } from '../views/oncall-weeks.ts'

const MINUTE_MS = 60_000

/**
 * Somebody wants the month of what `/oncall team` shows as a picture: that of its first day. It goes to their DM, once however often
 * they press within a minute.
 */
export async function askMonthPicture(
  deps: Deps,
  actor: PersonActor,
  input: { readonly scheduleId: number; readonly page: number; readonly zone: string },
): Promise<DutyOutcome<{ readonly year: number; readonly month: number }>> {
  const now = deps.clock.now()
  return deps.db.transact(async (tx) => {
    const { schedules } = await reachOf(tx, deps.settings(), actor, now)
    const { scheduleId } = input
    if (!schedules.some(({ id }) => id === scheduleId)) return didNot({ code: 'not_found' })
    const { year, month } = Temporal.PlainDate.from(firstShown(input, now))
    const askedAt = new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS).toISOString()
    await say(tx, now, [{ intent: { kind: 'month_picture', userId: actor.id, scheduleId, year, month, askedAt } }])
    return did({ year, month })
  })
}
