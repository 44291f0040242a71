import { loadPeople } from '../../db/stores/people.ts'
import type { Deps } from '../deps.ts'
import type { KnownPerson } from './remember-person.ts'

/** What Slack last told of a person, or null. */
export async function findPerson(deps: Deps, input: { readonly userId: string }): Promise<KnownPerson | null> {
  return deps.db.read(async (q) => (await loadPeople(q, [input.userId])).get(input.userId) ?? null)
}
