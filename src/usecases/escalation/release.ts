import { openOwnedBy } from '../../db/stores/lists.ts'
import type { JobActor, PersonActor } from '../../domain/actor.ts'
import { ownerOf } from '../../domain/escalation/escalation.ts'
import { done, type Outcome } from '../../domain/escalation/refusal.ts'
import { release as decide } from '../../domain/escalation/transitions.ts'
import { type Change, changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'
import { startPaging } from '../paging/runs.ts'
import { endQuestion, GOES_ON_AFTER_A_QUESTION } from '../questions.ts'
import { passRequestsOn } from '../requests.ts'

/**
 * Back to nobody: a new claim clock runs, and who is on call is paged again except the releaser. A question that waited is
 * dropped, and its clocks go on: the next owner begins with nothing half done.
 */
export async function release(
  deps: Deps,
  actor: PersonActor,
  input: { readonly escalationId: number },
): Promise<Outcome<null>> {
  return changeEscalation(deps, actor, {
    escalationId: input.escalationId,
    action: 'release',
    work: (change) => releaseWithin(change, actor.id),
  })
}

/** `leftOut` isn't paged for it: who released it, who left. */
async function releaseWithin(change: Change, leftOut: string): Promise<Outcome<null>> {
  const from = ownerOf(change.escalation)
  const decided = decide(change.escalation)
  if (!decided.ok || from === null) return decided.ok ? done(null) : decided
  await change.save(decided.value)
  await endQuestion(change, 'dropped')
  await change.resumeClocks(...GOES_ON_AFTER_A_QUESTION)
  await change.startClock('claim')
  await change.endPages('moot')
  await passRequestsOn(change)
  await change.note({ event: 'escalation_released', facts: { from } }, { audience: 'requester' })
  await startPaging(change, [leftOut])
  return done(null)
}

/** What somebody owned who left the workspace is paged again (ONCALL 8). Each on its own; done twice it changes nothing. */
export async function releaseAllOf(deps: Deps, actor: JobActor, input: { readonly userId: string }): Promise<void> {
  const { userId } = input
  for (const escalationId of await deps.db.read((q) => openOwnedBy(q, userId))) {
    await changeEscalation(deps, actor, {
      escalationId,
      action: null,
      work: async (change) => (ownerOf(change.escalation) === userId ? releaseWithin(change, userId) : done(null)),
    })
  }
}
