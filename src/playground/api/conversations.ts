import { addMember, channelWire, groupOf, imOf, removeMember, rename, setArchived } from '../channels.ts'
import { note } from '../messages.ts'
import type { Channel } from '../model.ts'
import { newChannel } from '../seed.ts'
import { audienceOf, familyOf, userById } from '../workspace.ts'
import {
  type Answer,
  type Api,
  type Args,
  channelOf,
  type Methods,
  memberChannelOf,
  needManageScope,
  needScope,
  refuse,
  userOf,
} from './call.ts'

const topicLimit = 250

/** Refuses a name as Slack does: taken includes archived channels and private ones that the app can't see. */
function checkName(api: Api, name: string): void {
  if (name === '') refuse('invalid_name_required')
  if ([...name].length > 80) refuse('invalid_name_maxlength')
  if (/^[-_]+$/.test(name)) refuse('invalid_name_punctuation')
  if (!/^[a-z0-9_-]+$/.test(name)) refuse('invalid_name_specials')
  if (Object.values(api.ws.state.channels).some((channel) => channel.name === name)) refuse('name_taken')
}

function livingMemberChannel(api: Api, args: Args): Channel {
  const channel = memberChannelOf(api, args.need('channel'))
  if (channel.isArchived) refuse('is_archived')
  return channel
}

function setText(api: Api, args: Args, which: 'topic' | 'purpose'): Answer {
  const channel = livingMemberChannel(api, args)
  needManageScope(api, channel, `${familyOf(channel.kind)}:write.topic`)
  if (channel.kind === 'im') refuse('method_not_supported_for_channel_type')
  const value = args.text(which)
  if ([...value].length > topicLimit) refuse('too_long')
  channel[which] = { value, creator: api.ws.botUserId, last_set: api.ws.seconds() }
  note(api.ws, channel, api.ws.botUserId, `channel_${which}`, `set the channel ${which}: ${value}`)
  api.ws.changed({ type: 'channels', users: audienceOf(api.ws, channel) })
  return which === 'topic' ? { channel: channelWire(api.ws, channel) } : { purpose: value }
}

function inviteProblem(api: Api, channel: Channel, id: string): string | null {
  const user = userById(api.ws, id)
  if (id === api.ws.botUserId) return 'cant_invite_self'
  if (!user) return 'user_not_found'
  if (user.isDeleted) return 'user_disabled'
  if (user.teamId !== api.ws.state.team.id) return 'user_team_not_in_channel'
  return channel.members.includes(id) ? 'already_in_channel' : null
}

/** All or nobody, unless `force`: then the good ones come in, and `errors` says why the others don't. */
function invite(api: Api, args: Args): Answer {
  const channel = livingMemberChannel(api, args)
  needManageScope(api, channel, `${familyOf(channel.kind)}:write.invites`)
  if (channel.kind === 'im') refuse('method_not_supported_for_channel_type')
  const ids = args.ids('users')
  if (ids.length === 0) refuse('no_user')
  if (ids.length > 100) refuse('too_many_users')
  const judged = ids.map((user) => ({ user, error: inviteProblem(api, channel, user) }))
  const errors = judged.flatMap(({ user, error }) => (error === null ? [] : [{ user, ok: false, error }]))
  const good = judged.filter(({ error }) => error === null).map(({ user }) => user)
  const first = errors[0]
  if (first && (!args.flag('force') || good.length === 0)) refuse(first.error, { errors })
  for (const user of good) addMember(api.ws, channel, user, api.ws.botUserId)
  return { channel: channelWire(api.ws, channel), ...(errors.length > 0 ? { errors } : {}) }
}

function open(api: Api, args: Args): Answer {
  const id = args.text('channel')
  const users = args.ids('users')
  if (id === '' && users.length === 0) refuse('users_list_not_supplied')
  if (id !== '') {
    const channel = channelOf(api, id)
    needScope(api, channel.kind === 'mpim' ? 'mpim:write' : 'im:write')
    return { channel: { id: channel.id } }
  }
  for (const user of users) {
    const person = userOf(api, user)
    if (person.isDeleted) refuse('user_disabled')
    if (person.isBot) refuse('cannot_dm_bot')
  }
  needScope(api, users.length > 1 ? 'mpim:write' : 'im:write')
  const [only] = users
  const channel =
    users.length === 1 && only ? imOf(api.ws, api.ws.botUserId, only) : groupOf(api.ws, [api.ws.botUserId, ...users])
  return { channel: args.flag('return_im') ? channelWire(api.ws, channel) : { id: channel.id } }
}

export const conversationMethods: Methods = {
  'conversations.create': {
    tier: 2,
    run: (api, args) => {
      const isPrivate = args.flag('is_private')
      needScope(api, isPrivate ? 'groups:write' : 'channels:manage')
      const name = args.text('name')
      checkName(api, name)
      const channel = newChannel({
        id: api.ws.nextId('C'),
        name,
        kind: isPrivate ? 'private' : 'public',
        creator: api.ws.botUserId,
        created: api.ws.seconds(),
        members: [api.ws.botUserId],
      })
      api.ws.state.channels[channel.id] = channel
      api.ws.changed({ type: 'channels', users: audienceOf(api.ws, channel) })
      return { channel: channelWire(api.ws, channel) }
    },
  },
  'conversations.invite': { tier: 3, run: invite },
  'conversations.kick': {
    tier: 3,
    run: (api, args) => {
      const channel = livingMemberChannel(api, args)
      needManageScope(api, channel)
      const user = userOf(api, args.need('user'))
      if (user.id === api.ws.botUserId) refuse('cant_kick_self')
      if (channel.isGeneral) refuse('cant_kick_from_general')
      if (!channel.members.includes(user.id)) refuse('not_in_channel')
      removeMember(api.ws, channel, user.id)
      return { errors: {} }
    },
  },
  'conversations.join': {
    tier: 3,
    scopes: ['channels:join'],
    run: (api, args) => {
      const channel = channelOf(api, args.need('channel'))
      if (channel.kind !== 'public') refuse('method_not_supported_for_channel_type')
      if (channel.isArchived) refuse('is_archived')
      if (channel.members.includes(api.ws.botUserId)) {
        return { channel: channelWire(api.ws, channel), warning: 'already_in_channel' }
      }
      addMember(api.ws, channel, api.ws.botUserId, api.ws.botUserId)
      return { channel: channelWire(api.ws, channel) }
    },
  },
  'conversations.leave': {
    tier: 3,
    run: (api, args) => {
      const channel = channelOf(api, args.need('channel'))
      needManageScope(api, channel)
      if (channel.isArchived) refuse('is_archived')
      if (channel.isGeneral) refuse('cant_leave_general')
      if (!channel.members.includes(api.ws.botUserId)) return { not_in_channel: true }
      removeMember(api.ws, channel, api.ws.botUserId)
      return {}
    },
  },
  'conversations.open': { tier: 3, run: open },
  'conversations.archive': {
    tier: 2,
    run: (api, args) => {
      const channel = memberChannelOf(api, args.need('channel'))
      needManageScope(api, channel)
      if (channel.isArchived) refuse('already_archived')
      if (channel.isGeneral) refuse('cant_archive_general')
      if (channel.kind === 'im' || channel.kind === 'mpim') refuse('method_not_supported_for_channel_type')
      setArchived(api.ws, channel, api.ws.botUserId, true)
      return {}
    },
  },
  'conversations.unarchive': {
    tier: 2,
    run: (api, args) => {
      const channel = channelOf(api, args.need('channel'))
      needManageScope(api, channel)
      if (!channel.isArchived) refuse('not_archived')
      // A bot isn't a member of anything archived, and only members unarchive.
      return refuse('not_in_channel')
    },
  },
  'conversations.rename': {
    tier: 2,
    run: (api, args) => {
      const channel = livingMemberChannel(api, args)
      needManageScope(api, channel)
      if (channel.creator !== api.ws.botUserId) refuse('not_authorized')
      const name = args.text('name')
      if (name !== channel.name) checkName(api, name)
      rename(api.ws, channel, api.ws.botUserId, name)
      return { channel: channelWire(api.ws, channel) }
    },
  },
  'conversations.setTopic': { tier: 2, run: (api, args) => setText(api, args, 'topic') },
  'conversations.setPurpose': { tier: 2, run: (api, args) => setText(api, args, 'purpose') },
  'conversations.mark': {
    tier: 3,
    run: (api, args) => {
      const channel = memberChannelOf(api, args.need('channel'))
      needManageScope(api, channel)
      args.need('ts')
      return {}
    },
  },
}
