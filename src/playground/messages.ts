import { isJson, type Json } from './json.ts'
import { notify } from './mentions.ts'
import type { Channel, Message, StoredFile } from './model.ts'
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

export function messagesOf(ws: Workspace, channelId: string): Message[] {
  const list = ws.state.messages[channelId] ?? []
  ws.state.messages[channelId] = list
  return list
}

export function messageAt(ws: Workspace, channelId: string, ts: string): Message | undefined {
  return messagesOf(ws, channelId).find((message) => message.ts === ts)
}

export function repliesTo(ws: Workspace, channelId: string, ts: string): readonly Message[] {
  return messagesOf(ws, channelId).filter((message) => message.threadTs === ts && message.ephemeralFor === null)
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

export function fileWire(ws: Workspace, file: StoredFile): Json {
  const url = `${ws.baseUrl()}/files/${file.id}/${encodeURIComponent(file.name)}`
  return {
    id: file.id,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: file.name.split('.').pop() ?? '',
    size: file.size,
    user: file.user,
    mode: 'hosted',
    is_external: false,
    url_private: url,
    url_private_download: url,
    permalink: url,
  }
}

/** A message as Slack's JSON has it. Metadata only where it was asked for. */
export function messageWire(
  ws: Workspace,
  channel: Channel,
  message: Message,
  include: { readonly metadata?: boolean } = {},
): Json {
  const replies = message.threadTs === null ? repliesTo(ws, channel.id, message.ts) : []
  const last = replies.at(-1)
  const writers = [...new Set(replies.map((reply) => reply.user))]
  const root = message.threadTs === null ? undefined : messageAt(ws, channel.id, message.threadTs)
  const { app } = ws.state
  return {
    type: 'message',
    ...(message.subtype ? { subtype: message.subtype } : {}),
    user: message.user,
    ts: message.ts,
    ...(message.botId
      ? {
          bot_id: message.botId,
          app_id: app.appId,
          bot_profile: { id: app.botId, app_id: app.appId, name: 'Vigía', deleted: false, team_id: ws.state.team.id },
        }
      : {}),
    text: message.text,
    team: ws.state.users[message.user]?.teamId ?? ws.state.team.id,
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.edited ? { edited: message.edited } : {}),
    ...(last
      ? {
          thread_ts: message.ts,
          reply_count: replies.length,
          reply_users: writers.slice(0, 5),
          reply_users_count: writers.length,
          latest_reply: last.ts,
          is_locked: false,
          subscribed: replies.some((reply) => reply.user === ws.botUserId),
        }
      : {}),
    ...(message.threadTs === null ? {} : { thread_ts: message.threadTs, parent_user_id: root?.user ?? '' }),
    ...(message.reactions.length > 0
      ? {
          reactions: message.reactions.map((reaction) => ({
            name: reaction.name,
            users: reaction.users,
            count: reaction.users.length,
          })),
        }
      : {}),
    ...(message.files.length > 0
      ? {
          files: message.files.flatMap((id) => {
            const file = ws.state.files[id]
            return file ? [fileWire(ws, file)] : []
          }),
        }
      : {}),
    ...(channel.pins.some((pin) => pin.ts === message.ts) ? { pinned_to: [channel.id] } : {}),
    ...(include.metadata && message.metadata ? { metadata: message.metadata } : {}),
  }
}

export function permalink(ws: Workspace, channelId: string, message: Message): string {
  const path = `${ws.baseUrl()}/archives/${channelId}/p${message.ts.replace('.', '')}`
  return message.threadTs === null ? path : `${path}?thread_ts=${message.threadTs}&cid=${channelId}`
}

/**
 * What a person types becomes what Slack's client sends: escaped, addresses in angle brackets, names of people and of
 * public channels turned into ids.
 */
export function typedText(ws: Workspace, typed: string): string {
  let text = typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  text = text.replaceAll(/https?:\/\/[^\s<>]*[^\s<>.,;:!?)'"]/g, (url) => `<${url}>`)
  const people = Object.values(ws.state.users).flatMap((user) => [
    { typed: `@${user.realName}`, sent: `<@${user.id}>` },
    { typed: `@${user.handle}`, sent: `<@${user.id}>` },
  ])
  const channels = Object.values(ws.state.channels)
    .filter((channel) => channel.kind === 'public')
    .map((channel) => ({ typed: `#${channel.name}`, sent: `<#${channel.id}|${channel.name}>` }))
  const broadcasts = ['channel', 'here', 'everyone'].map((word) => ({ typed: `@${word}`, sent: `<!${word}>` }))
  for (const name of [...people, ...channels, ...broadcasts].sort((a, b) => b.typed.length - a.typed.length)) {
    text = text.replaceAll(name.typed, name.sent)
  }
  return text
}
