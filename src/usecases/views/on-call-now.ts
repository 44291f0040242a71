import { whoIsOnCall } from '../../domain/oncall/who-is-on-call.ts'
import type { Deps } from '../deps.ts'
import { specialistsOf } from '../team.ts'

/** Everybody who is on call now, in any team: ids, whoever is paged first at the front. */
export async function onCallNow(deps: Deps): Promise<readonly string[]> {
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const people = new Set<string>()
    for (const team of deps.settings().teams) {
      const answer = whoIsOnCall({ alwaysOn: await specialistsOf(q, team) }, now)
      for (const person of answer.people) people.add(person)
    }
    return [...people]
  })
}
