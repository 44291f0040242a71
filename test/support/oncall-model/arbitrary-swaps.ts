import fc from 'fast-check'
import type { ScheduleSnapshot, Swap } from '../../../src/domain/oncall/schedule.ts'
import { person } from './arbitrary-era.ts'
import { modelShifts } from './model.ts'

export interface Wish {
  readonly shift: number
  readonly back: number | null
  readonly taker: string
  readonly isBroken: boolean
}

export const wish: fc.Arbitrary<Wish> = fc.record({
  shift: fc.nat({ max: 60 }),
  back: fc.option(fc.nat({ max: 60 }), { freq: 2 }),
  taker: person,
  isBroken: fc.constantFrom(false, false, false, true),
})

/** Accepted in order, each by who holds the shift then, so that they chain; a broken one is undone by an edit since. */
export function withSwaps(snapshot: ScheduleSnapshot, wishes: readonly Wish[], from: Date, to: Date): ScheduleSnapshot {
  if (wishes.length === 0) return snapshot
  const shifts = modelShifts(snapshot, from, to)
  const holders = new Map(shifts.map((shift, index) => [index, shift.holder]))
  const swaps = wishes.flatMap(({ shift: at, back, taker: asked, isBroken }): Swap[] => {
    const given = shifts[at % shifts.length]
    const inReturn = back === null ? undefined : shifts[back % shifts.length]
    const giver = holders.get(at % shifts.length)
    const taker = inReturn === undefined || back === null ? asked : holders.get(back % shifts.length)
    if (given === undefined || typeof giver !== 'string' || typeof taker !== 'string' || giver === taker) return []
    const moved = isBroken ? 60_000 : 0
    const swap = {
      shift: refTo(given, moved),
      giver,
      taker,
      inReturn: inReturn === undefined ? null : refTo(inReturn, 0),
    }
    // Who comes after a broken one either counts on it, and falls with it, or doesn't know of it.
    holders.set(at % shifts.length, taker)
    if (back !== null) holders.set(back % shifts.length, giver)
    return [swap]
  })
  return { ...snapshot, swaps }
}

function refTo({ rotation: name, layer, start }: ReturnType<typeof modelShifts>[number], movedBy: number) {
  return { rotation: name, layer, start: new Date(start.getTime() + movedBy) }
}
