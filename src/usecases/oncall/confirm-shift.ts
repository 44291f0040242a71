import { confirm } from '../../db/stores/exchanges-of-duty.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { type DutyOutcome, did, didNot } from '../../domain/oncall/duty-refusal.ts'
import type { ShiftRef } from '../../domain/oncall/schedule.ts'
import type { Deps } from '../deps.ts'
import { changeSchedule } from './duty-change.ts'
import { redrawPosts } from './posts/say.ts'
import { servesIn } from './serves.ts'
import { shiftOf } from './shifts.ts'

/** "I'll be there", by whoever is on call in some of the shift as it stands now. Said again it is as of the first time. */
export async function confirmShift(
  deps: Deps,
  actor: PersonActor,
  input: { readonly scheduleId: number; readonly shift: ShiftRef },
): Promise<DutyOutcome<{ readonly confirmedAt: Date }>> {
  return changeSchedule(deps, actor, {
    scheduleId: input.scheduleId,
    work: async (change, schedule) => {
      const shift = shiftOf(schedule.prepared, input.shift)
      if (shift === null) return didNot({ code: 'no_such_shift', start: input.shift.start })
      if (shift.end <= change.now) return didNot({ code: 'in_past', at: shift.end })
      if (!servesIn(schedule.prepared, shift, actor.id)) {
        return didNot({ code: 'not_holder', personId: actor.id, holderId: shift.holder })
      }
      const { rotation, layer, start } = shift
      const row = { scheduleId: schedule.id, rotation, layer, shiftStart: start, userId: actor.id }
      const confirmedAt = await confirm(change.tx, { ...row, confirmedAt: change.now })
      await redrawPosts(change.tx, change.settings, schedule, change.now)
      return did({ confirmedAt })
    },
  })
}
