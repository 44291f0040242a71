import { and, eq, isNull, ne, type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { escalations } from '../schema/escalation.ts'
import { clocks } from '../schema/sla.ts'

/** Whether a clock runs that the law set. */
export async function hasObligation(q: Queryable, escalationId: number): Promise<boolean> {
  const rows = await q
    .select({ id: clocks.id })
    .from(clocks)
    .where(and(eq(clocks.escalationId, escalationId), ne(clocks.obligation, ''), isNull(clocks.endedAt)))
    .limit(1)
  return rows.length > 0
}

/**
 * Who leaves first of what is due, as a value of an insert: 1 a sev1, 2 a sev2 or what the law gives a deadline, 3 the
 * rest.
 */
export function urgencyOf(escalationId: number): SQL<number> {
  return sql`coalesce((
    select case
      when ${escalations.severity} = 'sev1' then 1
      when ${escalations.severity} = 'sev2' or exists (
        select from ${clocks}
        where ${clocks.escalationId} = ${escalations.id} and ${clocks.obligation} <> '' and ${clocks.endedAt} is null
      ) then 2
      else 3
    end from ${escalations} where ${escalations.id} = ${escalationId}
  ), 3)`
}
