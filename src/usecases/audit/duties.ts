import { sql } from 'drizzle-orm'
import type { Queryable } from '../../db/client.ts'
import { notifyDue } from '../../db/wake.ts'
import type { Settings } from '../../settings/types.ts'
import type { Deps } from '../deps.ts'
import { HANDOFF_UNTOLD } from '../oncall/handoffs.ts'
import { LATE_MS, text } from './finding.ts'
import { behindRecords, type MissedHandoff, missedHandoffs } from './handoffs.ts'

/**
 * `duty_late`: a post, a handoff or a search isn't done. `schedule_asleep`: nothing would notice the next change of who is on
 * call. `gaps_unsearched`: nothing would look for gaps again. `record_behind`: somebody else is on call than the record says.
 * `handoff_untold`: somebody came on call and wasn't told.
 */
export type DutyFindingCode = 'duty_late' | 'schedule_asleep' | 'gaps_unsearched' | 'record_behind' | 'handoff_untold'

/** What is wrong with schedules; of no escalation. */
export interface DutyFinding {
  readonly code: DutyFindingCode
  /** `duty:57`, or `schedule:core`. */
  readonly subject: string
}

/** What waits for every living schedule at any time, and what it means where it doesn't. */
const EVER_WAITING = { boundary: 'schedule_asleep', gap_search: 'gaps_unsearched' } as const
type EverWaiting = keyof typeof EVER_WAITING

/** Looks at every living schedule and every duty timer, and changes nothing. */
export async function findDutyTrouble(q: Queryable, settings: Settings, now: Date): Promise<readonly DutyFinding[]> {
  const late = await lateDuties(q, now)
  const unwatchedOnes = (await unwatched(q)).map(unwatchedFinding)
  const behind = (await behindRecords(q, settings, now)).map(behindFinding)
  const untold = (await missedHandoffs(q, now)).map(untoldFinding)
  return [...late, ...unwatchedOnes, ...behind, ...untold]
}

/**
 * The same, and wakes what sleeps. A late duty stays due: it fails, or the engine stands, and a person has to look. Each is
 * in the log, and silences the heartbeat.
 */
export async function auditDuties(deps: Deps): Promise<readonly (DutyFinding & { readonly isRepaired: boolean })[]> {
  const now = deps.clock.now()
  return deps.db.transact(async (tx) => {
    const late = await lateDuties(tx, now)
    if (late.length > 0) await notifyDue(tx)
    const all = await unwatched(tx)
    for (const { id, kind } of all) {
      await tx.execute(sql`
        insert into duty_timers (key, kind, facts, due_at)
        values (${`${kind}:${id}:audit:${text(now)}`}, ${kind}, jsonb_build_object('scheduleId', ${id}::int), ${text(now)}::timestamptz)
        on conflict (key) do nothing`)
    }
    const behind = await behindRecords(tx, deps.settings(), now)
    const untold = await missedHandoffs(tx, now)
    const timers = [
      ...behind.map(({ id }) => ({ kind: 'boundary', facts: { scheduleId: id }, subject: String(id) })),
      ...untold.map(({ scheduleId, rotation, person, others, at }) => ({
        kind: HANDOFF_UNTOLD,
        facts: { scheduleId, rotation, person, others, at: at.toISOString() },
        subject: `${scheduleId}:${rotation}:${person}`,
      })),
    ]
    for (const { kind, facts, subject } of timers) {
      await tx.execute(sql`
        insert into duty_timers (key, kind, facts, due_at)
        values (${`${kind}:${subject}:audit:${text(now)}`}, ${kind}, ${JSON.stringify(facts)}::jsonb, ${text(now)}::timestamptz)
        on conflict (key) do nothing`)
    }
    if (all.length + timers.length > 0) await notifyDue(tx)
    return [
      ...late.map((one) => ({ ...one, isRepaired: false })),
      ...[...all.map(unwatchedFinding), ...behind.map(behindFinding), ...untold.map(untoldFinding)].map((one) => ({
        ...one,
        isRepaired: true,
      })),
    ]
  })
}

interface Unwatched {
  readonly id: number
  readonly name: string
  readonly kind: EverWaiting
}

function unwatchedFinding({ name, kind }: Unwatched): DutyFinding {
  return { code: EVER_WAITING[kind], subject: `schedule:${name}` }
}

function behindFinding({ name }: { readonly name: string }): DutyFinding {
  return { code: 'record_behind', subject: `schedule:${name}` }
}

function untoldFinding({ schedule, rotation }: MissedHandoff): DutyFinding {
  return { code: 'handoff_untold', subject: `schedule:${schedule}:${rotation}` }
}

async function lateDuties(q: Queryable, now: Date): Promise<readonly DutyFinding[]> {
  const rows = await q.execute(sql`
    select id from duty_timers
    where done_at is null and due_at < ${text(new Date(now.getTime() - LATE_MS))}::timestamptz
    order by due_at limit 1000`)
  return rows.map((row) => ({ code: 'duty_late', subject: `duty:${row.id}` }))
}

/** Living schedules for which one of these doesn't wait. */
async function unwatched(q: Queryable): Promise<readonly Unwatched[]> {
  const found: Unwatched[] = []
  for (const kind of ['boundary', 'gap_search'] as const) {
    const rows = await q.execute(sql`
      select s.id, s.name from schedules s
      where s.retired_at is null and not exists (
        select from duty_timers t
        where t.done_at is null and t.kind = ${kind} and (t.facts ->> 'scheduleId')::int = s.id)
      order by s.id`)
    found.push(...rows.map((row) => ({ id: Number(row.id), name: String(row.name), kind })))
  }
  return found
}
