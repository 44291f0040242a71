import { channelsOf, updateChannel } from '../../db/stores/posts.ts'
import { endTimer } from '../../db/stores/timers.ts'
import type { CliActor, JobActor } from '../../domain/actor.ts'
import { done, type Outcome } from '../../domain/escalation/refusal.ts'
import { close as decide } from '../../domain/escalation/transitions.ts'
import { type Change, changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'

/** Finished, read-only; its channel is archived. */
export async function close(
  deps: Deps,
  actor: JobActor | CliActor,
  input: { readonly escalationId: number },
): Promise<Outcome<null>> {
  return changeEscalation(deps, actor, { escalationId: input.escalationId, action: null, work: closeWithin })
}

/** The same inside a change that is already begun: the timer that it follows from is done in the same transaction. */
export async function closeWithin(change: Change): Promise<Outcome<null>> {
  const { tx, now } = change
  const { id } = change.escalation
  const decided = decide(change.escalation, now)
  if (!decided.ok) return decided
  await change.save(decided.value)
  await endTimer(tx, `close:${id}`, now)
  await change.note({ event: 'escalation_closed', facts: {} }, { audience: 'requester' })
  for (const channel of await channelsOf(tx, id)) {
    if (channel.state === 'open') await updateChannel(tx, id, channel.sequence, { archiveWanted: true })
  }
  return done(null)
}
