import { Agent, errors, request } from 'undici'

/** Of machine time, for the whole conversation. */
const TIMEOUT_MS = 5_000
const LONGEST_BODY = 64 * 1024

/** One POST, as far as it matters for sending again. */
export type HttpAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfterMs: number | null; readonly body: unknown }
  /** No connection: nothing took effect. */
  | { readonly kind: 'unreached'; readonly error: string }
  /** It was sent and nothing came back: it may have taken effect. */
  | { readonly kind: 'unknown'; readonly error: string }

export interface Http {
  /** `now`: domain time, for a `Retry-After` that is a date. Redirects aren't followed. Never throws for the network. */
  post(
    url: string,
    call: { readonly headers: Readonly<Record<string, string>>; readonly body: string; readonly now: Date },
  ): Promise<HttpAnswer>
  stop(): Promise<void>
}

const NEVER_CONNECTED = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EPERM', 'EACCES'],
  ...['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ...['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_SSL_WRONG_VERSION_NUMBER'],
])

/** Connections are kept for a while; `stop` closes them. */
export function createHttp(timeoutMs = TIMEOUT_MS): Http {
  const agent = new Agent({
    connect: { timeout: timeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: LONGEST_BODY,
  })
  return {
    async post(url, { headers, body, now }) {
      try {
        const answer = await request(url, {
          method: 'POST',
          headers: { 'user-agent': 'Vigia', ...headers },
          body,
          dispatcher: agent,
          signal: AbortSignal.timeout(timeoutMs),
        })
        const text = await answer.body.text()
        const retryAfter = answer.headers['retry-after']
        return {
          kind: 'answered',
          status: answer.statusCode,
          retryAfterMs: retryAfterMs(Array.isArray(retryAfter) ? retryAfter[0] : retryAfter, now),
          body: jsonOf(text),
        }
      } catch (error) {
        return failed(error)
      }
    },
    stop: () => agent.close(),
  }
}

function failed(error: unknown): HttpAnswer {
  if (!(error instanceof Error)) throw error
  const code = codeOf(error)
  if (error instanceof errors.ConnectTimeoutError || NEVER_CONNECTED.has(code))
    return { kind: 'unreached', error: code }
  if (error.name === 'TimeoutError') return { kind: 'unknown', error: 'timeout' }
  if (code === '') throw error
  return { kind: 'unknown', error: code.toLowerCase() }
}

function codeOf(error: Error): string {
  const fields = new Map<string, unknown>(Object.entries(error))
  const code = fields.get('code')
  if (typeof code === 'string') return code
  return error.cause instanceof Error ? codeOf(error.cause) : ''
}

/** Seconds, or a date; null where it says nothing that can be read. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null
  if (/^\d{1,6}$/.test(header.trim())) return Number(header.trim()) * 1000
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime())
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // An error page: what matters is its status.
    return null
  }
}
