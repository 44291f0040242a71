import { addParticipant } from '../../db/stores/escalations.ts'
import { loadPage, markPageSeen } from '../../db/stores/pages.ts'
import { readsTeamWords } from '../../domain/access/permissions.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'

/** Whom a page was for confirms that they saw it, and belongs in the work channel. A second press changes nothing. */
export async function pageSeen(
  deps: Deps,
  actor: PersonActor,
  input: { readonly pageId: number },
): Promise<Outcome<null>> {
  const found = await deps.db.read((q) => loadPage(q, input.pageId))
  if (found === null || found.userId !== actor.id) return refused({ code: 'not_found' })
  return changeEscalation(deps, actor, {
    escalationId: found.escalationId,
    action: null,
    work: async (change) => {
      const { escalation, standing, tx, now } = change
      const page = await loadPage(tx, input.pageId)
      if (page === null) return refused({ code: 'not_found' })
      if (page.endedAt !== null) {
        return escalation.status === 'claimed' || escalation.status === 'waiting'
          ? refused({ code: 'already_claimed', ownerId: escalation.ownerId, since: escalation.ownedSince })
          : refused({ code: 'wrong_status', status: escalation.status })
      }
      if (!(await markPageSeen(tx, page.id, now))) return done(null)
      await change.note({ event: 'page_seen', facts: { userId: actor.id } })
      if (standing !== null && readsTeamWords(standing, escalation)) {
        await addParticipant(tx, escalation.id, actor.id, 'paged', now)
      }
      return done(null)
    },
  })
}
