import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Queryable } from '../../client.ts'
import { dutyTimers, schedules, scheduleVersions } from '../../schema/oncall.ts'

/** A living schedule's row. `rules` and `checkpoints` are parsed by who prepares it. */
export type StoredSchedule = typeof schedules.$inferSelect

/** What says whether a prepared schedule is still right: cheap to ask for each time. */
export type ScheduleMark = Pick<StoredSchedule, 'id' | 'name' | 'teamId' | 'version' | 'revision'>

/** Living schedules of one team, or of all, in the order in which they came; never those that were retired. */
export async function schedulesMarks(q: Queryable, teamId: string | null): Promise<readonly ScheduleMark[]> {
  const { id, name, version, revision } = schedules
  return q
    .select({ id, name, teamId: schedules.teamId, version, revision })
    .from(schedules)
    .where(and(isNull(schedules.retiredAt), teamId === null ? undefined : eq(schedules.teamId, teamId)))
    .orderBy(asc(schedules.id))
}

export async function loadSchedules(q: Queryable, ids: readonly number[]): Promise<readonly StoredSchedule[]> {
  if (ids.length === 0) return []
  return q
    .select()
    .from(schedules)
    .where(inArray(schedules.id, [...ids]))
    .orderBy(asc(schedules.id))
}

/** The living schedule of this name, or null. */
export async function scheduleNamed(q: Queryable, name: string): Promise<StoredSchedule | null> {
  const rows = await q
    .select()
    .from(schedules)
    .where(and(eq(schedules.name, name), isNull(schedules.retiredAt)))
  return rows[0] ?? null
}

/**
 * The schedule, locked until the transaction ends: whoever changes who is on call, or writes the record, does it alone. Null
 * where there is none, or none any more.
 */
export async function lockSchedule(tx: Queryable, id: number): Promise<StoredSchedule | null> {
  const rows = await tx
    .select()
    .from(schedules)
    .where(and(eq(schedules.id, id), isNull(schedules.retiredAt)))
    .for('update')
  return rows[0] ?? null
}

export interface NewSchedule {
  readonly name: string
  readonly teamId: string
  readonly rules: unknown
  readonly fileDigest: string | null
  /** Slack user id; null: the settings file. */
  readonly by: string | null
}

/** Its first version. Null where another bot has just inserted one of this name. */
export async function insertSchedule(tx: Queryable, schedule: NewSchedule, at: Date): Promise<number | null> {
  const { by, ...columns } = schedule
  const rows = await tx
    .insert(schedules)
    .values({ ...columns, updatedAt: at, recordedUntil: at })
    .onConflictDoNothing()
    .returning({ id: schedules.id })
  const id = rows[0]?.id
  if (id === undefined) return null
  await tx.insert(scheduleVersions).values({ scheduleId: id, version: 1, rules: schedule.rules, by, at })
  return id
}

/** When the schedule came to be: the instant of its first rules. Null where there is no such schedule. */
export async function scheduleSince(q: Queryable, id: number): Promise<Date | null> {
  const rows = await q
    .select({ at: scheduleVersions.at })
    .from(scheduleVersions)
    .where(eq(scheduleVersions.scheduleId, id))
    .orderBy(asc(scheduleVersions.version))
    .limit(1)
  return rows[0]?.at ?? null
}

export interface NewRules {
  readonly teamId: string
  readonly rules: unknown
  readonly checkpoints: unknown
  /** Null: leaves the digest of the file as it is; they came from elsewhere. */
  readonly fileDigest: string | null
  readonly by: string | null
  readonly reason: string | null
}

/** The next version of a schedule that the caller has locked. */
export async function saveRules(tx: Queryable, of: StoredSchedule, edit: NewRules, at: Date): Promise<number> {
  const { rules, checkpoints, teamId, fileDigest, by, reason } = edit
  const version = of.version + 1
  await tx
    .update(schedules)
    .set({ version, rules, checkpoints, teamId, updatedAt: at, ...(fileDigest === null ? {} : { fileDigest }) })
    .where(eq(schedules.id, of.id))
  await tx.insert(scheduleVersions).values({ scheduleId: of.id, version, rules, by, reason, at })
  return version
}

/**
 * Who is on call changes from `at` on: what was prepared is stale. The record was right up to now, unless a boundary is due
 * that nobody has taken yet; then it is written from there. The revision reached.
 */
export async function raiseRevision(tx: Queryable, id: number, at: Date): Promise<number | null> {
  const overdue = tx
    .select({ id: dutyTimers.id })
    .from(dutyTimers)
    .where(
      and(
        eq(dutyTimers.kind, 'boundary'),
        isNull(dutyTimers.doneAt),
        sql`${dutyTimers.dueAt} <= ${at.toISOString()}::timestamptz`,
        sql`${dutyTimers.facts} ->> 'scheduleId' = ${String(id)}`,
      ),
    )
  const rows = await tx
    .update(schedules)
    .set({
      revision: sql`default`,
      recordedUntil: sql`case when exists (${overdue}) then ${schedules.recordedUntil}
        else greatest(${schedules.recordedUntil}, ${at.toISOString()}::timestamptz) end`,
    })
    .where(and(eq(schedules.id, id), isNull(schedules.retiredAt)))
    .returning({ revision: schedules.revision })
  return rows[0]?.revision ?? null
}

export async function markRecorded(tx: Queryable, id: number, until: Date): Promise<void> {
  await tx.update(schedules).set({ recordedUntil: until }).where(eq(schedules.id, id))
}
