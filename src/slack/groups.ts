import type { WebClient } from '@slack/web-api'
import type { Log } from '../ports.ts'
import type { Deps } from '../usecases/deps.ts'
import { rememberGroup } from '../usecases/people/remember-group.ts'

/**
 * Members of the user groups that the settings name as specialists (scope usergroups:read, optional). Without it, or
 * when Slack doesn't answer, what was known stays, and the log says so.
 */
export function syncGroups(made: { readonly deps: Deps; readonly client: WebClient; readonly log: Log }): {
  runOnce(): Promise<void>
} {
  const { deps, client, log } = made
  return {
    async runOnce() {
      for (const team of deps.settings().teams) {
        if (team.specialistsGroup === null) continue
        try {
          const answer = await client.usergroups.users.list({ usergroup: team.specialistsGroup })
          const actor = { kind: 'job', name: 'groups' } as const
          await rememberGroup(deps, actor, { groupId: team.specialistsGroup, userIds: answer.users ?? [] })
        } catch (error) {
          log.error('group_not_synced', error, { group: team.specialistsGroup })
        }
      }
    },
  }
}
