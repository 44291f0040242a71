import { onCallBetween } from '../../domain/oncall/between.ts'
import { type PreparedSchedule, rotationsOf } from '../../domain/oncall/prepare.ts'
import type { ScheduleRules } from '../../domain/oncall/rules.ts'
import type { Gap, OnCallInterval } from '../../domain/oncall/schedule.ts'
import { roleOf } from './on-duty.ts'

interface Side {
  readonly rules: ScheduleRules
  readonly prepared: PreparedSchedule
}

/**
 * Where a role has somebody by one schedule and nobody by the other, in `[from, to)`, in order of start. Unlike a gap of the
 * new schedule alone it also shows what an edit no longer plans: a layer or a rotation that it takes away.
 */
export function leftAlone(before: Side, after: Side, from: Date, to: Date): readonly Gap[] {
  const old = stretchesOf(before, from, to)
  const planned = stretchesOf(after, from, to)
  const cuts = new Set([...old, ...planned].flatMap(({ start, end }) => [start.getTime(), end.getTime()]))
  const instants = [...cuts].toSorted((a, b) => a - b)
  const gaps: Gap[] = []
  instants.slice(0, -1).forEach((at, index) => {
    const end = new Date(instants[index + 1] ?? at)
    const staffed = new Set(inForce(planned, at).flatMap((one) => (one.people.length > 0 ? [one.role] : [])))
    const missing = new Map(
      inForce(old, at).flatMap((one) => (one.people.length > 0 && !staffed.has(one.role) ? [[one.role, one]] : [])),
    )
    for (const [role, one] of missing) {
      const now = inForce(planned, at).find((other) => other.rotation === one.rotation)
      const { layer, why } = now ?? { layer: null, why: 'no_rotation' as const }
      const last = gaps.findLast((gap) => gap.role === role)
      if (last !== undefined && last.end.getTime() === at && last.why === why && last.layer === layer) {
        gaps.splice(gaps.indexOf(last), 1, { ...last, end })
      } else gaps.push({ role, rotations: [one.rotation], start: new Date(at), end, layer, why })
    }
  })
  return gaps
}

function stretchesOf({ rules, prepared }: Side, from: Date, to: Date) {
  return rotationsOf(prepared).flatMap((rotation) =>
    onCallBetween(prepared, rotation, from, to).map((one) => ({ ...one, role: roleOf(rules, rotation, one.layer) })),
  )
}

function inForce<T extends OnCallInterval>(stretches: readonly T[], at: number): readonly T[] {
  return stretches.filter(({ start, end }) => start.getTime() <= at && at < end.getTime())
}
