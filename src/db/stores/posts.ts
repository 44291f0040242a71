import { and, asc, eq, max } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { invitations, posts, workChannels } from '../schema/outbox.ts'

export type Post = typeof posts.$inferSelect
export type WorkChannel = typeof workChannels.$inferSelect

export async function loadPost(q: Queryable, key: string): Promise<Post | null> {
  const rows = await q.select().from(posts).where(eq(posts.key, key))
  return rows[0] ?? null
}

/** Where a message stands now; a second settlement keeps the first place and takes the newer digest. */
export async function savePost(tx: Queryable, post: Omit<Post, 'pinnedAt'>): Promise<void> {
  await tx
    .insert(posts)
    .values(post)
    .onConflictDoUpdate({ target: posts.key, set: { digest: post.digest, channelId: post.channelId, ts: post.ts } })
}

export async function markPinned(tx: Queryable, key: string, at: Date): Promise<void> {
  await tx.update(posts).set({ pinnedAt: at }).where(eq(posts.key, key))
}

/** Which message of ours is this? Null when none. */
export async function postAt(q: Queryable, channelId: string, ts: string): Promise<Post | null> {
  const rows = await q
    .select()
    .from(posts)
    .where(and(eq(posts.channelId, channelId), eq(posts.ts, ts)))
    .limit(1)
  return rows[0] ?? null
}

/** Every channel that this escalation has had, first to last. */
export async function channelsOf(q: Queryable, escalationId: number): Promise<readonly WorkChannel[]> {
  return q
    .select()
    .from(workChannels)
    .where(eq(workChannels.escalationId, escalationId))
    .orderBy(asc(workChannels.sequence))
}

export async function channelById(q: Queryable, channelId: string): Promise<WorkChannel | null> {
  const rows = await q.select().from(workChannels).where(eq(workChannels.channelId, channelId))
  return rows[0] ?? null
}

/** Asks for the next channel of an escalation; its sequence. */
export async function wantChannel(
  tx: Queryable,
  escalationId: number,
  isPrivate: boolean,
  wantedAt: Date,
): Promise<number> {
  const last = await tx
    .select({ n: max(workChannels.sequence) })
    .from(workChannels)
    .where(eq(workChannels.escalationId, escalationId))
  const sequence = (last[0]?.n ?? -1) + 1
  await tx.insert(workChannels).values({ escalationId, sequence, isPrivate, state: 'wanted', wantedAt })
  return sequence
}

export async function updateChannel(
  tx: Queryable,
  escalationId: number,
  sequence: number,
  set: Partial<Pick<WorkChannel, 'state' | 'channelId' | 'name' | 'topic' | 'archiveWanted' | 'openedAt'>>,
): Promise<void> {
  await tx
    .update(workChannels)
    .set(set)
    .where(and(eq(workChannels.escalationId, escalationId), eq(workChannels.sequence, sequence)))
}

export async function invitedInto(q: Queryable, channelId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await q.select().from(invitations).where(eq(invitations.channelId, channelId))
  return new Map(rows.map((row) => [row.userId, row.result]))
}

/** Results of an invitation after which the person is in the channel, as far as we know. */
const CAME_IN = ['invited', 'already_in_channel']

/** Who was let in, of all who were invited. */
export function letIn(invited: ReadonlyMap<string, string>): readonly string[] {
  return [...invited].filter(([, result]) => CAME_IN.includes(result)).map(([userId]) => userId)
}

/** Slack refused to take them out: they stay, and nobody tries again. */
export async function keepInvited(tx: Queryable, channelId: string, userId: string, error: string): Promise<void> {
  await tx
    .update(invitations)
    .set({ result: `still_in:${error}` })
    .where(and(eq(invitations.channelId, channelId), eq(invitations.userId, userId)))
}

/** Taken out, or pressing Join after leaving, which is a new wish: the next look may invite them again. */
export async function forgetInvitation(tx: Queryable, channelId: string, userId: string): Promise<void> {
  await tx.delete(invitations).where(and(eq(invitations.channelId, channelId), eq(invitations.userId, userId)))
}

export async function recordInvitations(
  tx: Queryable,
  channelId: string,
  results: readonly { userId: string; result: string }[],
  at: Date,
): Promise<void> {
  if (results.length === 0) return
  await tx
    .insert(invitations)
    .values(results.map((one) => ({ ...one, channelId, at })))
    .onConflictDoNothing()
}
