import { addKept, keptBy, loadKept, undoKept } from '../../db/stores/days-kept.ts'
import { saveCheckpoints } from '../../db/stores/exchanges-of-duty.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { checkpointsAt } from '../../domain/oncall/checkpoint.ts'
import { whatIf } from '../../domain/oncall/duty-checks.ts'
import { type DutyOutcome, type DutyRefusal, did, didNot } from '../../domain/oncall/duty-refusal.ts'
import { gapsBetween } from '../../domain/oncall/gaps.ts'
import {
  allowanceProblem,
  type Days,
  daysProblem,
  listDays,
  spanOf,
  stillOn,
  tradeProblem,
} from '../../domain/oncall/keeping.ts'
import { membersOf } from '../../domain/oncall/members.ts'
import { MOVED_DAYS, movedBetween, type Stretch, without } from '../../domain/oncall/moved.ts'
import type { PreparedSchedule } from '../../domain/oncall/prepare.ts'
import type { Gap } from '../../domain/oncall/schedule.ts'
import type { Deps } from '../deps.ts'
import { changeDuty, type DutyChange } from './duty-change.ts'
import { keepRecord } from './keep-record.ts'
import type { LoadedSchedule } from './load-schedules.ts'
import { localDayOf } from './local-day.ts'

export interface KeepInput {
  /** Whose rules count: the allowance, and which days are public holidays. */
  readonly scheduleId: number
  readonly days: Days
  /** The public holiday that it is charged to, or null: the allowance. */
  readonly tradedHolidayOn: string | null
  /** A lead for somebody. */
  readonly forId?: string
}

export interface KeptEffect {
  /** Where they are on call all the same, by a swap, an override or a block: a warning. */
  readonly stillOn: readonly Stretch[]
  /** Turns that nobody else in line can serve. */
  readonly gaps: readonly Gap[]
  /** What of their own duty moves: what they lose, and what they get in its place. */
  readonly lost: readonly Stretch[]
  readonly gained: readonly Stretch[]
  /** Of each calendar year that they are charged to, how many days are left then; none where a holiday is traded. */
  readonly left: readonly { readonly year: number; readonly left: number; readonly of: number }[]
}

/**
 * Keeps local days free of duty on all schedules: turns that begin from now on pass them over (ONCALL 6). Refused for the past,
 * beyond a year's allowance, and where a turn has begun: for that, cover is to be found.
 */
export async function keepDays(
  deps: Deps,
  actor: PersonActor,
  input: KeepInput,
): Promise<DutyOutcome<{ readonly keptId: number; readonly effect: KeptEffect }>> {
  return changeDuty(deps, actor, async (change) => {
    const { tx, now } = change
    const looked = await look(change, actor, input)
    if (!looked.ok) return looked
    const { person, schedules, effect } = looked.value
    for (const { id } of schedules) await change.touch(id)
    const { from: fromOn, to: toOn } = input.days
    const { tradedHolidayOn } = input
    const keptId = await addKept(tx, { userId: person, fromOn, toOn, tradedHolidayOn, declaredAt: now })
    change.tell({ code: 'days_kept', keptId, by: actor.id }, person, spanOf(input.days, change.settings.zone).start)
    return did({ keptId, effect })
  })
}

/** What `keepDays` would do, for the form: nothing is written. */
export async function previewKeepDays(
  deps: Deps,
  actor: PersonActor,
  input: KeepInput,
): Promise<DutyOutcome<KeptEffect>> {
  return changeDuty(deps, actor, async (change) => {
    const looked = await look(change, actor, input)
    return looked.ok ? did(looked.value.effect) : looked
  })
}

/** Gives days back that haven't come. Turns that have begun stay with who has them. */
export async function undoKeptDays(
  deps: Deps,
  actor: PersonActor,
  input: { readonly keptId: number },
): Promise<DutyOutcome<null>> {
  return changeDuty(deps, actor, async (change) => {
    const { tx, now } = change
    const row = await loadKept(tx, input.keptId)
    if (row === null) return didNot({ code: 'not_found' })
    const schedules = (await change.schedules()).filter((one) => isIn(one, row.userId, now))
    if (row.userId !== actor.id && !(await isLeadOfAny(change, schedules))) {
      return didNot({ code: 'not_permitted', reason: 'not_yours' })
    }
    if (row.undoneAt !== null) return didNot({ code: 'already_undone', byId: null, at: row.undoneAt })
    const today = localDayOf(now, schedules[0]?.rules.zone ?? change.settings.zone)
    if (row.fromOn <= today) return didNot({ code: 'past_day', on: row.fromOn })
    for (const schedule of schedules) {
      // What was passed over stays passed over: the turns begun are kept as they are.
      await keepRecord(tx, change.settings, { scheduleId: schedule.id }, now)
      await change.touch(schedule.id)
      await saveCheckpoints(tx, schedule.id, checkpointsAt(schedule.prepared, now))
    }
    await undoKept(tx, row.id, now)
    change.tell({ code: 'days_given_back', keptId: row.id, by: actor.id }, row.userId)
    return did(null)
  })
}

async function look(
  change: DutyChange,
  actor: PersonActor,
  input: KeepInput,
): Promise<
  DutyOutcome<{
    readonly person: string
    readonly schedules: readonly LoadedSchedule[]
    readonly effect: KeptEffect
  }>
> {
  const { now } = change
  const schedule = await change.schedule(input.scheduleId)
  if (schedule === null) return didNot({ code: 'not_found' })
  const reason = await change.stranger(schedule)
  if (reason !== null) return didNot({ code: 'not_permitted', reason })
  const person = input.forId ?? actor.id
  if (person !== actor.id && !(await change.isLead(schedule))) {
    return didNot({ code: 'not_permitted', reason: 'not_lead' })
  }
  if (!(await change.standingOf(person, schedule)).isOfTeam) return didNot({ code: 'not_of_team', personId: person })
  const refusal = await problemOf(change, schedule, { ...input, person })
  if (refusal !== null) return didNot(refusal)

  const schedules = (await change.schedules()).filter((one) => isIn(one, person, now))
  const warned: Stretch[] = []
  const gaps: Gap[] = []
  const moved: { readonly lost: Stretch[]; readonly gained: Stretch[] } = { lost: [], gained: [] }
  for (const { prepared } of schedules) {
    const declared = { person, ...input.days, declaredAt: now }
    const kept = whatIf(prepared, { keptDays: [...prepared.snapshot.keptDays, declared] })
    const on = stillOn(kept, { person, days: input.days, now })
    const begun = on.find((one) => one.isTurn)
    if (begun !== undefined) return didNot({ code: 'turn_begun', start: begun.start, end: begun.end })
    warned.push(...on.map(({ rotation, start, end }) => ({ rotation, start, end })))
    const span = spanOf(input.days, prepared.snapshot.zone)
    gaps.push(...newGaps(prepared, kept, span))
    const range = { from: now, to: new Date(span.end.getTime() + MOVED_DAYS * DAY_MS) }
    const own = movedBetween(prepared, kept, range).find((one) => one.person === person)
    moved.lost.push(...(own?.lost ?? []))
    moved.gained.push(...(own?.gained ?? []))
  }
  const left = input.tradedHolidayOn === null ? await leftAfter(change, schedule, { ...input, person }) : []
  return did({
    person,
    schedules,
    effect: { stillOn: warned, gaps, left, lost: inOrder(moved.lost), gained: inOrder(moved.gained) },
  })
}

async function problemOf(
  change: DutyChange,
  schedule: LoadedSchedule,
  input: KeepInput & { readonly person: string },
): Promise<DutyRefusal | null> {
  const { days, person, tradedHolidayOn: tradedOn } = input
  const wrong = daysProblem(days, localDayOf(change.now, schedule.rules.zone))
  if (wrong !== null) return wrong
  const kept = (await keptBy(change.tx, person)).map((row) => ({
    from: row.fromOn,
    to: row.toOn,
    tradedHolidayOn: row.tradedHolidayOn,
  }))
  const same = kept.find((one) => one.from <= days.to && one.to >= days.from)
  if (same !== undefined) return { code: 'already_kept', from: same.from, to: same.to }
  if (tradedOn === null) return allowanceProblem(days, kept, schedule.rules.keptDaysAYear)
  return tradeProblem(days, { tradedOn, holidays: schedule.prepared.snapshot.holidays, kept })
}

async function leftAfter(
  change: DutyChange,
  schedule: LoadedSchedule,
  input: { readonly days: Days; readonly person: string },
): Promise<KeptEffect['left']> {
  const kept = (await keptBy(change.tx, input.person)).filter((one) => one.tradedHolidayOn === null)
  const all = [...kept.map(({ fromOn: from, toOn: to }) => ({ from, to })), input.days].flatMap(listDays)
  const of = schedule.rules.keptDaysAYear
  return [...new Set(listDays(input.days).map((day) => day.slice(0, 4)))].map((year) => ({
    year: Number(year),
    left: Math.max(0, of - all.filter((day) => day.startsWith(year)).length),
    of,
  }))
}

function inOrder(stretches: readonly Stretch[]): readonly Stretch[] {
  return stretches.toSorted((one, other) => one.start.getTime() - other.start.getTime())
}

const DAY_MS = 24 * 60 * 60_000
/** A vacant turn is longer than the day that is kept. */
const AROUND_MS = 14 * DAY_MS

function newGaps(before: PreparedSchedule, after: PreparedSchedule, days: { start: Date; end: Date }): readonly Gap[] {
  const from = new Date(days.start.getTime() - AROUND_MS)
  const to = new Date(days.end.getTime() + AROUND_MS)
  const asStretch = ({ role, start, end }: Gap): Stretch => ({ rotation: role, start, end })
  const known = gapsBetween(before, from, to).map(asStretch)
  return gapsBetween(after, from, to).filter((gap) => without([asStretch(gap)], known).length > 0)
}

function isIn(schedule: LoadedSchedule, person: string, now: Date): boolean {
  return membersOf(schedule.rules, localDayOf(now, schedule.rules.zone)).includes(person)
}

async function isLeadOfAny(change: DutyChange, schedules: readonly LoadedSchedule[]): Promise<boolean> {
  for (const schedule of schedules) if (await change.isLead(schedule)) return true
  return false
}
