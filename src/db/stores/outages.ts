import { and, eq, gt, isNull, lte, or } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { escalations } from '../schema/escalation.ts'
import { outages } from '../schema/outbox.ts'
import { pages } from '../schema/paging.ts'

export type Outage = typeof outages.$inferSelect

/** One at a time: one that lasts already goes on. */
export async function beginOutage(tx: Queryable, service: Outage['service'], beganAt: Date): Promise<void> {
  await tx.insert(outages).values({ service, beganAt }).onConflictDoNothing()
}

/** Ends the one that lasts; null where none does, or another bot ended it. */
export async function endOutage(tx: Queryable, service: Outage['service'], at: Date): Promise<Outage | null> {
  const rows = await tx
    .update(outages)
    .set({ endedAt: at })
    .where(and(eq(outages.service, service), isNull(outages.endedAt), lte(outages.beganAt, at)))
    .returning()
  return rows[0] ?? null
}

export async function loadOutage(q: Queryable, id: number): Promise<Outage | null> {
  const rows = await q.select().from(outages).where(eq(outages.id, id))
  return rows[0] ?? null
}

/** Teams whose pages waited between the two instants: due by the end, and neither sent nor over before the beginning. */
export async function teamsThatWaited(q: Queryable, from: Date, to: Date): Promise<readonly string[]> {
  const rows = await q
    .selectDistinct({ teamId: escalations.teamId })
    .from(pages)
    .innerJoin(escalations, eq(escalations.id, pages.escalationId))
    .where(
      and(
        lte(pages.notBefore, to),
        or(isNull(pages.sentAt), gt(pages.sentAt, from)),
        or(isNull(pages.endedAt), gt(pages.endedAt, from)),
      ),
    )
  return rows.map((row) => row.teamId).sort()
}
