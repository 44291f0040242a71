import { confirm } from '../../../db/stores/exchanges-of-duty.ts'
import { loadDutyPost } from '../../../db/stores/oncall/posts.ts'
import type { PersonActor } from '../../../domain/actor.ts'
import { type DutyOutcome, did, didNot } from '../../../domain/oncall/duty-refusal.ts'
import { placedWithin, shiftsWithin } from '../../../domain/oncall/posts.ts'
import { rotationsOf } from '../../../domain/oncall/prepare.ts'
import type { ShiftRef } from '../../../domain/oncall/schedule.ts'
import type { Deps } from '../../deps.ts'
import { changeSchedule } from '../duty-change.ts'
import { servesIn } from '../serves.ts'
import { windowsNow } from './lines.ts'
import { redrawPosts } from './say.ts'

/** "I'll be there", to all that a post announces of one's own. Said again it is as of the first time. */
export async function confirmPost(
  deps: Deps,
  actor: PersonActor,
  input: { readonly postId: number },
): Promise<DutyOutcome<{ readonly shifts: number }>> {
  const post = await deps.db.read((q) => loadDutyPost(q, input.postId))
  if (post === null) return didNot({ code: 'not_found' })
  return changeSchedule(deps, actor, {
    scheduleId: post.scheduleId,
    work: async ({ tx, now, settings }, schedule) => {
      if (post.endAt <= now) return didNot({ code: 'in_past', at: post.endAt })
      const windows = windowsNow(schedule, post)
      const { prepared } = schedule
      const mine = rotationsOf(prepared).flatMap((rotation): readonly ShiftRef[] => [
        ...shiftsWithin(prepared, rotation, windows).filter((shift) => servesIn(prepared, shift, actor.id, windows)),
        ...placedWithin(prepared, rotation, actor.id, windows),
      ])
      for (const { rotation, layer, start } of mine) {
        const row = { scheduleId: schedule.id, rotation, layer, shiftStart: start, userId: actor.id }
        await confirm(tx, { ...row, confirmedAt: now })
      }
      if (mine.length > 0) await redrawPosts(tx, settings, schedule, now)
      return did({ shifts: mine.length })
    },
  })
}
