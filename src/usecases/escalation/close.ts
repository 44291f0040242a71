import { endTimer } from '../../db/stores/timers.ts'
import type { CliActor, JobActor } from '../../domain/actor.ts'
import { done, type Outcome } from '../../domain/escalation/refusal.ts'
import { close as decide } from '../../domain/escalation/transitions.ts'
import { type Change, changeEscalation } from '../change.ts'
import type { Deps } from '../deps.ts'
import { archiveChannels } from './channel-life.ts'

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
  await archiveChannels(change)
  return done(null)
}

/** The days have passed. What was withdrawn, or is part of another, stays so: only its channel goes. */
export async function daysPassed(change: Change): Promise<boolean> {
  const { status } = change.escalation
  if (status === 'withdrawn' || status === 'duplicate') return archiveChannels(change)
  return (await closeWithin(change)).ok
}
