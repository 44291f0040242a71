import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { asText, isJson, type Json, parseJson } from '../json.ts'
import { randomName } from '../workspace.ts'
import type { EnvelopeKind, Reply, Retry } from './http-delivery.ts'

/** Slack's side of Socket Mode: tickets, connections, envelopes and their acknowledgements. */
export interface Sockets {
  /** A `ws://` address that is good for one connection. */
  readonly newUrl: () => string
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  readonly count: () => number
  /** Sends to one of the connections; null where there is none. */
  readonly send: (kind: EnvelopeKind, payload: Json, retry: Retry | null, timeout: number) => Promise<Reply> | null
  /** Asks every connection to come back anew, as Slack does every few hours. */
  readonly refresh: () => void
  /** Says goodbye to each connection, and cuts those that don't answer. */
  readonly stop: () => Promise<void>
}

const pingEvery = 10_000
const goodbyeTimeout = 500

export function createSockets(options: { readonly appId: string; readonly address: () => string }): Sockets {
  const server = new WebSocketServer({ noServer: true })
  const tickets = new Set<string>()
  const open: WebSocket[] = []
  const waiting = new Map<string, { readonly socket: WebSocket; readonly settle: (reply: Reply) => void }>()
  let turn = 0

  function received(socket: WebSocket, text: string): void {
    const message = parseJson(text)
    if (!isJson(message)) return
    const id = asText(message.envelope_id)
    const found = waiting.get(id)
    if (!found || found.socket !== socket) return
    waiting.delete(id)
    found.settle({ kind: 'ok', body: message.payload })
  }

  function welcome(socket: WebSocket): void {
    open.push(socket)
    const pings = setInterval(() => socket.ping(), pingEvery)
    socket.on('message', (data) => received(socket, String(data)))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      clearInterval(pings)
      open.splice(open.indexOf(socket), 1)
      for (const [id, pending] of waiting) {
        if (pending.socket !== socket) continue
        waiting.delete(id)
        pending.settle({ kind: 'failed', reason: 'connection_failed' })
      }
    })
    const hello = {
      type: 'hello',
      num_connections: open.length,
      connection_info: { app_id: options.appId },
      debug_info: { host: 'playground', build_number: 1, approximate_connection_time: 18_060 },
    }
    socket.send(JSON.stringify(hello))
  }

  return {
    newUrl: () => {
      const ticket = randomName(24)
      tickets.add(ticket)
      return `${options.address().replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${options.appId}`
    },
    upgrade: (request, socket, head) => {
      const ticket = new URL(request.url ?? '/', 'http://localhost').searchParams.get('ticket') ?? ''
      if (!tickets.delete(ticket)) {
        socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n')
        return
      }
      server.handleUpgrade(request, socket, head, welcome)
    },
    count: () => open.length,
    send: (kind, payload, retry, timeout) => {
      const usable = open.filter((socket) => socket.readyState === socket.OPEN)
      const socket = usable[turn % Math.max(usable.length, 1)]
      if (!socket) return null
      turn += 1
      const envelope = {
        envelope_id: randomUUID(),
        type: kind,
        accepts_response_payload: kind !== 'events_api',
        payload,
        ...(kind === 'events_api' ? { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' } : {}),
      }
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          waiting.delete(envelope.envelope_id)
          resolve({ kind: 'timeout' })
        }, timeout)
        const settle = (reply: Reply): void => {
          clearTimeout(timer)
          resolve(reply)
        }
        waiting.set(envelope.envelope_id, { socket, settle })
        socket.send(JSON.stringify(envelope))
      })
    },
    refresh: () => {
      for (const socket of [...open]) {
        socket.send(
          JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'playground' } }),
        )
      }
    },
    stop: async () => {
      const closing = open.map(
        (socket) =>
          new Promise<void>((resolve) => {
            const cut = setTimeout(() => socket.terminate(), goodbyeTimeout)
            socket.once('close', () => {
              clearTimeout(cut)
              resolve()
            })
            socket.close(1001)
          }),
      )
      await Promise.all(closing)
      server.close()
    },
  }
}
