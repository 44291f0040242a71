import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createSlackClient } from '../../../src/slack/client.ts'
import { failureOf } from '../../../src/slack/delivery/errors.ts'

/** What the real client makes of a real answer. */
let server: Server | undefined

afterEach(() => server?.close())

async function failureAt(port: number) {
  const client = createSlackClient({ token: 'xoxb-test', apiUrl: `http://127.0.0.1:${port}/api/` })
  return client.apiCall('chat.postMessage', { channel: 'C1', text: 'words' }).then(
    () => null,
    (error: unknown) => failureOf(error),
  )
}

async function answering(status: number, body: string, headers: Record<string, string> = {}) {
  const started = createServer((_request, response) => response.writeHead(status, headers).end(body))
  server = started
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
  const { port } = started.address() as AddressInfo
  return failureAt(port)
}

const no = (error: string) => answering(200, JSON.stringify({ ok: false, error }))

describe('what an unanswered or refused call means', () => {
  test('a 429 says for how long', async () => {
    const failure = await answering(429, '{"ok":false,"error":"ratelimited"}', { 'retry-after': '7' })
    expect(failure).toEqual({ kind: 'rate_limited', code: 'ratelimited', retryAfterMs: 7_000 })
  })

  test('a 429 without a legible Retry-After, or one inside a 200, is waited out all the same', async () => {
    expect(await answering(429, '{}')).toMatchObject({ kind: 'rate_limited' })
    server?.close()
    expect(await no('ratelimited')).toMatchObject({ kind: 'rate_limited' })
  })

  test('a server’s fault may have taken effect', async () => {
    expect(await answering(500, 'oops')).toEqual({ kind: 'unknown', code: 'http_500' })
    server?.close()
    expect(await no('internal_error')).toEqual({ kind: 'unknown', code: 'internal_error' })
  })

  test('a connection that breaks may have taken effect; one that was never made did not', async () => {
    const breaking = createServer((request) => request.socket.destroy())
    server = breaking
    await new Promise<void>((resolve) => breaking.listen(0, '127.0.0.1', resolve))
    const { port } = breaking.address() as AddressInfo
    expect(await failureAt(port)).toMatchObject({ kind: 'unknown' })
    await new Promise((resolve) => breaking.close(resolve))
    server = undefined
    expect(await failureAt(port)).toEqual({ kind: 'unavailable', code: 'econnrefused' })
  })

  test.each(['channel_not_found', 'is_archived', 'account_inactive', 'not_in_channel', 'invalid_blocks'])(
    '%s is a no: trying again would not help',
    async (code) => {
      expect(await no(code)).toMatchObject({ kind: 'refused', code })
    },
  )

  test.each(['token_revoked', 'invalid_auth', 'service_unavailable'])(
    '%s is nobody’s message’s fault: all of it waits',
    async (code) => {
      expect(await no(code)).toEqual({ kind: 'unavailable', code })
    },
  )

  test('a refusal tells which scope it needs', async () => {
    const failure = await answering(200, '{"ok":false,"error":"missing_scope","needed":"pins:write"}')
    expect(failure).toMatchObject({ kind: 'refused', answer: { needed: 'pins:write' } })
  })

  test('an error of ours is none of Slack’s', () => {
    expect(failureOf(new TypeError('a fault'))).toBeNull()
  })
})
