import { afterAll, beforeAll, expect, test } from 'vitest'
import { endSpareBots } from '../support/crash-bench.ts'
import { mainPath } from './compare.ts'
import { sampled } from './every.ts'

/** Some of the points of `every-point.test.ts`, one from each eighth of the story; with those of pages a dozen. */
const SAMPLES = 8
const SEED = 20261124

beforeAll(async () => {
  const { problems, met } = await mainPath.uninterrupted()
  expect(problems).toEqual([])
  expect(met).toBeGreaterThan(300)
}, 60_000)
afterAll(endSpareBots)

test.each(Array.from({ length: SAMPLES }, (_, k) => k))(
  'a kill in part %i of the story, then a restart, completes the job',
  async (part) => {
    const { met } = await mainPath.uninterrupted()
    const point = sampled({ part, parts: SAMPLES, seed: SEED }, met)
    expect(await mainPath.afterKillAt(point)).toEqual({ wasKilled: true, differences: [] })
  },
)
