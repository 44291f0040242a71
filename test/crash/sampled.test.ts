import { afterAll, beforeAll, expect, test } from 'vitest'
import { endSpareBots } from '../support/crash-bench.ts'
import { afterKillAt, uninterrupted } from './compare.ts'

/** A dozen of the points of `every-point.test.ts`, one from each twelfth of the story. */
const SAMPLES = 12
const SEED = 20261124

beforeAll(async () => {
  const { problems, met } = await uninterrupted()
  expect(problems).toEqual([])
  expect(met).toBeGreaterThan(300)
}, 60_000)
afterAll(endSpareBots)

test.each(Array.from({ length: SAMPLES }, (_, k) => k))(
  'a kill in part %i of the story, then a restart, completes the job',
  async (part) => {
    const { met } = await uninterrupted()
    const inPart = fractionOf(SEED + part)
    // A run on a calm machine meets fewer boundaries (less is tried again): the last ones are left to `every-point`.
    const point = 1 + Math.floor(((part + inPart) / SAMPLES) * met * 0.85)
    expect(await afterKillAt(point)).toEqual({ wasKilled: true, differences: [] })
  },
)

/** The same figure for the same seed, in [0, 1). */
function fractionOf(seed: number): number {
  let state = (seed * 2_654_435_761) >>> 0
  state ^= state >>> 16
  state = Math.imul(state, 2_246_822_507) >>> 0
  return (state >>> 8) / 2 ** 24
}
