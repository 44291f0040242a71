import { isWaiting } from '../../db/stores/outbox.ts'
import { loadPeople, saveDmChannel } from '../../db/stores/people.ts'
import { channelsOf, loadPost, type Post } from '../../db/stores/posts.ts'
import { addressOf, type IntentOf } from '../../outbox/intents.ts'
import type { Deps } from '../deps.ts'

export type { Post }

/** Where a message of ours stands, by its key; null when it was never recorded as sent. */
export function findPost(deps: Deps, key: string): Promise<Post | null> {
  return deps.db.read((q) => loadPost(q, key))
}

/** The DM with this person, if it was opened before. */
export async function dmChannelOf(deps: Deps, userId: string): Promise<string | null> {
  const known = await deps.db.read((q) => loadPeople(q, [userId]))
  return known.get(userId)?.dmChannelId ?? null
}

/** Opening a DM again gives the same one, so this saves a call and decides nothing. */
export function rememberDmChannel(deps: Deps, userId: string, channelId: string): Promise<void> {
  return deps.db.transact((tx) => saveDmChannel(tx, userId, channelId))
}

/** Channels that this escalation is known to have had: never taken for one that a lost answer left behind. */
export async function recordedChannels(deps: Deps, escalationId: number): Promise<ReadonlySet<string>> {
  const channels = await deps.db.read((q) => channelsOf(q, escalationId))
  return new Set(channels.flatMap((one) => (one.channelId === null ? [] : [one.channelId])))
}

/** Whether another message, which this one hangs from or leaves with, is still to be sent. */
export function isStillToBeSaid(deps: Deps, key: string): Promise<boolean> {
  return deps.db.read((q) => isWaiting(q, key))
}

export function isPageStillToBeSaid(deps: Deps, intent: IntentOf<'page'>): Promise<boolean> {
  return isStillToBeSaid(deps, addressOf(intent).key)
}

/** Whether we have archived this escalation's channel ourselves, or are about to. */
export async function isArchivedByUs(deps: Deps, escalationId: number): Promise<boolean> {
  const channels = await deps.db.read((q) => channelsOf(q, escalationId))
  return channels.some((one) => one.archiveWanted || one.state === 'archived')
}
