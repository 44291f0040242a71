import { lockRequest } from '../../db/stores/exchanges.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'
import { settleRequest } from '../requests.ts'
import { alreadyDecided } from './already-decided.ts'
import { bringInWithin } from './bring-in.ts'

/** Whoever works on it and may see it grants sight to who asked, or doesn't; who asked is told. */
export async function decideAccess(
  deps: Deps,
  actor: PersonActor,
  input: { readonly escalationId: number; readonly requestId: number; readonly isAccepted: boolean },
): Promise<Outcome<null>> {
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: 'decide_access',
    work: async (change) => {
      const request = await lockRequest(change.tx, input.requestId)
      if (request === null || request.escalationId !== change.escalation.id || request.kind !== 'access') {
        return refused({ code: 'not_found' })
      }
      if (request.state !== 'open') return alreadyDecided(request)
      await settleRequest(change, request, input.isAccepted ? 'accepted' : 'declined')
      if (input.isAccepted) {
        await bringInWithin(change, request.fromId)
        return done(null)
      }
      const row = await change.note({ event: 'access_declined', facts: { userId: request.fromId } })
      await change.tellPerson(request.fromId, row)
      return done(null)
    },
  })
}
