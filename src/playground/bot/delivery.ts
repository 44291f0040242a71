import type { Json } from '../json.ts'
import type { SlackManifest } from '../manifest.ts'
import { type AppEvent, randomName, type Workspace } from '../workspace.ts'
import { type EnvelopeKind, type Reply, type Retry, sendHttp } from './http-delivery.ts'
import type { Sockets } from './sockets.ts'

/** How long an app may take to acknowledge, in machine time (ms). */
export const ackTimeout = 3_000

export interface Delivery {
  /** Where signed requests go while no socket is open. */
  readonly connect: (eventsUrl: string) => void
  readonly isConnected: () => boolean
  /** One command or interaction: sent once, never repeated. */
  readonly send: (kind: Exclude<EnvelopeKind, 'events_api'>, payload: Json) => Promise<Reply>
  /** Asks the address to echo a challenge, as Slack does when it is entered. */
  readonly verify: () => Promise<boolean>
  /** Resolves when no event is under way (one that waits for its next try doesn't count). */
  readonly idle: () => Promise<void>
  readonly stop: () => void
}

export interface DeliveryOptions {
  readonly ws: Workspace
  readonly sockets: Sockets
  readonly manifest: SlackManifest
  readonly scopes: ReadonlySet<string>
  /** When an event is sent again after a failure, in machine time (ms). */
  readonly eventRetryDelays: readonly number[]
}

export function createDelivery(options: DeliveryOptions): Delivery {
  const { ws, sockets, manifest, scopes } = options
  const subscribed = new Set(manifest.settings?.event_subscriptions?.bot_events ?? [])
  const underWay = new Set<Promise<void>>()
  const timers = new Set<NodeJS.Timeout>()
  let eventsUrl: string | null = null
  let isStopped = false

  function transmit(kind: EnvelopeKind, payload: Json, retry: Retry | null): Promise<Reply> {
    const overSocket = sockets.send(kind, payload, retry, ackTimeout)
    if (overSocket) return overSocket
    if (eventsUrl === null) return Promise.resolve({ kind: 'failed', reason: 'not_connected' })
    const to = { url: eventsUrl, secret: ws.state.secrets.signingSecret, timeout: ackTimeout }
    return sendHttp(to, kind, payload, retry)
  }

  async function attempt(envelope: Json, num: number, reason: string): Promise<void> {
    const reply = await transmit('events_api', envelope, num === 0 ? null : { num, reason })
    const delay = options.eventRetryDelays[num]
    if (reply.kind === 'ok' || isStopped || delay === undefined) return
    if (reply.kind === 'failed' && (reply.refusesRetries || reply.reason === 'not_connected')) return
    const why = reply.kind === 'timeout' ? 'http_timeout' : reply.reason
    const timer = setTimeout(() => {
      timers.delete(timer)
      track(attempt(envelope, num + 1, why))
    }, delay)
    timers.add(timer)
  }

  function track(work: Promise<void>): void {
    const tracked = work.finally(() => underWay.delete(tracked))
    underWay.add(tracked)
  }

  function sendEvent({ name, scopes: needed, event }: AppEvent): void {
    if (isStopped || !subscribed.has(name)) return
    if (needed.length > 0 && !needed.some((scope) => scopes.has(scope))) return
    const { team, app } = ws.state
    const envelope: Json = {
      token: 'playground',
      team_id: team.id,
      context_team_id: team.id,
      context_enterprise_id: null,
      api_app_id: app.appId,
      event,
      type: 'event_callback',
      event_id: `Ev${randomName(10)}`,
      event_time: ws.seconds(),
      authorizations: [
        { enterprise_id: null, team_id: team.id, user_id: app.botUserId, is_bot: true, is_enterprise_install: false },
      ],
      is_ext_shared_channel: false,
      event_context: randomName(12),
    }
    track(attempt(envelope, 0, ''))
  }

  ws.onAppEvent(sendEvent)

  return {
    connect: (url) => {
      eventsUrl = url
    },
    isConnected: () => eventsUrl !== null || sockets.count() > 0,
    send: (kind, payload) => transmit(kind, payload, null),
    verify: async () => {
      const challenge = randomName(24)
      const reply = await transmit('events_api', { token: 'playground', challenge, type: 'url_verification' }, null)
      if (reply.kind !== 'ok') return false
      const { body } = reply
      return body === challenge || JSON.stringify(body) === JSON.stringify({ challenge })
    },
    idle: async () => {
      while (underWay.size > 0) await Promise.all([...underWay])
    },
    stop: () => {
      isStopped = true
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
