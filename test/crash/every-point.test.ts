import { afterAll, test } from 'vitest'
import { endSpareBots } from '../support/crash-bench.ts'
import { mainPath } from './compare.ts'
import { killEverywhere } from './every.ts'

const HOURS = 3

afterAll(endSpareBots)

test(
  'a kill between each pair of steps, then a restart, completes the job',
  () => killEverywhere(mainPath, 300),
  HOURS * 3_600_000,
)
