/** What an app sends to a response_url. */
import { validateBlocks } from './block-kit.ts'
import { asText, isJson, type Json } from './json.ts'
import { messageAt } from './message-shelf.ts'
import { edit, post, remove } from './messages.ts'
import type { ResponseUrls } from './triggers.ts'
import { channelById, type Workspace } from './workspace.ts'

export interface ResponseAnswer {
  readonly status: number
  readonly text: string
}

/** One use of a response_url: a new message, or a change of the one that was acted on. Membership isn't asked for. */
export function respond(ws: Workspace, urls: ResponseUrls, name: string, body: Json): ResponseAnswer {
  const use = urls.use(name)
  if (!use.ok) return { status: 404, text: use.error }
  const { address } = use
  const channel = channelById(ws, address.channel)
  if (!channel) return { status: 404, text: 'channel_not_found' }
  if (channel.isArchived) return { status: 403, text: 'action_prohibited' }
  const original = address.messageTs === null ? undefined : messageAt(ws, channel.id, address.messageTs)
  if (body.delete_original === true || body.delete_original === 'true') {
    if (original) remove(ws, channel, original)
    return { status: 200, text: 'ok' }
  }
  const text = asText(body.text)
  const blocks = Array.isArray(body.blocks) ? body.blocks.filter(isJson) : undefined
  if (text === '' && !blocks) return { status: 500, text: 'no_text' }
  if (blocks && validateBlocks(blocks).length > 0) return { status: 400, text: 'invalid_blocks' }
  if ((body.replace_original === true || body.replace_original === 'true') && original) {
    edit(ws, channel, original, { text, blocks: blocks ?? [] })
    return { status: 200, text: 'ok' }
  }
  post(ws, channel, {
    user: ws.botUserId,
    text,
    ...(blocks ? { blocks } : {}),
    threadTs: asText(body.thread_ts) || address.threadTs,
    ephemeralFor: body.response_type === 'in_channel' ? null : address.user,
  })
  return { status: 200, text: 'ok' }
}
