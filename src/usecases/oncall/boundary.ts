import type { Queryable } from '../../db/client.ts'
import { waitingTimers } from '../../db/stores/oncall/duty-timers.ts'
import { runningRunsOf } from '../../db/stores/runs.ts'
import { setTimers } from '../../db/stores/timers.ts'
import type { DutyContext } from './duty.ts'
import { strikeGapsOver } from './gap-search.ts'
import { sayHandoffs } from './handoffs.ts'
import { keepRecord } from './keep-record.ts'
import { LEAD, roleOf } from './on-duty.ts'
import { redrawPosts } from './posts/say.ts'
import { planPosts } from './posts/timers.ts'
import { syncOnCall } from './sync.ts'
import { BOUNDARY, isOfEdit } from './touched.ts'

/**
 * The answer of who is on call may have changed: the record is kept, user group and topic follow, gaps that are over are
 * struck, posts drawn again, and whoever came on call is paged for what is open and unanswered (ONCALL 13). That is each
 * escalation's own timer, due at once: this transaction locks none of them.
 */
export async function boundary({ tx, deps, timer, now }: DutyContext): Promise<'done'> {
  const { scheduleId } = timer.facts
  if (typeof scheduleId !== 'number') throw new Error(`duty timer ${timer.id} names no schedule`)
  const kept = await keepRecord(tx, deps.settings(), { scheduleId }, now)
  if (kept === null) return 'done'
  const { schedule, arrivals } = kept
  const edits = [...(isOfEdit(timer.key) ? [timer.dueAt] : []), ...(await editsWaiting(tx, scheduleId))]
  await sayHandoffs(tx, deps.settings(), kept, edits, now)
  await syncOnCall(tx, schedule, now)
  await strikeGapsOver(tx, deps.settings(), schedule, now)
  await planPosts(tx, schedule, now)
  await redrawPosts(tx, deps.settings(), schedule, now)
  const people = arrivals
    .filter(({ rotation }) => roleOf(schedule.rules, rotation, null) !== LEAD)
    .flatMap((arrival) => arrival.people)
  if (people.length === 0) return 'done'
  const runs = await runningRunsOf(tx, schedule.teamId)
  await setTimers(
    tx,
    runs.map(({ escalationId }) => ({
      key: `came_on_call:${escalationId}:${timer.key}`,
      kind: 'came_on_call' as const,
      escalationId,
      dueAt: now,
      facts: { people: [...new Set(people)] },
    })),
  )
  return 'done'
}

/** When edits were made whose own boundary hasn't run yet. */
async function editsWaiting(tx: Queryable, scheduleId: number): Promise<readonly Date[]> {
  const waiting = await waitingTimers(tx, { kind: BOUNDARY, scheduleId })
  return waiting.filter(({ key }) => isOfEdit(key)).map(({ dueAt }) => dueAt)
}
