import { beforeAll, describe, expect, test } from 'vitest'
import { differences, inWords } from '../support/simulation/compare.ts'
import type { Driven } from '../support/simulation/drive.ts'
import { scripts } from '../support/simulation/script.ts'
import { summary } from '../support/simulation/summary.ts'
import { drive } from '../support/simulation/year.ts'

const SEED = 2026
/** The same with 150 of them, and thousands as people are, in `test/long/simulated-year.test.ts`. */
const COUNT = 40
const MINUTE = 60_000

describe('a simulated year', () => {
  let year: Driven
  beforeAll(async () => {
    year = await drive(scripts(SEED, COUNT, 'brisk'), false)
  }, 600_000)

  test('a separate oracle agrees on every deadline, every page and every breach', () => {
    const found = differences(year.lived)
    expect(found.length, `${summary(SEED, year)}\n${inWords(found)}`).toBe(0)
    expect(year.lived).toHaveLength(COUNT)
  })

  test('an oracle that is a minute off in one wait disagrees: the comparison can fail', () => {
    for (const slip of [{ step: MINUTE }, { acknowledged: MINUTE }, { deadline: MINUTE }, { nextLead: MINUTE }]) {
      expect(differences(year.lived, slip).length, JSON.stringify(slip)).toBeGreaterThan(0)
    }
  })
})
