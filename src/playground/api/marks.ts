/** What is put on a message: pins and reactions. */
import type { Json } from '../json.ts'
import { messageAt } from '../message-shelf.ts'
import { messageWire, permalink } from '../message-wire.ts'
import type { Channel, Message } from '../model.ts'
import { type Api, type Args, channelOf, type Methods, memberChannelOf, needScope, refuse } from './call.ts'

export const markMethods: Methods = {
  'reactions.add': {
    tier: 3,
    scopes: ['reactions:write'],
    run: (api, args) => react(api, args, true),
  },
  'reactions.remove': {
    tier: 3,
    scopes: ['reactions:write'],
    run: (api, args) => react(api, args, false),
  },
  'pins.add': {
    tier: 2,
    scopes: ['pins:write'],
    run: (api, args) => {
      const { channel, message } = pinnable(api, args)
      if (channel.pins.some((pin) => pin.ts === message.ts)) refuse('already_pinned')
      if (channel.pins.length >= 100) refuse('too_many_pins')
      channel.pins.push({ ts: message.ts, user: api.ws.botUserId, created: api.ws.seconds() })
      api.ws.changed({ type: 'messages', users: null, channel: channel.id })
      return {}
    },
  },
  'pins.remove': {
    tier: 2,
    scopes: ['pins:write'],
    run: (api, args) => {
      const { channel, message } = pinnable(api, args)
      if (!channel.pins.some((pin) => pin.ts === message.ts)) refuse('no_pin')
      channel.pins = channel.pins.filter((pin) => pin.ts !== message.ts)
      api.ws.changed({ type: 'messages', users: null, channel: channel.id })
      return {}
    },
  },
  'pins.list': {
    tier: 2,
    scopes: ['pins:read'],
    run: (api, args) => {
      const channel = channelOf(api, args.need('channel'))
      const items = channel.pins.flatMap((pin) => {
        const message = messageAt(api.ws, channel.id, pin.ts)
        if (!message) return []
        const wire = { ...messageWire(api.ws, channel, message), permalink: permalink(api.ws, channel.id, message) }
        return [{ type: 'message', channel: channel.id, message: wire, created: pin.created, created_by: pin.user }]
      })
      return { items }
    },
  },
}

function pinnable(api: Api, args: Args): { channel: Channel; message: Message } {
  const channel = memberChannelOf(api, args.need('channel'))
  if (channel.isArchived) refuse('is_archived')
  const message = messageAt(api.ws, channel.id, args.need('timestamp'))
  if (!message || message.ephemeralFor !== null) return refuse('message_not_found')
  return { channel, message }
}

function react(api: Api, args: Args, isAdded: boolean): Json {
  needScope(api, 'reactions:write')
  const channel = channelOf(api, args.need('channel'))
  const message = messageAt(api.ws, channel.id, args.need('timestamp'))
  if (!message || message.ephemeralFor !== null) return refuse('message_not_found')
  if (!channel.members.includes(api.ws.botUserId)) refuse('not_in_channel')
  if (channel.isArchived) refuse('is_archived')
  const name = args.need('name')
  if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name)) refuse('invalid_name')
  const known = message.reactions.find((reaction) => reaction.name === name)
  const isThere = known?.users.includes(api.ws.botUserId) ?? false
  if (isAdded && isThere) refuse('already_reacted')
  if (!isAdded && !isThere) refuse('no_reaction')
  if (isAdded && known) known.users.push(api.ws.botUserId)
  else if (isAdded) message.reactions.push({ name, users: [api.ws.botUserId] })
  else if (known) {
    known.users.splice(known.users.indexOf(api.ws.botUserId), 1)
    if (known.users.length === 0) message.reactions.splice(message.reactions.indexOf(known), 1)
  }
  api.ws.changed({ type: 'messages', users: null, channel: channel.id })
  return {}
}
