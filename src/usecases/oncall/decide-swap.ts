import type { PersonActor } from '../../domain/actor.ts'
import { type DutyOutcome, did, didNot } from '../../domain/oncall/duty-refusal.ts'
import type { Deps } from '../deps.ts'
import { asSwap, changeSwap, redrawAsked, step, whyNot } from './swap-change.ts'

/** A lead's yes to what two people agreed on. Looked at once more, since days may lie between the two. */
export async function approveSwap(
  deps: Deps,
  actor: PersonActor,
  input: { readonly swapId: number },
): Promise<DutyOutcome<null>> {
  return decide(deps, actor, { ...input, kind: 'approve' })
}

/** A lead's no: both are told, and the shift stays with its giver. */
export async function refuseSwap(
  deps: Deps,
  actor: PersonActor,
  input: { readonly swapId: number },
): Promise<DutyOutcome<null>> {
  return decide(deps, actor, { ...input, kind: 'refuse' })
}

function decide(
  deps: Deps,
  actor: PersonActor,
  input: { readonly swapId: number; readonly kind: 'approve' | 'refuse' },
): Promise<DutyOutcome<null>> {
  const { swapId, kind } = input
  return changeSwap(deps, actor, {
    swapId,
    isForLeads: true,
    work: async (change, swap, schedule) => {
      const { taker } = swap
      const stepped = await step(change, swap, { kind, by: actor.id }, async () =>
        kind === 'approve' && taker !== null ? whyNot(change, schedule, asSwap(swap, taker)) : null,
      )
      if (!stepped.ok) return didNot(stepped.refusal)
      redrawAsked(change, swap, schedule)
      const code = kind === 'approve' ? 'swap_approved' : 'swap_refused'
      for (const userId of [swap.giver, taker]) {
        if (userId !== null) change.tell({ code, swapId, by: actor.id }, userId, swap.shiftStart)
      }
      return did(null)
    },
  })
}
