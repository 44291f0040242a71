import { LogLevel, WebClient } from '@slack/web-api'

/** Milliseconds before a call counts as unanswered; what it did then is unknown. */
export const CALL_TIMEOUT_MS = 10_000

/** The library's own lines quote arguments, that is, what people wrote. What matters is logged where the call is made. */
const silent = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
}

/**
 * The Web API's client. It never tries again by itself (its default goes on for half an hour inside one call) and gives a
 * 429 back at once: the outbox owns both. Never `headers`: the library changes that object, and a token would leak into
 * the next client.
 */
export function createSlackClient(options: { readonly token: string; readonly apiUrl?: string }): WebClient {
  return new WebClient(options.token, {
    timeout: CALL_TIMEOUT_MS,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
    ...(options.apiUrl === undefined ? {} : { slackApiUrl: options.apiUrl }),
  })
}
