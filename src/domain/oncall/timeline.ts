import { type Standing, sameAnswer } from './overlay.ts'
import type { PreparedSchedule } from './prepare.ts'
import { lastStartingBy } from './spans.ts'
import { type Asked, askedOf } from './standing.ts'
import { DAY_MS } from './wall-clock.ts'

/** A stretch with one answer, and none joined to it within its leaf. */
interface Stretch {
  readonly start: number
  readonly end: number
  readonly answer: Standing
}

/** One rotation's answers, worked out leaf by leaf (so many days at once) and kept. */
export interface Timeline {
  readonly asked: Asked
  /** In order and without holes, from the stretch that holds `from` on; neighbours may be equal. */
  readonly stretchesFrom: (from: number) => Generator<Stretch, never>
}

const LEAF_MS = 32 * DAY_MS

export function timelineOf(prepared: PreparedSchedule, rotation: string): Timeline {
  const known = prepared.timelines.get(rotation)
  if (known !== undefined) return known
  const made = newTimeline(askedOf(prepared, rotation))
  prepared.timelines.set(rotation, made)
  return made
}

function newTimeline(asked: Asked): Timeline {
  const leaves = new Map<number, readonly Stretch[]>()
  const leafOf = (number: number): readonly Stretch[] => {
    const known = leaves.get(number)
    if (known !== undefined) return known
    const leaf = stretchesOf(asked, number * LEAF_MS, (number + 1) * LEAF_MS)
    leaves.set(number, leaf)
    return leaf
  }
  return {
    asked,
    stretchesFrom: function* (from) {
      let number = Math.floor(from / LEAF_MS)
      let index = Math.max(0, lastStartingBy(leafOf(number), from))
      for (; ; number += 1, index = 0) {
        for (const stretch of leafOf(number).slice(index)) yield stretch
      }
    },
  }
}

function stretchesOf(asked: Asked, start: number, end: number): readonly Stretch[] {
  const bounds = [start, ...asked.cuts(start, end), end]
  const list: Stretch[] = []
  for (let index = 0; index + 1 < bounds.length; index += 1) {
    const from = bounds[index] ?? end
    const to = bounds[index + 1] ?? end
    const answer = asked.at(from)
    const last = list.at(-1)
    if (last !== undefined && sameAnswer(last.answer, answer)) list[list.length - 1] = { ...last, end: to }
    else list.push({ start: from, end: to, answer })
  }
  return list
}
