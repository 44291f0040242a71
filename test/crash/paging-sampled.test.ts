import { afterAll, beforeAll, expect, test } from 'vitest'
import { endSpareBots } from '../support/crash-bench.ts'
import { blindPagingPath, pagingPath } from './compare.ts'
import { sampled } from './every.ts'
import { endTwilio } from './paging-path.ts'

/** Four of the points of `paging-every-point.test.ts`, by turns with and without a look at what stands in Slack. */
const SAMPLES = 4
const SEED = 20261125

beforeAll(async () => {
  const { problems, met } = await pagingPath.uninterrupted()
  expect(problems).toEqual([])
  expect(met).toBeGreaterThan(500)
}, 60_000)
afterAll(endSpareBots)
afterAll(endTwilio)

test.each(Array.from({ length: SAMPLES }, (_, k) => k))(
  'a kill in part %i of a run, then a restart: no page is lost, and one that comes again says so',
  async (part) => {
    const { met } = await pagingPath.uninterrupted()
    const path = part % 2 === 0 ? pagingPath : blindPagingPath
    const point = sampled({ part, parts: SAMPLES, seed: SEED }, met)
    expect(await path.afterKillAt(point)).toEqual({ wasKilled: true, differences: [] })
  },
)
