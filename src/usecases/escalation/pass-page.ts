import { endPage, loadPage } from '../../db/stores/pages.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { isOpen } from '../../domain/escalation/escalation.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { changeEscalation } from '../change.ts'
import { passToNextLead } from '../clocks/breaches.ts'
import type { Deps } from '../deps.ts'
import { whyOver } from '../paging/ended-page.ts'
import { happen } from '../paging/runs.ts'

/** "Can't": whom a page was for passes it on, and the next one is paged in the same instant. A stale one is refused. */
export async function passPage(
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
      const { escalation, tx, now } = change
      const page = await loadPage(tx, input.pageId)
      if (page === null) return refused({ code: 'not_found' })
      if (page.outcome === 'passed') return done(null)
      // A lead answers for what is late, whoever has it.
      const isWaiting = page.why === 'breach' ? isOpen(escalation) : escalation.status === 'unclaimed'
      if (page.endedAt !== null || !isWaiting) return refused(await whyOver(tx, escalation, page))
      if (page.why === 'breach') {
        await passToNextLead(change, page)
      } else if (page.runId === null) {
        await endPage(tx, page.id, 'passed', now)
      } else {
        const answer = await happen(change, { kind: 'passed', by: actor.id, pageId: page.id, at: now })
        if (answer === null || answer.code === 'stale') return refused({ code: 'stale' })
      }
      await change.note({ event: 'page_passed', facts: { userId: actor.id } })
      return done(null)
    },
  })
}
