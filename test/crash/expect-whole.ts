import { expect } from 'vitest'
import { type CrashResult, playMainPath } from './main-path.ts'

let reference: Promise<CrashResult> | undefined

/** The story without a kill: how many boundaries there are, and what stands at its end. */
export function uninterrupted(): Promise<CrashResult> {
  reference ??= playMainPath(null)
  return reference
}

/**
 * After a kill at `point` and a restart everything stands as if nothing had happened: one record, one card, one channel,
 * every page and every notice once, the same people notified as often, the same timeline.
 */
export async function expectWholeAfterKillAt(point: number): Promise<CrashResult> {
  const { picture } = await uninterrupted()
  const result = await playMainPath(point)
  expect({ point, problems: result.problems, ...comparable(result.picture) }).toEqual({
    point,
    problems: [],
    ...comparable(picture),
  })
  return result
}

/**
 * Whether the channel's own card still shows the closing depends on which of two lanes comes first, its edit or the
 * channel's archiving; either is right.
 */
function comparable(picture: CrashResult['picture']) {
  return { ...picture, surfaces: picture.surfaces.filter((surface) => !surface.startsWith('workcard')) }
}
