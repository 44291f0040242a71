/** What the page asks to see, as one person sees it. */
import { findIm } from './channels.ts'
import type { SlackManifest } from './manifest.ts'
import { messagesOf, repliesTo } from './message-shelf.ts'
import type { Channel, Message, User, ViewRecord } from './model.ts'
import type { PageChannel, PageMessage, PagePerson, PageState, PageView, PlaygroundControls } from './page-api.ts'
import { stackOf } from './views.ts'
import { isVisibleTo, userById, type Workspace } from './workspace.ts'

export function personOf(user: User): PagePerson {
  return {
    id: user.id,
    name: user.realName,
    title: user.title,
    zone: user.tz,
    locale: user.locale,
    isBot: user.isBot,
    isGuest: user.isRestricted,
  }
}

function isSeen(message: Message, user: User): boolean {
  return message.ephemeralFor === null || message.ephemeralFor === user.id
}

function channelFor(ws: Workspace, channel: Channel, user: User): PageChannel {
  const read = Number(ws.state.lastRead[user.id]?.[channel.id] ?? 0)
  const isMember = channel.members.includes(user.id)
  const unread = messagesOf(ws, channel.id).filter(
    (message) =>
      message.user !== user.id &&
      message.subtype === null &&
      message.threadTs === null &&
      message.ephemeralFor === null &&
      Number(message.ts) > read,
  )
  const calls = (ws.state.notifications[user.id] ?? []).filter(
    (one) => one.channel === channel.id && Number(one.ts) > read,
  )
  return {
    id: channel.id,
    kind: channel.kind === 'public' ? 'channel' : channel.kind === 'im' ? 'im' : 'private',
    name: channel.kind === 'im' ? (channel.members.find((member) => member !== user.id) ?? user.id) : channel.name,
    topic: channel.topic.value,
    isMember,
    isArchived: channel.isArchived,
    unread: isMember ? unread.length : 0,
    mentions: isMember ? calls.length : 0,
  }
}

export function messageFor(ws: Workspace, channel: Channel, message: Message, pageToken: string): PageMessage {
  return {
    ts: message.ts,
    threadTs: message.threadTs,
    user: message.user,
    text: message.text,
    blocks: message.blocks,
    isEphemeral: message.ephemeralFor !== null,
    isEdited: message.edited !== null,
    isPinned: channel.pins.some((pin) => pin.ts === message.ts),
    replyCount: message.threadTs === null ? repliesTo(ws, channel.id, message.ts).length : 0,
    files: message.files.flatMap((id) => {
      const file = ws.state.files[id]
      if (!file) return []
      const path = `/files/${file.id}/${encodeURIComponent(file.name)}?token=${pageToken}`
      return [{ id, name: file.title, mimetype: file.mimetype, url: path }]
    }),
  }
}

export function viewFor(view: ViewRecord): PageView {
  return { id: view.id, rootViewId: view.rootViewId, hash: view.hash, view: { ...view.view }, state: view.state }
}

/** The channels on this person's screen: theirs, the public ones, and the DM with the app. */
export function channelsFor(ws: Workspace, user: User): readonly PageChannel[] {
  const im = findIm(ws, ws.botUserId, user.id)
  return Object.values(ws.state.channels)
    .filter((channel) => isVisibleTo(ws, channel, user))
    .filter((channel) => !channel.isArchived || channel.members.includes(user.id))
    .filter((channel) => channel.kind !== 'im' || channel === im || messagesOf(ws, channel.id).length > 0)
    .map((channel) => channelFor(ws, channel, user))
}

/** A channel's messages (top level and ephemeral ones) or a thread's, its root first; null where there is none to see. */
export function messagesFor(
  ws: Workspace,
  user: User,
  of: { readonly channel: string; readonly thread: string },
  pageToken: string,
): readonly PageMessage[] | null {
  const channel = ws.state.channels[of.channel]
  if (!channel || !isVisibleTo(ws, channel, user)) return null
  return messagesOf(ws, channel.id)
    .filter((message) => isSeen(message, user))
    .filter((message) =>
      of.thread === ''
        ? message.threadTs === null || message.isBroadcast
        : message.ts === of.thread || message.threadTs === of.thread,
    )
    .map((message) => messageFor(ws, channel, message, pageToken))
}

/** Everything beside the messages. Without `as`, or with somebody who isn't there: the first person's. */
export async function stateFor(
  ws: Workspace,
  manifest: SlackManifest,
  controls: PlaygroundControls,
  as: string,
): Promise<PageState> {
  const people = Object.values(ws.state.users).filter((user) => !user.isDeleted)
  const asked = userById(ws, as)
  const me = asked && !asked.isDeleted ? asked : people.find((user) => !user.isBot)
  if (!me) throw new Error('the workspace has no people')
  const { features } = manifest
  return {
    me: personOf(me),
    people: people.map(personOf),
    channels: channelsFor(ws, me),
    commands: (features?.slash_commands ?? []).map((one) => ({
      command: one.command,
      description: one.description ?? '',
      usageHint: one.usage_hint ?? '',
    })),
    shortcuts: (features?.shortcuts ?? []).map((one) => ({
      name: one.name,
      kind: one.type === 'message' ? 'message' : 'global',
      callbackId: one.callback_id,
    })),
    botUserId: ws.botUserId,
    clock: { now: controls.now(), canMove: controls.moveClock !== undefined },
    onCall: (await controls.onCall?.()) ?? [],
    views: stackOf(ws, me.id).map(viewFor),
  }
}
