import { latestOf, timelineRow } from '../../db/stores/timeline.ts'
import { setTimer } from '../../db/stores/timers.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { changeEscalation } from '../change.ts'
import { snoozeKey } from '../clocks/clock-timers.ts'
import type { Deps } from '../deps.ts'

const SNOOZE_MS = 30 * 60_000

/** Reminds again half an hour later. The deadline stays where it is, and the timeline keeps that it was put off. */
export async function snooze(
  deps: Deps,
  actor: PersonActor,
  input: {
    readonly escalationId: number /** The row of the reminder that was pressed. */
    readonly reminderId: number
  },
): Promise<Outcome<{ readonly until: Date }>> {
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: 'write_update',
    work: async (change) => {
      const { tx, escalation, now } = change
      const row = await timelineRow(tx, input.reminderId)
      if (row?.event.event !== 'owner_reminded' || row.escalationId !== escalation.id) {
        return refused({ code: 'not_found' })
      }
      const { clock: kind, clockId, userId } = row.event.facts
      const clock = (await change.liveClocks()).find((one) => one.id === clockId)
      const newest = (await latestOf(tx, escalation.id, ['owner_reminded'], 20)).find(
        ({ event }) => event.event === 'owner_reminded' && event.facts.userId === userId,
      )
      const isReplaced = newest?.id !== row.id && kind !== 'obligation'
      if (clock?.state !== 'running' || isReplaced) return refused({ code: 'stale' })
      const until = new Date(now.getTime() + SNOOZE_MS)
      const facts = { clockId, isSnoozed: true }
      await setTimer(tx, { key: snoozeKey(clockId), kind: 'warning', escalationId: escalation.id, dueAt: until, facts })
      await change.note({
        event: 'reminder_snoozed',
        facts: { reminderId: row.id, clock: kind, until: until.toISOString() },
      })
      return done({ until })
    },
  })
}
