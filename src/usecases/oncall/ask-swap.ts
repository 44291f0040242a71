import { addSwap, openSwapOf } from '../../db/stores/exchanges-of-duty.ts'
import { setDutyTimer } from '../../db/stores/oncall/duty-timers.ts'
import { notifyDue } from '../../db/wake.ts'
import type { PersonActor } from '../../domain/actor.ts'
import { type DutyOutcome, did, didNot } from '../../domain/oncall/duty-refusal.ts'
import { answerBy } from '../../domain/oncall/expiry.ts'
import { isAway } from '../../domain/oncall/members.ts'
import type { ShiftRef } from '../../domain/oncall/schedule.ts'
import type { Deps } from '../deps.ts'
import { candidatesIn } from './candidates.ts'
import { changeSchedule, type DutyChange } from './duty-change.ts'
import { SWAP_EXPIRY } from './expire.ts'
import type { LoadedSchedule } from './load-schedules.ts'
import { reasonOf } from './reason.ts'
import { shiftOf } from './shifts.ts'
import { whyNot } from './swap-change.ts'

export interface SwapAsked {
  readonly swapId: number
  /** Least loaded first, where all were asked. */
  readonly askedOf: readonly string[]
  readonly expiresAt: Date
}

/**
 * "Find cover": offers a shift that hasn't begun to one, to several, or to all who could (ONCALL 10). With a shift in return it
 * is an exchange with whoever holds that. A lead may ask on somebody's behalf. Answers are waited for until the shift
 * begins, for a weekend until its post (`answerBy`), or an earlier `expiresAt`.
 */
export async function askSwap(
  deps: Deps,
  actor: PersonActor,
  input: {
    readonly scheduleId: number
    readonly shift: ShiftRef
    readonly to: readonly string[] | 'all'
    readonly inReturn: ShiftRef | null
    readonly reason: string | null
    /** Whose shift it is, where a lead asks for them. */
    readonly forId?: string
    readonly expiresAt?: Date
  },
): Promise<DutyOutcome<SwapAsked>> {
  return changeSchedule(deps, actor, {
    scheduleId: input.scheduleId,
    work: async (change, schedule) => {
      const { tx, now } = change
      const giver = input.forId ?? actor.id
      if (giver !== actor.id && !(await change.isLead(schedule))) {
        return didNot({ code: 'not_permitted', reason: 'not_lead' })
      }
      const reason = reasonOf(input.reason)
      if (!reason.ok) return reason
      const shift = shiftOf(schedule.prepared, input.shift)
      if (shift === null) return didNot({ code: 'no_such_shift', start: input.shift.start })
      const latest = answerBy(shift, schedule.rules, now)
      if (latest === null) return didNot({ code: 'already_begun', start: shift.start })
      if (shift.holder !== giver) return didNot({ code: 'not_holder', personId: giver, holderId: shift.holder })
      const expiresAt = input.expiresAt !== undefined && input.expiresAt < shift.start ? input.expiresAt : latest
      if (expiresAt <= now) return didNot({ code: 'in_past', at: expiresAt })

      const asked = await whomToAsk(change, schedule, { ...input, giver })
      if (!asked.ok) return asked
      const ofShift = { scheduleId: schedule.id, rotation: shift.rotation, layer: shift.layer, shiftStart: shift.start }
      const back = input.inReturn === null ? null : shiftOf(schedule.prepared, input.inReturn)
      const swapId = await addSwap(tx, {
        ...ofShift,
        shiftEnd: shift.end,
        giver,
        ...(back === null
          ? {}
          : {
              returnRotation: back.rotation,
              returnLayer: back.layer,
              returnStart: back.start,
              returnEnd: back.end,
            }),
        state: 'offered',
        offeredTo: [...asked.value],
        reason: reason.value,
        askedBy: actor.id,
        askedAt: now,
        expiresAt,
      })
      if (swapId === null) {
        return didNot({ code: 'already_asked', since: (await openSwapOf(tx, ofShift))?.askedAt ?? now })
      }
      await setDutyTimer(tx, {
        key: `${SWAP_EXPIRY}:${swapId}`,
        kind: SWAP_EXPIRY,
        dueAt: expiresAt,
        facts: { swapId },
      })
      await notifyDue(tx)
      for (const userId of asked.value) change.tell({ code: 'swap_asked', swapId }, userId, shift.start)
      return did({ swapId, askedOf: asked.value, expiresAt })
    },
  })
}

/** Those named must be able to say yes; of all, those who are. */
async function whomToAsk(
  change: DutyChange,
  schedule: LoadedSchedule,
  input: {
    readonly shift: ShiftRef
    readonly to: readonly string[] | 'all'
    readonly inReturn: ShiftRef | null
    readonly giver: string
  },
): Promise<DutyOutcome<readonly string[]>> {
  const { shift, giver, inReturn } = input
  const { prepared } = schedule
  if (inReturn !== null) {
    const back = shiftOf(prepared, inReturn)
    if (back === null) return didNot({ code: 'no_such_shift', start: inReturn.start })
    const holder = back.holder
    const named = input.to === 'all' ? (holder ?? giver) : (input.to[0] ?? giver)
    if (holder === null || holder !== named || (input.to !== 'all' && input.to.length > 1)) {
      return didNot({ code: 'not_holder', personId: named, holderId: holder })
    }
    if (holder === giver) return didNot({ code: 'same_person', personId: giver })
    const refusal = await whyNot(change, schedule, { shift, giver, taker: holder, inReturn })
    return refusal === null ? did([holder]) : didNot(refusal)
  }
  if (input.to === 'all') {
    const given = shiftOf(prepared, shift)
    const found =
      given === null ? [] : await candidatesIn(change, schedule, { stretch: given, language: null, except: [giver] })
    const able = found.filter((one) => one.isOffered).map((one) => one.person)
    return able.length === 0 ? didNot({ code: 'nobody_to_ask' }) : did(able)
  }
  const named = [...new Set(input.to)]
  if (named.length === 0) return didNot({ code: 'nobody_to_ask' })
  for (const person of named) {
    if (person === giver) return didNot({ code: 'same_person', personId: person })
    if (!(await change.standingOf(person, schedule)).isOfTeam) return didNot({ code: 'not_of_team', personId: person })
    if (isAway(prepared.snapshot.deactivations, person, change.now)) {
      return didNot({ code: 'deactivated', personId: person })
    }
    const refusal = await whyNot(change, schedule, { shift, giver, taker: person, inReturn: null })
    if (refusal !== null) return didNot(refusal)
  }
  return did(named)
}
