import { expect, test } from 'vitest'
import { differences, inWords } from '../support/simulation/compare.ts'
import { scripts } from '../support/simulation/script.ts'
import { summary } from '../support/simulation/summary.ts'
import { drive } from '../support/simulation/year.ts'

const SEED = Number(process.env.SEED ?? 2026)
const COUNT = Number(process.env.COUNT ?? 3000)

test('a simulated year of thousands: a separate oracle agrees on every deadline, every page and every breach', async () => {
  const year = await drive(scripts(SEED, COUNT, 'as_people_are'), true)
  const said = summary(SEED, year)
  console.info(said)
  const found = differences(year.lived)
  expect(found.length, `${said}\n${inWords(found)}`).toBe(0)
}, 7_200_000)

test('a brisk year of a hundred and fifty: the same', async () => {
  const year = await drive(scripts(SEED, 150, 'brisk'), false)
  const found = differences(year.lived)
  expect(found.length, `${summary(SEED, year)}\n${inWords(found)}`).toBe(0)
}, 600_000)
