import type { PersonActor } from '../../domain/actor.ts'
import { whatIf } from '../../domain/oncall/duty-checks.ts'
import { type DutyOutcome, did, didNot } from '../../domain/oncall/duty-refusal.ts'
import type { CoverPreview } from '../../domain/oncall/duty-view.ts'
import { type Reading, readMoment } from '../../settings/schedules/notation.ts'
import type { Deps } from '../deps.ts'
import { namesOf } from '../views/common.ts'
import { isLeadOf, reachOf } from '../views/oncall-reach.ts'
import { checkOverride, previewOverride, putOverride } from './add-override.ts'
import { changeDuty } from './duty-change.ts'
import type { LoadedSchedule } from './load-schedules.ts'
import { effectIn } from './override-effect.ts'

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
  let all = reach.all
  for (const schedule of reach.schedules.toSorted((one, other) => one.id - other.id)) {
    const looked = await previewOverride(deps, actor, { scheduleId: schedule.id, override: overrideOf(wanted) })
    if (!looked.ok) return looked
    const { parts, keptDays } = looked.value
    if (parts.length === 0) continue
    const isLead = isLeadOf(reach, schedule)
    if (!isLead && wanted.by !== actor.id) return didNot({ code: 'not_permitted', reason: 'not_lead' })
    const override = overrideOf({ ...wanted, start: wanted.start > now ? wanted.start : now })
    const { refusal } = effectIn(all, schedule, override)
    if (refusal !== null && !isLead) return didNot(refusal)
    all = withOverride(all, schedule, override)
    found.push({ scheduleId: schedule.id, schedule: schedule.name, parts, refusal, keptDays })
  }
  if (found.length === 0) return didNot({ code: 'no_effect', personId: wanted.person })
  const name = await deps.db.read((q) => namesOf(q, [wanted.person, wanted.by]))
  const start = wanted.start > now ? wanted.start : now
  return did({ person: name(wanted.person), by: name(wanted.by), start, end: wanted.end, schedules: found })
}

/**
 * Saves it on each schedule that the preview named: on all of them or on none. What it saves on one counts for the next, so that
 * nobody comes to be on duty twice by one form; each person is told once.
 */
export async function coverByHand(
  deps: Deps,
  actor: PersonActor,
  wanted: CoverByHand & { readonly scheduleIds: readonly number[] },
): Promise<DutyOutcome<{ readonly overrideIds: readonly number[] }>> {
  return changeDuty(deps, actor, async (change) => {
    const checked: { readonly schedule: LoadedSchedule; readonly override: ReturnType<typeof overrideOf> }[] = []
    let all = await change.schedules()
    let startsAt = wanted.end
    for (const id of [...new Set(wanted.scheduleIds)].toSorted((one, other) => one - other)) {
      const schedule = await change.schedule(id)
      if (schedule === null) return didNot({ code: 'not_found' })
      const reason = await change.stranger(schedule)
      if (reason !== null) return didNot({ code: 'not_permitted', reason })
      const isLead = await change.isLead(schedule)
      if (!isLead && wanted.by !== actor.id) return didNot({ code: 'not_permitted', reason: 'not_lead' })
      const override = overrideOf({ ...wanted, start: wanted.start > change.now ? wanted.start : change.now })
      const alone = await checkOverride(change, schedule, { override, isDespite: isLead })
      if (!alone.ok) return alone
      const { refusal } = effectIn(all, schedule, override)
      if (refusal !== null && !isLead) return didNot(refusal)
      for (const { start } of alone.value.effect.parts) if (start < startsAt) startsAt = start
      all = withOverride(all, schedule, override)
      checked.push({ schedule, override })
    }
    const overrideIds: number[] = []
    for (const { schedule, override } of checked) {
      const added = await putOverride(change, schedule, { override, isDespite: true })
      if (!added.ok) throw new Error(`checked under the lock, and refused: ${added.refusal.code}`)
      overrideIds.push(added.value.overrideId)
    }
    const [overrideId, ...also] = overrideIds
    if (overrideId === undefined) return didNot({ code: 'no_effect', personId: wanted.person })
    const notice = { code: 'replaced', overrideId, by: actor.id, ...(also.length === 0 ? {} : { also }) } as const
    for (const userId of [wanted.person, wanted.by]) change.tell(notice, userId, startsAt)
    return did({ overrideIds })
  })
}

/** All schedules as they are with one more override. */
function withOverride(
  all: readonly LoadedSchedule[],
  { id }: LoadedSchedule,
  override: ReturnType<typeof overrideOf>,
): readonly LoadedSchedule[] {
  return all.map((one) => {
    if (one.id !== id) return one
    const { prepared } = one
    return { ...one, prepared: whatIf(prepared, { overrides: [...prepared.snapshot.overrides, override] }) }
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
