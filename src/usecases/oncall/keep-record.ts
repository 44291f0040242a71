import type { Queryable } from '../../db/client.ts'
import { setDutyTimer } from '../../db/stores/oncall/duty-timers.ts'
import { addStretches, closeStretch, openStretches, type RecordedStretch } from '../../db/stores/oncall/record.ts'
import { lockSchedule, markRecorded, type StoredSchedule } from '../../db/stores/oncall/schedules.ts'
import { onCallBetween } from '../../domain/oncall/between.ts'
import { rotationsOf } from '../../domain/oncall/prepare.ts'
import type { OnCallInterval } from '../../domain/oncall/schedule.ts'
import { whoIsOnCall } from '../../domain/oncall/who-is-on-call.ts'
import type { Settings } from '../../settings/types.ts'
import { type LoadedSchedule, schedulesMarked } from './load-schedules.ts'
import { BOUNDARY } from './touched.ts'

/** Where the resolver knows of no change ahead, it is asked again after so long. */
const LOOK_AGAIN_MS = 100 * 24 * 60 * 60_000

/** A stretch of the record that began with this keeping: somebody else than before is on call from `at` on. */
export interface CameOnCall {
  readonly rotation: string
  readonly at: Date
  /** Those who weren't on call in this rotation just before. */
  readonly people: readonly string[]
}

/** Somebody else than before from `at` on, nobody included; the first stretch of a rotation is no change. */
export interface Handover {
  readonly rotation: string
  readonly at: Date
  readonly before: readonly string[]
  readonly after: readonly string[]
}

export interface Kept {
  readonly schedule: LoadedSchedule
  readonly arrivals: readonly CameOnCall[]
  /** The record was written from here on: what an edit of before changed begins here. */
  readonly from: Date
  /** In order of time, per rotation. */
  readonly handovers: readonly Handover[]
}

/**
 * Writes down who was on call up to now, with the true instants however late it comes, and sets the timer of the next
 * change (ONCALL 9). Whoever comes second finds nothing left to write. Locks the schedule; null where it is retired.
 */
export async function keepRecord(
  tx: Queryable,
  settings: Settings,
  input: { readonly scheduleId: number },
  now: Date,
): Promise<Kept | null> {
  const row = await lockSchedule(tx, input.scheduleId)
  if (row === null) return null
  const [schedule] = await schedulesMarked(tx, settings, [row], now)
  if (schedule === undefined) throw new Error(`schedule ${row.id} is locked and can't be loaded`)
  const written = await writeDown(tx, { row, schedule }, now)
  await setNextBoundary(tx, schedule, now)
  return { schedule, ...written }
}

async function writeDown(
  tx: Queryable,
  of: { readonly row: StoredSchedule; readonly schedule: LoadedSchedule },
  now: Date,
): Promise<Omit<Kept, 'schedule'>> {
  const { row, schedule } = of
  const open = new Map((await openStretches(tx, row.id)).map((stretch) => [stretch.rotation, stretch]))
  const rotations = rotationsOf(schedule.prepared)
  const from = row.recordedUntil < now ? row.recordedUntil : now
  const arrivals: CameOnCall[] = []
  const handovers: Handover[] = []
  for (const rotation of rotations) {
    // The instant itself belongs to what follows it.
    const answered = onCallBetween(schedule.prepared, rotation, from, new Date(now.getTime() + 1))
    const followed = await follow(tx, { scheduleId: row.id, open: open.get(rotation) ?? null, answered })
    arrivals.push(...followed.arrivals)
    handovers.push(...followed.handovers)
  }
  for (const stretch of open.values()) {
    // A rotation that an edit took away.
    if (!rotations.includes(stretch.rotation)) await closeStretch(tx, stretch, endAfter(stretch, from))
  }
  await markRecorded(tx, row.id, now)
  return { from, arrivals, handovers }
}

/** One rotation's stretches from where its record ends. */
async function follow(
  tx: Queryable,
  of: {
    readonly scheduleId: number
    readonly open: RecordedStretch | null
    readonly answered: readonly OnCallInterval[]
  },
): Promise<Pick<Kept, 'arrivals' | 'handovers'>> {
  let { open } = of
  const added: RecordedStretch[] = []
  const arrivals: CameOnCall[] = []
  const handovers: Handover[] = []
  for (const { rotation, start, people, layer, why } of of.answered) {
    if (open !== null && isSame(open, { people, layer, why })) continue
    const startAt = open === null ? start : endAfter(open, start)
    const before = open?.people ?? []
    if (open !== null) {
      if (before.join() !== people.join()) handovers.push({ rotation, at: startAt, before, after: people })
      const last = added.at(-1)
      if (last === open) added[added.length - 1] = { ...last, endAt: startAt }
      else await closeStretch(tx, open, startAt)
    }
    open = { scheduleId: of.scheduleId, rotation, startAt, endAt: null, people: [...people], layer, why }
    added.push(open)
    const came = people.filter((person) => !before.includes(person))
    if (came.length > 0) arrivals.push({ rotation, at: startAt, people: came })
  }
  await addStretches(tx, added)
  return { arrivals, handovers }
}

/** A stretch has a length: what changes in the instant in which it began follows a millisecond later. */
function endAfter(stretch: RecordedStretch, at: Date): Date {
  return at > stretch.startAt ? at : new Date(stretch.startAt.getTime() + 1)
}

function isSame(open: RecordedStretch, answer: Pick<OnCallInterval, 'people' | 'layer' | 'why'>): boolean {
  return (
    open.layer === answer.layer &&
    open.why === answer.why &&
    open.people.length === answer.people.length &&
    open.people.every((person, index) => person === answer.people[index])
  )
}

/** The timer at which the answer changes next; the auditor looks for it by its kind and facts. */
async function setNextBoundary(tx: Queryable, schedule: LoadedSchedule, now: Date): Promise<void> {
  const changes = rotationsOf(schedule.prepared).flatMap((rotation) => {
    const { until } = whoIsOnCall(schedule.prepared, rotation, now)
    return until === null ? [] : [until.getTime()]
  })
  const dueAt = new Date(Math.min(now.getTime() + LOOK_AGAIN_MS, ...changes))
  const key = `${BOUNDARY}:${schedule.id}:${dueAt.toISOString()}`
  await setDutyTimer(tx, { key, kind: BOUNDARY, dueAt, facts: { scheduleId: schedule.id } })
}
