import { lockEscalation } from '../../db/stores/escalations.ts'
import { loadPage } from '../../db/stores/pages.ts'
import { appendTimeline } from '../../db/stores/timeline.ts'
import { loadAttempt } from '../../db/stores/ways.ts'
import type { Actor } from '../../domain/actor.ts'
import type { Deps } from '../deps.ts'
import { wayFailed } from './settle-way.ts'

/** A provider's later word: it wasn't delivered, nobody took the call. The next way goes at once. Twice changes nothing. */
export async function noteNotReceived(
  deps: Deps,
  actor: Actor,
  input: { readonly attemptId: number; readonly externalId: string; readonly error: string },
): Promise<boolean> {
  const now = deps.clock.now()
  return deps.db.transact(async (tx) => {
    const attempt = await loadAttempt(tx, input.attemptId)
    const page = attempt === null ? null : await loadPage(tx, attempt.pageId)
    if (page === null || (await lockEscalation(tx, page.escalationId)) === null) return false
    const failed = await wayFailed(tx, input, now)
    if (failed === null) return false
    const { userId, escalationId } = page
    await appendTimeline(tx, {
      escalationId,
      event: { event: 'page_not_received', facts: { userId, way: failed.kind, error: input.error } },
      actor,
      textId: null,
      audience: 'team',
      at: now,
    })
    return true
  })
}
