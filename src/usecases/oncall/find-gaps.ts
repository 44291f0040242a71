import type { Queryable } from '../../db/client.ts'
import { addFinding, closeFindings, type GapFinding, moveFinding, openFindings } from '../../db/stores/gaps-found.ts'
import { lockSchedule } from '../../db/stores/oncall/schedules.ts'
import { gapsBetween, languageGapsBetween } from '../../domain/oncall/gaps.ts'
import type { PreparedSchedule } from '../../domain/oncall/prepare.ts'
import type { ScheduleRules } from '../../domain/oncall/rules.ts'
import type { Span } from '../../domain/oncall/schedule.ts'
import type { Settings } from '../../settings/types.ts'
import type { Deps } from '../deps.ts'
import { scheduleOf } from './load-schedules.ts'

/** How far ahead gaps are looked for (ONCALL 7). */
export const GAP_DAYS = 30
const DAY_MS = 24 * 60 * 60_000

export interface FoundGap extends Span {
  readonly kind: 'nobody' | 'language'
  /** The role, or the language that nobody reads. */
  readonly subject: string
  /** Rotations in which cover would fill it; empty where no layer says. */
  readonly rotations: readonly string[]
}

export interface GapReport {
  /** All of the next 30 days, in order. */
  readonly gaps: readonly FoundGap[]
  /** Those that weren't known before: each is told once. */
  readonly fresh: readonly GapFinding[]
  /** Known, and longer or shorter than they were. */
  readonly moved: readonly GapFinding[]
  /** Filled, or over. */
  readonly closed: readonly GapFinding[]
}

/** Gaps of a schedule in `[from, to)`: nobody on call, and nobody who reads a language that is needed. Pure. */
export function gapsOf(
  prepared: PreparedSchedule,
  rules: Pick<ScheduleRules, 'readers' | 'needsLanguages'>,
  range: { readonly from: Date; readonly to: Date },
): readonly FoundGap[] {
  const { from, to } = range
  const nobody = gapsBetween(prepared, from, to).map((gap): FoundGap => {
    const { role: subject, rotations, start, end } = gap
    return { kind: 'nobody', subject, rotations, start, end }
  })
  const unread = languageGapsBetween(prepared, rules.readers, rules.needsLanguages, from, to).map((gap): FoundGap => {
    const { language: subject, start, end } = gap
    return { kind: 'language', subject, rotations: [], start, end }
  })
  return [...nobody, ...unread].toSorted((a, b) => a.start.getTime() - b.start.getTime())
}

/** Gaps as they are now, for a screen: nothing is written. Null where there is no such schedule. */
export async function gapsAhead(deps: Deps, scheduleId: number): Promise<readonly FoundGap[] | null> {
  const now = deps.clock.now()
  const schedule = await deps.db.read((q) => scheduleOf(q, deps.settings(), scheduleId, now))
  if (schedule === null) return null
  return gapsOf(schedule.prepared, schedule.rules, { from: now, to: new Date(now.getTime() + GAP_DAYS * DAY_MS) })
}

/**
 * Looks 30 days ahead and keeps what was found: each gap once, grown or shrunk, closed when it is filled or over. In the
 * caller's transaction, under the schedule's lock; null where it is retired.
 */
export async function findGaps(
  tx: Queryable,
  settings: Settings,
  scheduleId: number,
  now: Date,
): Promise<GapReport | null> {
  if ((await lockSchedule(tx, scheduleId)) === null) return null
  const schedule = await scheduleOf(tx, settings, scheduleId, now)
  if (schedule === null) return null
  const range = { from: now, to: new Date(now.getTime() + GAP_DAYS * DAY_MS) }
  const gaps = gapsOf(schedule.prepared, schedule.rules, range)
  const known = await openFindings(tx, scheduleId)
  const kept = new Set<number>()
  const fresh: GapFinding[] = []
  const moved: GapFinding[] = []
  for (const gap of gaps) {
    const { kind, subject, start: startAt, end: endAt } = gap
    const same = known.find(
      (one) =>
        !kept.has(one.id) && one.kind === kind && one.subject === subject && one.startAt < endAt && one.endAt > startAt,
    )
    if (same === undefined) {
      const row = { scheduleId, kind, subject, startAt, endAt, foundAt: now }
      const id = await addFinding(tx, row)
      if (id !== null) fresh.push({ ...row, id, closedAt: null })
      continue
    }
    kept.add(same.id)
    // One that has begun keeps its beginning: the search sees only what lies ahead.
    const since = startAt <= now && same.startAt < startAt ? same.startAt : startAt
    if (since.getTime() === same.startAt.getTime() && endAt.getTime() === same.endAt.getTime()) continue
    await moveFinding(tx, same.id, { startAt: since, endAt })
    moved.push({ ...same, startAt: since, endAt })
  }
  const closed = known.filter((one) => !kept.has(one.id))
  await closeFindings(
    tx,
    closed.map((one) => one.id),
    now,
  )
  return { gaps, fresh, moved, closed }
}
