import type { Json } from './json.ts'
import { messageAt, repliesTo } from './message-shelf.ts'
import type { Channel, Message, StoredFile } from './model.ts'
import type { Workspace } from './workspace.ts'

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
