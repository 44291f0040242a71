import type { PersonActor } from '../../domain/actor.ts'
import { shiftsBetween } from '../../domain/oncall/between.ts'
import { checkpointsAt } from '../../domain/oncall/checkpoint.ts'
import { type DutyOutcome, did, didNot } from '../../domain/oncall/duty-refusal.ts'
import { MOVED_DAYS, type Moved, movedBetween, type Stretch, without } from '../../domain/oncall/moved.ts'
import {
  type Edited,
  editLines,
  type HolidayEdit,
  type LineEdit,
  editHolidays as withHolidays,
} from '../../domain/oncall/rule-edits.ts'
import type { LayerName } from '../../domain/oncall/schedule.ts'
import { voidSwaps } from '../../domain/oncall/swaps.ts'
import { teamOf } from '../../settings/lookup.ts'
import type { Deps } from '../deps.ts'
import { editSchedule } from './apply-settings.ts'
import { type FoundGap, gapsOf } from './find-gaps.ts'
import { type LoadedSchedule, scheduleOf } from './load-schedules.ts'
import { localDayOf } from './local-day.ts'
import { reasonOf } from './reason.ts'
import { editedAt } from './schedule-plan.ts'

const DAY_MS = 24 * 60 * 60_000

/** A line's edit as it is asked for: in whose place somebody comes, the line itself says. */
export type LineWish = Exclude<LineEdit, { kind: 'replace' }> | Omit<Extract<LineEdit, { kind: 'replace' }>, 'line'>

export type RuleEdit =
  | { readonly what: 'holidays'; readonly edits: readonly HolidayEdit[] }
  | { readonly what: 'lines'; readonly edits: readonly LineWish[] }

export interface EditPreview {
  /** Of which it is an edit: handed in with it, and refused as stale where another was first. */
  readonly version: number
  /** Nobody on call, or nobody who reads a language, where it isn't so now. */
  readonly gaps: readonly FoundGap[]
  /** Whose duty of the next 60 days moves. */
  readonly moved: readonly Moved[]
  /** Swaps that would no longer hold. */
  readonly voidSwapIds: readonly number[]
}

/** What a lead's edit of the rules would do, shown before it is saved: nothing is written (ONCALL 7). */
export async function previewEdit(
  deps: Deps,
  actor: PersonActor,
  input: { readonly scheduleId: number; readonly edit: RuleEdit },
): Promise<DutyOutcome<EditPreview>> {
  const now = deps.clock.now()
  const found = await look(deps, actor, input, now)
  if (!found.ok) return found
  const { schedule, rules } = found.value
  const { prepared: after } = editedAt(schedule, rules, now)
  const { prepared: before } = schedule
  const last = Math.max(...input.edit.edits.map((one) => Date.parse(`${one.on}T00:00:00Z`)))
  // An edit of a day further away is looked at up to a week after that.
  const to = new Date(Math.max(now.getTime() + MOVED_DAYS * DAY_MS, last + 8 * DAY_MS))
  const range = { from: now, to }
  const known = gapsOf(before, schedule.rules, range)
  const isKnown = (gap: FoundGap) => {
    const same = known.filter((one) => one.kind === gap.kind)
    return without([asStretch(gap)], same.map(asStretch)).length === 0
  }
  const fallen = new Set(voidSwaps(before))
  return did({
    version: schedule.version,
    gaps: gapsOf(after, rules, range).filter((gap) => !isKnown(gap)),
    moved: movedBetween(before, after, range),
    voidSwapIds: voidSwaps(after)
      .filter((index) => !fallen.has(index))
      .flatMap((index) => schedule.swaps[index]?.id ?? []),
  })
}

/**
 * A lead adds, renames, strikes, restores a holiday, or has it treated otherwise: a new version of the rules. Refused for the
 * past and for today. Turns that have begun are served to their end.
 */
export function editHolidays(
  deps: Deps,
  actor: PersonActor,
  input: {
    readonly scheduleId: number
    readonly version: number
    readonly edits: readonly HolidayEdit[]
    readonly reason: string | null
  },
): Promise<DutyOutcome<{ readonly version: number }>> {
  return edit(deps, actor, { ...input, edit: { what: 'holidays', edits: input.edits } })
}

/** A lead changes who is in a line, from a date on: in, out, in another order, or one in another's place. */
export function changeParticipants(
  deps: Deps,
  actor: PersonActor,
  input: {
    readonly scheduleId: number
    readonly version: number
    readonly edits: readonly LineWish[]
    readonly reason: string | null
  },
): Promise<DutyOutcome<{ readonly version: number }>> {
  return edit(deps, actor, { ...input, edit: { what: 'lines', edits: input.edits } })
}

async function edit(
  deps: Deps,
  actor: PersonActor,
  input: {
    readonly scheduleId: number
    readonly version: number
    readonly edit: RuleEdit
    readonly reason: string | null
  },
): Promise<DutyOutcome<{ readonly version: number }>> {
  const reason = reasonOf(input.reason)
  if (!reason.ok) return reason
  const found = await look(deps, actor, input, deps.clock.now())
  if (!found.ok) return found
  const { schedule, rules } = found.value
  if (schedule.version !== input.version) return didNot({ code: 'stale', version: schedule.version })
  // The version is asked for once more under the lock.
  const { scheduleId, version } = input
  return editSchedule(deps, actor, { scheduleId, version, rules, reason: reason.value })
}

async function look(
  deps: Deps,
  actor: PersonActor,
  input: { readonly scheduleId: number; readonly edit: RuleEdit },
  now: Date,
): Promise<DutyOutcome<{ readonly schedule: LoadedSchedule; readonly rules: LoadedSchedule['rules'] }>> {
  const settings = deps.settings()
  const schedule = await deps.db.read((q) => scheduleOf(q, settings, input.scheduleId, now))
  if (schedule === null) return didNot({ code: 'not_found' })
  if (actor.standing !== 'member') return didNot({ code: 'not_permitted', reason: actor.standing })
  if (!teamOf(settings, schedule.teamId).leads.includes(actor.id)) {
    return didNot({ code: 'not_permitted', reason: 'not_lead' })
  }
  const edited = apply(schedule, input.edit, now)
  return edited.ok ? did({ schedule, rules: edited.rules }) : didNot(edited.why)
}

function apply(schedule: LoadedSchedule, wish: RuleEdit, now: Date): Edited {
  const { rules, prepared } = schedule
  const today = localDayOf(now, rules.zone)
  if (wish.what === 'holidays') {
    return withHolidays(rules, wish.edits, { today, holidays: prepared.snapshot.holidays })
  }
  const begun = checkpointsAt(prepared, now)
  const edits = wish.edits.map((one): LineEdit => {
    if (one.kind !== 'replace' && one.kind !== 'reorder') return one
    const { layer, rotation } = one
    // The turn that began today has taken today's order: from the next one on.
    const on = one.on === today ? nextDay(schedule, one, now) : one.on
    if (one.kind === 'reorder') return { ...one, on }
    const line = begun.find((point) => point.layer === layer && point.rotation === rotation)?.line
    const listed = rules.layers[layer]?.rotations.find((other) => other.name === rotation)?.participants ?? []
    return { ...one, on, line: line ?? listed.map((who) => who.id) }
  })
  return editLines(rules, edits, today)
}

/** The local date on which the next shift of a line begins; today's where none is known. */
function nextDay(
  schedule: LoadedSchedule,
  of: { readonly layer: LayerName; readonly rotation: string },
  now: Date,
): string {
  const { prepared, rules } = schedule
  const ahead = shiftsBetween(prepared, of.rotation, now, new Date(now.getTime() + MOVED_DAYS * DAY_MS))
  const next = ahead.find((one) => one.layer === of.layer && one.start > now)
  return localDayOf(next?.start ?? now, rules.zone)
}

function asStretch(gap: FoundGap): Stretch {
  return { rotation: gap.subject, start: gap.start, end: gap.end }
}
