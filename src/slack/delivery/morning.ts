import type { DeliveryOutcome } from '../../outbox/outcome.ts'
import {
  isCarrierWaiting,
  leaveAlone,
  letGo,
  messagesWith,
  morningKey,
  takeTogether,
} from '../../usecases/delivery/morning.ts'
import { findPost, type Post } from '../../usecases/delivery/places.ts'
import type { MessageContent } from '../blocks/kit.ts'
import { morning } from '../blocks/messages/morning.ts'
import { mention } from '../blocks/mrkdwn.ts'
import { asMorning, type Item, itemsWith, leadsTheMorning, settledWith } from './along.ts'
import { type Delivery, digestOf, tryLater, UNKNOWN_DIGEST } from './context.ts'
import { type Direct, type DirectIntent, directOf } from './direct.ts'
import { findOurs } from './find.ts'
import { pageContent } from './page.ts'
import { editMessage, postMessage, resolvePlace, sayOnce, showSurface } from './show.ts'

/**
 * A message to one person. What waited for the start of their day comes as one message (SCREENS 1.4): the first row of
 * those that are still needed sends it, and the rest is settled with it.
 */
export async function deliverDirect(d: Delivery, intent: DirectIntent): Promise<DeliveryOutcome> {
  const { row, deps } = d
  if (row.carriedBy !== null && row.carriedBy !== row.key) return deliverCarried(d, intent, row.carriedBy)
  const direct = await directOf(deps, { key: row.key, isShown: row.isUncertain }, intent)
  if (direct === null) return { kind: 'moot' }
  const isNew = row.isHeld && row.carriedBy === null && (await findPost(deps, row.key)) === null
  return isNew ? deliverHeld(d, intent, direct) : deliverAlone(d, intent, direct)
}

function deliverAlone(d: Delivery, { userId }: DirectIntent, direct: Direct): Promise<DeliveryOutcome> {
  const { threadKey, content, beside } = direct
  return direct.how === 'shown'
    ? showSurface(d, { key: d.row.key, place: { userId }, content })
    : sayOnce(d, { place: { userId }, threadKey, content, beside })
}

async function deliverHeld(d: Delivery, intent: DirectIntent, direct: Direct): Promise<DeliveryOutcome> {
  const { row, deps } = d
  const together = await leadsTheMorning(d, { userId: intent.userId, direct })
  if (together === null) return tryLater(d, 'carried_by_another')
  // What leaves alone is marked, too: one that was never marked never left.
  const isAlone = together.length === 1
  const key = isAlone ? row.key : morningKey(row.id)
  const stream = isAlone ? row.stream : key
  const taken = await takeTogether(deps, { key, stream, ids: together.map((message) => message.id) })
  if (!taken.has(row.id)) return tryLater(d, 'carried_by_another')
  return isAlone ? deliverAlone(d, intent, direct) : sendMorning(d, intent, key)
}

async function deliverCarried(d: Delivery, intent: DirectIntent, key: string): Promise<DeliveryOutcome> {
  const post = await findPost(d.deps, key)
  if (post !== null) return drawAgain(d, intent, post)
  if (key === morningKey(d.row.id)) return sendMorning(d, intent, key)
  if (await isCarrierWaiting(d.deps, key)) return tryLater(d, 'carried_by_another')
  await letGo(d.deps, key)
  return tryLater(d, 'left_behind')
}

async function sendMorning(d: Delivery, { userId }: DirectIntent, key: string): Promise<DeliveryOutcome> {
  // Each is asked again at the last moment.
  const carried = settledWith(d, await messagesWith(d.deps, key))
  const items = await itemsWith(d.deps, key, d.row.isUncertain)
  const [first] = items
  if (first === undefined) return { kind: 'moot' }
  const head = await commonHead(d, items)
  const resolved = head === null ? await resolvePlace(d, { userId }) : { ok: true as const, channelId: head.channelId }
  if (!resolved.ok) return resolved.end
  const to = { channelId: resolved.channelId, threadTs: head?.ts ?? null }
  const isOfSeveral = items.some((item) => item.message.escalationId !== first.message.escalationId)
  if (d.row.isUncertain) {
    const found = await findOurs(d, to, (payload) => payload.key === key)
    if (found.kind === 'failed') return found.end
    if (found.kind === 'found') {
      const there = { key, channelId: to.channelId, ts: found.ts, digest: UNKNOWN_DIGEST, isOfSeveral }
      return { kind: 'sent', post: there, carried, again: true }
    }
  }
  const content = contentOf(items, head === null ? null : userId)
  const posted = await postMessage(d, to, content, { key })
  if (!posted.ok && posted.end.kind === 'unroutable' && items.length > 1) {
    await leaveAlone(d.deps, d.row)
    return tryLater(d, posted.code)
  }
  if (!posted.ok) return posted.end
  const post = { key, channelId: posted.channelId, ts: posted.ts, digest: digestOf(content), isOfSeveral }
  return { kind: 'sent', post, carried }
}

/** The thread in which all of them belong, where it is one and stands. */
async function commonHead(d: Delivery, items: readonly Item[]): Promise<Post | null> {
  const keys = new Set(items.map((item) => item.direct.threadKey))
  const [key] = keys
  return keys.size === 1 && key != null ? findPost(d.deps, key) : null
}

/** In a thread a mention is what notifies. */
function contentOf(items: readonly Item[], mentioned: string | null): MessageContent {
  const [first] = items
  if (first === undefined) throw new Error('a message says something')
  return morning(asMorning(items), first.direct.reader, mentioned === null ? null : mention(mentioned))
}

/** What it says has changed: an edit, in silence. What is gone stays gone: it was read. */
async function drawAgain(d: Delivery, { userId }: DirectIntent, post: Post): Promise<DeliveryOutcome> {
  const content = await contentAgain(d, userId, post.key)
  if (content === null) return { kind: 'unchanged' }
  const edited = await editMessage(d, post, content)
  return edited.kind === 'gone' ? { kind: 'unchanged' } : edited
}

async function contentAgain(d: Delivery, userId: string, key: string): Promise<MessageContent | null> {
  const [kind, id] = key.split(':')
  if (kind !== 'morning') return pageContent(d, Number(id))
  const items = await itemsWith(d.deps, key, true)
  if (items.length === 0) return null
  return contentOf(items, (await commonHead(d, items)) === null ? null : userId)
}
