import { afterAll, expect, test } from 'vitest'
import { endSpareBots } from '../support/crash-bench.ts'
import { afterKillAt, uninterrupted } from './compare.ts'

/** Two stories at a time: what each waits for is mostly the other's processor. */
const AT_ONCE = 2
const MOST_FAILURES = 20
const HOURS = 3

afterAll(endSpareBots)

test(
  'a kill between each pair of steps, then a restart, completes the job',
  async () => {
    expect((await uninterrupted()).problems).toEqual([])
    const failures: string[] = []
    let point = 0
    let last = 0
    async function work(): Promise<void> {
      while (last === 0 && failures.length < MOST_FAILURES) {
        point += 1
        const mine = point
        const { wasKilled, differences } = await afterKillAt(mine).catch((error: unknown) => ({
          wasKilled: true,
          differences: [error instanceof Error ? error.message : String(error)],
        }))
        for (const difference of differences) failures.push(`point ${mine}: ${difference}`)
        // It came to the end alive: there is no such point, nor any after it.
        if (!wasKilled) last = mine
        if (mine % 50 === 0) process.stdout.write(`${mine} points, ${failures.length} differences\n`)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    process.stdout.write(`${last} points\n`)
    expect(failures).toEqual([])
    expect(last).toBeGreaterThan(300)
  },
  HOURS * 3_600_000,
)
