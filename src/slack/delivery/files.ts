import type { DeliveryOutcome } from '../../outbox/outcome.ts'
import { type Delivery, tryLater } from './context.ts'

/** Machine milliseconds for the bytes themselves. */
const UPLOAD_MS = 15_000

export interface FileToSend {
  readonly name: string
  readonly title: string
  readonly bytes: Uint8Array
  /** What the picture says, for who doesn't see it. Slack doesn't keep it reliably: `comment` says it, too. */
  readonly altText: string
  /** mrkdwn that stands above the file. */
  readonly comment: string
}

/** `no_files`: Vigía may not send any here, or Slack takes none. */
export type FileSent = DeliveryOutcome | { readonly kind: 'no_files' }

const MAY_NOT: ReadonlySet<string> = new Set([
  'missing_scope',
  'not_allowed_token_type',
  'file_uploads_disabled',
  'file_upload_size_restricted',
  'storage_limit_reached',
])

/**
 * A file into a conversation, in Slack's three steps. Only the last one shows it: after a lost answer to that it counts as
 * sent, since a message with a file carries no mark of ours by which it could be found.
 */
export async function sendFile(d: Delivery, channelId: string, file: FileToSend): Promise<FileSent> {
  if (d.row.isUncertain) return { kind: 'sent' }
  const place = await d.call('files.getUploadURLExternal', {
    filename: file.name,
    length: file.bytes.byteLength,
    alt_txt: file.altText.slice(0, ALT_MAX),
  })
  if (!place.ok) return mayNot(d, place)
  const { upload_url: address, file_id: id } = place.answer
  if (!(await isUploaded(address, file.bytes))) return tryLater(d, 'file_not_taken')
  const shown = await d.call('files.completeUploadExternal', {
    files: [{ id, title: file.title }],
    channel_id: channelId,
    initial_comment: file.comment,
  })
  return shown.ok ? { kind: 'sent' } : mayNot(d, shown)
}

/** Slack's own limit of an alternative text. */
const ALT_MAX = 1000

function mayNot(
  d: Delivery,
  failed: {
    readonly code: string
    readonly isRefusal: boolean
    readonly refusal: Readonly<Record<string, unknown>>
    readonly end: DeliveryOutcome
  },
): FileSent {
  if (!failed.isRefusal || !MAY_NOT.has(failed.code)) return failed.end
  if (failed.code === 'missing_scope') d.calls.noteMissingScope('files', failed.refusal)
  return { kind: 'no_files' }
}

async function isUploaded(address: string, bytes: Uint8Array): Promise<boolean> {
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: Buffer.from(bytes),
      signal: AbortSignal.timeout(UPLOAD_MS),
    })
    await answer.arrayBuffer()
    return answer.ok
  } catch {
    // The network: nothing of it is shown anywhere, so it is sent again.
    return false
  }
}
