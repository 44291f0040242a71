import { loadOverride, undoOverride as markUndone, type OverrideRow } from '../../db/stores/exchanges-of-duty.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { type DutyOutcome, did, didNot } from '../../domain/oncall/duty-refusal.ts'
import { mayUndoOverride } from '../../domain/oncall/undoing.ts'
import type { Deps } from '../deps.ts'
import { changeDuty, type DutyChange } from './duty-change.ts'

/** From now on it doesn't hold; what it said until now stays. By whoever may (`mayUndoOverride`). */
export async function undoOverride(
  deps: Deps,
  actor: PersonActor,
  input: { readonly overrideId: number },
): Promise<DutyOutcome<null>> {
  return undoOverrides(deps, actor, { overrideIds: [input.overrideId] })
}

/**
 * Undoes what one form saved, on all its schedules or on none, and tells each person once. What somebody has undone already
 * isn't in the way of the rest; where nothing is left, that is the refusal.
 */
export async function undoOverrides(
  deps: Deps,
  actor: PersonActor,
  input: { readonly overrideIds: readonly number[] },
): Promise<DutyOutcome<null>> {
  return changeDuty(deps, actor, async (change) => {
    const open: OverrideRow[] = []
    let gone: DutyOutcome<null> = didNot({ code: 'not_found' })
    for (const id of new Set(input.overrideIds)) {
      const looked = await undoable(change, actor, id)
      if (looked.ok) open.push(looked.value)
      else if (looked.refusal.code === 'already_undone') gone = looked
      else return looked
    }
    if (open.length === 0) return gone
    for (const row of open) {
      await change.touch(row.scheduleId)
      await markUndone(change.tx, row.id, actor.id, change.now)
    }
    tellUndone(change, actor.id, open)
    return did(null)
  })
}

async function undoable(change: DutyChange, actor: PersonActor, id: number): Promise<DutyOutcome<OverrideRow>> {
  const row = await loadOverride(change.tx, id)
  const schedule = row === null ? null : await change.schedule(row.scheduleId)
  if (row === null || schedule === null) return didNot({ code: 'not_found' })
  const reason = await change.stranger(schedule)
  if (reason !== null) return didNot({ code: 'not_permitted', reason })
  if (!mayUndoOverride(row, { id: actor.id, isLead: await change.isLead(schedule) })) {
    return didNot({ code: 'not_permitted', reason: 'not_yours' })
  }
  if (row.undoneAt !== null) return didNot({ code: 'already_undone', byId: row.undoneBy, at: row.undoneAt })
  return row.endAt <= change.now ? didNot({ code: 'in_past', at: row.endAt }) : did(row)
}

function tellUndone(change: DutyChange, by: string, rows: readonly OverrideRow[]): void {
  const peopleOf = (row: OverrideRow) => (row.kind === 'nobody' ? [] : [row.subject, row.substitute])
  for (const userId of new Set(rows.flatMap(peopleOf))) {
    const [first, ...others] = rows.filter((row) => peopleOf(row).includes(userId))
    if (userId === null || first === undefined) continue
    const also = others.map((row) => row.id)
    const notice = {
      code: 'override_undone',
      overrideId: first.id,
      by,
      ...(also.length === 0 ? {} : { also }),
    } as const
    change.tell(notice, userId, first.startAt)
  }
}
