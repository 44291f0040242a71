import { isJson, type Json } from './json.ts'
import { notify } from './mentions.ts'
import { messageAt, messagesOf, repliesTo } from './message-shelf.ts'
import { messageWire } from './message-wire.ts'
import type { Channel, Message } from './model.ts'
import { audienceOf, familyOf, randomName, type Workspace } from './workspace.ts'

export interface Draft {
  readonly user: string
  readonly text: string
  readonly blocks?: readonly Json[]
  readonly threadTs?: string | null
  readonly metadata?: Json | null
  readonly subtype?: string | null
  readonly ephemeralFor?: string | null
  readonly files?: readonly string[]
  readonly isBroadcast?: boolean
  readonly unfurl?: { readonly links: boolean | null; readonly media: boolean | null }
}

/** Slack gives a name to every block and to every element that may act, where the sender gave none. */
export function namedBlocks(blocks: readonly unknown[]): readonly Json[] {
  return blocks.filter(isJson).map((block) => ({ ...named(block), block_id: block.block_id ?? randomName(5) }))
}

function named(block: Json): Json {
  const element = (value: unknown): unknown =>
    isJson(value) && value.type !== 'image' && value.type !== 'mrkdwn' && value.type !== 'plain_text'
      ? { ...value, action_id: value.action_id ?? randomName(5) }
      : value
  return {
    ...block,
    ...(block.type === 'actions' && Array.isArray(block.elements) ? { elements: block.elements.map(element) } : {}),
    ...(block.accessory === undefined ? {} : { accessory: element(block.accessory) }),
    ...(block.type === 'input' ? { element: element(block.element) } : {}),
  }
}

/** Writes a message down, notifies whom it should, and sends it to the app as an event. */
export function post(ws: Workspace, channel: Channel, draft: Draft): Message {
  const root = draft.threadTs ? messageAt(ws, channel.id, draft.threadTs) : undefined
  const message: Message = {
    ts: ws.nextTs(),
    threadTs: root ? (root.threadTs ?? root.ts) : null,
    user: draft.user,
    botId: draft.user === ws.botUserId ? ws.state.app.botId : null,
    subtype: draft.subtype ?? null,
    text: draft.text,
    blocks: namedBlocks(draft.blocks ?? []),
    metadata: draft.metadata ?? null,
    edited: null,
    reactions: [],
    files: [...(draft.files ?? [])],
    ephemeralFor: draft.ephemeralFor ?? null,
    isBroadcast: draft.isBroadcast ?? false,
    unfurl: draft.unfurl ?? { links: null, media: null },
  }
  messagesOf(ws, channel.id).push(message)
  notify(ws, channel, message)
  const users = message.ephemeralFor === null ? audienceOf(ws, channel) : [message.ephemeralFor]
  ws.changed({ type: 'messages', users, channel: channel.id })
  ws.changed({ type: 'channels', users })
  if (message.ephemeralFor === null) tellMessage(ws, channel, messageWire(ws, channel, message, { metadata: true }))
  return message
}

/** The app hears of messages only where it is a member. */
export function tellMessage(ws: Workspace, channel: Channel, event: Json): void {
  if (!channel.members.includes(ws.botUserId)) return
  const family = familyOf(channel.kind)
  const channelType = { channels: 'channel', groups: 'group', im: 'im', mpim: 'mpim' }[family]
  ws.tellApp({
    name: `message.${family}`,
    scopes: [`${family}:history`],
    event: { ...event, channel: channel.id, channel_type: channelType, event_ts: event.event_ts ?? event.ts },
  })
}

export function edit(
  ws: Workspace,
  channel: Channel,
  message: Message,
  to: { readonly text?: string; readonly blocks?: readonly unknown[]; readonly metadata?: Json },
): void {
  const before = messageWire(ws, channel, message, { metadata: true })
  if (to.text !== undefined) message.text = to.text
  if (to.blocks !== undefined) message.blocks = namedBlocks(to.blocks)
  if (to.metadata !== undefined) message.metadata = to.metadata
  const ts = ws.nextTs()
  message.edited = { user: message.user, ts }
  const users = message.ephemeralFor === null ? audienceOf(ws, channel) : [message.ephemeralFor]
  ws.changed({ type: 'messages', users, channel: channel.id })
  if (message.ephemeralFor !== null) return
  const now = messageWire(ws, channel, message, { metadata: true })
  tellMessage(ws, channel, {
    type: 'message',
    subtype: 'message_changed',
    hidden: true,
    message: now,
    previous_message: before,
    ts,
  })
}

/** Takes a message away. With replies a tombstone stays, since the thread needs a root. */
export function remove(ws: Workspace, channel: Channel, message: Message): void {
  const before = messageWire(ws, channel, message)
  const list = messagesOf(ws, channel.id)
  const at = list.indexOf(message)
  if (repliesTo(ws, channel.id, message.ts).length > 0) {
    const tombstone = {
      ...message,
      text: 'This message was deleted.',
      blocks: [],
      subtype: 'tombstone',
      metadata: null,
    }
    list.splice(at, 1, tombstone)
  } else {
    list.splice(at, 1)
  }
  channel.pins = channel.pins.filter((pin) => pin.ts !== message.ts)
  ws.changed({ type: 'messages', users: audienceOf(ws, channel), channel: channel.id })
  if (message.ephemeralFor !== null) return
  tellMessage(ws, channel, {
    type: 'message',
    subtype: 'message_deleted',
    hidden: true,
    deleted_ts: message.ts,
    previous_message: before,
    ts: ws.nextTs(),
  })
}

/** A line that Slack itself writes into a channel: somebody joined, the topic changed. */
export function note(ws: Workspace, channel: Channel, user: string, subtype: string, text: string): void {
  if (channel.kind !== 'im') post(ws, channel, { user, subtype, text })
}
