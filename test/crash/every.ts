import { expect } from 'vitest'
import type { Crashing } from './compare.ts'

/** Two stories at a time: what each waits for is mostly the other's processor. */
const AT_ONCE = 2
const MOST_FAILURES = 20

/** Kills at the first boundary, at the second, and so on, until a story comes to its end alive. */
export async function killEverywhere({ uninterrupted, afterKillAt }: Crashing, atLeast: number): Promise<void> {
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
      for (const difference of differences) {
        failures.push(`point ${mine}: ${difference}`)
        process.stdout.write(`${failures.at(-1)}\n`)
      }
      // It came to the end alive: there is no such point, nor any after it.
      if (!wasKilled) last = mine
      if (mine % 50 === 0) process.stdout.write(`${mine} points, ${failures.length} differences\n`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  process.stdout.write(`${last} points\n`)
  expect(failures).toEqual([])
  expect(last).toBeGreaterThan(atLeast)
}

/**
 * One boundary of each of `parts` parts of a story, the same for the same seed. `met`: how many there are on this machine
 * now; on a calm one a run meets fewer (less is tried again), so the last ones are left to `killEverywhere`.
 */
export function sampled(of: { readonly part: number; readonly parts: number; readonly seed: number }, met: number) {
  const inPart = fractionOf(of.seed + of.part)
  return 1 + Math.floor(((of.part + inPart) / of.parts) * met * 0.85)
}

/** The same figure for the same seed, in [0, 1). */
function fractionOf(seed: number): number {
  let state = (seed * 2_654_435_761) >>> 0
  state ^= state >>> 16
  state = Math.imul(state, 2_246_822_507) >>> 0
  return (state >>> 8) / 2 ** 24
}
