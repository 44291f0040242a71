import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { onCallBetween, shiftsBetween } from '../../../../src/domain/oncall/between.ts'
import { checkpointsAt } from '../../../../src/domain/oncall/checkpoint.ts'
import { type PreparedSchedule, prepareSchedule, rotationsOf } from '../../../../src/domain/oncall/prepare.ts'
import {
  LAYERS,
  type OnCallAnswer,
  type OnCallInterval,
  type Rotation,
  type ScheduleSnapshot,
} from '../../../../src/domain/oncall/schedule.ts'
import { joined } from '../../../../src/domain/oncall/spans.ts'
import { voidSwaps } from '../../../../src/domain/oncall/swaps.ts'
import { whoIsOnCall } from '../../../../src/domain/oncall/who-is-on-call.ts'
import { randomSchedules } from '../../../support/oncall-schedules.ts'

const SECOND = 1000
const SEED = 20_261_126
const RUNS = 60

const what = ({ people, layer, why }: OnCallAnswer | OnCallInterval) => ({ people, layer, why })
const plus = (at: Date, ms: number) => new Date(at.getTime() + ms)

describe('Show 1: laws over random schedules', { timeout: 60_000 }, () => {
  test('the range says what the instant says, at every boundary, one second before and after', () => {
    fc.assert(
      fc.property(randomSchedules(), ({ snapshot, from, to }) => {
        const range = prepareSchedule(snapshot)
        const instant = prepareSchedule(snapshot)
        for (const rotation of rotationsOf(range)) {
          for (const interval of onCallBetween(range, rotation, from, to)) {
            const ask = (at: Date) => whoIsOnCall(instant, rotation, at)
            expect(what(ask(interval.start))).toEqual(what(interval))
            expect(what(ask(plus(interval.start, SECOND)))).toEqual(what(interval))
            expect(what(ask(plus(interval.end, -SECOND)))).toEqual(what(interval))
            if (interval.end < to) expect(ask(interval.start).until).toEqual(interval.end)
          }
        }
      }),
      { seed: SEED, numRuns: RUNS },
    )
  })

  test('every instant has exactly one answer per rotation: in order, without holes, and different from its neighbours', () => {
    fc.assert(
      fc.property(randomSchedules(), ({ snapshot, from, to }) => {
        const prepared = prepareSchedule(snapshot)
        for (const rotation of rotationsOf(prepared)) {
          const intervals = onCallBetween(prepared, rotation, from, to)
          expect(intervals[0]?.start).toEqual(from)
          expect(intervals.at(-1)?.end).toEqual(to)
          for (const [index, interval] of intervals.entries()) {
            const next = intervals[index + 1]
            expect(interval.start < interval.end).toBe(true)
            expect(new Set(interval.people).size).toBe(interval.people.length)
            if (next === undefined) continue
            expect(next.start).toEqual(interval.end)
            expect(what(next)).not.toEqual(what(interval))
          }
        }
      }),
      { seed: SEED + 1, numRuns: RUNS },
    )
  })

  test('the answer never depends on the range asked, nor on what was asked before', () => {
    fc.assert(
      fc.property(randomSchedules(), fc.nat({ max: 60 }), fc.nat({ max: 9 }), ({ snapshot, from, to }, days, hours) => {
        const day = 24 * 60 * 60 * SECOND
        const start = plus(from, days * day)
        const end = plus(start, (hours + 1) * 5 * 60 * 60 * SECOND)
        const wide = prepareSchedule(snapshot)
        const narrow = prepareSchedule(snapshot)
        for (const rotation of rotationsOf(wide)) {
          onCallBetween(wide, rotation, plus(from, -90 * day), plus(to, 90 * day))
          expect(onCallBetween(narrow, rotation, start, end)).toEqual(onCallBetween(wide, rotation, start, end))
          expect(shiftsBetween(narrow, rotation, start, end)).toEqual(shiftsBetween(wide, rotation, start, end))
        }
      }),
      { seed: SEED + 2, numRuns: RUNS },
    )
  })

  test('a checkpoint of unedited rules answers as the schedule without it, from its instant on', () => {
    fc.assert(
      fc.property(randomSchedules(), fc.integer({ min: 0, max: 60 }), ({ snapshot, from, to }, days) => {
        const at = plus(from, days * 24 * 60 * 60 * SECOND + 12_345_000)
        const whole = prepareSchedule(snapshot)
        // A void swap leaves the schedule: counted from a later turn nothing tells that its first leg was broken.
        const gone = voidSwaps(whole)
        const swaps = snapshot.swaps.filter((_, index) => !gone.includes(index))
        const counted = prepareSchedule({ ...snapshot, swaps, checkpoints: checkpointsAt(whole, at) })
        for (const rotation of rotationsOf(whole)) {
          expect(onCallBetween(counted, rotation, at, to)).toEqual(onCallBetween(whole, rotation, at, to))
        }
        const later = plus(at, 9 * 24 * 60 * 60 * SECOND)
        expect(checkpointsAt(counted, later)).toEqual(checkpointsAt(whole, later))
      }),
      { seed: SEED + 3, numRuns: RUNS },
    )
  })

  test('removing a participant never leaves a hole that was none, where another can serve every turn in full', () => {
    fc.assert(
      fc.property(randomSchedules({ withEvents: false }), fc.nat({ max: 5 }), ({ snapshot, from, to }, which) => {
        const gone = `U${'ABCDEF'[which]}`
        // Somebody who is always in and keeps no days; where zones differ, a rotation may begin later than its layer.
        const full = mapRotations(snapshot, (rotation) => ({
          ...rotation,
          zone: null,
          participants: [...rotation.participants, { id: 'UZ', from: null, to: null }],
        }))
        const before = prepareSchedule(full)
        const after = prepareSchedule(
          mapRotations(full, (rotation) => ({
            ...rotation,
            participants: rotation.participants.filter(({ id }) => id !== gone),
          })),
        )
        for (const name of rotationsOf(before)) {
          const staffed = (prepared: PreparedSchedule) =>
            onCallBetween(prepared, name, from, to).flatMap(({ start, end, people }) =>
              people.length > 0 ? [{ start: start.getTime(), end: end.getTime() }] : [],
            )
          expect(joined(staffed(after))).toEqual(joined(staffed(before)))
        }
      }),
      { seed: SEED + 4, numRuns: 2 * RUNS },
    )
  })

  test('turns given by the line differ by at most one between participants with the same dates and kept days', () => {
    let compared = 0
    fc.assert(
      fc.property(randomSchedules({ withEvents: false }), ({ snapshot, to }) => {
        const ordered = mapRotations(snapshot, (rotation) => ({ ...rotation, reorderings: [] }))
        const prepared = prepareSchedule(ordered)
        for (const layer of LAYERS) {
          for (const rotation of ordered.layers[layer]?.rotations ?? []) {
            const turns = prepared.place(rotation.name, layer)?.turns
            turns?.growTo(to.getTime())
            const counts = new Map<string, number[]>()
            for (const { id, from, to: until } of rotation.participants) {
              const kept = ordered.keptDays.filter(({ person }) => person === id)
              const key = JSON.stringify([from, until, kept.map((one) => ({ ...one, person: null }))])
              const given = turns?.turns.filter(({ holder }) => holder === id).length ?? 0
              counts.set(key, [...(counts.get(key) ?? []), given])
            }
            for (const alike of counts.values()) {
              if (alike.length > 1) compared += 1
              expect(Math.max(...alike) - Math.min(...alike)).toBeLessThanOrEqual(1)
            }
          }
        }
      }),
      { seed: SEED + 5, numRuns: 2 * RUNS },
    )
    expect(compared).toBeGreaterThan(RUNS / 2)
  })
})

function mapRotations(snapshot: ScheduleSnapshot, change: (rotation: Rotation) => Rotation): ScheduleSnapshot {
  const { weekday, weekend, holiday } = snapshot.layers
  const changed = <T extends { readonly rotations: readonly Rotation[] }>(layer: T | null): T | null =>
    layer === null ? null : { ...layer, rotations: layer.rotations.map(change) }
  return { ...snapshot, layers: { weekday: changed(weekday), weekend: changed(weekend), holiday: changed(holiday) } }
}
