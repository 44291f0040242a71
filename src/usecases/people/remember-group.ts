import { replaceGroup } from '../../db/stores/people.ts'
import type { Actor } from '../../domain/actor.ts'
import type { Deps } from '../deps.ts'

/** Replaces what is known of a user group by what Slack says now. */
export async function rememberGroup(
  deps: Deps,
  _actor: Actor,
  input: { readonly groupId: string; readonly userIds: readonly string[] },
): Promise<void> {
  await deps.db.transact((tx) => replaceGroup(tx, input.groupId, input.userIds))
}
