import { asc } from 'drizzle-orm'
import { onCallRecord } from '../../src/db/schema/oncall.ts'
import { dueDutyTimers } from '../../src/db/stores/oncall/duty-timers.ts'
import { scheduleNamed } from '../../src/db/stores/oncall/schedules.ts'
import { readSchedules } from '../../src/settings/schedules/parse.ts'
import { type ScheduleEntry, scheduleEntry } from '../../src/settings/schedules/schema.ts'
import type { ScheduleSettings } from '../../src/settings/schedules/types.ts'
import { takeSchedules } from '../../src/usecases/oncall/apply-settings.ts'
import { runDuty } from '../../src/usecases/oncall/duty.ts'
import { runDueTimers, type World } from './builders.ts'

/** Schedules as the settings file has them. */
export function scheduled(...entries: readonly unknown[]): readonly ScheduleSettings[] {
  const parsed: ScheduleEntry[] = entries.map((entry) => scheduleEntry.parse(entry))
  const { schedules, findings } = readSchedules(parsed, null)
  if (findings.length > 0) throw new Error(JSON.stringify(findings))
  return schedules
}

/** They come into the database, and their first boundary is done. */
export async function takeUp(world: World, ...entries: readonly unknown[]): Promise<void> {
  world.set({ ...world.deps.settings(), schedules: scheduled(...entries) })
  await takeSchedules(world.deps)
  await runDueDuties(world)
}

export async function idOf(world: World, name: string): Promise<number> {
  const row = await world.deps.db.read((q) => scheduleNamed(q, name))
  if (row === null) throw new Error(`no schedule ${name}`)
  return row.id
}

/** What is due now: the duties, then what they left to the escalations. */
export async function runDueDuties(world: World): Promise<void> {
  const ids = await world.deps.db.read((q) => dueDutyTimers(q, world.clock.now(), 100))
  for (const timerId of ids) await runDuty(world.deps, { timerId })
}

/** Minute by minute, as the engine would do it. */
export async function pass(world: World, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    world.clock.advance(1)
    await runDueDuties(world)
    await runDueTimers(world)
  }
}

/** The record as lines: `primary 2026-11-16T08:00Z–2026-11-17T08:00Z U1 weekday turn`. */
export async function recordOf(world: World): Promise<readonly string[]> {
  const rows = await world.deps.db.read((q) =>
    q.select().from(onCallRecord).orderBy(asc(onCallRecord.rotation), asc(onCallRecord.startAt)),
  )
  const text = (at: Date | null) => (at === null ? '' : at.toISOString().replace(':00.000Z', 'Z'))
  return rows.map(
    ({ rotation, startAt, endAt, people, layer, why }) =>
      `${rotation} ${text(startAt)}–${text(endAt)} ${people.join(',') || 'nobody'} ${layer} ${why}`,
  )
}
