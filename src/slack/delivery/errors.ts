import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'

/** Why a call gave nothing. */
export type CallFailure =
  | { readonly kind: 'rate_limited'; readonly code: 'ratelimited'; readonly retryAfterMs: number }
  /** It may have taken effect. */
  | { readonly kind: 'unknown'; readonly code: string }
  /** Nothing took effect, and the fault isn't this call's: the network, or our standing in the workspace. */
  | { readonly kind: 'unavailable'; readonly code: string }
  /** Slack answered no; `answer` is what it said. */
  | { readonly kind: 'refused'; readonly code: string; readonly answer: Readonly<Record<string, unknown>> }

/** A 200 that says `ratelimited` brings no Retry-After. */
const UNTOLD_RETRY_MS = 5_000

/** Slack failed half-way and says so: part of it may have happened. */
const HALF_DONE = new Set(['internal_error', 'fatal_error', 'request_timeout'])

/** Nobody can be reached until an administrator or Slack mends it: everything waits, nothing is given up. */
const NOT_NOW = new Set([
  'service_unavailable',
  'team_added_to_org',
  'accesslimited',
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'org_login_required',
  'ekm_access_denied',
  'two_factor_setup_required',
])

/** The connection was never made, so nothing was sent. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** The one table of what an error of the Web API's client means. Null: not an error of it, but a fault of ours. */
export function failureOf(error: unknown): CallFailure | null {
  if (error instanceof WebAPIRateLimitedError) {
    return { kind: 'rate_limited', code: 'ratelimited', retryAfterMs: Math.max(1, error.retryAfter) * 1000 }
  }
  if (error instanceof WebAPIPlatformError)
    return platformFailure(error.data.error, Object.fromEntries(Object.entries(error.data)))
  if (error instanceof WebAPIHTTPError) return { kind: 'unknown', code: `http_${error.statusCode}` }
  if (error instanceof WebAPIRequestError) return requestFailure(error.original)
  // A 429 whose Retry-After can't be read comes as a plain error.
  if (error instanceof Error && /retry/i.test(error.message)) {
    return { kind: 'rate_limited', code: 'ratelimited', retryAfterMs: UNTOLD_RETRY_MS }
  }
  return null
}

function platformFailure(code: string, answer: Readonly<Record<string, unknown>>): CallFailure {
  if (code === 'ratelimited' || code === 'rate_limited') {
    return { kind: 'rate_limited', code: 'ratelimited', retryAfterMs: UNTOLD_RETRY_MS }
  }
  if (HALF_DONE.has(code)) return { kind: 'unknown', code }
  if (NOT_NOW.has(code)) return { kind: 'unavailable', code }
  return { kind: 'refused', code, answer }
}

function requestFailure(original: Error): CallFailure {
  const code = codeOf(original) ?? codeOf(original.cause)
  if (code !== null && NEVER_SENT.has(code)) return { kind: 'unavailable', code: code.toLowerCase() }
  if (original.name === 'TimeoutError' || original.name === 'AbortError') return { kind: 'unknown', code: 'timeout' }
  return { kind: 'unknown', code: code?.toLowerCase() ?? 'connection_lost' }
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}
