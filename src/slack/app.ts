import { App, HTTPReceiver, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt'
import type { Deadline, Log } from '../ports.ts'
import { registerRoutes } from './routes.ts'
import type { Surface } from './surface.ts'

/** How Slack reaches us: signed HTTP, or a socket that we open. */
export type SlackInbound =
  | {
      readonly kind: 'http'
      readonly signingSecret: string
      readonly host: string
      readonly port: number
      readonly routes: readonly HttpRoute[]
    }
  | { readonly kind: 'socket'; readonly appToken: string; readonly slackApiUrl: string }

/** A route beside Slack's own: health, metrics, feeds. */
export interface HttpRoute {
  readonly path: string
  readonly method: string
  readonly handler: (request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => void
}

export interface SlackApp {
  /** Resolves once requests are taken; the port that was bound, in HTTP mode. */
  start(): Promise<{ readonly port: number | null }>
  /** Resolves once no listener is at work: much of it goes on after Slack was answered. */
  idle(): Promise<void>
  /** Takes nothing new, waits for what is in flight (at most `DRAIN_MS`), then resolves. */
  stop(): Promise<void>
}

const DRAIN_MS = 5_000

/** Bolt's own log lines: our format, no payloads. */
function boltLogger(log: Log): Logger {
  let level = LogLevel.WARN
  return {
    debug: () => {},
    info: () => {},
    warn: () => log.warn('bolt_warning'),
    error: (...said) => log.error('bolt_error', said.find((one) => one instanceof Error) ?? new Error('bolt')),
    setLevel: (next) => {
      level = next
    },
    getLevel: () => level,
    setName: () => {},
  }
}

function receiverFor(inbound: SlackInbound, log: Log) {
  const logger = boltLogger(log)
  if (inbound.kind === 'socket') {
    return new SocketModeReceiver({
      appToken: inbound.appToken,
      logger,
      installerOptions: { clientOptions: { slackApiUrl: inbound.slackApiUrl } },
    })
  }
  return new HTTPReceiver({
    signingSecret: inbound.signingSecret,
    endpoints: '/slack/events',
    logger,
    // Bolt answers 404 at three seconds by itself; ours are acknowledged before.
    unhandledRequestTimeoutMillis: 3_001,
    bodyLimit: '1mb',
    customRoutes: inbound.routes.map((route) => ({ ...route })),
  })
}

/** Bolt with our listeners on it. Nothing runs before `start`. */
export function createSlackApp(init: {
  readonly surface: Surface
  readonly inbound: SlackInbound
  readonly identity: { readonly botToken: string; readonly botId: string; readonly botUserId: string }
  readonly deadline: Deadline
  readonly log: Log
}): SlackApp {
  const { surface, inbound, identity, log } = init
  const app = new App({
    receiver: receiverFor(inbound, log),
    // Resolved once at boot: Bolt would ask auth.test on every event otherwise.
    authorize: async () => ({ botToken: identity.botToken, botId: identity.botId, botUserId: identity.botUserId }),
    convoStore: false,
    logger: boltLogger(log),
  })

  let inFlight = 0
  const waiting = new Set<() => void>()
  const idle = () => (inFlight === 0 ? Promise.resolve() : new Promise<void>((resolve) => waiting.add(resolve)))
  app.use(async ({ next }) => {
    inFlight += 1
    try {
      await next()
    } finally {
      inFlight -= 1
      if (inFlight === 0) {
        for (const resolve of waiting) resolve()
        waiting.clear()
      }
    }
  })
  app.error(async (error) => {
    log.error('listener_failed', error)
  })
  registerRoutes(app, surface)

  return {
    async start() {
      if (inbound.kind === 'socket') {
        await app.start()
        return { port: null }
      }
      const server: unknown = await app.start({ host: inbound.host, port: inbound.port })
      const address =
        typeof server === 'object' && server !== null && 'address' in server && typeof server.address === 'function'
          ? server.address()
          : null
      return { port: typeof address?.port === 'number' ? address.port : inbound.port }
    },
    idle,
    async stop() {
      await app.stop()
      await init.deadline.race(DRAIN_MS, idle()).catch(() => log.warn('drain_cut_short', { inFlight }))
    },
  }
}
