import { noteDeactivated, noteReactivated } from '../../db/stores/oncall/facts.ts'
import { loadPeople, type NewPerson, savePerson } from '../../db/stores/people.ts'
import type { JobActor } from '../../domain/actor.ts'
import type { Deps } from '../deps.ts'
import { releaseAllOf } from '../escalation/release.ts'
import { touchedAll } from '../oncall/touched.ts'

export type KnownPerson = Omit<NewPerson, 'learnedAt'>

/**
 * Keeps what Slack told of a person, so that messages can be drawn while Slack is silent. Who was deactivated gives back
 * what they owned, and their slots are vacant from now on; who came back has them again.
 */
export async function rememberPerson(deps: Deps, actor: JobActor, person: KnownPerson): Promise<void> {
  const now = deps.clock.now()
  const hasMoved = await deps.db.read(async (q) => {
    const known = (await loadPeople(q, [person.id])).get(person.id)
    if ((known?.isDeactivated ?? false) !== person.isDeactivated) return true
    await savePerson(q, { ...person, learnedAt: now })
    return false
  })
  if (hasMoved) {
    await deps.db.transact(async (tx) => {
      await savePerson(tx, { ...person, learnedAt: now })
      const note = person.isDeactivated ? noteDeactivated : noteReactivated
      if (await note(tx, person.id, now)) await touchedAll(tx, now)
    })
  }
  if (person.isDeactivated) await releaseAllOf(deps, actor, { userId: person.id })
}
