import { loadPeople } from '../../db/stores/people.ts'
import type { Deps } from '../deps.ts'

/** Display names by id; whoever Slack hasn't told us of is absent. */
export async function namesFor(
  deps: Deps,
  input: { readonly ids: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  if (input.ids.length === 0) return new Map()
  const rows = await deps.db.read((q) => loadPeople(q, input.ids))
  return new Map([...rows].map(([id, row]) => [id, row.displayName]))
}
