import { type CrashResult, playMainPath } from './main-path.ts'

let reference: Promise<CrashResult> | undefined

/** The story without a kill: how many boundaries there are, and what stands at its end. */
export function uninterrupted(): Promise<CrashResult> {
  reference ??= playMainPath(null)
  return reference
}

/**
 * The story with a kill at boundary `point` and a restart. Nothing may differ from the one without: one record, one card,
 * one channel, every page and every notice once, the same people notified as often, the same timeline.
 */
export async function afterKillAt(
  point: number,
): Promise<{ readonly wasKilled: boolean; readonly differences: readonly string[] }> {
  const expected = linesOf((await uninterrupted()).picture)
  const { wasKilled, problems, picture } = await playMainPath(point)
  const actual = linesOf(picture)
  return {
    wasKilled,
    differences: [
      ...problems,
      ...expected.filter((line) => !actual.includes(line)).map((line) => `missing: ${line}`),
      ...actual.filter((line) => !expected.includes(line)).map((line) => `unexpected: ${line}`),
    ],
  }
}

/** Every leaf of the picture with its path: `notified.U0LEAD1 = 1`. */
function linesOf(picture: CrashResult['picture']): readonly string[] {
  // Whether the channel's own card still shows the closing depends on which of two lanes comes first, its edit or the
  // channel's archiving; either is right.
  const surfaces = picture.surfaces.filter((surface) => !surface.startsWith('workcard'))
  return leaves('', { ...picture, surfaces })
}

function leaves(path: string, value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [`${path} = ${String(value)}`]
  return Object.entries(value).flatMap(([key, inner]) => leaves(path === '' ? key : `${path}.${key}`, inner))
}
