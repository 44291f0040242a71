import { loadOverride, undoOverride as markUndone } from '../../db/stores/exchanges-of-duty.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { type DutyOutcome, did, didNot } from '../../domain/oncall/duty-refusal.ts'
import { mayUndoOverride } from '../../domain/oncall/undoing.ts'
import type { Deps } from '../deps.ts'
import { changeDuty } from './duty-change.ts'

/** From now on it doesn't hold; what it said until now stays. By whoever may (`mayUndoOverride`). */
export async function undoOverride(
  deps: Deps,
  actor: PersonActor,
  input: { readonly overrideId: number },
): Promise<DutyOutcome<null>> {
  return changeDuty(deps, actor, async (change) => {
    const { tx, now } = change
    const row = await loadOverride(tx, input.overrideId)
    const schedule = row === null ? null : await change.schedule(row.scheduleId)
    if (row === null || schedule === null) return didNot({ code: 'not_found' })
    const reason = await change.stranger(schedule)
    if (reason !== null) return didNot({ code: 'not_permitted', reason })
    if (!mayUndoOverride(row, { id: actor.id, isLead: await change.isLead(schedule) })) {
      return didNot({ code: 'not_permitted', reason: 'not_yours' })
    }
    if (row.undoneAt !== null) return didNot({ code: 'already_undone', byId: row.undoneBy, at: row.undoneAt })
    if (row.endAt <= now) return didNot({ code: 'in_past', at: row.endAt })
    await change.touch(schedule.id)
    await markUndone(tx, row.id, actor.id, now)
    const told = row.kind === 'nobody' ? [] : [row.subject, row.substitute]
    for (const userId of told) {
      if (userId !== null)
        change.tell({ code: 'override_undone', overrideId: row.id, by: actor.id }, userId, row.startAt)
    }
    return did(null)
  })
}
