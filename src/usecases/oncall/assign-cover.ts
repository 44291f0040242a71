import { loadOverride } from '../../db/stores/exchanges-of-duty.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { type DutyOutcome, did, didNot } from '../../domain/oncall/duty-refusal.ts'
import type { Deps } from '../deps.ts'
import { changeDuty, changeSchedule } from './duty-change.ts'
import type { OpenStretch } from './open-stretch.ts'
import { type OpenTaken, takeOpen } from './take-open-shift.ts'

/** Fix › Assign: a lead puts somebody on an open stretch. They are told, and may object; until a lead decides it stands. */
export async function assignCover(
  deps: Deps,
  actor: PersonActor,
  input: {
    readonly scheduleId: number
    readonly stretch: OpenStretch
    readonly person: string
    readonly isDespite?: boolean
  },
): Promise<DutyOutcome<OpenTaken>> {
  return changeSchedule(deps, actor, {
    scheduleId: input.scheduleId,
    isForLeads: true,
    work: async (change, schedule) => {
      const { stretch, person, isDespite = false } = input
      const taken = await takeOpen(change, schedule, { stretch, person, isDespite })
      if (!taken.ok) return taken
      for (const overrideId of taken.value.overrideIds) {
        change.tell({ code: 'cover_assigned', overrideId, by: actor.id }, person, stretch.start)
      }
      return taken
    },
  })
}

/** "I can't": who assigned it is told, the other leads too; the duty stays theirs until one of them decides. */
export async function objectToCover(
  deps: Deps,
  actor: PersonActor,
  input: { readonly overrideId: number },
): Promise<DutyOutcome<null>> {
  return changeDuty(deps, actor, async (change) => {
    const row = await loadOverride(change.tx, input.overrideId)
    const schedule = row === null ? null : await change.schedule(row.scheduleId)
    if (row === null || schedule === null) return didNot({ code: 'not_found' })
    if (row.kind !== 'add' || row.subject !== actor.id) return didNot({ code: 'not_permitted', reason: 'not_yours' })
    if (row.undoneAt !== null) return didNot({ code: 'already_undone', byId: row.undoneBy, at: row.undoneAt })
    if (row.endAt <= change.now) return didNot({ code: 'in_past', at: row.endAt })
    const objected = { code: 'cover_objected', overrideId: row.id, by: actor.id } as const
    if (row.createdBy !== null) change.tell(objected, row.createdBy, row.startAt)
    change.tellLeads(schedule, objected, row.startAt)
    return did(null)
  })
}
