import { z } from 'zod'
import type { Queryable } from '../../../db/client.ts'
import { confirmationsBetween } from '../../../db/stores/exchanges-of-duty.ts'
import { type DutyPostRow, ownWords } from '../../../db/stores/oncall/posts.ts'
import { type PostLine, postLines } from '../../../domain/oncall/post-lines.ts'
import { stillInForce } from '../../../domain/oncall/posts.ts'
import type { Span } from '../../../domain/oncall/schedule.ts'
import type { LoadedSchedule } from '../load-schedules.ts'

const DAY_MS = 24 * 60 * 60_000
/** A shift that is announced may have begun before its weekend: in pieces, with a weekly handoff. */
const LONGEST_SHIFT_MS = 35 * DAY_MS

const pairs = z.array(z.tuple([z.iso.datetime(), z.iso.datetime()])).min(1)

export function windowsOfPost(post: Pick<DutyPostRow, 'windows'>): readonly Span[] {
  return pairs.parse(post.windows).map(([start, end]) => ({ start: new Date(start), end: new Date(end) }))
}

/** What of it is in force as the schedule stands: nothing, where its holiday was struck. */
export function windowsNow(
  schedule: Pick<LoadedSchedule, 'prepared'>,
  post: Pick<DutyPostRow, 'kind' | 'windows'>,
): readonly Span[] {
  return stillInForce(schedule.prepared, post.kind, windowsOfPost(post))
}

export function asPairs(windows: readonly Span[]): readonly (readonly [string, string])[] {
  return windows.map(({ start, end }) => [start.toISOString(), end.toISOString()] as const)
}

/** Who is on call in these windows as things stand, and who said that they'll be there. */
export async function linesOf(
  q: Queryable,
  schedule: LoadedSchedule,
  windows: readonly Span[],
): Promise<readonly PostLine[]> {
  const from = windows[0]?.start
  const to = windows.at(-1)?.end
  if (from === undefined || to === undefined) return []
  const since = new Date(from.getTime() - LONGEST_SHIFT_MS)
  const confirmed = await confirmationsBetween(q, schedule.id, since, to)
  const keyOf = (rotation: string, layer: string, start: Date, person: string) =>
    JSON.stringify([rotation, layer, start.getTime(), person])
  const said = new Set(confirmed.map((one) => keyOf(one.rotation, one.layer, one.shiftStart, one.userId)))
  const words = await ownWords(q, { scheduleId: schedule.id, from, to })
  return postLines(schedule.prepared, windows, {
    isConfirmed: ({ rotation, layer, start }, person) => said.has(keyOf(rotation, layer, start, person)),
    isOwnWord: (rotation, person, span) =>
      words.some(
        (one) =>
          one.createdBy === person &&
          (one.kind === 'replace' ? one.substitute === person : one.subject === person && one.rotation === rotation) &&
          one.startAt <= span.start &&
          one.endAt >= span.end,
      ),
  })
}
