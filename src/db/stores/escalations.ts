import { and, asc, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Escalation, EscalationFacts } from '../../domain/escalation/escalation.ts'
import { DECISIONS, type DecisionCode } from '../../domain/escalation/words.ts'
import type { Queryable } from '../client.ts'
import { escalations, followers, participants, references } from '../schema/escalation.ts'

type Row = typeof escalations.$inferSelect

function kept<T>(value: T | null, column: string, id: number): T {
  if (value === null) throw new Error(`escalation ${id}: ${column} is null against its check`)
  return value
}

function decisionOf(row: Row): DecisionCode {
  const found = DECISIONS.find((code) => code === row.decision)
  if (found === undefined) throw new Error(`escalation ${row.id}: unknown decision`)
  return found
}

/** A row as the domain knows it. The checks of the table hold what each state must have. */
export function toEscalation(row: Row): Escalation {
  const facts: EscalationFacts = {
    id: row.id,
    teamId: row.teamId,
    category: row.category,
    severity: row.severity,
    isRestricted: row.isRestricted,
    isHard: row.isHard,
    place: row.place,
    requesterId: row.requesterId,
    department: row.department,
    contentLanguage: row.contentLanguage,
    channelLanguage: row.channelLanguage,
    filedAt: row.filedAt,
    neededBy: row.neededBy,
    isRequesterInChannel: row.isRequesterInChannel,
    version: row.version,
  }
  if (row.status === 'unclaimed') return { ...facts, status: 'unclaimed' }
  if (row.status === 'withdrawn') {
    return {
      ...facts,
      status: 'withdrawn',
      withdrawnAt: kept(row.withdrawnAt, 'withdrawn_at', row.id),
      ownerId: row.ownerId,
      ownedSince: row.ownedSince,
    }
  }
  if (row.status === 'duplicate') {
    return {
      ...facts,
      status: 'duplicate',
      duplicateOf: kept(row.duplicateOf, 'duplicate_of', row.id),
      linkedAt: kept(row.linkedAt, 'linked_at', row.id),
      ownerId: row.ownerId,
      ownedSince: row.ownedSince,
    }
  }
  const owned = {
    ownerId: kept(row.ownerId, 'owner_id', row.id),
    ownedSince: kept(row.ownedSince, 'owned_since', row.id),
  }
  switch (row.status) {
    case 'claimed':
      return { ...facts, ...owned, status: 'claimed' }
    case 'waiting':
      return { ...facts, ...owned, status: 'waiting', waitingSince: kept(row.waitingSince, 'waiting_since', row.id) }
    case 'resolved':
      return {
        ...facts,
        ...owned,
        status: 'resolved',
        decision: decisionOf(row),
        resolvedAt: kept(row.resolvedAt, 'resolved_at', row.id),
      }
    case 'closed':
      return {
        ...facts,
        ...owned,
        status: 'closed',
        decision: decisionOf(row),
        resolvedAt: kept(row.resolvedAt, 'resolved_at', row.id),
        closedAt: kept(row.closedAt, 'closed_at', row.id),
      }
  }
}

/** Every column that a state decides; what a state doesn't have is null, so that the checks can hold it. */
function stateColumns(e: Escalation) {
  return {
    severity: e.severity,
    place: e.place,
    requesterId: e.requesterId,
    isRequesterInChannel: e.isRequesterInChannel,
    status: e.status,
    ownerId: 'ownerId' in e ? e.ownerId : null,
    ownedSince: 'ownedSince' in e ? e.ownedSince : null,
    waitingSince: e.status === 'waiting' ? e.waitingSince : null,
    decision: e.status === 'resolved' || e.status === 'closed' ? e.decision : null,
    resolvedAt: e.status === 'resolved' || e.status === 'closed' ? e.resolvedAt : null,
    closedAt: e.status === 'closed' ? e.closedAt : null,
    withdrawnAt: e.status === 'withdrawn' ? e.withdrawnAt : null,
    duplicateOf: e.status === 'duplicate' ? e.duplicateOf : null,
    linkedAt: e.status === 'duplicate' ? e.linkedAt : null,
  }
}

export type NewEscalation = Omit<typeof escalations.$inferInsert, 'id' | 'version' | 'round' | 'status'>

/** What was filed under this key, or null. */
export async function filedUnder(q: Queryable, submissionKey: string): Promise<number | null> {
  const rows = await q
    .select({ id: escalations.id })
    .from(escalations)
    .where(eq(escalations.submissionKey, submissionKey))
  return rows[0]?.id ?? null
}

/** Files it, unless this key was filed before: then the id of the first. */
export async function insertOnce(
  q: Queryable,
  row: NewEscalation,
): Promise<
  { readonly isNew: true; readonly escalation: Escalation; readonly round: number } | { isNew: false; id: number }
> {
  const inserted = await q
    .insert(escalations)
    .values({ ...row, status: 'unclaimed' })
    .onConflictDoNothing({ target: escalations.submissionKey })
    .returning()
  if (inserted[0] !== undefined) {
    return { isNew: true, escalation: toEscalation(inserted[0]), round: inserted[0].round }
  }
  const found = await q
    .select({ id: escalations.id })
    .from(escalations)
    .where(eq(escalations.submissionKey, row.submissionKey))
  if (found[0] === undefined) throw new Error('a submission that conflicts must exist')
  return { isNew: false, id: found[0].id }
}

export async function loadEscalation(q: Queryable, id: number): Promise<Escalation | null> {
  const rows = await q.select().from(escalations).where(eq(escalations.id, id))
  return rows[0] === undefined ? null : toEscalation(rows[0])
}

export async function loadEscalations(q: Queryable, ids: readonly number[]): Promise<ReadonlyMap<number, Escalation>> {
  if (ids.length === 0) return new Map()
  const rows = await q
    .select()
    .from(escalations)
    .where(inArray(escalations.id, [...ids]))
  return new Map(rows.map((row) => [row.id, toEscalation(row)]))
}

/** Locked until the transaction ends. Lock several in the order of their ids. */
export async function lockEscalation(tx: Queryable, id: number): Promise<Escalation | null> {
  const rows = await tx.select().from(escalations).where(eq(escalations.id, id)).for('update')
  return rows[0] === undefined ? null : toEscalation(rows[0])
}

/** Writes the new state on the condition that nobody wrote since it was read; a lost race throws, since the row was locked. */
export async function saveEscalation(tx: Queryable, e: Escalation, roundUp: 0 | 1 = 0): Promise<void> {
  const saved = await tx
    .update(escalations)
    .set({
      ...stateColumns(e),
      version: sql`${escalations.version} + 1`,
      round: sql`${escalations.round} + ${roundUp}`,
    })
    .where(and(eq(escalations.id, e.id), eq(escalations.version, e.version)))
    .returning({ id: escalations.id })
  if (saved.length !== 1) throw new Error(`escalation ${e.id} changed under its lock`)
}

/** What the state machine doesn't decide but surfaces show. */
export async function loadExtras(q: Queryable, id: number) {
  const rows = await q
    .select({
      details: escalations.details,
      tags: escalations.tags,
      forTeamId: escalations.forTeamId,
      lastUpdateAt: escalations.lastUpdateAt,
      round: escalations.round,
    })
    .from(escalations)
    .where(eq(escalations.id, id))
  if (rows[0] === undefined) throw new Error(`escalation ${id} is gone`)
  return rows[0]
}

export async function setLastUpdate(tx: Queryable, id: number, at: Date): Promise<void> {
  await tx.update(escalations).set({ lastUpdateAt: at }).where(eq(escalations.id, id))
}

export async function addReferences(
  tx: Queryable,
  escalationId: number,
  found: readonly { kind: 'url' | 'id'; value: string; typed: string }[],
): Promise<void> {
  if (found.length === 0) return
  await tx
    .insert(references)
    .values(found.map((reference) => ({ ...reference, escalationId })))
    .onConflictDoNothing()
}

export async function referencesOf(q: Queryable, escalationId: number) {
  return q.select().from(references).where(eq(references.escalationId, escalationId)).orderBy(asc(references.value))
}

/** Open escalations that name one of these links or ids, oldest first. What the reader may see is decided above. */
export async function findSharing(
  q: Queryable,
  values: readonly string[],
  exceptId: number | null,
): Promise<readonly Escalation[]> {
  if (values.length === 0) return []
  const rows = await q
    .selectDistinctOn([escalations.id], { row: escalations })
    .from(escalations)
    .innerJoin(references, eq(references.escalationId, escalations.id))
    .where(
      and(
        inArray(references.value, [...values]),
        inArray(escalations.status, ['unclaimed', 'claimed', 'waiting']),
        exceptId === null ? undefined : ne(escalations.id, exceptId),
      ),
    )
    .orderBy(asc(escalations.id))
    .limit(5)
  return rows.map(({ row }) => toEscalation(row))
}

export async function duplicatesOf(q: Queryable, id: number): Promise<readonly number[]> {
  const rows = await q
    .select({ id: escalations.id })
    .from(escalations)
    .where(eq(escalations.duplicateOf, id))
    .orderBy(asc(escalations.id))
  return rows.map((row) => row.id)
}

export async function addFollower(tx: Queryable, escalationId: number, userId: string, since: Date): Promise<boolean> {
  const added = await tx
    .insert(followers)
    .values({ escalationId, userId, since })
    .onConflictDoNothing()
    .returning({ userId: followers.userId })
  return added.length === 1
}

export async function removeFollower(tx: Queryable, escalationId: number, userId: string): Promise<void> {
  await tx.delete(followers).where(and(eq(followers.escalationId, escalationId), eq(followers.userId, userId)))
}

export async function followersOf(q: Queryable, escalationId: number): Promise<readonly string[]> {
  const rows = await q
    .select({ userId: followers.userId })
    .from(followers)
    .where(eq(followers.escalationId, escalationId))
    .orderBy(asc(followers.since), asc(followers.userId))
  return rows.map((row) => row.userId)
}

export type ParticipantRole = (typeof participants.$inferSelect)['role']

/** Belongs in the work channel from now on. A stronger reason (brought in) isn't weakened by a later one. */
export async function addParticipant(
  tx: Queryable,
  escalationId: number,
  userId: string,
  role: ParticipantRole,
  since: Date,
): Promise<void> {
  const insert = tx.insert(participants).values({ escalationId, userId, role, since })
  if (role === 'brought_in') {
    await insert.onConflictDoUpdate({ target: [participants.escalationId, participants.userId], set: { role } })
  } else {
    await insert.onConflictDoNothing()
  }
}

/** Doesn't belong in the work channel any more. */
export async function removeParticipant(tx: Queryable, escalationId: number, userId: string): Promise<void> {
  await tx.delete(participants).where(and(eq(participants.escalationId, escalationId), eq(participants.userId, userId)))
}

export async function participantsOf(q: Queryable, escalationId: number) {
  return q
    .select()
    .from(participants)
    .where(eq(participants.escalationId, escalationId))
    .orderBy(asc(participants.since), asc(participants.userId))
}
