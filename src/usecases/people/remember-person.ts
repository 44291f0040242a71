import { type NewPerson, savePerson } from '../../db/stores/people.ts'
import type { JobActor } from '../../domain/actor.ts'
import type { Deps } from '../deps.ts'
import { releaseAllOf } from '../escalation/release.ts'

export type KnownPerson = Omit<NewPerson, 'learnedAt'>

/**
 * Keeps what Slack told of a person, so that messages can be drawn while Slack is silent. Who was deactivated gives back
 * what they owned.
 */
export async function rememberPerson(deps: Deps, actor: JobActor, person: KnownPerson): Promise<void> {
  const learnedAt = deps.clock.now()
  await deps.db.read((q) => savePerson(q, { ...person, learnedAt }))
  if (person.isDeactivated) await releaseAllOf(deps, actor, { userId: person.id })
}
