import { lockRequest } from '../../db/stores/exchanges.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { isOpen } from '../../domain/escalation/escalation.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'
import { settleRequest } from '../requests.ts'
import { alreadyDecided } from './already-decided.ts'
import { withdrawWithin } from './withdraw.ts'

/** The owner, or a lead, agrees to a withdrawal or doesn't; who asked for it is told. */
export async function decideWithdrawal(
  deps: Deps,
  actor: PersonActor,
  input: { readonly escalationId: number; readonly requestId: number; readonly isAccepted: boolean },
): Promise<Outcome<null>> {
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: 'decide_withdrawal',
    work: async (change) => {
      const { escalation } = change
      const request = await lockRequest(change.tx, input.requestId)
      if (request === null || request.escalationId !== escalation.id || request.kind !== 'withdrawal') {
        return refused({ code: 'not_found' })
      }
      if (request.state !== 'open') return alreadyDecided(request)
      // Their own withdrawal an owner agrees to by withdrawing, where nothing forbids it.
      if (request.fromId === actor.id) return refused({ code: 'not_permitted', reason: 'not_lead' })
      if (!isOpen(escalation)) return refused({ code: 'wrong_status', status: escalation.status })
      await settleRequest(change, request, input.isAccepted ? 'accepted' : 'declined')
      const row = input.isAccepted
        ? await withdrawWithin(change, 'agreed', request.textId)
        : await change.note({ event: 'withdrawal_declined', facts: {} }, { audience: 'requester' })
      await change.tellPerson(request.fromId, row)
      return done(null)
    },
  })
}
