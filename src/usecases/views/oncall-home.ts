import { z } from 'zod'
import type { Queryable } from '../../db/client.ts'
import { skippedDuties } from '../../db/stores/oncall/duty-timers.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { POST_KINDS } from '../../domain/oncall/posts.ts'
import type { HomeDuty } from '../../domain/oncall/screens.ts'
import type { Deps } from '../deps.ts'
import { swapsToApprove } from '../digest/needs.ts'
import type { LoadedSchedule } from '../oncall/load-schedules.ts'
import { DUTY_POST } from '../oncall/posts/timers.ts'
import { gapLines } from './oncall-gaps.ts'
import { myShifts } from './oncall-me.ts'
import { isLeadOf, reachOf } from './oncall-reach.ts'

/** Of Home's section "On call": one's next shift, and for leads the gaps ahead. Null: on no team that has a schedule. */
export async function homeDutyFor(deps: Deps, actor: PersonActor): Promise<HomeDuty | null> {
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const reach = await reachOf(q, deps.settings(), actor, now)
    if (reach.schedules.length === 0) return null
    const [next] = await myShifts(q, reach.all, actor.id, now)
    const led = reach.schedules.filter((one) => isLeadOf(reach, one))
    return {
      next: next ?? null,
      gaps: gapLines(reach, now).filter((one) => one.isLead),
      approvals: await swapsToApprove(q, led),
      skipped: await skippedOf(q, led, now),
      asOf: now,
    }
  })
}

/** So long a post that was skipped is shown. */
const SHOWN_MS = 7 * 24 * 60 * 60_000
const postFacts = z.object({ scheduleId: z.number(), post: z.enum(POST_KINDS), on: z.string() })

async function skippedOf(q: Queryable, led: readonly LoadedSchedule[], now: Date): Promise<HomeDuty['skipped']> {
  if (led.length === 0) return []
  const since = new Date(now.getTime() - SHOWN_MS)
  return (await skippedDuties(q, { kind: DUTY_POST, since })).flatMap(({ facts }) => {
    const parsed = postFacts.safeParse(facts)
    const schedule = parsed.success ? led.find(({ id }) => id === parsed.data.scheduleId) : undefined
    if (!parsed.success || schedule === undefined) return []
    return [{ schedule: schedule.name, kind: parsed.data.post, on: parsed.data.on }]
  })
}
