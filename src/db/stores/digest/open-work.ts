import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { OpenWork } from '../../../domain/digest/daily.ts'
import type { Queryable } from '../../client.ts'
import { escalations } from '../../schema/escalation.ts'
import { clocks } from '../../schema/sla.ts'

/** What a team has open, with its clocks that run; one that is paused has no deadline for now. */
export async function openWorkOf(q: Queryable, teamId: string): Promise<readonly OpenWork[]> {
  const rows = await q
    .select({
      escalationId: escalations.id,
      severity: escalations.severity,
      isRestricted: escalations.isRestricted,
      ownerId: escalations.ownerId,
      filedAt: escalations.filedAt,
      waitingSince: escalations.waitingSince,
    })
    .from(escalations)
    .where(and(eq(escalations.teamId, teamId), inArray(escalations.status, ['unclaimed', 'claimed', 'waiting'])))
    .orderBy(asc(escalations.id))
  if (rows.length === 0) return []
  const running = await q
    .select({
      escalationId: clocks.escalationId,
      kind: clocks.kind,
      dueAt: clocks.dueAt,
      breachedAt: clocks.breachedAt,
    })
    .from(clocks)
    .innerJoin(escalations, eq(escalations.id, clocks.escalationId))
    .where(
      and(
        eq(escalations.teamId, teamId),
        inArray(escalations.status, ['unclaimed', 'claimed', 'waiting']),
        eq(clocks.state, 'running'),
        isNull(clocks.endedAt),
      ),
    )
  const byId = new Map<number, OpenWork['clocks'][number][]>()
  for (const { escalationId, kind, dueAt, breachedAt } of running) {
    const known = byId.get(escalationId) ?? []
    byId.set(escalationId, [...known, { kind, dueAt, isBreached: breachedAt !== null }])
  }
  return rows.map((row) => ({ ...row, clocks: byId.get(row.escalationId) ?? [] }))
}
