import type { PersonActor } from '../../domain/actor.ts'
import { type DutyOutcome, did, didNot } from '../../domain/oncall/duty-refusal.ts'
import type { CoverPreview } from '../../domain/oncall/duty-view.ts'
import { type Reading, readMoment } from '../../settings/schedules/notation.ts'
import type { Deps } from '../deps.ts'
import { namesOf } from '../views/common.ts'
import { isLeadOf, reachOf } from '../views/oncall-reach.ts'
import { checkOverride, overrideByHand, previewOverride } from './add-override.ts'
import { changeDuty } from './duty-change.ts'
import type { LoadedSchedule } from './load-schedules.ts'

/** Somebody's duty from one instant to another, by somebody else: `/oncall cover @person until …`. */
export interface CoverByHand {
  /** Who is relieved, and who comes: Slack user ids. */
  readonly person: string
  readonly by: string
  readonly start: Date
  readonly end: Date
  readonly reason: string | null
}

/** The instant of a wall clock of a zone, or why it has none or two (SCHEDULES, Time). */
export function instantTyped(text: string, zone: string): Reading {
  return readMoment(text, zone)
}

/**
 * What it would do on each schedule that the actor has to do with, before it is saved: the parts with effect, and what stands
 * against it. Refused where it has no effect anywhere; double duty and a short rest stand in the preview for leads, who may
 * want it all the same.
 */
export async function previewCover(
  deps: Deps,
  actor: PersonActor,
  wanted: CoverByHand,
): Promise<DutyOutcome<CoverPreview>> {
  const now = deps.clock.now()
  const reach = await deps.db.read((q) => reachOf(q, deps.settings(), actor, now))
  if (reach.schedules.length === 0) return didNot({ code: 'not_permitted', reason: 'not_of_team' })
  const found: CoverPreview['schedules'][number][] = []
  for (const schedule of reach.schedules) {
    const looked = await previewOverride(deps, actor, { scheduleId: schedule.id, override: overrideOf(wanted) })
    if (!looked.ok) return looked
    const { parts, refusal, keptDays } = looked.value
    if (parts.length === 0) continue
    const isLead = isLeadOf(reach, schedule)
    if (!isLead && wanted.by !== actor.id) return didNot({ code: 'not_permitted', reason: 'not_lead' })
    if (refusal !== null && !isLead) return didNot(refusal)
    found.push({ scheduleId: schedule.id, schedule: schedule.name, parts, refusal, keptDays })
  }
  if (found.length === 0) return didNot({ code: 'no_effect', personId: wanted.person })
  const name = await deps.db.read((q) => namesOf(q, [wanted.person, wanted.by]))
  const start = wanted.start > now ? wanted.start : now
  return did({ person: name(wanted.person), by: name(wanted.by), start, end: wanted.end, schedules: found })
}

/** Saves it on each schedule that the preview named: on all of them or on none. */
export async function coverByHand(
  deps: Deps,
  actor: PersonActor,
  wanted: CoverByHand & { readonly scheduleIds: readonly number[] },
): Promise<DutyOutcome<{ readonly overrideIds: readonly number[] }>> {
  const override = overrideOf(wanted)
  return changeDuty(deps, actor, async (change) => {
    const schedules: LoadedSchedule[] = []
    for (const id of wanted.scheduleIds) {
      const schedule = await change.schedule(id)
      if (schedule === null) return didNot({ code: 'not_found' })
      const reason = await change.stranger(schedule)
      if (reason !== null) return didNot({ code: 'not_permitted', reason })
      const isLead = await change.isLead(schedule)
      if (!isLead && wanted.by !== actor.id) return didNot({ code: 'not_permitted', reason: 'not_lead' })
      const checked = await checkOverride(change, schedule, { override, isDespite: isLead })
      if (!checked.ok) return checked
      schedules.push(schedule)
    }
    const overrideIds: number[] = []
    for (const schedule of schedules) {
      const added = await overrideByHand(change, schedule, { override, isDespite: true })
      if (!added.ok) throw new Error(`checked under the lock, and refused: ${added.refusal.code}`)
      overrideIds.push(added.value.overrideId)
    }
    return did({ overrideIds })
  })
}

function overrideOf({ person, by, start, end, reason }: CoverByHand) {
  return { kind: 'replace' as const, subject: person, by, start, end, reason }
}

/** Whether somebody may name who comes: leads of any of the teams. */
export async function mayNameCover(deps: Deps, actor: PersonActor): Promise<boolean> {
  const now = deps.clock.now()
  const reach = await deps.db.read((q) => reachOf(q, deps.settings(), actor, now))
  return reach.teams.some(({ isLead }) => isLead)
}
