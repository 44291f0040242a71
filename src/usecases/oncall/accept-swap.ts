import type { PersonActor } from '../../domain/actor.ts'
import { type DutyOutcome, did, didNot } from '../../domain/oncall/duty-refusal.ts'
import { isAway } from '../../domain/oncall/members.ts'
import type { Deps } from '../deps.ts'
import { asSwap, changeSwap, keepTheirWord, redrawAsked, step, whyNot } from './swap-change.ts'

export interface SwapAccepted {
  readonly state: 'accepted' | 'awaiting_approval'
  readonly takerId: string
}

/**
 * The first yes has it; the others learn who was first and since when. Looked at again under the lock: the giver still holds
 * the shift, nobody is put on duty twice, the rest rule holds. Where the rules want a lead's yes it waits for that, unless it
 * is a lead who accepts. With `forId` a lead accepts on somebody's behalf, asked or not.
 */
export async function acceptSwap(
  deps: Deps,
  actor: PersonActor,
  input: { readonly swapId: number; readonly forId?: string },
): Promise<DutyOutcome<SwapAccepted>> {
  return changeSwap(deps, actor, {
    swapId: input.swapId,
    work: async (change, row, schedule) => {
      const taker = input.forId ?? actor.id
      const isLead = await change.isLead(schedule)
      if (taker !== actor.id && !isLead) return didNot({ code: 'not_permitted', reason: 'not_lead' })
      if (taker === row.giver) return didNot({ code: 'same_person', personId: taker })
      const isAskedNow = !row.offeredTo.includes(taker) && isLead && row.returnStart === null
      const swap = isAskedNow ? { ...row, offeredTo: [...row.offeredTo, taker] } : row
      // What became of it meanwhile is said before what stands in its way.
      const needsApproval = schedule.rules.swapsNeedApproval && !isLead
      const stepped = await step(change, swap, { kind: 'accept', by: taker, needsApproval }, async () => {
        const { deactivations } = schedule.prepared.snapshot
        if (isAway(deactivations, taker, change.now)) return { code: 'deactivated', personId: taker }
        return whyNot(change, schedule, asSwap(swap, taker))
      })
      if (!stepped.ok) return stepped
      const moved = { ...swap, state: stepped.next.state }
      redrawAsked(change, moved, schedule)
      await keepTheirWord(change, asSwap(swap, taker), swap)

      const taken = { code: 'swap_taken', swapId: swap.id, by: taker } as const
      // Who gives it hears of the lead's answer: until then it is theirs.
      if (!needsApproval) change.tell(taken, swap.giver, swap.shiftStart)
      if (taker !== actor.id) change.tell(taken, taker, swap.shiftStart)
      return did({ state: needsApproval ? 'awaiting_approval' : 'accepted', takerId: taker })
    },
  })
}
