import { sql } from 'drizzle-orm'
import type { Queryable } from '../../../src/db/client.ts'

/**
 * The same figures in plain SQL, written apart from the product's code: local midnights, counts and percentiles are Postgres's.
 */
export async function recount(
  q: Queryable,
  of: { readonly teamId: string; readonly zone: string; readonly from: string; readonly to: string },
): Promise<Record<string, unknown>> {
  const { teamId, zone, from, to } = of
  const rows = await q.execute<{ figures: Record<string, unknown> }>(sql`
with span as (
  select (${from}::date)::timestamp at time zone ${zone} as a, (${to}::date)::timestamp at time zone ${zone} as b
),
mine as (select e.* from escalations e where e.team_id = ${teamId}),
came as (select m.* from mine m, span where m.filed_at >= a and m.filed_at < b),
fresh as (select * from came where status not in ('duplicate', 'withdrawn')),
decided as (select r.* from resolutions r join mine m on m.id = r.escalation_id, span where r.resolved_at >= a and r.resolved_at < b),
ended as (
  select c.*, m.id as number,
    extract(epoch from c.ended_at - c.started_at) / 60 as whole,
    coalesce((select sum(extract(epoch from upper(x) - lower(x))) from (
      select tstzrange(c.started_at, c.ended_at) * tstzrange(qu.asked_at, greatest(coalesce(qu.answered_at, c.ended_at), qu.asked_at)) as x
      from questions qu where qu.escalation_id = m.id
    ) parts where not isempty(x)), 0) / 60 as waited
  from clocks c join mine m on m.id = c.escalation_id, span
  where c.state in ('met', 'met_late') and c.ended_at >= a and c.ended_at < b
),
sent as (
  select p.*, (p.sent_at at time zone coalesce(pe.zone, 'UTC'))::time as local,
    extract(epoch from coalesce(p.seen_at, case when p.outcome = 'claimed' then p.ended_at end) - p.sent_at) / 60 as seen
  from pages p join mine m on m.id = p.escalation_id left join people pe on pe.id = p.user_id, span
  where p.sent_at >= a and p.sent_at < b
),
waiting as (
  select m.*, extract(epoch from span.b - m.filed_at) / 86400 as age
  from mine m, span
  where m.filed_at < span.b and m.status not in ('duplicate', 'withdrawn')
    and not exists (select from resolutions r where r.escalation_id = m.id and r.resolved_at < span.b
      and coalesce(r.reopened_at, 'infinity') >= span.b)
)
select json_build_object(
  'filed', (select count(*) from fresh),
  'byCategory', (select json_object_agg(category, n) from (select category, count(*) n from fresh group by 1) x),
  'bySeverity', (select json_object_agg(severity, n) from (select severity, count(*) n from fresh group by 1) x),
  'byLanguage', (select json_object_agg(content_language, n) from (select content_language, count(*) n from fresh group by 1) x),
  'byDepartment', (select json_object_agg(coalesce(department, ''), n) from (select department, count(*) n from fresh group by 1) x),
  'duplicates', (select count(*) from came where status = 'duplicate'),
  'withdrawn', (select count(*) from came where status = 'withdrawn'),
  'restricted', (select count(*) from fresh where is_restricted),
  'resolved', (select count(*) from decided),
  'reopened', (select count(*) from resolutions r join mine m on m.id = r.escalation_id, span where reopened_at >= a and reopened_at < b),
  'open', (select count(*) from waiting),
  'underOneDay', (select count(*) from waiting where age < 1),
  'oneToFiveDays', (select count(*) from waiting where age between 1 and 5),
  'overFiveDays', (select count(*) from waiting where age > 5),
  'met', (select json_object_agg(kind, n) from (select kind, count(*) n from ended where state = 'met' group by 1) x),
  'breached', (select json_object_agg(kind, n) from (
    select c.kind, count(*) n from clocks c join mine m on m.id = c.escalation_id, span where c.breached_at >= a and c.breached_at < b group by 1) x),
  'took', (select json_object_agg(kind, json_build_array(n, median, p90, paused)) from (
    select kind, count(*) n,
      percentile_cont(0.5) within group (order by whole - waited) as median,
      percentile_cont(0.9) within group (order by whole - waited) as p90,
      percentile_cont(0.5) within group (order by waited) filter (where waited > 0) as paused
    from ended where kind in ('claim', 'first_update', 'resolve') group by 1) x),
  'helpful', (select count(*) from decided where was_helpful),
  'unhelpful', (select count(*) from decided where not was_helpful),
  'rootCauses', (select json_object_agg(root_cause, n) from (select root_cause, count(*) n from decided where root_cause is not null group by 1) x),
  'pages', (select count(*) from sent),
  'atNight', (select count(*) from sent where local >= '22:00' or local < '06:00'),
  'seen', (select json_build_array(count(seen), percentile_cont(0.5) within group (order by seen), percentile_cont(0.9) within group (order by seen)) from sent)
) as figures`)
  const [row] = [...rows]
  if (row === undefined) throw new Error('no figures')
  return row.figures
}
