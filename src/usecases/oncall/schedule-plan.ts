import { createHash } from 'node:crypto'
import type { Queryable } from '../../db/client.ts'
import { loadSchedules, type StoredSchedule } from '../../db/stores/oncall/schedules.ts'
import { checkpointsAt } from '../../domain/oncall/checkpoint.ts'
import { gapsBetween } from '../../domain/oncall/gaps.ts'
import { type PreparedSchedule, prepareSchedule } from '../../domain/oncall/prepare.ts'
import type { ScheduleRules } from '../../domain/oncall/rules.ts'
import { type SameWeekdays, sameWeekdays } from '../../domain/oncall/same-weekdays.ts'
import type { Checkpoint, Gap } from '../../domain/oncall/schedule.ts'
import { entryOf } from '../../settings/schedules/print.ts'
import type { ScheduleSettings } from '../../settings/schedules/types.ts'
import type { Settings } from '../../settings/types.ts'
import { leftAlone } from './left-alone.ts'
import { type LoadedSchedule, schedulesOf, snapshotFor } from './load-schedules.ts'

const DAY_MS = 24 * 60 * 60_000
/** Gaps are looked for so far ahead (ONCALL 7). */
export const GAP_DAYS = 30

/** One place of the rules that an edit changes: `layers.weekday.turn`, as it is and as it will be; undefined: not there. */
export interface RuleChange {
  readonly path: string
  readonly before: unknown
  readonly after: unknown
}

/** What the settings file would do to the schedules of the database. Nothing is written yet. */
export type SchedulePlan =
  /** The database doesn't have it: it is taken at the start. */
  | {
      readonly kind: 'new'
      readonly name: string
      readonly gaps: readonly Gap[]
      /** Rotations in which everybody meets the same weekdays for ever. */
      readonly sameWeekdays: readonly SameWeekdays[]
    }
  | { readonly kind: 'same'; readonly name: string }
  | {
      readonly kind: 'changed'
      readonly name: string
      readonly scheduleId: number
      /** Of which it is a change: an edit of an older version is refused. */
      readonly version: number
      /** False: the file is as it was taken last, and the schedule was changed in Slack since. */
      readonly isFileChanged: boolean
      readonly changes: readonly RuleChange[]
      /** With nobody on call in a role, in the next 30 days, where somebody is by the rules of now. */
      readonly newGaps: readonly Gap[]
      /** As of a new one; only those that weren't so before. */
      readonly sameWeekdays: readonly SameWeekdays[]
    }
  /** The database has it, and the file doesn't name it: it stays as it is. */
  | { readonly kind: 'unnamed'; readonly name: string }

/** What follows from the file's schedules, in its order. */
export async function planSchedules(
  q: Queryable,
  settings: Settings,
  wanted: readonly ScheduleSettings[],
  now: Date,
): Promise<readonly SchedulePlan[]> {
  const living = await schedulesOf(q, settings, null, now)
  const rows = await loadSchedules(
    q,
    living.map((one) => one.id),
  )
  const plans = wanted.map((entry) => {
    const { name } = entry.rules
    const known = living.find((one) => one.name === name)
    const row = rows.find((one) => one.id === known?.id)
    return known === undefined || row === undefined ? planNew(entry, now) : planEdit(known, row, entry.rules, now)
  })
  const names = new Set(wanted.map(({ rules }) => rules.name))
  const unnamed = living.filter(({ name }) => !names.has(name))
  return [...plans, ...unnamed.map(({ name }): SchedulePlan => ({ kind: 'unnamed', name }))]
}

function planNew(entry: ScheduleSettings, now: Date): SchedulePlan {
  const prepared = prepareSchedule(snapshotFor(entry.rules, { ...entry, checkpoints: [] }, now))
  return { kind: 'new', name: entry.rules.name, gaps: gapsAhead(prepared, now), sameWeekdays: sameWeekdays(prepared) }
}

function planEdit(known: LoadedSchedule, row: StoredSchedule, rules: ScheduleRules, now: Date): SchedulePlan {
  const changes = changesBetween(entryOf(known.rules), entryOf(rules))
  const { id: scheduleId, name, version } = known
  if (changes.length === 0) return { kind: 'same', name }
  const { prepared } = editedAt(known, rules, now)
  const until = new Date(now.getTime() + GAP_DAYS * DAY_MS)
  return {
    kind: 'changed',
    ...{ name, scheduleId, version, changes },
    isFileChanged: row.fileDigest !== digestOf(rules),
    newGaps: leftAlone(known, { rules, prepared }, now, until),
    sameWeekdays: newlySame(known.prepared, prepared),
  }
}

function newlySame(before: PreparedSchedule, after: PreparedSchedule): readonly SameWeekdays[] {
  const known = new Set(sameWeekdays(before).map(({ layer, rotation }) => `${layer} ${rotation}`))
  return sameWeekdays(after).filter(({ layer, rotation }) => !known.has(`${layer} ${rotation}`))
}

/** The schedule as an edit of its rules makes it: turns that have begun are served to their end (SCHEDULES, Turns). */
export function editedAt(
  schedule: LoadedSchedule,
  rules: ScheduleRules,
  now: Date,
): { readonly checkpoints: readonly Checkpoint[]; readonly prepared: PreparedSchedule } {
  const checkpoints = checkpointsAt(schedule.prepared, now)
  return { checkpoints, prepared: prepareSchedule(snapshotFor(rules, { ...schedule.facts, checkpoints }, now)) }
}

export function gapsAhead(prepared: PreparedSchedule, now: Date): readonly Gap[] {
  return gapsBetween(prepared, now, new Date(now.getTime() + GAP_DAYS * DAY_MS))
}

/** The same rules have the same digest, however the file spells them. */
export function digestOf(rules: ScheduleRules): string {
  return createHash('sha256')
    .update(JSON.stringify(entryOf(rules)))
    .digest('hex')
}

/** Leaf by leaf, lists as a whole, in the order of the rules. */
function changesBetween(before: unknown, after: unknown, path = ''): readonly RuleChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  if (!isMapping(before) || !isMapping(after)) return [{ path, before, after }]
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const inside = keys.flatMap((key) => changesBetween(before[key], after[key], path === '' ? key : `${path}.${key}`))
  // The same keys in another order: rotations are paged in their order.
  return inside.length > 0 ? inside : [{ path, before: Object.keys(before), after: Object.keys(after) }]
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
