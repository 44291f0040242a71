import { lockRequest } from '../../db/stores/exchanges.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { ownerOf } from '../../domain/escalation/escalation.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { handOver as decide } from '../../domain/escalation/transitions.ts'
import { changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'
import { mayOwn } from '../eligible.ts'
import { settleRequest } from '../requests.ts'
import { alreadyDecided } from './already-decided.ts'
import { giveTo } from './hand-over.ts'

/** Only whom it was offered to answers. An offer falls by itself when the owner changes meanwhile. */
export async function answerHandover(
  deps: Deps,
  actor: PersonActor,
  input: { readonly escalationId: number; readonly requestId: number; readonly isAccepted: boolean },
): Promise<Outcome<null>> {
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: null,
    work: async (change) => {
      if (actor.standing === 'stranger') return refused({ code: 'not_permitted', reason: 'stranger' })
      const request = await lockRequest(change.tx, input.requestId)
      if (request === null || request.escalationId !== change.escalation.id || request.kind !== 'handover') {
        return refused({ code: 'not_found' })
      }
      if (request.toId !== actor.id) return refused({ code: 'not_permitted', reason: 'not_owner_or_lead' })
      if (request.state !== 'open') return alreadyDecided(request)
      const from = ownerOf(change.escalation)
      if (!input.isAccepted) {
        await settleRequest(change, request, 'declined')
        const row = await change.note({ event: 'handover_declined', facts: { from: request.fromId, to: actor.id } })
        await change.tellPerson(request.fromId, row)
        return done(null)
      }
      const decided = decide(change.escalation, actor.id, change.now)
      if (!decided.ok) return decided
      if (from === null || !(await mayOwn(change, actor.id))) {
        return refused({ code: 'person_not_eligible', personId: actor.id })
      }
      await change.save(decided.value)
      await settleRequest(change, request, 'accepted')
      const row = await giveTo(change, { from, to: actor.id, how: 'accepted', textId: request.textId })
      await change.tellPerson(request.fromId, row)
      return done(null)
    },
  })
}
