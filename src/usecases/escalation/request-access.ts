import { latestRequest } from '../../db/stores/exchanges.ts'
import { sightOf } from '../../domain/access/permissions.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { writtenText } from '../../domain/escalation/text.ts'
import { changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'
import { addresseeOf, ask, settleRequest } from '../requests.ts'

const PAUSE_MS = 15 * 60_000

/** A member who may not see it asks to; once per quarter of an hour. It goes to whoever may grant it. */
export async function requestAccess(
  deps: Deps,
  actor: PersonActor,
  input: { readonly escalationId: number; readonly reason: string },
): Promise<Outcome<null>> {
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: 'request_access',
    work: async (change) => {
      const { escalation, standing, now } = change
      // They may see it by now.
      if (standing !== null && sightOf(standing, escalation) === 'all') return refused({ code: 'stale' })
      const reason = writtenText('reason', input.reason)
      if (!reason.ok) return reason
      const last = await latestRequest(change.tx, escalation.id, 'access', actor.id)
      const again = last === null ? null : new Date(last.askedAt.getTime() + PAUSE_MS)
      if (again !== null && again > now) return refused({ code: 'too_soon', again })
      if (last?.state === 'open') await settleRequest(change, last, 'cancelled')
      const textId = await change.keepText('reason', reason.value)
      await ask(change, { kind: 'access', fromId: actor.id, toId: addresseeOf(change, 'access', actor.id), textId })
      await change.note({ event: 'access_requested', facts: { userId: actor.id } }, { audience: 'team', textId })
      return done(null)
    },
  })
}
