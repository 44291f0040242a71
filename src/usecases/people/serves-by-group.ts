import { groupsOf } from '../../db/stores/people.ts'
import { teamsServedBy } from '../../settings/lookup.ts'
import type { Deps } from '../deps.ts'

/** Whether somebody is a specialist by one of the user groups that the settings name. */
export async function servesByGroup(deps: Deps, input: { readonly userId: string }): Promise<boolean> {
  const settings = deps.settings()
  if (settings.teams.every((team) => team.specialistsGroup === null)) return false
  const groups = await deps.db.read((q) => groupsOf(q, input.userId))
  return teamsServedBy(settings, input.userId, groups).length > 0
}
