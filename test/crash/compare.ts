import { type CrashResult, playMainPath } from './main-path.ts'
import { type PagingResult, type Posted, playPagingPath } from './paging-path.ts'

/** What one story looks like with a kill, and without. */
export interface Crashing {
  /** The story without a kill: how many boundaries there are, and what stands at its end. */
  uninterrupted(): Promise<{ readonly problems: readonly string[]; readonly met: number }>
  /** The story with a kill at boundary `point` and a restart, and in what its end isn't as it should be. */
  afterKillAt(point: number): Promise<{ readonly wasKilled: boolean; readonly differences: readonly string[] }>
}

interface Played {
  readonly wasKilled: boolean
  readonly met: number
  readonly problems: readonly string[]
}

function crashing<R extends Played>(
  uninterrupted: () => Promise<R>,
  play: (killAt: number) => Promise<R>,
  differencesBetween: (expected: R, actual: R) => readonly string[],
): Crashing {
  return {
    uninterrupted,
    async afterKillAt(point) {
      const expected = await uninterrupted()
      const actual = await play(point)
      const { wasKilled, problems } = actual
      return { wasKilled, differences: [...problems, ...differencesBetween(expected, actual)] }
    },
  }
}

/** Played when it is first asked for, and kept. */
function playedOnce<R>(play: () => Promise<R>): () => Promise<R> {
  let played: Promise<R> | undefined
  return () => {
    played ??= play()
    return played
  }
}

const mainReference = playedOnce(() => playMainPath(null))
/** Without a kill nothing has to be looked for, so it is the same whether or not that is allowed. */
const pagingReference = playedOnce(() => playPagingPath(null))

/**
 * Nothing may differ from the story without a kill: one record, one card, one channel, every page and every notice once,
 * the same people notified as often, the same timeline.
 */
export const mainPath = crashing(mainReference, playMainPath, (expected, actual) =>
  differing(linesOf(expected.picture), linesOf(actual.picture)),
)

/** The same for pages; an SMS, which can't be looked for, may come a second time, which says that it is one. */
export const pagingPath = crashing(
  pagingReference,
  (killAt) => playPagingPath(killAt),
  (expected, actual) => [
    ...differing(linesOf(expected.picture), linesOf(actual.picture)),
    ...differing(leaves('paging', expected.paging), leaves('paging', actual.paging)),
    ...repeated('SMS', expected.texts, actual.texts),
    ...(expected.posted.length === actual.posted.length ? [] : [`${actual.posted.length} pages were posted`]),
  ],
)

/**
 * Where Slack doesn't let us look, either: no page is lost, and none comes a third time. What else was being said at the
 * kill may have been said twice or not at all (ONCALL 25).
 */
export const blindPagingPath = crashing(
  pagingReference,
  (killAt) => playPagingPath(killAt, true),
  (expected, actual) => [
    ...differing(recordsOf(expected), recordsOf(actual)),
    ...repeated('SMS', expected.texts, actual.texts),
    ...comingAgain(expected, actual),
  ],
)

/** But for the mark: each page that may have left before has it. */
function recordsOf({ paging }: PagingResult): readonly string[] {
  return leaves('paging', paging).filter((line) => !line.includes('.is_repeat = '))
}

/** As many pages as without a kill, each at most twice, and then the second one says so. */
function comingAgain(expected: PagingResult, actual: PagingResult): readonly string[] {
  const keys = [...new Set(actual.posted.map((page) => page.key))]
  const pages = new Set(expected.posted.map((page) => page.key)).size
  return [
    ...(keys.length === pages ? [] : [`${keys.length} pages were posted, not ${pages}`]),
    ...keys.flatMap((key) => {
      const [, second, ...more] = actual.posted.filter((page) => page.key === key)
      if (more.length > 0) return [`${more.length + 2} times: ${key}`]
      return second === undefined || second.isMarked ? [] : [`twice, and not marked: ${key}`]
    }),
  ]
}

/** Whatever was sent without a kill is sent now; at most once more, and then the later one says so. */
function repeated(what: string, expected: readonly Posted[], actual: readonly Posted[]): readonly string[] {
  const differences: string[] = []
  for (const key of new Set([...expected, ...actual].map((one) => one.key))) {
    const before = expected.filter((one) => one.key === key)
    const now = actual.filter((one) => one.key === key)
    const surplus = now.length - before.length
    if (surplus < 0) differences.push(`lost: ${what} ${key}`)
    if (surplus > 1) differences.push(`${surplus + 1} times: ${what} ${key}`)
    const unmarked = (list: readonly Posted[]) => list.filter((one) => !one.isMarked).length
    if (surplus > 0 && unmarked(now) > unmarked(before)) differences.push(`twice, and not marked: ${what} ${key}`)
  }
  return differences
}

function differing(expected: readonly string[], actual: readonly string[]): readonly string[] {
  return [
    ...expected.filter((line) => !actual.includes(line)).map((line) => `missing: ${line}`),
    ...actual.filter((line) => !expected.includes(line)).map((line) => `unexpected: ${line}`),
  ]
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
