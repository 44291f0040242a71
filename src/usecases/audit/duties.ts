import { sql } from 'drizzle-orm'
import type { Queryable } from '../../db/client.ts'
import { notifyDue } from '../../db/wake.ts'
import type { Deps } from '../deps.ts'
import { LATE_MS, text } from './finding.ts'

/** `duty_late`: a post, a handoff or a search isn't done. `schedule_asleep`: nothing would notice the next change of who is on call. */
export type DutyFindingCode = 'duty_late' | 'schedule_asleep'

/** What is wrong with schedules; of no escalation. */
export interface DutyFinding {
  readonly code: DutyFindingCode
  /** `duty:57`, or `schedule:core`. */
  readonly subject: string
}

/** Looks at every living schedule and every duty timer, and changes nothing. */
export async function findDutyTrouble(q: Queryable, now: Date): Promise<readonly DutyFinding[]> {
  const late = await lateDuties(q, now)
  const asleep = await asleepSchedules(q)
  return [...late, ...asleep.map(({ name }) => asleepFinding(name))]
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
    const asleep = await asleepSchedules(tx)
    for (const { id } of asleep) {
      await tx.execute(sql`
        insert into duty_timers (key, kind, facts, due_at)
        values (${`boundary:${id}:audit:${text(now)}`}, 'boundary', jsonb_build_object('scheduleId', ${id}::int), ${text(now)}::timestamptz)
        on conflict (key) do nothing`)
    }
    if (asleep.length > 0) await notifyDue(tx)
    return [
      ...late.map((one) => ({ ...one, isRepaired: false })),
      ...asleep.map(({ name }) => ({ ...asleepFinding(name), isRepaired: true })),
    ]
  })
}

function asleepFinding(name: string): DutyFinding {
  return { code: 'schedule_asleep', subject: `schedule:${name}` }
}

async function lateDuties(q: Queryable, now: Date): Promise<readonly DutyFinding[]> {
  const rows = await q.execute(sql`
    select id from duty_timers
    where done_at is null and due_at < ${text(new Date(now.getTime() - LATE_MS))}::timestamptz
    order by due_at limit 1000`)
  return rows.map((row) => ({ code: 'duty_late', subject: `duty:${row.id}` }))
}

/** Living schedules that no timer waits for. */
async function asleepSchedules(q: Queryable): Promise<readonly { readonly id: number; readonly name: string }[]> {
  const rows = await q.execute(sql`
    select s.id, s.name from schedules s
    where s.retired_at is null and not exists (
      select from duty_timers t
      where t.done_at is null and t.kind = 'boundary' and (t.facts ->> 'scheduleId')::int = s.id)
    order by s.id`)
  return rows.map((row) => ({ id: Number(row.id), name: String(row.name) }))
}
