import type { Deps } from '../deps.ts'
import { onCallOf } from '../team.ts'

/** Everybody who is on call now, in any team: ids, whoever is paged first at the front. */
export async function onCallNow(deps: Deps): Promise<readonly string[]> {
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const people = new Set<string>()
    for (const team of deps.settings().teams) {
      for (const person of (await onCallOf(q, deps.settings(), team, now)).people) people.add(person)
    }
    return [...people]
  })
}
