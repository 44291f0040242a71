import { type NewPerson, savePerson } from '../../db/stores/people.ts'
import type { Actor } from '../../domain/actor.ts'
import type { Deps } from '../deps.ts'

export type KnownPerson = Omit<NewPerson, 'learnedAt'>

/** Keeps what Slack told of a person, so that messages can be drawn while Slack is silent. */
export async function rememberPerson(deps: Deps, _actor: Actor, person: KnownPerson): Promise<void> {
  const learnedAt = deps.clock.now()
  await deps.db.read((q) => savePerson(q, { ...person, learnedAt }))
}
