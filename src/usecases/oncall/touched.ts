import type { Queryable } from '../../db/client.ts'
import { setDutyTimer } from '../../db/stores/oncall/duty-timers.ts'
import { raiseRevision, schedulesMarks } from '../../db/stores/oncall/schedules.ts'
import { notifyDue } from '../../db/wake.ts'

/** The kind of duty timer at which the answer of who is on call may change; facts: `{ scheduleId }`. */
export const BOUNDARY = 'boundary'

/** Whether the boundary of this key was set by a change, and not by the wall clock. */
export function isOfEdit(key: string): boolean {
  return /:r\d+$/.test(key)
}

/**
 * Something that says who is on call on this schedule was changed in this transaction: an override, a swap, a kept day, the
 * rules. What was prepared of it is stale, and the record, the user group and whoever came on call follow at once. Locks the
 * schedule's row. Nothing happens for a schedule that is retired.
 */
export async function touched(tx: Queryable, scheduleId: number, now: Date): Promise<void> {
  const revision = await raiseRevision(tx, scheduleId, now)
  if (revision === null) return
  await setDutyTimer(tx, {
    key: `${BOUNDARY}:${scheduleId}:r${revision}`,
    kind: BOUNDARY,
    dueAt: now,
    facts: { scheduleId },
  })
  await notifyDue(tx)
}

/** The same for every living schedule: what concerns a person (kept days, a deactivation) may change any of them. */
export async function touchedAll(tx: Queryable, now: Date): Promise<void> {
  for (const { id } of await schedulesMarks(tx, null)) await touched(tx, id, now)
}
