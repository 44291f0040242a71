import type { Queryable } from '../../db/client.ts'
import { setDutyTimer } from '../../db/stores/oncall/duty-timers.ts'
import { insertSchedule, lockSchedule, saveRules } from '../../db/stores/oncall/schedules.ts'
import { type FileSwap, seedFacts } from '../../db/stores/oncall/seed.ts'
import type { Actor } from '../../domain/actor.ts'
import { type DutyOutcome, did, didNot } from '../../domain/oncall/duty-refusal.ts'
import { type PreparedSchedule, prepareSchedule } from '../../domain/oncall/prepare.ts'
import type { ScheduleRules } from '../../domain/oncall/rules.ts'
import type { Swap } from '../../domain/oncall/schedule.ts'
import { entryOf } from '../../settings/schedules/print.ts'
import type { ScheduleSettings } from '../../settings/schedules/types.ts'
import type { Deps } from '../deps.ts'
import { changeDuty } from './duty-change.ts'
import { nextGapSearch } from './gap-search.ts'
import { keepRecord } from './keep-record.ts'
import { snapshotFor } from './load-schedules.ts'
import { digestOf, editedAt, planSchedules, type SchedulePlan } from './schedule-plan.ts'
import { shiftOf } from './shifts.ts'
import { touched } from './touched.ts'

/**
 * At the start: schedules of the settings file that the database doesn't have come into it, with the file's overrides,
 * swaps and kept days. One that it has stays as it is: what the file says otherwise is a plan, which is logged, and applied
 * by whoever asks for it (`vigia schedules apply`).
 */
export async function takeSchedules(deps: Deps): Promise<void> {
  const settings = deps.settings()
  const now = deps.clock.now()
  if (!settings.isSetUp || settings.schedules.length === 0) return
  const plans = await deps.db.read((q) => planSchedules(q, settings, settings.schedules, now))
  for (const plan of plans) {
    if (plan.kind === 'new') {
      const entry = settings.schedules.find((one) => one.rules.name === plan.name)
      if (entry !== undefined) await deps.db.transact((tx) => insert(tx, entry, now))
    }
    if (plan.kind === 'changed' && plan.isFileChanged) {
      deps.log.warn('schedule_file_differs', { schedule: plan.scheduleId, changes: plan.changes.length })
    }
  }
}

/** False where another bot was first. */
async function insert(tx: Queryable, entry: ScheduleSettings, now: Date): Promise<boolean> {
  const { rules } = entry
  const row = { name: rules.name, teamId: rules.teamId, rules: entryOf(rules), fileDigest: digestOf(rules), by: null }
  const id = await insertSchedule(tx, row, now)
  if (id === null) return false
  const prepared = prepareSchedule(snapshotFor(rules, { ...entry, checkpoints: [] }, now))
  const swaps = entry.swaps.flatMap((swap) => withEnds(prepared, swap) ?? [])
  await seedFacts(tx, id, { ...entry, swaps }, now)
  await touched(tx, id, now)
  await setDutyTimer(tx, nextGapSearch({ scheduleId: id, zone: rules.zone }, now))
  return true
}

/** Null where a shift that it names isn't there (any more): such a swap is void. */
function withEnds(prepared: PreparedSchedule, swap: Swap): FileSwap | null {
  const given = shiftOf(prepared, swap.shift)
  const back = swap.inReturn === null ? null : shiftOf(prepared, swap.inReturn)
  if (given === null || (swap.inReturn !== null && back === null)) return null
  return { ...swap, shiftEnd: given.end, returnEnd: back?.end ?? null }
}

/** `stale`: it was edited since the plan was made. */
export async function editSchedule(
  deps: Deps,
  actor: Actor,
  input: {
    readonly scheduleId: number
    /** The version of which it is an edit. */
    readonly version: number
    readonly rules: ScheduleRules
    readonly reason: string | null
    /** The rules are the settings file's. */
    readonly isFromFile?: boolean
  },
): Promise<DutyOutcome<{ readonly version: number }>> {
  const { scheduleId, version, rules, reason } = input
  return changeDuty(deps, actor, async (change) => {
    const { tx, now } = change
    const schedule = await change.schedule(scheduleId)
    const row = await lockSchedule(tx, scheduleId)
    if (schedule === null || row === null) return didNot({ code: 'not_found' })
    if (row.version !== version) return didNot({ code: 'stale', version: row.version })
    // What was so far was by the rules of so far.
    await keepRecord(tx, change.settings, { scheduleId }, now)
    await change.touch(scheduleId)
    const { checkpoints } = editedAt(schedule, rules, now)
    const fileDigest = input.isFromFile === true ? digestOf(rules) : null
    const edit = { teamId: rules.teamId, rules: entryOf(rules), checkpoints, fileDigest, by: change.actorId, reason }
    return did({ version: await saveRules(tx, row, edit, now) })
  })
}

/** All that the plan says, each schedule in a transaction of its own. */
export async function applySchedules(
  deps: Deps,
  actor: Actor,
  input: { readonly schedules: readonly ScheduleSettings[]; readonly plans: readonly SchedulePlan[] },
): Promise<readonly { readonly name: string; readonly became: 'new' | 'edited' | 'same' | 'stale' }[]> {
  const results: { name: string; became: 'new' | 'edited' | 'same' | 'stale' }[] = []
  for (const plan of input.plans) {
    const entry = input.schedules.find((one) => one.rules.name === plan.name)
    if (plan.kind === 'unnamed') continue
    if (entry === undefined || plan.kind === 'same') {
      results.push({ name: plan.name, became: 'same' })
    } else if (plan.kind === 'new') {
      const now = deps.clock.now()
      const isNew = await deps.db.transact((tx) => insert(tx, entry, now))
      results.push({ name: plan.name, became: isNew ? 'new' : 'stale' })
    } else {
      const { scheduleId, version } = plan
      const edit = { scheduleId, version, rules: entry.rules, reason: null, isFromFile: true }
      const edited = await editSchedule(deps, actor, edit)
      results.push({ name: plan.name, became: edited.ok ? 'edited' : 'stale' })
    }
  }
  return results
}
