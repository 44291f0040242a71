import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { groupMembers, people, ways } from '../schema/people.ts'

export type PersonRow = typeof people.$inferSelect
/** What Slack's profile says; what else we know of them is kept apart and survives it. */
export type NewPerson = Omit<PersonRow, 'dmChannelId' | 'silencedUntil' | 'silenceReadAt'>

export async function savePerson(q: Queryable, person: NewPerson): Promise<void> {
  const { id: _id, ...columns } = person
  await q.insert(people).values(person).onConflictDoUpdate({ target: people.id, set: columns })
}

export async function saveDmChannel(q: Queryable, userId: string, channelId: string): Promise<void> {
  await q.update(people).set({ dmChannelId: channelId }).where(eq(people.id, userId))
}

export async function loadPeople(q: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, PersonRow>> {
  if (ids.length === 0) return new Map()
  const rows = await q
    .select()
    .from(people)
    .where(inArray(people.id, [...new Set(ids)]))
  return new Map(rows.map((row) => [row.id, row]))
}

/** Groups (of those that the settings name) that a person is in. */
export async function groupsOf(q: Queryable, userId: string): Promise<readonly string[]> {
  const rows = await q.select().from(groupMembers).where(eq(groupMembers.userId, userId))
  return rows.map((row) => row.groupId)
}

export async function membersOfGroup(q: Queryable, groupId: string): Promise<readonly string[]> {
  const rows = await q.select().from(groupMembers).where(eq(groupMembers.groupId, groupId))
  return rows.map((row) => row.userId).sort()
}

/** Replaces a group's members by what Slack says now. */
export async function replaceGroup(tx: Queryable, groupId: string, userIds: readonly string[]): Promise<void> {
  await tx.delete(groupMembers).where(eq(groupMembers.groupId, groupId))
  if (userIds.length === 0) return
  await tx.insert(groupMembers).values(userIds.map((userId) => ({ groupId, userId })))
}

/** Slack's do-not-disturb as it was read just now; null: Slack doesn't silence them. */
export async function saveSilence(
  tx: Queryable,
  userId: string,
  silence: { readonly until: Date | null; readonly readAt: Date },
): Promise<void> {
  await tx
    .update(people)
    .set({ silencedUntil: silence.until, silenceReadAt: silence.readAt })
    .where(eq(people.id, userId))
}

/** Those of them whom something else than Slack reaches: a way of their own that was verified. */
export async function reachedOtherwise(q: Queryable, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const rows = await q
    .select({ userId: ways.userId })
    .from(ways)
    .where(and(inArray(ways.userId, [...ids]), isNotNull(ways.verifiedAt), isNull(ways.removedAt)))
  return new Set(rows.map((row) => row.userId))
}
