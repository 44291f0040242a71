import { afterAll, expect, test } from 'vitest'
import { endSpareBots } from '../support/crash-bench.ts'
import { expectWholeAfterKillAt, uninterrupted } from './expect-whole.ts'

/** Two stories at a time: what each waits for is mostly the other's processor. */
const AT_ONCE = 2
const HOURS = 3

afterAll(endSpareBots)

test(
  'a kill between each pair of steps, then a restart, completes the job',
  async () => {
    expect((await uninterrupted()).problems).toEqual([])
    const failures: string[] = []
    let point = 0
    let isOver = false
    async function work(): Promise<void> {
      while (!isOver) {
        point += 1
        const mine = point
        try {
          const { wasKilled } = await expectWholeAfterKillAt(mine)
          // It came to the end alive: there is no such point, nor any after it.
          if (!wasKilled) isOver = true
        } catch (error) {
          failures.push(`point ${mine}: ${error instanceof Error ? error.message : String(error)}`)
          if (failures.length >= 20) isOver = true
        }
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    process.stdout.write(`${point} points tried\n`)
    expect(failures).toEqual([])
    expect(point).toBeGreaterThan(300)
  },
  HOURS * 3_600_000,
)
