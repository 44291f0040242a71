import { readOffset } from '../../db/stores/timers.ts'
import type { Deps } from '../deps.ts'

/**
 * The same for a process beside the bot, such as the command line: by the clock that the bots of this database share, which
 * the playground may have moved.
 */
export async function inDomainTime(deps: Deps): Promise<Deps> {
  const offsetMs = await deps.db.read(readOffset)
  const { clock } = deps
  return { ...deps, clock: { now: () => new Date(clock.now().getTime() + offsetMs) } }
}
