import { addParticipant } from '../../db/stores/escalations.ts'
import { loadPage, markPageSeen } from '../../db/stores/pages.ts'
import { readsTeamWords } from '../../domain/access/permissions.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { ACKNOWLEDGEMENT_MINUTES } from '../../domain/paging/run.ts'
import { changeEscalation } from '../change.ts'
import { holdNextLead } from '../clocks/breaches.ts'
import type { Deps } from '../deps.ts'
import { whyOver } from '../paging/ended-page.ts'
import { happen } from '../paging/runs.ts'

/**
 * "Seen, give me 10 min": whom a page was for confirms it, the others' pages stop, and the run goes on when the ten minutes
 * are over (ONCALL 15, 16). They belong in the work channel. A second press changes nothing.
 */
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
      if (page.endedAt !== null) return refused(await whyOver(tx, escalation, page))
      if (page.seenAt !== null) return done(null)
      if (page.runId !== null) {
        const event = { by: actor.id, pageId: page.id, minutes: ACKNOWLEDGEMENT_MINUTES, at: now }
        const answer = await happen(change, { kind: 'acknowledged', ...event })
        if (answer?.code === 'already_acknowledged' && answer.by !== actor.id) {
          return refused({ code: 'already_seen', byId: answer.by, since: answer.since })
        }
        if (answer?.code === 'stale') return refused({ code: 'stale' })
      }
      if (!(await markPageSeen(tx, page.id, now))) return done(null)
      if (page.why === 'breach') await holdNextLead(change, page)
      await change.note({ event: 'page_seen', facts: { userId: actor.id } })
      if (standing !== null && readsTeamWords(standing, escalation)) {
        await addParticipant(tx, escalation.id, actor.id, 'paged', now)
      }
      return done(null)
    },
  })
}
