import { afterAll, test } from 'vitest'
import { endSpareBots } from '../support/crash-bench.ts'
import { blindPagingPath, pagingPath } from './compare.ts'
import { killEverywhere } from './every.ts'
import { endTwilio } from './paging-path.ts'

const HOURS = 3

afterAll(endSpareBots)
afterAll(endTwilio)

test(
  'a kill between each pair of steps of a run, then a restart: every page once, every deadline told once',
  () => killEverywhere(pagingPath, 500),
  HOURS * 3_600_000,
)

test(
  'where Slack doesn’t let us look: no page is lost, and one that comes again says so',
  () => killEverywhere(blindPagingPath, 500),
  HOURS * 3_600_000,
)
