import { extname } from 'node:path'
import { asJsonList, asText, textOr } from '../json.ts'
import { messageAt } from '../message-shelf.ts'
import { fileWire } from '../message-wire.ts'
import { post } from '../messages.ts'
import type { Channel, StoredFile } from '../model.ts'
import { type Answer, type Api, type Args, blocksArgument, type Methods, memberChannelOf, refuse } from './call.ts'

const mimetypes: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.svg': 'image/svg+xml',
  '.csv': 'text/csv',
  '.txt': 'text/plain',
  '.md': 'text/markdown',
  '.json': 'application/json',
  '.ics': 'text/calendar',
  '.pdf': 'application/pdf',
  '.zip': 'application/zip',
}

export function mimetypeOf(name: string): string {
  return mimetypes[extname(name).toLowerCase()] ?? 'application/octet-stream'
}

function getUploadUrl(api: Api, args: Args): Answer {
  const name = args.text('filename')
  const size = args.number('length', 0)
  if (name === '' || size <= 0) refuse('invalid_arguments')
  if (size > 1_000_000_000) refuse('file_upload_size_restricted')
  const id = api.ws.nextId('F')
  const file: StoredFile = {
    id,
    name,
    title: name,
    mimetype: mimetypeOf(name),
    size,
    user: api.ws.botUserId,
    altText: args.text('alt_txt'),
    isUploaded: false,
    isShared: false,
  }
  api.ws.state.files[id] = file
  return { upload_url: `${api.ws.baseUrl()}/upload/v1/${id}`, file_id: id }
}

/** The third step: what was uploaded becomes a message, where a channel is named. */
function complete(api: Api, args: Args): Answer {
  const asked = asJsonList(args.json('files'))
  if (asked.length === 0) refuse('invalid_arguments')
  const files = asked.map((item) => {
    const file = api.ws.state.files[asText(item.id)]
    if (!file?.isUploaded || file.isShared) return refuse('file_not_found')
    const titled = { ...file, title: textOr(item.title, file.title) }
    api.ws.state.files[file.id] = titled
    return titled
  })
  const target = args.text('channel_id')
  if (target !== '') share(api, args, memberChannelOf(api, target), files)
  return { files: files.map((file) => fileWire(api.ws, file)) }
}

function share(api: Api, args: Args, channel: Channel, files: readonly StoredFile[]): void {
  if (channel.isArchived) refuse('is_archived')
  const threadTs = args.text('thread_ts')
  if (threadTs !== '' && !messageAt(api.ws, channel.id, threadTs)) refuse('thread_not_found')
  for (const file of files) file.isShared = true
  const blocks = blocksArgument(args)
  post(api.ws, channel, {
    user: api.ws.botUserId,
    text: args.text('initial_comment'),
    ...(blocks ? { blocks } : {}),
    threadTs: threadTs === '' ? null : threadTs,
    files: files.map((file) => file.id),
  })
}

export const fileMethods: Methods = {
  'files.getUploadURLExternal': { tier: 4, scopes: ['files:write'], run: getUploadUrl },
  'files.completeUploadExternal': { tier: 4, scopes: ['files:write'], run: complete },
}
