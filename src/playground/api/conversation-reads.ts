/** What an app may read of conversations. */
import { channelWire } from '../channels.ts'
import { messageAt, messagesOf, repliesTo } from '../message-shelf.ts'
import { messageWire } from '../message-wire.ts'
import type { Channel, Message } from '../model.ts'
import { familyOf } from '../workspace.ts'
import {
  type Answer,
  type Api,
  type Args,
  channelOf,
  type Methods,
  needFamilyScope,
  needScope,
  paged,
  refuse,
  userOf,
} from './call.ts'

function kindsAsked(api: Api, args: Args): readonly Channel['kind'][] {
  const words = { public_channel: 'public', private_channel: 'private', im: 'im', mpim: 'mpim' } as const
  const asked = args.ids('types').length > 0 ? args.ids('types') : ['public_channel']
  return asked.map((word) => {
    if (!(word in words)) return refuse('invalid_types')
    const kind = words[word as keyof typeof words]
    needScope(api, `${familyOf(kind)}:read`)
    return kind
  })
}

function listed(api: Api, args: Args, isListed: (channel: Channel) => boolean): Answer {
  const kinds = kindsAsked(api, args)
  const all = Object.values(api.ws.state.channels).filter(
    (channel) =>
      kinds.includes(channel.kind) &&
      isListed(channel) &&
      (channel.kind === 'public' || channel.members.includes(api.ws.botUserId)) &&
      !(args.flag('exclude_archived') && channel.isArchived),
  )
  const { page, next } = paged(all, args, 100)
  return {
    channels: page.map((channel) => channelWire(api.ws, channel, { memberCount: true })),
    response_metadata: { next_cursor: next },
  }
}

/** Messages between oldest and latest, as history and replies take them. */
function within(args: Args, messages: readonly Message[]): readonly Message[] {
  const inclusive = args.flag('inclusive')
  const oldest = args.text('oldest')
  const latest = args.text('latest')
  const isAfter = (ts: string) => oldest === '' || Number(ts) > Number(oldest) || (inclusive && ts === oldest)
  const isBefore = (ts: string) => latest === '' || Number(ts) < Number(latest) || (inclusive && ts === latest)
  return messages.filter((message) => isAfter(message.ts) && isBefore(message.ts))
}

function history(api: Api, args: Args): Answer {
  const channel = channelOf(api, args.need('channel'))
  needFamilyScope(api, channel, 'history')
  if (!channel.members.includes(api.ws.botUserId)) refuse('not_in_channel')
  const top = messagesOf(api.ws, channel.id).filter(
    (message) => message.ephemeralFor === null && (message.threadTs === null || message.isBroadcast),
  )
  const { page, next } = paged([...within(args, top)].reverse(), args, 100)
  const metadata = args.flag('include_all_metadata')
  return {
    messages: page.map((message) => messageWire(api.ws, channel, message, { metadata })),
    has_more: next !== '',
    pin_count: channel.pins.length,
    response_metadata: { next_cursor: next },
  }
}

function replies(api: Api, args: Args): Answer {
  const channel = channelOf(api, args.need('channel'))
  needFamilyScope(api, channel, 'history')
  if (!channel.members.includes(api.ws.botUserId)) refuse('not_in_channel')
  const asked = messageAt(api.ws, channel.id, args.need('ts'))
  if (!asked || asked.ephemeralFor !== null) return refuse('thread_not_found')
  const root = asked.threadTs === null ? asked : (messageAt(api.ws, channel.id, asked.threadTs) ?? asked)
  const { page, next } = paged([root, ...within(args, repliesTo(api.ws, channel.id, root.ts))], args, 1000)
  const metadata = args.flag('include_all_metadata')
  return {
    messages: page.map((message) => messageWire(api.ws, channel, message, { metadata })),
    has_more: next !== '',
    response_metadata: { next_cursor: next },
  }
}

export const conversationReadMethods: Methods = {
  'conversations.info': {
    tier: 3,
    run: (api, args) => {
      const channel = channelOf(api, args.need('channel'))
      needFamilyScope(api, channel, 'read')
      return { channel: channelWire(api.ws, channel, { memberCount: args.flag('include_num_members') }) }
    },
  },
  'conversations.list': { tier: 2, run: (api, args) => listed(api, args, () => true) },
  'users.conversations': {
    tier: 3,
    run: (api, args) => {
      const user = args.text('user') === '' ? api.ws.botUserId : userOf(api, args.text('user')).id
      return listed(api, args, (channel) => channel.members.includes(user))
    },
  },
  'conversations.members': {
    tier: 4,
    run: (api, args) => {
      const channel = channelOf(api, args.need('channel'))
      needFamilyScope(api, channel, 'read')
      const { page, next } = paged(channel.members, args, 100)
      return { members: page, response_metadata: { next_cursor: next } }
    },
  },
  'conversations.history': { tier: 3, run: history },
  'conversations.replies': { tier: 3, run: replies },
}
