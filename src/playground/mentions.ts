import { asText, isJson, type Json } from './json.ts'
import type { Channel, Message } from './model.ts'
import { userById, type Workspace } from './workspace.ts'

/** Everything in the blocks in which a mention works: mrkdwn, markdown and rich text, not plain text. */
function* mentioningText(value: unknown): Generator<string> {
  if (Array.isArray(value)) {
    for (const item of value) yield* mentioningText(item)
    return
  }
  if (!isJson(value)) return
  if (value.type === 'plain_text') return
  if ((value.type === 'mrkdwn' || value.type === 'markdown') && typeof value.text === 'string') yield value.text
  if (value.type === 'user') yield `<@${asText(value.user_id)}>`
  if (value.type === 'broadcast') yield `<!${asText(value.range)}>`
  if (value.type === 'usergroup') yield `<!subteam^${asText(value.usergroup_id)}>`
  for (const [key, inner] of Object.entries(value)) {
    if (key !== 'text' || typeof inner !== 'string') yield* mentioningText(inner)
  }
}

/** Who of the channel's members a message calls: by name, by group, or all of them. */
export function mentioned(
  ws: Workspace,
  channel: Channel,
  message: { readonly text: string; readonly blocks: readonly Json[] },
): ReadonlySet<string> {
  const found = new Set<string>()
  for (const text of [message.text, ...mentioningText(message.blocks)]) {
    for (const [, id] of text.matchAll(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g)) if (id) found.add(id)
    for (const [, id] of text.matchAll(/<!subteam\^([A-Z0-9]+)(?:\|[^>]*)?>/g)) {
      for (const user of ws.state.userGroups[id ?? '']?.users ?? []) found.add(user)
    }
    if (/<!(channel|here|everyone)(\|[^>]*)?>/.test(text)) for (const member of channel.members) found.add(member)
  }
  return new Set([...found].filter((id) => channel.members.includes(id)))
}

/** Is it inside the person's do-not-disturb hours at this instant (epoch milliseconds)? */
export function isSilenced(ws: Workspace, userId: string, now: number): boolean {
  const user = userById(ws, userId)
  if (!user?.dnd) return false
  const local = new Intl.DateTimeFormat('en-GB', {
    timeZone: user.tz,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(now)
  const [hours = 0, minutes = 0] = local.split(':').map(Number)
  const minute = hours * 60 + minutes
  const { fromMinute, toMinute } = user.dnd
  return fromMinute <= toMinute ? minute >= fromMinute && minute < toMinute : minute >= fromMinute || minute < toMinute
}

/**
 * Records whom a new message notifies: in a DM the other side, elsewhere who is mentioned. Its author never, an app
 * never, nobody by an edit (which doesn't come here), and nobody while do-not-disturb is on.
 */
export function notify(ws: Workspace, channel: Channel, message: Message): void {
  if (message.subtype !== null) return
  const called =
    channel.kind === 'im' || channel.kind === 'mpim' ? new Set(channel.members) : mentioned(ws, channel, message)
  for (const id of message.ephemeralFor === null ? called : []) {
    const user = userById(ws, id)
    if (!user || user.isBot || user.isDeleted || id === message.user || isSilenced(ws, id, ws.now())) continue
    const list = ws.state.notifications[id] ?? []
    ws.state.notifications[id] = list
    list.push({ channel: channel.id, ts: message.ts, text: message.text, threadTs: message.threadTs })
    ws.changed({ type: 'notify', users: [id], channel: channel.id, text: message.text, threadTs: message.threadTs })
  }
}
