import type { Queryable } from '../../db/client.ts'
import { openAsks, openSwaps } from '../../db/stores/exchanges-of-duty.ts'
import type { DigestGap } from '../../domain/digest/needs.ts'
import type { SwapToApprove } from '../../domain/oncall/screens.ts'
import { gapsOf } from '../oncall/find-gaps.ts'
import type { LoadedSchedule } from '../oncall/load-schedules.ts'
import { namesOf } from '../views/common.ts'

/** Gaps in `[from, to)`, in order, each with whom somebody has asked to fill it. */
export async function gapsAhead(
  q: Queryable,
  schedules: readonly LoadedSchedule[],
  range: { readonly from: Date; readonly to: Date },
): Promise<readonly DigestGap[]> {
  const found: DigestGap[] = []
  for (const { id: scheduleId, name: schedule, prepared, rules } of schedules) {
    const gaps = gapsOf(prepared, rules, range)
    if (gaps.length === 0) continue
    const asks = await openAsks(q, scheduleId)
    const name = await namesOf(
      q,
      asks.flatMap(({ asked }) => asked),
    )
    for (const { kind, subject, rotations, start, end } of gaps) {
      const ask = asks.find(
        (one) => one.startAt < end && one.endAt > start && (rotations.length === 0 || rotations.includes(one.rotation)),
      )
      const asked = ask === undefined ? null : { names: ask.asked.map((person) => name(person).name), at: ask.askedAt }
      found.push({ scheduleId, schedule, kind, subject, start, end, isLead: true, asked })
    }
  }
  return found.toSorted((one, other) => one.start.getTime() - other.start.getTime())
}

/** Swaps of these schedules that both sides want, and that wait for a lead's yes. */
export async function swapsToApprove(
  q: Queryable,
  schedules: readonly LoadedSchedule[],
): Promise<readonly SwapToApprove[]> {
  const waiting = []
  for (const { id } of schedules) {
    for (const swap of await openSwaps(q, id)) if (swap.state === 'awaiting_approval') waiting.push(swap)
  }
  const name = await namesOf(
    q,
    waiting.flatMap(({ giver, taker }) => (taker === null ? [giver] : [giver, taker])),
  )
  return waiting.map(({ id, giver, taker, shiftStart: start }) => ({
    ...{ id, start },
    giver: name(giver).name,
    taker: taker === null ? '' : name(taker).name,
  }))
}
