import type { Queryable } from '../../db/client.ts'
import { courseOf, openSwaps, saveSwap } from '../../db/stores/exchanges-of-duty.ts'
import { voidSwapsNow } from '../../db/stores/oncall/facts.ts'
import { MOVED_DAYS, movedBetween } from '../../domain/oncall/moved.ts'
import { stepSwap } from '../../domain/oncall/swap-states.ts'
import { voidSwaps } from '../../domain/oncall/swaps.ts'
import type { Settings } from '../../settings/types.ts'
import { type LoadedSchedule, scheduleOf } from './load-schedules.ts'
import type { Told } from './notices.ts'
import { withdrawFilled } from './open-stretch.ts'
import { shiftOf } from './shifts.ts'
import { touched } from './touched.ts'

const DAY_MS = 24 * 60 * 60_000

/**
 * What follows from any change of a schedule, in its transaction, once it is written: swaps whose giver no longer holds what
 * they gave are void, and whoever's duty of the next 60 days moved is told, unless they are told already. `settings` without
 * a cache: what is read here may yet be rolled back.
 */
export async function followUp(
  tx: Queryable,
  settings: Settings,
  changed: {
    readonly before: readonly LoadedSchedule[]
    /** Slack user id; null: a job, or the settings file. */
    readonly by: string | null
    readonly already: ReadonlySet<string>
  },
  now: Date,
): Promise<readonly Told[]> {
  const told: Told[] = []
  for (const before of changed.before) {
    const { after, fallen } = await letFall(tx, settings, before.id, now)
    told.push(...fallen)
    if (after === null) continue
    told.push(...(await withdrawFilled(tx, after, now)))
    const hears = new Set([...changed.already, ...fallen.map((one) => one.to)])
    const range = { from: now, to: new Date(now.getTime() + MOVED_DAYS * DAY_MS) }
    for (const { person, gained, lost } of movedBetween(before.prepared, after.prepared, range)) {
      if (hears.has(person)) continue
      const starts = [...gained, ...lost].map((one) => one.start.getTime())
      const texts = (list: typeof gained) =>
        list.map(({ rotation, start, end }) => ({ rotation, start: start.toISOString(), end: end.toISOString() }))
      told.push({
        notice: {
          code: 'shifts_moved',
          scheduleId: before.id,
          by: changed.by,
          at: now.toISOString(),
          gained: texts(gained),
          lost: texts(lost),
        },
        to: person,
        startsAt: new Date(Math.min(...starts)),
      })
    }
  }
  return told
}

/** Voids swaps until those that are left hold: one that falls may take others with it. */
async function letFall(
  tx: Queryable,
  settings: Settings,
  scheduleId: number,
  now: Date,
): Promise<{ readonly after: LoadedSchedule | null; readonly fallen: readonly Told[] }> {
  const fallen: Told[] = []
  let after = await scheduleOf(tx, settings, scheduleId, now)
  while (after !== null) {
    const ids = fallenOf(after, now)
    const rows = await voidSwapsNow(tx, ids, now)
    for (const { id, giver, taker, shiftStart } of rows) {
      for (const to of [giver, taker]) {
        if (to !== null) fallen.push({ notice: { code: 'swap_void', swapId: id }, to, startsAt: shiftStart })
      }
    }
    if (rows.length === 0) break
    await touched(tx, scheduleId, now)
    after = await scheduleOf(tx, settings, scheduleId, now)
  }
  if (after !== null) fallen.push(...(await letRequestsFall(tx, after, now)))
  return { after, fallen }
}

/** What was served stays as it was served: a swap falls only while something of it is to come. */
function fallenOf(schedule: LoadedSchedule, now: Date): readonly number[] {
  const isToCome = (at: Date | undefined) => at !== undefined && at > now
  return voidSwaps(schedule.prepared)
    .flatMap((index) => schedule.swaps[index] ?? [])
    .filter((swap) => isToCome(swap.shift.start) || isToCome(swap.inReturn?.start))
    .map((swap) => swap.id)
}

/** Cover is sought for a shift that isn't theirs any more: nobody is asked for it further. */
async function letRequestsFall(tx: Queryable, schedule: LoadedSchedule, now: Date): Promise<readonly Told[]> {
  const told: Told[] = []
  for (const row of await openSwaps(tx, schedule.id)) {
    const { rotation, layer, shiftStart: start } = row
    if (shiftOf(schedule.prepared, { rotation, layer, start })?.holder === row.giver) continue
    const step = stepSwap(courseOf(row), { kind: 'fall' }, now)
    if (!step.ok || !(await saveSwap(tx, row, step.next))) continue
    for (const to of row.offeredTo) told.push({ notice: { code: 'swap_asked', swapId: row.id }, to, startsAt: start })
    told.push({ notice: { code: 'swap_void', swapId: row.id }, to: row.giver, startsAt: start })
  }
  return told
}
