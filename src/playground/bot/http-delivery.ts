import { createHmac } from 'node:crypto'
import { request } from 'node:http'
import { type Json, parseJson } from '../json.ts'

export type EnvelopeKind = 'slash_commands' | 'interactive' | 'events_api'

export interface Retry {
  readonly num: number
  readonly reason: string
}

/** What came back: an acknowledgement with its body, nothing in time, or a failure. */
export type Reply =
  | { readonly kind: 'ok'; readonly body: unknown; readonly refusesRetries?: boolean }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'failed'; readonly reason: string; readonly refusesRetries?: boolean }

/** Slack's signature, v0: over machine time in seconds and the body as it is sent. */
export function signatureOf(secret: string, timestamp: number, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`
}

function encoded(kind: EnvelopeKind, payload: Json): { readonly contentType: string; readonly body: string } {
  if (kind === 'events_api') return { contentType: 'application/json', body: JSON.stringify(payload) }
  const fields =
    kind === 'interactive'
      ? { payload: JSON.stringify(payload) }
      : Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, String(value)]))
  return { contentType: 'application/x-www-form-urlencoded', body: new URLSearchParams(fields).toString() }
}

/**
 * One signed request to the app. A connection of its own each time, as a killed app leaves none behind.
 * @param timeout how long the app may take, in ms of machine time
 */
export function sendHttp(
  to: { readonly url: string; readonly secret: string; readonly timeout: number },
  kind: EnvelopeKind,
  payload: Json,
  retry: Retry | null,
): Promise<Reply> {
  const { contentType, body } = encoded(kind, payload)
  const timestamp = Math.floor(Date.now() / 1000)
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve({ kind: 'timeout' })
      outgoing.destroy()
    }, to.timeout)
    const settle = (reply: Reply): void => {
      clearTimeout(timer)
      resolve(reply)
    }
    const outgoing = request(
      to.url,
      {
        method: 'POST',
        agent: false,
        headers: {
          'content-type': contentType,
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
          'x-slack-request-timestamp': String(timestamp),
          'x-slack-signature': signatureOf(to.secret, timestamp, body),
          ...(retry ? { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason } : {}),
        },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', () => settle({ kind: 'failed', reason: 'connection_failed' }))
        response.on('end', () => {
          const status = response.statusCode ?? 0
          const refusesRetries = response.headers['x-slack-no-retry'] === '1'
          if (status < 200 || status > 299) {
            settle({ kind: 'failed', reason: 'http_error', refusesRetries })
            return
          }
          const text = Buffer.concat(chunks).toString()
          const isJsonBody = (response.headers['content-type'] ?? '').includes('json')
          settle({ kind: 'ok', body: isJsonBody ? parseJson(text) : text, refusesRetries })
        })
      },
    )
    outgoing.on('error', () => settle({ kind: 'failed', reason: 'connection_failed' }))
    outgoing.end(body)
  })
}
