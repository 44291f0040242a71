import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Twilio's signature of a request: HMAC-SHA1 with the account's token over the address as Twilio called it and, sorted
 * by name, each parameter's name and value. Source: Twilio, "Security", validating requests.
 */
export function twilioSignature(authToken: string, url: string, params: URLSearchParams): string {
  const pairs = [...params].sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)))
  const signed = url + pairs.map(([name, value]) => name + value).join('')
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64')
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Whether Twilio signed it; takes the same time whatever is wrong with it. */
export function isFromTwilio(
  authToken: string,
  request: { readonly url: string; readonly params: URLSearchParams; readonly signature: string },
): boolean {
  return isSame(twilioSignature(authToken, request.url, request.params), request.signature)
}

/** Ours, of a webhook: HMAC-SHA256 over the second it was sent at, a dot, and the body. */
export function webhookSignature(secret: string, timestamp: string, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`, 'utf8').digest('hex')}`
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected, 'utf8'), Buffer.from(given, 'utf8')]
  return a.length === b.length && timingSafeEqual(a, b)
}
