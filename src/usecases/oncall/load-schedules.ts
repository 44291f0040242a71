import type { Queryable } from '../../db/client.ts'
import {
  acceptedSwapsOf,
  deactivationsKept,
  keptDaysKept,
  overridesOf,
  type StoredOverride,
  type StoredSwap,
} from '../../db/stores/oncall/facts.ts'
import {
  loadSchedules,
  type ScheduleMark,
  type StoredSchedule,
  schedulesMarks,
} from '../../db/stores/oncall/schedules.ts'
import { type PreparedSchedule, prepareSchedule } from '../../domain/oncall/prepare.ts'
import type { ScheduleRules } from '../../domain/oncall/rules.ts'
import type { Deactivation, KeptDays, ScheduleSnapshot } from '../../domain/oncall/schedule.ts'
import { holidaysAround } from '../../settings/holidays.ts'
import { parseScheduleRules } from '../../settings/schedules/parse.ts'
import { snapshotOf } from '../../settings/schedules/snapshot.ts'
import type { Settings } from '../../settings/types.ts'
import { readCheckpoints } from './checkpoints.ts'
import type { SettingsWithSchedules } from './schedule-cache.ts'

/** A living schedule as of its revision: what a lead wrote, what people did, and the resolver's reading of both. */
export interface LoadedSchedule {
  readonly id: number
  readonly name: string
  readonly teamId: string
  readonly version: number
  readonly revision: number
  readonly rules: ScheduleRules
  /** In the order of the snapshot's, each with its row's id. */
  readonly overrides: readonly StoredOverride[]
  readonly swaps: readonly StoredSwap[]
  /** All of what people did, as the snapshot has it. */
  readonly facts: ScheduleFacts
  readonly prepared: PreparedSchedule
}

/** What happens one by one, apart from the rules. */
export type ScheduleFacts = Pick<ScheduleSnapshot, 'overrides' | 'swaps' | 'keptDays' | 'deactivations'>

/**
 * The living schedules of a team, or of all teams, in the order in which they came; empty where there is none. Costs one
 * small query where nothing changed since it was asked last.
 * @throws for rules that no release has written: a look-up that failed is no empty schedule (ONCALL 7).
 */
export async function schedulesOf(
  q: Queryable,
  settings: Settings,
  teamId: string | null,
  now: Date,
): Promise<readonly LoadedSchedule[]> {
  return schedulesMarked(q, settings, await schedulesMarks(q, teamId), now)
}

/** The same of those that are known to be there: whoever has locked a schedule asks for it by its row. */
export async function schedulesMarked(
  q: Queryable,
  settings: Settings,
  marks: readonly ScheduleMark[],
  now: Date,
): Promise<readonly LoadedSchedule[]> {
  const { scheduleCache: cache }: SettingsWithSchedules = settings
  const year = now.getUTCFullYear()
  const stale = marks.filter((mark) => cache === undefined || cache.find(mark, year) === null)
  const fresh = await prepareAll(
    q,
    await loadSchedules(
      q,
      stale.map((mark) => mark.id),
    ),
    now,
  )
  for (const schedule of fresh.values()) cache?.keep(schedule, year)
  return marks.flatMap((mark) => fresh.get(mark.id) ?? cache?.find(mark, year) ?? [])
}

/** One of them; null where it is retired or never was. */
export async function scheduleOf(
  q: Queryable,
  settings: Settings,
  scheduleId: number,
  now: Date,
): Promise<LoadedSchedule | null> {
  const marks = await schedulesMarks(q, null)
  const [one] = await schedulesMarked(
    q,
    settings,
    marks.filter((mark) => mark.id === scheduleId),
    now,
  )
  return one ?? null
}

async function prepareAll(
  q: Queryable,
  rows: readonly StoredSchedule[],
  now: Date,
): Promise<ReadonlyMap<number, LoadedSchedule>> {
  if (rows.length === 0) return new Map()
  const ids = rows.map((row) => row.id)
  const overrides = await overridesOf(q, ids)
  const swaps = await acceptedSwapsOf(q, ids)
  const people = { keptDays: await keptDaysKept(q), deactivations: await deactivationsKept(q) }
  return new Map(
    rows.map((row) => {
      const facts = { overrides: overrides.get(row.id) ?? [], swaps: swaps.get(row.id) ?? [], ...people }
      return [row.id, prepareOne(row, facts, now)]
    }),
  )
}

interface StoredFacts {
  readonly overrides: readonly StoredOverride[]
  readonly swaps: readonly StoredSwap[]
  readonly keptDays: readonly KeptDays[]
  readonly deactivations: readonly Deactivation[]
}

function prepareOne(row: StoredSchedule, facts: StoredFacts, now: Date): LoadedSchedule {
  const { id, name, teamId, version, revision } = row
  const { overrides, swaps } = facts
  const rules = rulesOf(row)
  const snapshot = snapshotFor(rules, { ...facts, checkpoints: readCheckpoints(row.checkpoints) }, now)
  const prepared = prepareSchedule(snapshot)
  return { id, name, teamId, version, revision, rules, overrides, swaps, facts, prepared }
}

/** What the resolver is asked with, for rules that are stored or only planned. */
export function snapshotFor(
  rules: ScheduleRules,
  facts: ScheduleFacts & Pick<ScheduleSnapshot, 'checkpoints'>,
  now: Date,
): ScheduleSnapshot {
  const { overrides, swaps, keptDays, deactivations, checkpoints } = facts
  const year = now.getUTCFullYear()
  // The whole of this year, so that the same year gives the same: the cache goes by it.
  const holidays = holidaysAround(rules, new Date(Date.UTC(year, 0, 1)), new Date(Date.UTC(year + 1, 0, 1)))
  return snapshotOf({ rules, holidays, overrides, swaps, keptDays, deactivations, checkpoints })
}

/** @throws for rules that can't be read. */
export function rulesOf({ name, rules }: Pick<StoredSchedule, 'name' | 'rules'>): ScheduleRules {
  const parsed = parseScheduleRules(rules)
  if (parsed.ok) return parsed.rules
  const problems = parsed.problems.map((one) => `${one.path} ${one.code}`)
  throw new Error(`the rules of ${name} can't be read: ${problems.join(', ')}`)
}
