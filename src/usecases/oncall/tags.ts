import type { Queryable } from '../../db/client.ts'
import { DatabaseUnavailable } from '../../db/errors.ts'
import type { Settings } from '../../settings/types.ts'
import { schedulesOf } from './load-schedules.ts'

/**
 * Of the planned launches and events that a team's schedules are in at an instant: what is filed then belongs to them. A
 * look-up that fails is no reason not to file: paging says that it failed.
 */
export async function tagsAt(q: Queryable, settings: Settings, teamId: string, at: Date): Promise<string[]> {
  try {
    const schedules = await schedulesOf(q, settings, teamId, at)
    const blocks = schedules.flatMap(({ rules }) => rules.blocks)
    return [...new Set(blocks.filter(({ start, end }) => start <= at && at < end).map(({ tag }) => tag))].sort()
  } catch (error) {
    if (error instanceof DatabaseUnavailable) throw error
    return []
  }
}
