import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileOne, MONDAY_NIGHT, testWorld, type World } from '../../support/builders.ts'
import { counting } from '../../support/counting.ts'

let world: World
beforeAll(async () => {
  world = await testWorld(MONDAY_NIGHT)
})
afterAll(() => world.end())

/** Each is a way to the server and back, and the form has 2.3 s for all of them on the slowest machine. */
const MOST = 47

test.each(['sev1', 'sev3'] as const)('a %s is filed in a bounded number of statements', async (severity) => {
  const seen: string[] = []
  const counted: World = { ...world, deps: { ...world.deps, db: counting(world.deps.db, seen) } }
  await fileOne(counted, { severity })
  expect(seen.length, seen.map((statement) => statement.slice(0, 90)).join('\n')).toBeLessThanOrEqual(MOST)
  expect(seen.filter((statement) => statement.includes('insert into "outbox"'))).toHaveLength(1)
})
