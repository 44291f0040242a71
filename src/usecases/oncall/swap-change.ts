import { confirm, courseOf, lockSwap, type SwapRow, saveSwap } from '../../db/stores/exchanges-of-duty.ts'
import type { Actor } from '../../domain/actor.ts'
import { newProblems, refusalFor, whatIf } from '../../domain/oncall/duty-checks.ts'
import { type DutyOutcome, type DutyRefusal, didNot } from '../../domain/oncall/duty-refusal.ts'
import type { ShiftRef, Swap } from '../../domain/oncall/schedule.ts'
import { type SwapCourse, type SwapEvent, stepSwap } from '../../domain/oncall/swap-states.ts'
import type { Deps } from '../deps.ts'
import { teamOf } from '../team.ts'
import { changeDuty, type DutyChange } from './duty-change.ts'
import type { LoadedSchedule } from './load-schedules.ts'
import { shiftOf } from './shifts.ts'

/** Runs one verb on one swap: its schedule and its row are locked, and the actor is of its team. */
export function changeSwap<T>(
  deps: Deps,
  actor: Actor,
  verb: {
    readonly swapId: number
    readonly isForLeads?: boolean
    readonly work: (change: DutyChange, swap: SwapRow, schedule: LoadedSchedule) => Promise<DutyOutcome<T>>
  },
): Promise<DutyOutcome<T>> {
  return changeDuty(deps, actor, async (change) => {
    const swap = await lockSwap(change.tx, verb.swapId)
    const schedule = swap === null ? null : await change.schedule(swap.scheduleId)
    if (swap === null || schedule === null) return didNot({ code: 'not_found' })
    // Whoever was asked may answer, also where they left the team's lines meanwhile.
    const reason = await change.stranger(schedule)
    const isParty = change.actorId !== null && [swap.giver, ...swap.offeredTo].includes(change.actorId)
    if (reason !== null && !(reason === 'not_of_team' && isParty)) return didNot({ code: 'not_permitted', reason })
    if (verb.isForLeads === true && !(await change.isLead(schedule))) {
      return didNot({ code: 'not_permitted', reason: 'not_lead' })
    }
    return verb.work(change, swap, schedule)
  })
}

/** Decides; asks `guard` what else stands in the way; saves. A refusal has written nothing. */
export async function step(
  change: DutyChange,
  swap: SwapRow,
  event: SwapEvent,
  guard?: () => Promise<DutyRefusal | null>,
): Promise<{ readonly ok: true; readonly next: SwapCourse } | { readonly ok: false; readonly refusal: DutyRefusal }> {
  const decided = stepSwap(courseOf(swap), event, change.now)
  if (!decided.ok) {
    const { why } = decided
    return didNot(why.code === 'not_asked' ? { code: 'not_permitted', reason: 'not_asked' } : why)
  }
  const refusal = guard === undefined ? null : await guard()
  if (refusal !== null) return didNot(refusal)
  const { next } = decided
  if (next.state === 'accepted' || swap.state === 'accepted') await change.touch(swap.scheduleId)
  if (!(await saveSwap(change.tx, swap, next))) throw new Error('a locked swap was changed by another')
  return { ok: true, next }
}

/** Its messages with buttons, as it stands now: of those asked, and of the leads whose yes it waited for. */
export function redrawAsked(change: DutyChange, swap: SwapRow, schedule: LoadedSchedule): void {
  const asks = { code: 'swap_asked', swapId: swap.id } as const
  for (const userId of swap.offeredTo) change.redraw(asks, userId, swap.shiftStart)
  if (swap.state !== 'awaiting_approval') return
  const approves = { code: 'swap_to_approve', swapId: swap.id } as const
  for (const lead of teamOf(change.settings, schedule.teamId).leads) change.redraw(approves, lead, swap.shiftStart)
}

/**
 * Who takes a shift of their own accord says by that that they'll be there, and so does who asked for one in return; whom a
 * lead puts on one hasn't said anything.
 */
export async function keepTheirWord(
  change: DutyChange,
  swap: Swap,
  of: { readonly scheduleId: number; readonly askedBy: string },
): Promise<void> {
  const said = change.actorId === swap.taker ? [{ ref: swap.shift, userId: swap.taker }] : []
  if (swap.inReturn !== null && of.askedBy === swap.giver) said.push({ ref: swap.inReturn, userId: swap.giver })
  for (const { ref, userId } of said) {
    const { rotation, layer, start } = ref
    const row = { scheduleId: of.scheduleId, rotation, layer, shiftStart: start, userId }
    await confirm(change.tx, { ...row, confirmedAt: change.now })
  }
}

/** The swap as the resolver would take it. */
export function asSwap(row: SwapRow, taker: string): Swap {
  const { giver, rotation, layer, shiftStart, returnRotation, returnLayer, returnStart } = row
  const shift: ShiftRef = { rotation, layer, start: shiftStart }
  const isWhole = returnRotation !== null && returnLayer !== null && returnStart !== null
  const inReturn = isWhole ? { rotation: returnRotation, layer: returnLayer, start: returnStart } : null
  return { shift, giver, taker, inReturn }
}

/**
 * Why this swap can't be made now, or null: a shift that is gone, begun, or somebody else's, and what would put either on duty
 * twice or break the rest rule (ONCALL 10). Under the schedules' lock, so that it is still so when it is saved.
 */
export async function whyNot(change: DutyChange, schedule: LoadedSchedule, swap: Swap): Promise<DutyRefusal | null> {
  const { prepared, rules } = schedule
  const legs = [{ ref: swap.shift, from: swap.giver, to: swap.taker }]
  if (swap.inReturn !== null) legs.push({ ref: swap.inReturn, from: swap.taker, to: swap.giver })
  const all = await change.schedules()
  const before = all.map((one) => one.prepared)
  const swapped = whatIf(prepared, { swaps: [...prepared.snapshot.swaps, swap] })
  const after = all.map((one) => (one.id === schedule.id ? swapped : one.prepared))
  for (const { ref, from, to } of legs) {
    const shift = shiftOf(prepared, ref)
    if (shift === null) return { code: 'no_such_shift', start: ref.start }
    if (ref.start <= change.now) return { code: 'already_begun', start: ref.start }
    if (shift.holder !== from) return { code: 'not_holder', personId: from, holderId: shift.holder }
    const { restHours } = rules
    const problems = newProblems(before, after, { person: to, stretch: shift, restHours })
    const refusal = refusalFor(problems, { person: to, restHours })
    if (refusal !== null) return refusal
  }
  return null
}
