import type { Json } from './json.ts'
import { note } from './messages.ts'
import type { Channel } from './model.ts'
import { newChannel } from './seed.ts'
import { audienceOf, familyOf, userById, type Workspace } from './workspace.ts'

/** The DM of two people, made where there is none yet. */
export function imOf(ws: Workspace, a: string, b: string): Channel {
  const known = findIm(ws, a, b)
  if (known) return known
  const id = ws.nextId('D')
  const made = newChannel({ id, name: '', kind: 'im', creator: a, created: ws.seconds(), members: [a, b] })
  ws.state.channels[id] = made
  ws.changed({ type: 'channels', users: [a, b] })
  return made
}

export function findIm(ws: Workspace, a: string, b: string): Channel | undefined {
  return Object.values(ws.state.channels).find(
    (channel) => channel.kind === 'im' && channel.members.includes(a) && channel.members.includes(b),
  )
}

/** A conversation of several, known by its members. */
export function groupOf(ws: Workspace, members: readonly string[]): Channel {
  const known = Object.values(ws.state.channels).find(
    (channel) =>
      channel.kind === 'mpim' &&
      channel.members.length === members.length &&
      members.every((member) => channel.members.includes(member)),
  )
  if (known) return known
  const id = ws.nextId('G')
  const names = members.map((member) => userById(ws, member)?.handle ?? member)
  const name = `mpdm-${names.join('--')}-1`
  const made = newChannel({ id, name, kind: 'mpim', creator: ws.botUserId, created: ws.seconds(), members })
  ws.state.channels[id] = made
  ws.changed({ type: 'channels', users: members })
  return made
}

export function addMember(ws: Workspace, channel: Channel, user: string, by: string): void {
  channel.members.push(user)
  note(ws, channel, user, 'channel_join', `<@${user}> has joined the channel`)
  ws.changed({ type: 'channels', users: audienceOf(ws, channel) })
  ws.tellApp({
    name: 'member_joined_channel',
    scopes: [`${familyOf(channel.kind)}:read`],
    event: {
      type: 'member_joined_channel',
      user,
      channel: channel.id,
      channel_type: channel.kind === 'public' ? 'C' : 'G',
      team: ws.state.team.id,
      ...(by === user ? {} : { inviter: by }),
      event_ts: ws.nextTs(),
    },
  })
}

export function removeMember(ws: Workspace, channel: Channel, user: string): void {
  const before = audienceOf(ws, channel)
  const botWasThere = channel.members.includes(ws.botUserId)
  channel.members = channel.members.filter((member) => member !== user)
  ws.changed({ type: 'channels', users: before })
  if (!botWasThere) return
  ws.tellApp({
    name: 'member_left_channel',
    scopes: [`${familyOf(channel.kind)}:read`],
    event: {
      type: 'member_left_channel',
      user,
      channel: channel.id,
      channel_type: channel.kind === 'public' ? 'C' : 'G',
      team: ws.state.team.id,
      event_ts: ws.nextTs(),
    },
  })
}

export function setArchived(ws: Workspace, channel: Channel, user: string, isArchived: boolean): void {
  channel.isArchived = isArchived
  const verb = isArchived ? 'archive' : 'unarchive'
  note(ws, channel, user, `channel_${verb}`, `${verb}d the channel`)
  ws.changed({ type: 'channels', users: audienceOf(ws, channel) })
  const family = channel.kind === 'public' ? 'channel' : 'group'
  if (channel.kind !== 'public' && !channel.members.includes(ws.botUserId)) return
  ws.tellApp({
    name: `${family}_${verb}`,
    scopes: [`${familyOf(channel.kind)}:read`],
    event: { type: `${family}_${verb}`, channel: channel.id, user, event_ts: ws.nextTs() },
  })
}

export function rename(ws: Workspace, channel: Channel, user: string, name: string): void {
  const before = channel.name
  channel.name = name
  note(ws, channel, user, 'channel_name', `has renamed the channel from "${before}" to "${name}"`)
  ws.changed({ type: 'channels', users: audienceOf(ws, channel) })
  const family = channel.kind === 'public' ? 'channel' : 'group'
  ws.tellApp({
    name: `${family}_rename`,
    scopes: [`${familyOf(channel.kind)}:read`],
    event: {
      type: `${family}_rename`,
      channel: { id: channel.id, name, created: channel.created },
      event_ts: ws.nextTs(),
    },
  })
}

/** A channel as Slack's JSON has it, as the app sees it. */
export function channelWire(ws: Workspace, channel: Channel, include: { readonly memberCount?: boolean } = {}): Json {
  const isMember = channel.members.includes(ws.botUserId)
  const common = {
    id: channel.id,
    created: channel.created,
    is_archived: channel.isArchived,
    is_org_shared: false,
    context_team_id: ws.state.team.id,
    updated: channel.created * 1000,
  }
  if (channel.kind === 'im') {
    const user = channel.members.find((member) => member !== ws.botUserId) ?? ws.botUserId
    const isGone = userById(ws, user)?.isDeleted ?? true
    return { ...common, is_im: true, user, is_user_deleted: isGone, priority: 0 }
  }
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'public',
    is_group: false,
    is_im: false,
    is_mpim: channel.kind === 'mpim',
    is_private: channel.kind !== 'public',
    is_general: channel.isGeneral,
    is_shared: false,
    is_ext_shared: false,
    is_pending_ext_shared: false,
    is_member: isMember,
    unlinked: 0,
    creator: channel.creator,
    topic: channel.topic,
    purpose: channel.purpose,
    previous_names: [],
    ...(include.memberCount ? { num_members: channel.members.length } : {}),
  }
}

/** Everybody of the team has a DM with the app from the start, as Slack's sidebar shows it. */
export function welcomeEverybody(ws: Workspace): void {
  for (const user of Object.values(ws.state.users)) {
    if (!user.isBot && !user.isDeleted && user.teamId === ws.state.team.id) imOf(ws, ws.botUserId, user.id)
  }
}
