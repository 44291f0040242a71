import { addOverride as insertOverride, type OverrideRow, overrideInTheWay } from '../../db/stores/exchanges-of-duty.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { beyondReach, type DutyOutcome, type DutyRefusal, did, didNot } from '../../domain/oncall/duty-refusal.ts'
import { isAway, rotationsNamed } from '../../domain/oncall/members.ts'
import type { Override } from '../../domain/oncall/schedule.ts'
import type { Deps } from '../deps.ts'
import { changeSchedule, type DutyChange } from './duty-change.ts'
import { type LoadedSchedule, schedulesOf } from './load-schedules.ts'
import { effectIn, type OverrideEffect } from './override-effect.ts'
import { reasonOf } from './reason.ts'

export type NewOverride = { readonly start: Date; readonly end: Date; readonly reason: string | null } & (
  | { readonly kind: 'replace'; readonly subject: string; readonly by: string }
  | { readonly kind: 'add'; readonly rotation: string; readonly subject: string }
  | { readonly kind: 'nobody'; readonly rotation: string }
)

export interface OverrideAdded {
  readonly overrideId: number
  readonly effect: OverrideEffect
}

/** Whom an override puts on duty, or null. */
const arrives = (override: Override): string | null =>
  override.kind === 'replace' ? override.by : override.kind === 'add' ? override.subject : null

/**
 * Replaces somebody, adds somebody, or declares that nobody is on call, from one instant to another, over as many shifts as
 * that covers. A lead for anyone; anybody else of the team for themself: "cover @person until …" is taking it at once. What
 * began before now begins now. Two for one subject that overlap are refused by the database. Double duty and a rest cut
 * short are refused; a lead who was shown them may want it `isDespite`.
 */
export async function addOverride(
  deps: Deps,
  actor: PersonActor,
  input: { readonly scheduleId: number; readonly override: NewOverride; readonly isDespite?: boolean },
): Promise<DutyOutcome<OverrideAdded>> {
  const { scheduleId, ...wanted } = input
  return changeSchedule(deps, actor, {
    scheduleId,
    work: (change, schedule) => overrideByHand(change, schedule, wanted),
  })
}

/** The same in a change that may hold more. */
export async function overrideByHand(
  change: DutyChange,
  schedule: LoadedSchedule,
  input: { readonly override: NewOverride; readonly isDespite?: boolean },
): Promise<DutyOutcome<OverrideAdded>> {
  const { override: wanted, isDespite } = input
  const isLead = await change.isLead(schedule)
  const by = change.actorId
  if (!isLead && arrives(wanted) !== by) return didNot({ code: 'not_permitted', reason: 'not_lead' })
  const added = await putOverride(change, schedule, { override: wanted, isDespite: isLead && isDespite === true })
  if (!added.ok || by === null) return added
  const { overrideId } = added.value
  const told = wanted.kind === 'nobody' ? [] : [wanted.subject, ...(wanted.kind === 'replace' ? [wanted.by] : [])]
  for (const userId of told) {
    change.tell({ code: 'replaced', overrideId, by }, userId, added.value.effect.parts[0]?.start)
  }
  return added
}

/** What `addOverride` would do, for the form: nothing is written. */
export async function previewOverride(
  deps: Deps,
  actor: PersonActor,
  input: { readonly scheduleId: number; readonly override: NewOverride },
): Promise<DutyOutcome<OverrideEffect>> {
  if (actor.standing !== 'member') return didNot({ code: 'not_permitted', reason: actor.standing })
  const now = deps.clock.now()
  const all = await deps.db.read((q) => schedulesOf(q, deps.settings(), null, now))
  const schedule = all.find((one) => one.id === input.scheduleId)
  if (schedule === undefined) return didNot({ code: 'not_found' })
  const override = fromNow(input.override, now)
  const refusal = problemOf(schedule, override, now)
  return refusal === null ? did(effectIn(all, schedule, override)) : didNot(refusal)
}

/** Decides and saves one, for every verb that comes to an override; rights and messages are the verb's. */
export async function putOverride(
  change: DutyChange,
  schedule: LoadedSchedule,
  input: { readonly override: NewOverride; readonly isDespite: boolean },
): Promise<DutyOutcome<OverrideAdded>> {
  const checked = await checkOverride(change, schedule, input)
  if (!checked.ok) return checked
  const { override, effect } = checked.value
  const row = { ...rowOf(override), scheduleId: schedule.id, startAt: override.start, endAt: override.end }
  await change.touch(schedule.id)
  const { reason } = override
  const added = await insertOverride(change.tx, { ...row, reason, createdBy: change.actorId, createdAt: change.now })
  if ('inTheWay' in added) return didNot(overlapping(added.inTheWay))
  return did({ overrideId: added.id, effect })
}

/** Whether it can be saved, and what it does; nothing is written. Under the schedules' lock it stays so. */
export async function checkOverride(
  change: DutyChange,
  schedule: LoadedSchedule,
  input: { readonly override: NewOverride; readonly isDespite: boolean },
): Promise<DutyOutcome<{ readonly override: NewOverride; readonly effect: OverrideEffect }>> {
  const { tx, now } = change
  const reason = reasonOf(input.override.reason)
  if (!reason.ok) return reason
  const override = { ...fromNow(input.override, now), reason: reason.value }
  const refusal = problemOf(schedule, override, now)
  if (refusal !== null) return didNot(refusal)
  // Whoever is on call may be replaced, in a line or not (a block names anybody); who comes is of the team.
  const person = arrives(override)
  if (person !== null && !(await change.standingOf(person, schedule)).isOfTeam) {
    return didNot({ code: 'not_of_team', personId: person })
  }
  const row = { ...rowOf(override), scheduleId: schedule.id, startAt: override.start, endAt: override.end }
  // Without effect it may be because of the one in its way: that says more.
  const other = await overrideInTheWay(tx, row)
  if (other !== null) return didNot(overlapping(other))
  const effect = effectIn(await change.schedules(), schedule, override)
  if (effect.parts.length === 0) {
    return didNot({ code: 'no_effect', personId: override.kind === 'nobody' ? null : override.subject })
  }
  return effect.refusal !== null && !input.isDespite ? didNot(effect.refusal) : did({ override, effect })
}

function overlapping(other: OverrideRow): DutyRefusal {
  const { kind, subject, startAt: start, endAt: end, createdBy: byId } = other
  return { code: 'overlapping', kind, subjectId: kind === 'nobody' ? null : subject, start, end, byId }
}

function fromNow(override: NewOverride, now: Date): NewOverride {
  return override.start < now ? { ...override, start: now } : override
}

function problemOf(schedule: LoadedSchedule, override: Override, now: Date): DutyRefusal | null {
  if (override.end <= now) return { code: 'in_past', at: override.end }
  if (override.end <= override.start) return { code: 'not_in_order' }
  const far = beyondReach(override.end, now)
  if (far !== null) return far
  if (override.kind === 'replace' && override.subject === override.by) {
    return { code: 'same_person', personId: override.by }
  }
  if (override.kind !== 'replace' && rotationsNamed(schedule.rules, override.rotation).length === 0) {
    return { code: 'unknown_rotation', rotation: override.rotation }
  }
  const person = arrives(override)
  if (person !== null && isAway(schedule.prepared.snapshot.deactivations, person, now)) {
    return { code: 'deactivated', personId: person }
  }
  return null
}

/** `*` for every rotation, and for the subject of nobody: NULL would escape the exclusion constraint. */
function rowOf(override: Override) {
  switch (override.kind) {
    case 'replace':
      return { kind: override.kind, rotation: '*', subject: override.subject, substitute: override.by }
    case 'add':
      return { kind: override.kind, rotation: override.rotation, subject: override.subject }
    case 'nobody':
      return { kind: override.kind, rotation: override.rotation, subject: '*' }
  }
}
