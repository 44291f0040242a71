import { addSwap, nextPlace, openSwapOf } from '../../db/stores/exchanges-of-duty.ts'
import { setDutyTimer } from '../../db/stores/oncall/duty-timers.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { onCallBetween } from '../../domain/oncall/between.ts'
import { type DutyOutcome, did, didNot } from '../../domain/oncall/duty-refusal.ts'
import { isAway } from '../../domain/oncall/members.ts'
import { type PreparedSchedule, rotationsOf } from '../../domain/oncall/prepare.ts'
import type { ShiftRef } from '../../domain/oncall/schedule.ts'
import type { Deps } from '../deps.ts'
import { putOverride } from './add-override.ts'
import { changeSchedule } from './duty-change.ts'
import { SWAP_EXPIRY } from './expire.ts'
import { reasonOf } from './reason.ts'
import { shiftOf } from './shifts.ts'
import { keepTheirWord, whyNot } from './swap-change.ts'

export type TakenNow =
  | { readonly kind: 'override'; readonly overrideId: number; readonly until: Date }
  | { readonly kind: 'swap'; readonly swapId: number; readonly state: 'accepted' | 'awaiting_approval' }

/**
 * "Take it now", for oneself, or by a lead for somebody: what a person is on call for from this instant until `until` (null: to
 * the end of their duty), or a whole shift that hasn't begun, without its having been offered. Who is relieved is told.
 */
export async function takeNow(
  deps: Deps,
  actor: PersonActor,
  input: {
    readonly scheduleId: number
    readonly what:
      | { readonly kind: 'duty'; readonly person: string; readonly until: Date | null }
      | { readonly kind: 'shift'; readonly shift: ShiftRef }
    readonly forId?: string
    readonly reason: string | null
  },
): Promise<DutyOutcome<TakenNow>> {
  return changeSchedule(deps, actor, {
    scheduleId: input.scheduleId,
    work: async (change, schedule): Promise<DutyOutcome<TakenNow>> => {
      const { tx, now } = change
      const { what } = input
      const checked = reasonOf(input.reason)
      if (!checked.ok) return checked
      const reason = checked.value
      const taker = input.forId ?? actor.id
      const isLead = await change.isLead(schedule)
      if (taker !== actor.id && !isLead) return didNot({ code: 'not_permitted', reason: 'not_lead' })
      if (what.kind === 'duty') {
        const end = what.until ?? endOfDuty(schedule.prepared, what.person, now)
        if (end === null) return didNot({ code: 'no_effect', personId: what.person })
        const override = { kind: 'replace', subject: what.person, by: taker, start: now, end, reason } as const
        const added = await putOverride(change, schedule, { override, isDespite: false })
        if (!added.ok) return added
        const { overrideId } = added.value
        for (const userId of [what.person, taker]) {
          change.tell({ code: 'replaced', overrideId, by: actor.id }, userId, now)
        }
        return did({ kind: 'override', overrideId, until: end })
      }

      const shift = shiftOf(schedule.prepared, what.shift)
      if (shift === null) return didNot({ code: 'no_such_shift', start: what.shift.start })
      const giver = shift.holder
      if (giver === null) return didNot({ code: 'no_effect', personId: null })
      if (giver === taker) return didNot({ code: 'same_person', personId: taker })
      if (isAway(schedule.prepared.snapshot.deactivations, taker, now)) {
        return didNot({ code: 'deactivated', personId: taker })
      }
      if (!(await change.standingOf(taker, schedule)).isOfTeam) return didNot({ code: 'not_of_team', personId: taker })
      const refusal = await whyNot(change, schedule, { shift: what.shift, giver, taker, inReturn: null })
      if (refusal !== null) return didNot(refusal)
      const ofShift = { scheduleId: schedule.id, rotation: shift.rotation, layer: shift.layer, shiftStart: shift.start }
      const open = await openSwapOf(tx, ofShift)
      // Its giver seeks cover already: that request is what is to be accepted.
      if (open !== null) return didNot({ code: 'already_asked', since: open.askedAt })
      const state = schedule.rules.swapsNeedApproval && !isLead ? 'awaiting_approval' : 'accepted'
      if (state === 'accepted') await change.touch(schedule.id)
      const swapId = await addSwap(tx, {
        ...ofShift,
        shiftEnd: shift.end,
        giver,
        taker,
        state,
        offeredTo: [taker],
        reason,
        askedBy: actor.id,
        askedAt: now,
        expiresAt: shift.start,
        acceptedAt: now,
        ...(state === 'accepted' ? { acceptedSeq: await nextPlace(tx, schedule.id) } : {}),
      })
      if (swapId === null) return didNot({ code: 'already_asked', since: now })
      if (state === 'awaiting_approval') {
        const timer = { key: `${SWAP_EXPIRY}:${swapId}`, kind: SWAP_EXPIRY, dueAt: shift.start, facts: { swapId } }
        await setDutyTimer(tx, timer)
      }
      const swap = { shift: what.shift, giver, taker, inReturn: null }
      await keepTheirWord(change, swap, { scheduleId: schedule.id, askedBy: actor.id })
      const taken = { code: 'swap_taken', swapId, by: taker } as const
      for (const userId of [giver, taker]) change.tell(taken, userId, shift.start)
      if (state === 'awaiting_approval') change.tellLeads(schedule, { code: 'swap_to_approve', swapId }, shift.start)
      return did({ kind: 'swap', swapId, state })
    },
  })
}

/** When the person who is on call now goes off duty, in whatever rotations; null where they aren't. */
function endOfDuty(prepared: PreparedSchedule, person: string, now: Date): Date | null {
  let end: Date | null = null
  const horizon = new Date(now.getTime() + HORIZON_MS)
  for (const rotation of rotationsOf(prepared)) {
    let until: Date | null = null
    for (const interval of onCallBetween(prepared, rotation, now, horizon)) {
      if (!interval.people.includes(person)) break
      until = interval.end
    }
    if (until !== null && (end === null || until > end)) end = until
  }
  return end
}

/** Further than anybody means by "take it now". */
const HORIZON_MS = 14 * 24 * 60 * 60_000
