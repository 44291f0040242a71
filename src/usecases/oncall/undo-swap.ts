import type { PersonActor } from '../../domain/actor.ts'
import { type DutyOutcome, did, didNot } from '../../domain/oncall/duty-refusal.ts'
import type { Deps } from '../deps.ts'
import { asSwap, changeSwap, redrawAsked, step } from './swap-change.ts'

/**
 * Everybody has their own shift again. Within a quarter of an hour by either of the two, later by a lead, or by the giver of a
 * plain cover, who takes the duty back: nobody is put on duty behind their back. Not once one of the shifts has begun: the past
 * stays. Swaps that built on it are void with it, and their people told.
 */
export async function undoSwap(
  deps: Deps,
  actor: PersonActor,
  input: { readonly swapId: number },
): Promise<DutyOutcome<null>> {
  return changeSwap(deps, actor, {
    swapId: input.swapId,
    work: async (change, swap, schedule) => {
      const isLead = await change.isLead(schedule)
      const isTheirs = [swap.giver, swap.taker].includes(actor.id)
      if (!isTheirs && !isLead) return didNot({ code: 'not_permitted', reason: 'not_yours' })
      const stepped = await step(change, swap, { kind: 'undo', by: actor.id, isLead }, async () => {
        const { shift, inReturn } = asSwap(swap, swap.giver)
        const begun = [shift, inReturn].find((one) => one !== null && one.start <= change.now)
        return begun == null ? null : { code: 'already_begun', start: begun.start }
      })
      if (!stepped.ok) return stepped
      redrawAsked(change, swap, schedule)
      for (const userId of [swap.giver, swap.taker]) {
        if (userId !== null) {
          change.tell({ code: 'swap_undone', swapId: swap.id, by: actor.id }, userId, swap.shiftStart)
        }
      }
      return did(null)
    },
  })
}
