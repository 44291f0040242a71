import type { DeliveryOutcome } from '../../outbox/outcome.ts'
import { isSoonSaid, postCarrying } from '../../usecases/delivery/morning.ts'
import { dmChannelOf, findPost, rememberDmChannel } from '../../usecases/delivery/places.ts'
import type { MessageContent } from '../blocks/kit.ts'
import { type Delivery, digestOf, tryLater, UNKNOWN_DIGEST } from './context.ts'
import { EVENT_TYPE, findOurs, type Payload } from './find.ts'

/** A channel, or the DM with a person. */
export type Place = { readonly channelId: string } | { readonly userId: string }

type Resolved =
  | { readonly ok: true; readonly channelId: string }
  | { readonly ok: false; readonly end: DeliveryOutcome }

export async function resolvePlace(d: Delivery, place: Place): Promise<Resolved> {
  if ('channelId' in place) return { ok: true, channelId: place.channelId }
  const known = await dmChannelOf(d.deps, place.userId)
  if (known !== null) return { ok: true, channelId: known }
  const opened = await d.call('conversations.open', { users: place.userId })
  if (!opened.ok) return { ok: false, end: opened.end }
  const channelId = opened.answer.channel.id
  await rememberDmChannel(d.deps, place.userId, channelId)
  return { ok: true, channelId }
}

type Posted =
  | { readonly ok: true; readonly channelId: string; readonly ts: string }
  | { readonly ok: false; readonly code: string; readonly end: DeliveryOutcome }

/** Marked with its key, so that it can be found again; links and media are never unfurled. */
export async function postMessage(
  d: Delivery,
  to: { readonly channelId: string; readonly threadTs: string | null },
  content: MessageContent,
  payload: Payload,
): Promise<Posted> {
  const posted = await d.call('chat.postMessage', {
    channel: to.channelId,
    text: content.text,
    blocks: content.blocks,
    metadata: { event_type: EVENT_TYPE, event_payload: payload },
    unfurl_links: false,
    unfurl_media: false,
    ...(to.threadTs === null ? {} : { thread_ts: to.threadTs }),
  })
  if (!posted.ok) return { ok: false, code: posted.code, end: posted.end }
  return { ok: true, channelId: posted.answer.channel, ts: posted.answer.ts }
}

type Edited = DeliveryOutcome | { readonly kind: 'gone' }

/** Draws a message of ours again; `gone` where somebody deleted it. */
export async function editMessage(
  d: Delivery,
  post: { readonly key: string; readonly channelId: string; readonly ts: string; readonly digest: string },
  content: MessageContent,
): Promise<Edited> {
  const digest = digestOf(content)
  // After a lost answer what stands there isn't what we noted.
  if (post.digest === digest && !d.row.isUncertain) return { kind: 'unchanged' }
  const { key, channelId, ts } = post
  const { text, blocks } = content
  const edited = await d.call('chat.update', { channel: channelId, ts, text, blocks })
  if (edited.ok) return { kind: 'sent', post: { key, channelId, ts, digest } }
  return edited.isRefusal && edited.code === 'message_not_found' ? { kind: 'gone' } : edited.end
}

/**
 * A surface: edited where it stands; posted where it doesn't, after a look if an earlier call may have posted it.
 * Where we may not look it is posted: a second card can be seen and deleted, a missing one can't.
 */
export async function showSurface(
  d: Delivery,
  surface: { readonly key: string; readonly place: Place; readonly content: MessageContent },
): Promise<DeliveryOutcome> {
  const { key, content } = surface
  const post = await findPost(d.deps, key)
  if (post !== null) {
    const edited = await editMessage(d, post, content)
    if (edited.kind !== 'gone') return edited
  }
  const resolved = await resolvePlace(d, surface.place)
  if (!resolved.ok) return resolved.end
  const to = { channelId: resolved.channelId, threadTs: null }
  if (d.row.isUncertain && post === null) {
    const found = await findOurs(d, to, (payload) => payload.key === key)
    if (found.kind === 'failed') return found.end
    if (found.kind === 'found') {
      const there = { key, channelId: to.channelId, ts: found.ts, digest: UNKNOWN_DIGEST }
      return { kind: 'sent', post: there, again: true }
    }
  }
  const posted = await postMessage(d, to, content, { key })
  if (!posted.ok) return posted.end
  return { kind: 'sent', post: { key, channelId: posted.channelId, ts: posted.ts, digest: digestOf(content) } }
}

/**
 * A notice: said once. It waits for the head of its thread; where that couldn't be sent it is said without, and where
 * the morning's message brought the head, in its thread: outside its own thread it is drawn as `beside`.
 * Where a lost answer can't be looked after, it counts as said (ONCALL 25).
 */
export async function sayOnce(
  d: Delivery,
  notice: {
    readonly place: Place
    readonly threadKey: string | null
    readonly content: MessageContent
    readonly beside?: MessageContent
  },
): Promise<DeliveryOutcome> {
  const { row, deps } = d
  if ((await findPost(deps, row.key)) !== null) return { kind: 'unchanged' }
  const own = notice.threadKey === null ? null : await findPost(deps, notice.threadKey)
  if (notice.threadKey !== null && own === null && (await isSoonSaid(deps, notice.threadKey))) {
    return tryLater(d, 'no_thread_yet')
  }
  const head = own ?? (notice.threadKey === null ? null : await postCarrying(deps, notice.threadKey))
  const beside = notice.beside ?? notice.content
  const content = own === null && notice.threadKey !== null ? beside : notice.content
  const resolved =
    head === null ? await resolvePlace(d, notice.place) : ({ ok: true, channelId: head.channelId } as const)
  if (!resolved.ok) return resolved.end
  const to = { channelId: resolved.channelId, threadTs: head?.ts ?? null }
  if (row.isUncertain) {
    const found = await findOurs(d, to, (payload) => payload.key === row.key)
    if (found.kind === 'failed') return found.end
    if (found.kind === 'cannot_look') return { kind: 'sent' }
    if (found.kind === 'found') return said(d, { channelId: to.channelId, ts: found.ts }, content)
  }
  const posted = await postMessage(d, to, content, { key: row.key })
  if (posted.ok) return said(d, posted, content)
  if (posted.code !== 'thread_not_found') return posted.end
  const outside = await postMessage(d, { ...to, threadTs: null }, beside, { key: row.key })
  return outside.ok ? said(d, outside, beside) : outside.end
}

function said(d: Delivery, at: { channelId: string; ts: string }, content: MessageContent): DeliveryOutcome {
  return { kind: 'sent', post: { key: d.row.key, channelId: at.channelId, ts: at.ts, digest: digestOf(content) } }
}
