import { and, eq, exists, isNull, ne, or, sql } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { escalations } from '../schema/escalation.ts'
import { clocks } from '../schema/sla.ts'

/** Whether a clock runs that the law set. */
export async function hasObligation(q: Queryable, escalationId: number): Promise<boolean> {
  const rows = await q.select({ id: clocks.id }).from(clocks).where(liveObligationOf(escalationId)).limit(1)
  return rows.length > 0
}

const liveObligationOf = (escalationId: number) =>
  and(eq(clocks.escalationId, escalationId), ne(clocks.obligation, ''), isNull(clocks.endedAt))

/** 1 a sev1, 2 a sev2 or what the law gives a deadline, 3 the rest: who leaves first of what is due. */
export async function urgencyOf(q: Queryable, escalationId: number): Promise<1 | 2 | 3> {
  const law = q.select({ id: clocks.id }).from(clocks).where(liveObligationOf(escalationId))
  const rows = await q
    .select({
      severity: escalations.severity,
      isUrgent: sql<boolean>`${or(eq(escalations.severity, 'sev2'), exists(law))}`,
    })
    .from(escalations)
    .where(eq(escalations.id, escalationId))
  const [row] = rows
  if (row?.severity === 'sev1') return 1
  return row?.isUrgent === true ? 2 : 3
}
