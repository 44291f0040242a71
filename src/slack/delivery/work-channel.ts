import type { IntentOf } from '../../outbox/intents.ts'
import type { DeliveryOutcome } from '../../outbox/outcome.ts'
import { findPost, recordedChannels } from '../../usecases/delivery/places.ts'
import { type WorkChannelDelivery, workChannelDelivery } from '../../usecases/views/work-channel.ts'
import { channelName, channelTopic } from '../blocks/messages/channel-name.ts'
import { line } from '../blocks/messages/line.ts'
import { type Delivery, digestOf } from './context.ts'
import { findOurs } from './find.ts'
import type { SlackChannel } from './methods.ts'
import { postMessage } from './show.ts'

const INVITED_AT_ONCE = 100
const MOST_NAMES = 6
const LISTED_AT_ONCE = 200
const MOST_LISTS = 25
/** Slack's clock and ours may differ. */
const SKEW_SECONDS = 600

/**
 * The channel is brought to what it should be, one step a delivery: opened, named after its predecessor, its topic, its
 * members, in the end archived. What is already so is left alone, so a kill between two steps loses and repeats nothing.
 */
export async function deliverWorkChannel(d: Delivery, intent: IntentOf<'work_channel'>): Promise<DeliveryOutcome> {
  const wanted = await workChannelDelivery(d.deps, intent)
  if (wanted === null) return { kind: 'moot' }
  const { channelId } = wanted.channel
  if (channelId === null) return open(d, wanted)
  if (wanted.archiveWanted) return archive(d, channelId)
  const [leaving] = wanted.takeOut
  if (leaving !== undefined) return takeOut(d, channelId, leaving)
  const topic = channelTopic(wanted.topic, wanted.reader)
  // After a lost answer the topic that stands there isn't what we noted.
  if (wanted.channel.topic !== topic || d.row.isUncertain) return setTopic(d, channelId, topic)
  if (wanted.invite.length > 0) return invite(d, channelId, wanted.invite.slice(0, INVITED_AT_ONCE))
  if (wanted.predecessor !== null) return nameBefore(d, wanted, channelId, wanted.predecessor.channelId)
  return { kind: 'unchanged' }
}

async function open(d: Delivery, wanted: WorkChannelDelivery): Promise<DeliveryOutcome> {
  let hasLooked = false
  if (d.row.isUncertain) {
    const ours = await findOwn(d, wanted)
    if ('end' in ours) return ours.end
    if (ours.channel !== null) return opened(ours.channel)
    hasLooked = true
  }
  for (let attempt = 0; attempt < MOST_NAMES; attempt += 1) {
    const name = channelName(wanted, attempt)
    const created = await d.call('conversations.create', { name, is_private: wanted.isPrivate })
    if (created.ok) return opened(created.answer.channel)
    if (!created.isRefusal) return created.end
    // Any other no means that there won't be a channel: work goes on without one. Never a public one for a private wish.
    if (created.code !== 'name_taken') {
      return { kind: 'sent', facts: { step: 'channel_refused', error: created.code } }
    }
    if (hasLooked) continue
    const ours = await findOwn(d, wanted)
    if ('end' in ours) return ours.end
    if (ours.channel !== null) return opened(ours.channel)
    hasLooked = true
  }
  return { kind: 'sent', facts: { step: 'channel_refused', error: 'name_taken' } }
}

function opened(channel: SlackChannel): DeliveryOutcome {
  return {
    kind: 'sent',
    facts: { step: 'channel_opened', channelId: channel.id, name: channel.name },
    again: true,
  }
}

/** A channel that a lost answer left behind: made by us, for this number, as private as asked, recorded nowhere. */
async function findOwn(
  d: Delivery,
  wanted: WorkChannelDelivery,
): Promise<{ readonly channel: SlackChannel | null } | { readonly end: DeliveryOutcome }> {
  const recorded = await recordedChannels(d.deps, wanted.escalationId)
  // One from before it was wanted belongs to another life of this number (a database started afresh).
  const notBefore = Math.floor(wanted.channel.wantedAt.getTime() / 1000) - SKEW_SECONDS
  let cursor: string | undefined
  for (let turn = 0; turn < MOST_LISTS; turn += 1) {
    const listed = await d.call('users.conversations', {
      types: 'public_channel,private_channel',
      exclude_archived: true,
      limit: LISTED_AT_ONCE,
      ...(cursor === undefined ? {} : { cursor }),
    })
    if (!listed.ok) {
      if (!listed.isRefusal) return { end: listed.end }
      // Without the list nothing is taken for ours; a second channel is better than a stranger's.
      if (listed.code === 'missing_scope') d.calls.noteMissingScope('own_channels', listed.refusal)
      return { channel: null }
    }
    const own = listed.answer.channels.find(
      (one) =>
        one.creator === d.bot.userId &&
        isNamedFor(one.name, wanted.escalationId) &&
        (one.is_private ?? false) === wanted.isPrivate &&
        (one.created ?? 0) >= notBefore &&
        !recorded.has(one.id),
    )
    if (own !== undefined) return { channel: own }
    cursor = listed.answer.response_metadata?.next_cursor
    if (cursor === undefined || cursor === '') break
  }
  return { channel: null }
}

function isNamedFor(name: string, escalationId: number): boolean {
  const base = `esc-${escalationId}`
  return name === base || name.startsWith(`${base}-`)
}

/** Refusals that are about topics, not about the channel. */
const TOPIC_REFUSED = new Set(['missing_scope', 'restricted_action', 'no_permission', 'user_is_restricted'])

async function setTopic(d: Delivery, channelId: string, topic: string): Promise<DeliveryOutcome> {
  const set = await d.call('conversations.setTopic', { channel: channelId, topic })
  // A topic that can't be had stops nothing: people still have to come in.
  if (!set.ok && set.isRefusal && TOPIC_REFUSED.has(set.code)) {
    if (set.code === 'missing_scope') d.calls.noteMissingScope('topic', set.refusal)
    return { kind: 'sent', facts: { step: 'topic_set', topic }, again: true }
  }
  return set.ok ? { kind: 'sent', facts: { step: 'topic_set', topic }, again: true } : set.end
}

/** With `force` the good ones come in and each of the others has a reason; it is kept, and nobody is asked twice. */
async function invite(d: Delivery, channelId: string, users: readonly string[]): Promise<DeliveryOutcome> {
  const invited = await d.call('conversations.invite', { channel: channelId, users: users.join(','), force: true })
  const errors = new Map<string, string>()
  let rest = 'invited'
  if (invited.ok) {
    for (const one of invited.answer.errors ?? []) if (one.user !== undefined) errors.set(one.user, one.error)
  } else {
    const each = errorsOf(invited.refusal)
    // Nobody could come in: that is an answer about them. Without their names it is one about the channel.
    if (!invited.isRefusal || (each.size === 0 && !PERSONAL.has(invited.code))) return invited.end
    for (const [userId, error] of each) errors.set(userId, error)
    rest = invited.code
  }
  const results = users.map((userId) => ({ userId, result: errors.get(userId) ?? rest }))
  return { kind: 'sent', facts: { step: 'invited', results }, again: true }
}

/** Somebody who doesn't belong in it any more. Refused, they stay: that is told, and not tried again. */
async function takeOut(d: Delivery, channelId: string, userId: string): Promise<DeliveryOutcome> {
  const taken = await d.call('conversations.kick', { channel: channelId, user: userId })
  if (!taken.ok && !taken.isRefusal) return taken.end
  const error = taken.ok || taken.code === 'not_in_channel' ? null : taken.code
  return { kind: 'sent', facts: { step: 'taken_out', userId, error }, again: true }
}

/** Refusals of an invitation that are about who was invited. */
const PERSONAL = new Set([
  'already_in_channel',
  'cant_invite',
  'cant_invite_self',
  'user_not_found',
  'user_disabled',
  'user_is_restricted',
  'ura_max_channels',
  'user_team_not_in_channel',
])

function errorsOf(refusal: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const list: readonly unknown[] = Array.isArray(refusal.errors) ? refusal.errors : []
  return new Map(
    list.flatMap((one) => {
      if (typeof one !== 'object' || one === null || !('user' in one) || !('error' in one)) return []
      return typeof one.user === 'string' && typeof one.error === 'string' ? [[one.user, one.error] as const] : []
    }),
  )
}

async function archive(d: Delivery, channelId: string): Promise<DeliveryOutcome> {
  const archived = await d.call('conversations.archive', { channel: channelId })
  const isDone = archived.ok || (archived.isRefusal && ['already_archived', 'is_archived'].includes(archived.code))
  return isDone ? { kind: 'sent', facts: { step: 'archived' } } : archived.end
}

/**
 * After a reopening each channel names the other. A bot can't unarchive, so the old one is told only while it is open;
 * the line in the new one comes last and says that both are done.
 */
async function nameBefore(
  d: Delivery,
  wanted: WorkChannelDelivery,
  channelId: string,
  beforeId: string,
): Promise<DeliveryOutcome> {
  const id = wanted.escalationId
  const doneKey = `from:${id}:${wanted.sequence}`
  if ((await findPost(d.deps, doneKey)) !== null) return { kind: 'unchanged' }
  const ways = [
    { key: `to:${id}:${wanted.sequence}`, in: beforeId, of: channelId, direction: 'continues_in' },
    { key: doneKey, in: channelId, of: beforeId, direction: 'continued_from' },
  ] as const
  for (const way of ways) {
    if ((await findPost(d.deps, way.key)) !== null) continue
    const content = line({ line: 'successor_channel', id, channelId: way.of, direction: way.direction }, wanted.reader)
    const to = { channelId: way.in, threadTs: null }
    // Looked for each time, which is once or twice in an escalation's life: steps before this one clear the doubt.
    const found = await findOurs(d, to, (payload) => payload.key === way.key)
    if (found.kind === 'failed') return found.end
    const at =
      found.kind === 'found'
        ? ({ ok: true, ...to, ts: found.ts } as const)
        : await postMessage(d, to, content, { key: way.key })
    if (!at.ok && at.end.kind === 'unroutable' && way.direction === 'continues_in') continue
    if (!at.ok) return at.end
    const post = { key: way.key, channelId: at.channelId, ts: at.ts, digest: digestOf(content) }
    return { kind: 'sent', post, again: true }
  }
  return { kind: 'unchanged' }
}
