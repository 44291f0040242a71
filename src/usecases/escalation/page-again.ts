import { endPage, pagesOf } from '../../db/stores/pages.ts'
import { loadPeople } from '../../db/stores/people.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { done, type Outcome, refused } from '../../domain/escalation/refusal.ts'
import { policyFor } from '../../settings/lookup.ts'
import { type Change, changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'
import { mayOwn } from '../eligible.ts'
import { happen, pagePerson } from '../paging/runs.ts'
import { onCallFor } from '../team.ts'

/**
 * "Page again": without a name the run's next step at once; with names these people, on call or not, as far as they could
 * own it, and no more than the policy wakes in one instant.
 */
export async function pageAgain(
  deps: Deps,
  actor: PersonActor,
  input: { readonly escalationId: number; readonly userIds: readonly string[] },
): Promise<Outcome<null>> {
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: 'page',
    work: async (change) => {
      const { escalation, settings, tx, now } = change
      if (input.userIds.length === 0) {
        if (escalation.status !== 'unclaimed') return refused({ code: 'wrong_status', status: escalation.status })
        await change.note({ event: 'page_asked', facts: { userId: null } })
        const answer = await happen(change, { kind: 'hurried', at: now })
        if (answer !== null) return done(null)
        // A severity that pages nobody by itself has no run: who is on call is paged by hand.
        const { people } = await onCallFor(tx, settings, escalation, now)
        const others = people.filter((userId) => userId !== escalation.requesterId && userId !== actor.id)
        await pageByHand(change, others)
        return done(null)
      }
      const known = await loadPeople(tx, input.userIds)
      for (const userId of input.userIds) {
        if (known.has(userId) && (await mayOwn(change, userId))) continue
        return refused({ code: 'person_not_eligible', personId: userId })
      }
      await pageByHand(change, input.userIds)
      return done(null)
    },
  })
}

/** No more at once than the policy wakes; whoever has a page already gets it once more, and the older one its end. */
async function pageByHand(change: Change, userIds: readonly string[]): Promise<void> {
  const { tx, settings, escalation, now } = change
  const { mostAtOnce } = policyFor(settings, escalation.teamId, escalation.severity)
  const pages = await pagesOf(tx, escalation.id)
  for (const userId of userIds.slice(0, mostAtOnce)) {
    const theirs = pages.filter((page) => page.userId === userId)
    for (const page of theirs) await endPage(tx, page.id, 'replaced', now)
    // A page of the run stays the run's: its buttons answer to it.
    const runId = theirs.find((page) => page.endedAt === null)?.runId ?? null
    await pagePerson(change, { userId, why: 'asked', runId, isRepeat: theirs.length > 0, isHeld: false })
    await change.note({ event: 'page_asked', facts: { userId } })
  }
}
