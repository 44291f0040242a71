import { codePoints } from '../block-kit/check.ts'
import { validateBlocks } from '../block-kit.ts'
import { imOf } from '../channels.ts'
import { isJson, type Json } from '../json.ts'
import { messageAt } from '../message-shelf.ts'
import { messageWire, permalink } from '../message-wire.ts'
import { type Draft, edit, post, remove } from '../messages.ts'
import type { Channel, Message } from '../model.ts'
import { userById } from '../workspace.ts'
import { type Api, type Args, blocksArgument, channelOf, type Method, type Methods, refuse, userOf } from './call.ts'

const postTextLimit = 40_000
const updateTextLimit = 4_000

/** Text and blocks of a call, judged: the blocks by the same judge as a presenter's test. */
export function contentOf(
  args: Args,
  previous?: Message,
): { readonly text: string; readonly blocks?: readonly Json[] } {
  const text = args.text('text')
  const blocks = blocksArgument(args)
  const attachments = args.json('attachments')
  const hasAttachments = Array.isArray(attachments) && attachments.length > 0
  const keeps = previous !== undefined && previous.blocks.length > 0 && blocks === undefined
  if (text === '' && !hasAttachments && (blocks === undefined || blocks.length === 0) && !keeps) refuse('no_text')
  if (blocks === undefined) return { text }
  const problems = validateBlocks(blocks)
  const first = problems[0]
  if (first) {
    const messages = problems.map((problem) => `[ERROR] ${problem.message} [json-pointer:${problem.path}]`)
    refuse(first.code, { errors: messages.map((line) => line.slice(8)), response_metadata: { messages } })
  }
  return { text, blocks }
}

/** Where a message may go: a person's id opens the DM; elsewhere one is a member, or was granted chat:write.public. */
function placeOf(api: Api, id: string): Channel {
  const person = userById(api.ws, id)
  if (person) {
    if (person.isDeleted) refuse('account_inactive')
    if (person.isBot) refuse('cannot_dm_bot')
    return imOf(api.ws, api.ws.botUserId, person.id)
  }
  const channel = channelOf(api, id)
  if (channel.isArchived) refuse('is_archived')
  if (channel.kind === 'im') {
    const other = channel.members.find((member) => member !== api.ws.botUserId)
    if (userById(api.ws, other ?? '')?.isDeleted) refuse('account_inactive')
  }
  if (!channel.members.includes(api.ws.botUserId) && !api.scopes.has('chat:write.public')) refuse('not_in_channel')
  return channel
}

function metadataOf(args: Args): Json | null {
  const value = args.json('metadata')
  if (value === undefined) return null
  if (!isJson(value)) return refuse('invalid_metadata_format')
  if (typeof value.event_type !== 'string' || !isJson(value.event_payload)) return refuse('invalid_metadata_schema')
  return { event_type: value.event_type, event_payload: value.event_payload }
}

/** The root of the thread that an argument names, or null without one. */
function threadOf(api: Api, channel: Channel, args: Args): string | null {
  const ts = args.text('thread_ts')
  if (ts === '') return null
  const root = messageAt(api.ws, channel.id, ts)
  if (!root || root.ephemeralFor !== null) return refuse('thread_not_found')
  return root.threadTs ?? root.ts
}

/** A message of the app's own, by channel and ts. */
function ownMessage(api: Api, args: Args, tsName: string, refusal: string): { channel: Channel; message: Message } {
  const channel = channelOf(api, args.need('channel'))
  const message = messageAt(api.ws, channel.id, args.need(tsName))
  if (!message || message.ephemeralFor !== null || message.subtype === 'tombstone') return refuse('message_not_found')
  if (message.user !== api.ws.botUserId) refuse(refusal)
  if (channel.isArchived) refuse('is_archived')
  return { channel, message }
}

const postMessage: Method = {
  tier: null,
  scopes: ['chat:write'],
  run: (api, args) => {
    const channel = placeOf(api, args.need('channel'))
    const content = contentOf(args)
    const threadTs = threadOf(api, channel, args)
    const draft: Draft = {
      user: api.ws.botUserId,
      text: [...content.text].slice(0, postTextLimit).join(''),
      ...(content.blocks ? { blocks: content.blocks } : {}),
      threadTs,
      metadata: metadataOf(args),
      isBroadcast: threadTs !== null && args.flag('reply_broadcast'),
      unfurl: { links: args.optionalFlag('unfurl_links'), media: args.optionalFlag('unfurl_media') },
    }
    const message = post(api.ws, channel, draft)
    return {
      channel: channel.id,
      ts: message.ts,
      message: messageWire(api.ws, channel, message, { metadata: true }),
    }
  },
}

const update: Method = {
  tier: 3,
  scopes: ['chat:write'],
  run: (api, args) => {
    const { channel, message } = ownMessage(api, args, 'ts', 'cant_update_message')
    const content = contentOf(args, message)
    if (codePoints(content.text) > updateTextLimit) refuse('msg_too_long')
    const metadata = metadataOf(args)
    edit(api.ws, channel, message, {
      ...(args.raw.text === undefined ? {} : { text: content.text }),
      ...(content.blocks ? { blocks: content.blocks } : {}),
      ...(metadata ? { metadata } : {}),
    })
    return {
      channel: channel.id,
      ts: message.ts,
      text: message.text,
      message: messageWire(api.ws, channel, message, { metadata: true }),
    }
  },
}

const postEphemeral: Method = {
  tier: 4,
  scopes: ['chat:write'],
  run: (api, args) => {
    const channel = channelOf(api, args.need('channel'))
    if (channel.isArchived) refuse('is_archived')
    if (!channel.members.includes(api.ws.botUserId)) {
      if (channel.kind !== 'public' || !api.scopes.has('chat:write.public')) refuse('not_in_channel')
    }
    const user = userOf(api, args.need('user'))
    if (!channel.members.includes(user.id)) refuse('user_not_in_channel')
    const message = post(api.ws, channel, {
      user: api.ws.botUserId,
      ...contentOf(args),
      threadTs: threadOf(api, channel, args),
      ephemeralFor: user.id,
    })
    return { message_ts: message.ts }
  },
}

export const chatMethods: Methods = {
  'chat.postMessage': postMessage,
  'chat.update': update,
  'chat.postEphemeral': postEphemeral,
  'chat.delete': {
    tier: 3,
    scopes: ['chat:write'],
    run: (api, args) => {
      const { channel, message } = ownMessage(api, args, 'ts', 'cant_delete_message')
      remove(api.ws, channel, message)
      return { channel: channel.id, ts: message.ts }
    },
  },
  'chat.getPermalink': {
    tier: 'special',
    run: (api, args) => {
      const channel = channelOf(api, args.need('channel'))
      const message = messageAt(api.ws, channel.id, args.need('message_ts'))
      if (!message || message.ephemeralFor !== null) return refuse('message_not_found')
      return { channel: channel.id, permalink: permalink(api.ws, channel.id, message) }
    },
  },
}
