import type { Queryable } from '../../db/client.ts'
import type { StoredClock } from '../../db/stores/clocks.ts'
import { checksOf } from '../../db/stores/timeline.ts'
import type { ObligationView } from '../../domain/escalation/views.ts'
import type { Settings } from '../../settings/types.ts'
import { namesOf } from '../views/common.ts'
import { obligationOf } from './obligations.ts'

/**
 * What the live obligations of an escalation ask, with who looked at each item; one that the settings no longer know has
 * only its deadline. What is ticked is what the timeline says last.
 */
export async function obligationViewsOf(
  q: Queryable,
  settings: Settings,
  escalationId: number,
  clocks: readonly StoredClock[],
): Promise<readonly ObligationView[]> {
  const known = clocks.flatMap((clock) => {
    const found = clock.kind === 'obligation' && clock.endedAt === null ? obligationOf(settings, clock) : null
    return found === null ? [] : [found]
  })
  if (known.length === 0) return []
  const ticks = await checksOf(q, escalationId)
  const names = await namesOf(
    q,
    ticks.map((tick) => tick.byId),
  )
  return known.map(({ id, label, source, verifiedOn, checks }) => ({
    id,
    label,
    source,
    verifiedOn,
    checks: checks.map((check) => {
      const last = ticks.find((tick) => tick.obligation === id && tick.item === check.id)
      const ticked = last?.isTicked === true ? { by: names(last.byId), at: last.at } : null
      return { ...check, ticked }
    }),
  }))
}
