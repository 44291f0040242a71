import { sql } from 'drizzle-orm'
import type { Queryable } from '../../db/client.ts'
import { rotationsOf } from '../../domain/oncall/prepare.ts'
import { whoIsOnCall } from '../../domain/oncall/who-is-on-call.ts'
import type { Settings } from '../../settings/types.ts'
import { type LoadedSchedule, schedulesOf } from '../oncall/load-schedules.ts'
import { LATE_MS, text } from './finding.ts'

/** A shift that began longer ago than this is known to whoever is in it. */
const LOOK_BACK_MS = 24 * 60 * 60_000

/** Somebody came on call by the schedule, and no message ever said so. */
export interface MissedHandoff {
  readonly scheduleId: number
  readonly schedule: string
  readonly rotation: string
  readonly person: string
  /** Who was there before. */
  readonly others: readonly string[]
  readonly at: Date
}

/**
 * Who is on call by the record, came with its open stretch, and has no handoff's message (ONCALL 28). What an edit changed at
 * its very instant is told otherwise; the first stretch of a rotation is no handoff.
 */
export async function missedHandoffs(q: Queryable, now: Date): Promise<readonly MissedHandoff[]> {
  const rows = await q.execute<{
    id: number
    name: string
    rotation: string
    started: string
    people: string[]
    before: string[]
  }>(sql`
    select s.id, s.name, r.rotation, to_json(r.people) as people, to_json(b.people) as before,
      to_char(r.start_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as started
    from on_call_record r
    join schedules s on s.id = r.schedule_id and s.retired_at is null
    join lateral (
      select people from on_call_record
      where schedule_id = r.schedule_id and rotation = r.rotation and start_at < r.start_at
      order by start_at desc limit 1) b on true
    where r.end_at is null
      and r.start_at < ${text(new Date(now.getTime() - LATE_MS))}::timestamptz
      and r.start_at > ${text(new Date(now.getTime() - LOOK_BACK_MS))}::timestamptz
      and not exists (
        select from duty_timers t
        where t.kind = 'boundary' and (t.facts ->> 'scheduleId')::int = s.id and t.key ~ ':r[0-9]+$'
          and t.due_at <= r.start_at and t.done_at >= r.start_at)
    order by s.id, r.rotation`)
  const missed: MissedHandoff[] = []
  for (const { id, name, rotation, started, people, before } of rows) {
    for (const person of people.filter((one) => !before.includes(one))) {
      // One message a person and schedule, whichever rotation it names.
      const said = await q.execute(sql`
        select from outbox o
        join on_call_record r on r.schedule_id = ${id} and r.end_at is null
        where o.key = 'handoff:' || ${id}::text || ':arriving:' || ${person}::text || ':'
          || to_char(r.start_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        limit 1`)
      if (said.length > 0) continue
      const others = before.filter((one) => !people.includes(one))
      missed.push({ scheduleId: id, schedule: name, rotation, person, others, at: new Date(started) })
    }
  }
  return missed
}

/** Schedules whose record says something else than the schedule does, and where no boundary is due that would write it. */
export async function behindRecords(
  q: Queryable,
  settings: Settings,
  now: Date,
): Promise<readonly Pick<LoadedSchedule, 'id' | 'name'>[]> {
  const open = await q.execute<{ id: number; rotation: string; people: string[] }>(sql`
    select r.schedule_id as id, r.rotation, to_json(r.people) as people from on_call_record r
    where r.end_at is null and not exists (
      select from duty_timers t
      where t.kind = 'boundary' and t.done_at is null and t.due_at <= ${text(now)}::timestamptz
        and (t.facts ->> 'scheduleId')::int = r.schedule_id)`)
  const written = new Map([...open].map(({ id, rotation, people }) => [`${id} ${rotation}`, people]))
  const schedules = await schedulesOf(q, settings, null, now)
  return schedules.filter(({ id, prepared }) =>
    rotationsOf(prepared).some((rotation) => {
      const said = written.get(`${id} ${rotation}`)
      return said !== undefined && said.join() !== whoIsOnCall(prepared, rotation, now).people.join()
    }),
  )
}
