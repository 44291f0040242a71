import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { asJson, asText, type Json, parseJson } from '../../src/playground/json.ts'
import type { Playground } from '../../src/playground/start.ts'
import { callApi, createEndings, smallWorkspace } from '../support/raw-app.ts'

const endings = createEndings()
afterEach(endings.run)

interface RawSocket {
  readonly socket: WebSocket
  readonly envelopes: Json[]
}

async function newUrl(playground: Playground): Promise<string> {
  return asText((await callApi(playground, 'apps.connections.open', {}, playground.appToken)).url)
}

/** A connection that was greeted; it acknowledges what comes with `payload`, or with nothing where that is null. */
async function connect(playground: Playground, payload: Json | null = {}): Promise<RawSocket> {
  const socket = new WebSocket(await newUrl(playground))
  const envelopes: Json[] = []
  const greeted = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      const message = asJson(parseJson(String(data)))
      envelopes.push(message)
      if (message.type === 'hello') resolve()
      else if (message.envelope_id !== undefined && payload !== null) {
        socket.send(JSON.stringify({ envelope_id: message.envelope_id, payload }))
      }
    })
  })
  endings.add(async () => socket.terminate())
  await greeted
  return { socket, envelopes }
}

const received = ({ envelopes }: RawSocket) => envelopes.filter((envelope) => envelope.envelope_id !== undefined)

describe('Socket Mode', () => {
  it('an address is good for one connection', async () => {
    const playground = await smallWorkspace(endings)
    const url = await newUrl(playground)
    const first = new WebSocket(url)
    await once(first, 'open')
    endings.add(async () => first.terminate())
    const [error] = await once(new WebSocket(url), 'error')
    expect(String(error)).toContain('403')
  })

  it('each payload goes to one of the connections, and its answer may come with the acknowledgement', async () => {
    const playground = await smallWorkspace(endings)
    const one = await connect(playground, { text: 'first' })
    const other = await connect(playground, { text: 'second' })
    const person = playground.as('U0REQUESTER1')
    await person.command('C0SUPPORT', '/escalate')
    await person.command('C0SUPPORT', '/escalate')
    expect(received(one)).toMatchObject([{ type: 'slash_commands', accepts_response_payload: true }])
    expect(received(other)).toHaveLength(1)
    expect(new Set(person.ephemerals().map((message) => message.says))).toEqual(new Set(['first', 'second']))
  })

  it('wins over HTTP while it is open, and leaves the word to it afterwards', async () => {
    const playground = await smallWorkspace(endings)
    playground.connect('http://127.0.0.1:1/nobody')
    const { socket } = await connect(playground)
    const person = playground.as('U0REQUESTER1')
    expect(await person.command('C0SUPPORT', '/escalate')).toEqual({ ok: true })
    socket.terminate()
    await expect.poll(() => person.command('C0SUPPORT', '/escalate')).toMatchObject({ error: 'dispatch_failed' })
  })

  it('a connection that breaks off before it has acknowledged has failed', async () => {
    const playground = await smallWorkspace(endings)
    const { socket } = await connect(playground, null)
    const answer = playground.as('U0REQUESTER1').command('C0SUPPORT', '/escalate')
    socket.terminate()
    expect(await answer).toMatchObject({ ok: false, error: 'dispatch_failed' })
  })

  it('is asked to come back anew', async () => {
    const playground = await smallWorkspace(endings)
    const { envelopes, socket } = await connect(playground)
    const asked = once(socket, 'message')
    playground.refreshSockets()
    await asked
    expect(envelopes.at(-1)).toMatchObject({ type: 'disconnect', reason: 'refresh_requested' })
  })

  it('has room for ten', async () => {
    const playground = await smallWorkspace(endings)
    for (let connection = 0; connection < 10; connection += 1) await connect(playground)
    expect(await callApi(playground, 'apps.connections.open', {}, playground.appToken)).toMatchObject({
      error: 'too_many_websockets',
    })
  })
})
