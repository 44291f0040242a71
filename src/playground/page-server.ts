import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Stage } from './acts.ts'
import * as acts from './acts.ts'
import { methods } from './api/methods.ts'
import type { Faults } from './faults.ts'
import { answerJson, answerText, bodyOf } from './http.ts'
import { asJson, asText, isJson, type Json, parseJson } from './json.ts'
import * as messageActs from './message-acts.ts'
import * as modalActs from './modal-acts.ts'
import type { User } from './model.ts'
import type { PageActAnswer, PageClockMove, PageEvent, PageFault, PlaygroundControls } from './page-api.ts'
import { messagesFor, stateFor, viewFor } from './page-views.ts'
import { homeOf } from './views.ts'
import { type Change, userById } from './workspace.ts'

export interface PageServerOptions {
  readonly stage: Stage
  readonly faults: Faults
  readonly controls: PlaygroundControls
  readonly token: string
  readonly save: () => Promise<void>
}

export interface PageServer {
  /** Answers what lies under /playground/api/. Host and origin were checked before. */
  readonly handle: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>
  readonly stop: () => void
}

const faultKinds = ['ratelimited', 'http_500', 'reset_before', 'reset_after', 'latency', 'error']

function isFault(value: unknown): value is PageFault {
  if (!isJson(value)) return false
  const isCount = value.times === null || (typeof value.times === 'number' && value.times > 0)
  const isTurn = value.every === undefined || (typeof value.every === 'number' && value.every >= 1)
  return typeof value.method === 'string' && faultKinds.includes(asText(value.kind)) && isCount && isTurn
}

function clockMove(value: unknown): PageClockMove | null {
  const move = asJson(value)
  if (typeof move.byMinutes === 'number' && move.byMinutes > 0) return { byMinutes: move.byMinutes }
  if (move.to === 'next_deadline' || move.to === 'monday_0900') return { to: move.to }
  return null
}

function eventOf(change: Change, now: number): PageEvent {
  switch (change.type) {
    case 'messages':
      return { type: 'messages', channel: change.channel ?? '' }
    case 'notify': {
      const thread = change.threadTs ? { threadTs: change.threadTs } : {}
      return { type: 'notify', channel: change.channel ?? '', text: change.text ?? '', ...thread }
    }
    case 'clock':
      return { type: 'clock', now }
    default:
      return { type: change.type }
  }
}

/** One act of a person's, as the page describes it. */
export async function perform(stage: Stage, user: User, act: Json): Promise<PageActAnswer> {
  const channel = asText(act.channel)
  const threadTs = asText(act.threadTs) || undefined
  switch (act.type) {
    case 'command':
      return acts.command(stage, user, { channel, command: asText(act.command), text: asText(act.text), threadTs })
    case 'message':
      return acts.say(stage, user, { channel, text: asText(act.text), threadTs })
    case 'global_shortcut':
      return acts.globalShortcut(stage, user, asText(act.callbackId))
    case 'message_shortcut':
      return messageActs.messageShortcut(stage, user, {
        channel,
        ts: asText(act.ts),
        callbackId: asText(act.callbackId),
      })
    case 'message_action':
      return messageActs.messageAction(stage, user, {
        channel,
        ts: asText(act.ts),
        action: asJson(act.action),
        state: act.state,
      })
    case 'view_action':
      return modalActs.viewAction(stage, user, {
        viewId: asText(act.viewId),
        action: asJson(act.action),
        state: act.state,
      })
    case 'view_submission':
      return modalActs.viewSubmission(stage, user, { viewId: asText(act.viewId), state: act.state })
    case 'view_closed':
      return modalActs.viewClosed(stage, user, { viewId: asText(act.viewId), isCleared: act.isCleared === true })
    case 'mark_read':
      return acts.markRead(stage, user, channel)
    case 'join':
      return acts.join(stage, user, channel)
    default:
      return acts.refused('unknown_act', `Nobody can ${String(act.type)} here.`)
  }
}

export function createPageServer(options: PageServerOptions): PageServer {
  const { stage, faults, controls } = options
  const { ws } = stage
  const streams = new Set<ServerResponse>()

  function stream(request: IncomingMessage, response: ServerResponse, as: string): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    response.write(': welcome\n\n')
    const stopListening = ws.onChange((change) => {
      if (change.users !== null && !change.users.includes(as)) return
      response.write(`data: ${JSON.stringify(eventOf(change, controls.now()))}\n\n`)
    })
    streams.add(response)
    request.on('close', () => {
      stopListening()
      streams.delete(response)
    })
  }

  async function read(response: ServerResponse, url: URL, what: string): Promise<void> {
    const as = url.searchParams.get('as') ?? ''
    const user = userById(ws, as)
    if (what === 'state') return answerJson(response, await stateFor(ws, stage.manifest, controls, as))
    if (what === 'faults') {
      return answerJson(response, { faults: faults.list(), methods: Object.keys(methods).sort() })
    }
    if (what === 'outbox') return answerJson(response, { rows: (await controls.outbox?.()) ?? [] })
    if (!user) return answerJson(response, { ok: false, error: 'user_not_found' }, 404)
    if (what === 'messages') {
      const of = { channel: url.searchParams.get('channel') ?? '', thread: url.searchParams.get('thread') ?? '' }
      const messages = messagesFor(ws, user, of, options.token)
      return messages
        ? answerJson(response, { messages })
        : answerJson(response, { ok: false, error: 'channel_not_found' }, 404)
    }
    if (what === 'home') {
      if (url.searchParams.get('peek') !== '1') acts.openHome(stage, user)
      const view = homeOf(ws, user.id)
      return answerJson(response, { view: view ? viewFor(view) : null })
    }
    return answerJson(response, { ok: false, error: 'not_found' }, 404)
  }

  async function write(response: ServerResponse, what: string, body: Json): Promise<void> {
    if (what === 'act') {
      const user = userById(ws, asText(body.as))
      if (!user || user.isBot || user.isDeleted)
        return answerJson(response, acts.refused('user_not_found', 'Who is that?'))
      const answer = await perform(stage, user, body)
      await options.save()
      return answerJson(response, answer)
    }
    if (what === 'faults') {
      if (!isFault(body)) return answerJson(response, { ok: false, error: 'invalid_fault' }, 400)
      faults.set(body)
      return answerJson(response, { ok: true, faults: faults.list() })
    }
    if (what === 'clock') {
      const move = clockMove(body)
      if (!move || !controls.moveClock) return answerJson(response, { ok: false, error: 'cannot_move' }, 400)
      await controls.moveClock(move)
      ws.changed({ type: 'clock', users: null })
      return answerJson(response, { now: controls.now() })
    }
    return answerJson(response, { ok: false, error: 'not_found' }, 404)
  }

  return {
    handle: async (request, response, url) => {
      const what = url.pathname.slice('/playground/api/'.length)
      // EventSource can set no header, so the stream alone takes its token from the address.
      const given = request.headers['x-playground-token'] ?? (what === 'events' ? url.searchParams.get('token') : null)
      if (given !== options.token) return answerText(response, 'the token is not of this start', 401)
      if (what === 'events') return stream(request, response, url.searchParams.get('as') ?? '')
      if (request.method === 'GET') return read(response, url, what)
      if (request.method === 'DELETE' && what === 'faults') {
        faults.clear(url.searchParams.get('method') ?? undefined)
        return answerJson(response, { ok: true, faults: faults.list() })
      }
      if (request.method !== 'POST') return answerText(response, 'no such way in', 405)
      return write(response, what, asJson(parseJson((await bodyOf(request)).toString())))
    },
    stop: () => {
      for (const response of streams) response.end()
    },
  }
}
