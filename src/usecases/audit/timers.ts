import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Queryable } from '../../db/client.ts'
import { liveClocksOf } from '../../db/stores/clocks.ts'
import { notifyDue } from '../../db/wake.ts'
import { warnsAt } from '../../domain/sla/warnings.ts'
import { type Found, LATE_MS, type Repair, type Scope, text } from './finding.ts'

/** Of the escalation in question, or of all. */
export function within(scope: Scope, column: SQL): SQL {
  return scope.escalationId === null ? sql`true` : sql`${column} = ${scope.escalationId}`
}

export const OPEN = sql`e.status in ('unclaimed', 'claimed', 'waiting')`

/** Timers that fell due and that nobody did. They stay due: the engine is woken, and a person learns of it. */
export async function lateTimers(q: Queryable, scope: Scope): Promise<readonly Found[]> {
  const rows = await q.execute(sql`
    select id, escalation_id from timers
    where done_at is null and due_at < ${text(new Date(scope.now.getTime() - LATE_MS))}::timestamptz
      and ${within(scope, sql`escalation_id`)}
    order by due_at limit 1000`)
  return rows.map((row) => ({
    code: 'timer_late',
    escalationId: Number(row.escalation_id),
    subject: `timer:${row.id}`,
    repair: null,
  }))
}

/** What of a run says when it goes on. Read by itself: the engine's own reader may be what is wrong. */
const phase = z.object({
  phase: z.discriminatedUnion('phase', [
    z.object({ phase: z.literal('paging'), nextStepAt: z.coerce.date(), searchAt: z.coerce.date().nullable() }),
    z.object({ phase: z.literal('acknowledged'), until: z.coerce.date() }),
    z.object({ phase: z.literal('ended') }),
  ]),
})

/** Runs that go on without the row that wakes them in time. */
export async function runsWithoutTimer(q: Queryable, scope: Scope): Promise<readonly Found[]> {
  const rows = await q.execute(sql`
    select r.id, r.escalation_id, r.run, t.due_at
    from paging_runs r join escalations e on e.id = r.escalation_id
    left join timers t on t.key = 'paging:' || r.escalation_id and t.done_at is null
    where r.ended_at is null and ${OPEN} and ${within(scope, sql`r.escalation_id`)}`)
  return rows.flatMap((row) => {
    const wanted = goesOnAt(row.run) ?? scope.now
    if (isInTime(row.due_at, wanted)) return []
    const escalationId = Number(row.escalation_id)
    const repair = setAgain({ key: `paging:${escalationId}`, kind: 'paging', escalationId, dueAt: wanted })
    return [{ code: 'run_without_timer', escalationId, subject: `run:${row.id}`, repair } as const]
  })
}

function goesOnAt(run: unknown): Date | null {
  const read = phase.safeParse(run)
  if (!read.success || read.data.phase.phase === 'ended') return null
  if (read.data.phase.phase === 'acknowledged') return read.data.phase.until
  const { nextStepAt, searchAt } = read.data.phase
  return searchAt !== null && searchAt < nextStepAt ? searchAt : nextStepAt
}

/** Running clocks whose deadline, whose missed deadline or whose warning nobody would notice. */
export async function clocksWithoutTimer(q: Queryable, scope: Scope): Promise<readonly Found[]> {
  const rows = await q.execute(sql`
    select c.id, c.escalation_id from clocks c join escalations e on e.id = c.escalation_id
    where c.ended_at is null and c.state = 'running' and ${OPEN} and ${within(scope, sql`c.escalation_id`)}`)
  const ids = [...new Set(rows.map((row) => Number(row.escalation_id)))]
  const waiting = await waitingTimers(q, ids)
  return (await liveClocksOf(q, ids)).flatMap((clock): Found[] => {
    if (clock.state !== 'running') return []
    const { id, escalationId, breachedAt, breachToldAt } = clock
    const of = (code: Found['code'], kind: 'breach' | 'warning', dueAt: Date): Found[] => {
      const key = `${kind}:${id}`
      if (isInTime(waiting.get(key), dueAt)) return []
      const repair = setAgain({ key, kind, escalationId, dueAt, facts: { clockId: id } })
      return [{ code, escalationId, subject: `${kind}:${id}`, repair }]
    }
    if (breachedAt !== null) {
      const isRecent = scope.now.getTime() - breachedAt.getTime() <= LATE_MS
      return breachToldAt !== null || isRecent ? [] : of('breach_untold', 'breach', scope.now)
    }
    const warns = clock.warnedAt === null ? warnsAt(clock) : null
    return [
      ...of('clock_without_timer', 'breach', clock.dueAt),
      // One whose time has come may have been moot.
      ...(warns === null || warns <= scope.now ? [] : of('clock_without_timer', 'warning', warns)),
    ]
  })
}

async function waitingTimers(q: Queryable, escalationIds: readonly number[]): Promise<ReadonlyMap<string, unknown>> {
  if (escalationIds.length === 0) return new Map()
  const rows = await q.execute(sql`
    select key, due_at from timers where done_at is null
      and escalation_id in (select value::int from json_array_elements_text(${JSON.stringify(escalationIds)}::json))`)
  return new Map(rows.map((row) => [String(row.key), row.due_at]))
}

/** Instants of raw statements come as text. */
function isInTime(dueAt: unknown, wanted: Date): boolean {
  if (typeof dueAt !== 'string' && !(dueAt instanceof Date)) return false
  return new Date(dueAt).getTime() <= wanted.getTime() + 1_000
}

function setAgain(timer: {
  readonly key: string
  readonly kind: 'paging' | 'breach' | 'warning'
  readonly escalationId: number
  readonly dueAt: Date
  readonly facts?: Readonly<Record<string, unknown>>
}): Repair {
  const { key, kind, escalationId, dueAt, facts = {} } = timer
  return async (tx) => {
    await tx.execute(sql`
      insert into timers (key, kind, escalation_id, due_at, facts)
      values (${key}, ${kind}, ${escalationId}, ${text(dueAt)}::timestamptz, ${JSON.stringify(facts)}::jsonb)
      on conflict (key) where done_at is null do update set due_at = excluded.due_at`)
    await notifyDue(tx)
  }
}
