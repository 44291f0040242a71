import type { PersonActor } from '../../domain/actor.ts'
import { shiftsBetween } from '../../domain/oncall/between.ts'
import { type DutyOutcome, did, didNot } from '../../domain/oncall/duty-refusal.ts'
import type { CoverForm, OfferedShift } from '../../domain/oncall/duty-view.ts'
import { rotationsOf } from '../../domain/oncall/prepare.ts'
import type { ShiftRef } from '../../domain/oncall/schedule.ts'
import type { Deps } from '../deps.ts'
import { candidatesIn } from '../oncall/candidates.ts'
import { shiftOf } from '../oncall/shifts.ts'
import { namesOf } from './common.ts'
import { isLeadOf, reachOf } from './oncall-reach.ts'

const DAY_MS = 24 * 60 * 60_000
/** A quarter ahead: further nobody plans a swap. */
const AHEAD_MS = 90 * DAY_MS

/** Find cover: a shift of one's own, or for leads anybody's, and who could take it, least loaded first. */
export async function coverFormFor(
  deps: Deps,
  actor: PersonActor,
  input: ShiftRef & { readonly scheduleId: number },
): Promise<DutyOutcome<CoverForm>> {
  const now = deps.clock.now()
  const settings = deps.settings()
  return deps.db.read(async (q) => {
    const reach = await reachOf(q, settings, actor, now)
    const schedule = reach.schedules.find((one) => one.id === input.scheduleId)
    if (schedule === undefined) return didNot({ code: 'not_found' })
    const shift = shiftOf(schedule.prepared, input)
    if (shift === null) return didNot({ code: 'no_such_shift', start: input.start })
    if (shift.start <= now) return didNot({ code: 'already_begun', start: shift.start })
    const { holder } = shift
    // A lead for whoever has it.
    const isTheirs = holder !== null && (holder === actor.id || isLeadOf(reach, schedule))
    if (!isTheirs) return didNot({ code: 'not_holder', personId: actor.id, holderId: holder })
    const looking = { tx: q, now, settings, schedules: async () => reach.all }
    const found = await candidatesIn(looking, schedule, { stretch: shift, language: null, except: [holder] })
    const able = found.filter((one) => one.isOffered)
    const name = await namesOf(q, [holder, ...able.map((one) => one.person)])
    const { rotation, layer, start, end } = shift
    return did({
      shift: { scheduleId: schedule.id, schedule: schedule.name, rotation, layer, start, end },
      onBehalfOf: holder === actor.id ? null : name(holder),
      people: able.map((one) => ({ ...name(one.person), weekends: one.load.weekends, hours: one.load.hours })),
    })
  })
}

/** Who has a shift as it stands; null: nobody, or there is no such shift. */
export async function holderOf(
  deps: Deps,
  actor: PersonActor,
  input: ShiftRef & { readonly scheduleId: number },
): Promise<string | null> {
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const reach = await reachOf(q, deps.settings(), actor, now)
    const schedule = reach.schedules.find((one) => one.id === input.scheduleId)
    return schedule === undefined ? null : (shiftOf(schedule.prepared, input)?.holder ?? null)
  })
}

/** One's own shifts that haven't begun, soonest first. */
export async function myShiftsFor(deps: Deps, actor: PersonActor): Promise<readonly OfferedShift[]> {
  const now = deps.clock.now()
  return deps.db.read(async (q) => {
    const { schedules } = await reachOf(q, deps.settings(), actor, now)
    return schedules
      .flatMap(({ id, name, prepared }) =>
        rotationsOf(prepared).flatMap((rotation) =>
          shiftsBetween(prepared, rotation, now, new Date(now.getTime() + AHEAD_MS))
            .filter(({ holder, start }) => holder === actor.id && start > now)
            .map(({ layer, start, end }) => ({ scheduleId: id, schedule: name, rotation, layer, start, end })),
        ),
      )
      .toSorted((a, b) => a.start.getTime() - b.start.getTime())
      .slice(0, 100)
  })
}
