import type { PersonActor } from '../../domain/actor.ts'
import type { HomeDuty } from '../../domain/oncall/screens.ts'
import type { Deps } from '../deps.ts'
import { gapLines } from './oncall-gaps.ts'
import { myShifts } from './oncall-me.ts'
import { reachOf } from './oncall-reach.ts'

/** Of Home's section "On call": one's next shift, and for leads the gaps ahead. Null: on no team that has a schedule. */
export async function homeDutyFor(deps: Deps, actor: PersonActor): Promise<HomeDuty | null> {
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const reach = await reachOf(q, deps.settings(), actor, now)
    if (reach.schedules.length === 0) return null
    const [next] = await myShifts(q, reach.all, actor.id, now)
    return { next: next ?? null, gaps: gapLines(reach, now).filter((one) => one.isLead), asOf: now }
  })
}
