import { and, eq } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { outbox } from '../schema/outbox.ts'

/** Whether something that was to be said of this escalation could not be delivered. */
export async function hasUnroutable(q: Queryable, escalationId: number): Promise<boolean> {
  const rows = await q
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.escalationId, escalationId), eq(outbox.state, 'unroutable')))
    .limit(1)
  return rows.length > 0
}
