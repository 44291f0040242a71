import { onCallBetween, shiftsBetween } from './between.ts'
import { effectOf } from './overrides.ts'
import type { PreparedSchedule } from './prepare.ts'
import type { ShiftRef } from './schedule.ts'
import { voidSwaps } from './swaps.ts'

/** How often one person was covered, and covered somebody (ONCALL 11). */
export interface Covers {
  readonly given: number
  readonly taken: number
}

export const NO_COVERS: Covers = { given: 0, taken: 0 }

/**
 * Covers of which the shift, or the replacement, begins in `[from, to)`, per person: accepted swaps, each leg for itself, and
 * replacements. What has no effect is no cover (a shift that a block covers whole, say), and who is added to others covers nobody.
 */
export function coversIn(
  prepared: PreparedSchedule,
  { from, to }: { readonly from: Date; readonly to: Date },
): ReadonlyMap<string, Covers> {
  const found = new Map<string, { given: number; taken: number }>()
  const add = (person: string, what: keyof Covers) => {
    const one = found.get(person) ?? { given: 0, taken: 0 }
    one[what] += 1
    found.set(person, one)
  }
  const cover = (start: Date, giver: string, taker: string) => {
    if (start < from || start >= to) return
    add(giver, 'given')
    add(taker, 'taken')
  }
  const { swaps, overrides } = prepared.snapshot
  const voided = new Set(voidSwaps(prepared))
  for (const { shift, giver, taker, inReturn } of swaps.filter((_, index) => !voided.has(index))) {
    if (isToServe(prepared, shift)) cover(shift.start, giver, taker)
    if (inReturn !== null && isToServe(prepared, inReturn)) cover(inReturn.start, taker, giver)
  }
  for (const one of overrides) {
    if (one.kind === 'replace' && effectOf(prepared, one).length > 0) cover(one.start, one.subject, one.by)
  }
  return found
}

function isToServe(prepared: PreparedSchedule, { rotation, layer, start }: ShiftRef): boolean {
  const at = new Date(start.getTime() + 1)
  const shift = shiftsBetween(prepared, rotation, start, at).find((one) => one.layer === layer && one.start >= start)
  if (shift === undefined) return false
  return onCallBetween(prepared, rotation, shift.start, shift.end).some((one) => one.layer !== 'block')
}
