import { and, asc, eq, gte } from 'drizzle-orm'
import type { Queryable } from '../../client.ts'
import { scheduleVersions } from '../../schema/oncall.ts'

export type ScheduleVersion = typeof scheduleVersions.$inferSelect

/** Versions of a schedule's rules that were written from an instant on, the first one first. */
export async function versionsSince(
  q: Queryable,
  scheduleId: number,
  since: Date,
): Promise<readonly ScheduleVersion[]> {
  return q
    .select()
    .from(scheduleVersions)
    .where(and(eq(scheduleVersions.scheduleId, scheduleId), gte(scheduleVersions.at, since)))
    .orderBy(asc(scheduleVersions.version))
}
