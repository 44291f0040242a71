import { sql } from 'drizzle-orm'
import type { Queryable } from '../../db/client.ts'
import { notifyDue } from '../../db/wake.ts'
import { say } from '../../outbox/say.ts'
import { type Found, LATE_MS, type Repair, type Scope, text } from './finding.ts'
import { OPEN, within } from './timers.ts'

/**
 * Pages that wait to leave with nothing that sends them: their message is gone or was set aside (`page_parked`), or lies there
 * untried (`page_late`). One that goes by another way is on its way; one behind an earlier message of its stream waits for
 * that.
 */
export async function parkedPages(q: Queryable, scope: Scope): Promise<readonly Found[]> {
  const late = text(new Date(scope.now.getTime() - LATE_MS))
  const rows = await q.execute(sql`
    select p.id, p.escalation_id, p.user_id, o.state
    from pages p join escalations e on e.id = p.escalation_id
    left join outbox o on o.key = 'page:' || p.id
    where p.sent_at is null and p.ended_at is null and ${OPEN} and ${within(scope, sql`p.escalation_id`)}
      and not exists (select from page_attempts a where a.page_id = p.id and a.state in ('waiting', 'sent'))
      and (o.id is null or o.state <> 'waiting'
        or (o.next_attempt_at < ${late}::timestamptz and (o.leased_until is null or o.leased_until < clock_timestamp())
          and not exists (select from outbox b where b.stream = o.stream and b.id < o.id and b.state = 'waiting')))
    order by p.id`)
  return rows.map((row) => {
    const [escalationId, pageId, userId] = [Number(row.escalation_id), Number(row.id), String(row.user_id)]
    const of = { escalationId, subject: `page:${pageId}` }
    if (row.state === 'waiting') return { ...of, code: 'page_late', repair: null }
    const sayAgain: Repair = (tx, now) => say(tx, now, [{ intent: { kind: 'page', escalationId, pageId, userId } }])
    // What can't be routed would only be refused again, and was told when it was refused.
    return { ...of, code: 'page_parked', repair: row.state === 'unroutable' ? null : sayAgain }
  })
}

/** Messages of pages that are on no record: nobody's answer would count. Their person is paged again while the run goes on. */
export async function lostPages(q: Queryable, scope: Scope): Promise<readonly Found[]> {
  const rows = await q.execute(sql`
    select o.id, o.escalation_id, o.intent ->> 'userId' as user_id, r.id as run_id
    from outbox o join escalations e on e.id = o.escalation_id
    left join paging_runs r on r.escalation_id = o.escalation_id and r.ended_at is null
    where o.kind = 'page' and o.state in ('waiting', 'sent') and ${OPEN} and ${within(scope, sql`o.escalation_id`)}
      and not exists (select from pages p where p.id = (o.intent ->> 'pageId')::bigint)`)
  return rows.map((row) => {
    const escalationId = Number(row.escalation_id)
    const runId = row.run_id === null ? null : Number(row.run_id)
    const repair = pageAgain({ rowId: Number(row.id), escalationId, userId: String(row.user_id), runId })
    return { code: 'page_lost', escalationId, subject: `lostpage:${row.id}`, repair }
  })
}

function pageAgain(lost: {
  readonly rowId: number
  readonly escalationId: number
  readonly userId: string
  readonly runId: number | null
}): Repair {
  const { rowId, escalationId, userId, runId } = lost
  return async (tx, now) => {
    await tx.execute(sql`
      update outbox set state = 'moot', settled_at = ${text(now)}::timestamptz, leased_by = null, leased_until = null
      where id = ${rowId}`)
    if (runId === null) return
    const added = await tx.execute(sql`
      insert into pages (escalation_id, user_id, run_id, why, is_repeat, not_before, asked_at)
      select ${escalationId}, ${userId}, ${runId}, 'on_call', true, ${text(now)}::timestamptz, ${text(now)}::timestamptz
      where not exists (
        select from pages where escalation_id = ${escalationId} and user_id = ${userId} and ended_at is null)
      returning id`)
    const pageId = added[0]?.id
    if (pageId !== undefined) {
      await say(tx, now, [{ intent: { kind: 'page', escalationId, pageId: Number(pageId), userId } }])
    }
  }
}

/**
 * Runs that took a step and have no page to show for it, neither live nor ended, and told nobody that they found nobody. They
 * begin again.
 */
export async function stepsWithoutPage(q: Queryable, scope: Scope): Promise<readonly Found[]> {
  const rows = await q.execute(sql`
    select r.id, r.escalation_id from paging_runs r join escalations e on e.id = r.escalation_id
    where r.ended_at is null and ${OPEN} and ${within(scope, sql`r.escalation_id`)}
      and r.run -> 'phase' ->> 'phase' = 'paging'
      and ((r.run ->> 'step')::int > 0 or (r.run ->> 'round')::int > 0)
      and r.run ->> 'toldAt' is null and r.run -> 'phase' ->> 'searchAt' is null
      and not exists (select from pages p where p.run_id = r.id)`)
  return rows.map((row) => ({
    code: 'step_without_page',
    escalationId: Number(row.escalation_id),
    subject: `step:${row.id}`,
    repair: beginAgain(Number(row.id), Number(row.escalation_id)),
  }))
}

function beginAgain(runId: number, escalationId: number): Repair {
  return async (tx, now) => {
    await tx.execute(sql`
      update paging_runs set run = run || jsonb_build_object('step', 0, 'round', 0,
        'phase', jsonb_build_object('phase', 'paging', 'nextStepAt', ${text(now)}::text, 'searchAt', null))
      where id = ${runId}`)
    await tx.execute(sql`
      insert into timers (key, kind, escalation_id, due_at)
      values (${`paging:${escalationId}`}, 'paging', ${escalationId}, ${text(now)}::timestamptz)
      on conflict (key) where done_at is null do update set due_at = excluded.due_at`)
    await notifyDue(tx)
  }
}

/** Handovers that somebody is asked to accept, of whom nobody asked it. */
export async function handoversWithoutNotice(q: Queryable, scope: Scope): Promise<readonly Found[]> {
  const rows = await q.execute(sql`
    select r.id, r.escalation_id, r.to_id from requests r join escalations e on e.id = r.escalation_id
    left join outbox o on o.key = 'request:' || r.id
    where r.kind = 'handover' and r.state = 'open' and r.to_id is not null and ${OPEN}
      and ${within(scope, sql`r.escalation_id`)} and (o.id is null or o.state = 'moot')`)
  return rows.map((row) => {
    const [escalationId, requestId, userId] = [Number(row.escalation_id), Number(row.id), String(row.to_id)]
    const repair: Repair = (tx, now) => say(tx, now, [{ intent: { kind: 'request', escalationId, requestId, userId } }])
    return { code: 'handover_without_notice', escalationId, subject: `request:${requestId}`, repair }
  })
}
