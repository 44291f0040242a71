import type { PersonActor } from '../../domain/actor.ts'
import { type DutyOutcome, did, didNot } from '../../domain/oncall/duty-refusal.ts'
import type { Deps } from '../deps.ts'
import { changeSwap, redrawAsked, step } from './swap-change.ts'

/** Cover isn't sought any more: by whose shift it is, by who asked, or by a lead. A taker who waits for a lead's yes is told. */
export async function withdrawSwap(
  deps: Deps,
  actor: PersonActor,
  input: { readonly swapId: number },
): Promise<DutyOutcome<null>> {
  return changeSwap(deps, actor, {
    swapId: input.swapId,
    work: async (change, swap, schedule) => {
      const isTheirs = [swap.giver, swap.askedBy].includes(actor.id)
      if (!isTheirs && !(await change.isLead(schedule))) return didNot({ code: 'not_permitted', reason: 'not_yours' })
      const stepped = await step(change, swap, { kind: 'withdraw', by: actor.id })
      if (!stepped.ok) return stepped
      redrawAsked(change, swap, schedule)
      const withdrawn = { code: 'swap_withdrawn', swapId: swap.id, by: actor.id } as const
      // Whose buttons go needs no message; whoever counted on it does.
      for (const userId of [swap.giver, swap.taker]) {
        if (userId !== null) change.tell(withdrawn, userId, swap.shiftStart)
      }
      return did(null)
    },
  })
}
