import type { PersonActor } from '../../domain/actor.ts'
import { type DutyOutcome, did } from '../../domain/oncall/duty-refusal.ts'
import type { Deps } from '../deps.ts'
import { changeSwap, redrawAsked, step } from './swap-change.ts'

/**
 * A no, which may be thought over while nobody has it. When everybody who was asked said no the giver is told. A taker whose
 * yes waits for a lead's may take it back with this: then the others may still have it.
 */
export async function declineSwap(
  deps: Deps,
  actor: PersonActor,
  input: { readonly swapId: number },
): Promise<DutyOutcome<{ readonly isOver: boolean }>> {
  return changeSwap(deps, actor, {
    swapId: input.swapId,
    work: async (change, swap, schedule) => {
      const stepped = await step(change, swap, { kind: 'decline', by: actor.id })
      if (!stepped.ok) return stepped
      redrawAsked(change, swap, schedule)
      const isOver = stepped.next.state === 'declined'
      if (isOver) change.tell({ code: 'swap_declined', swapId: swap.id }, swap.giver, swap.shiftStart)
      return did({ isOver })
    },
  })
}
