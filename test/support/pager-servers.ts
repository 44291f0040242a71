import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { SMTPServer } from 'smtp-server'
import { z } from 'zod'

/** The other side of each way outside Slack, on loopback: servers of those protocols, none of them ours. */

interface Server {
  readonly url: string
  stop(): Promise<void>
}

interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

async function listen(
  answer: (request: IncomingMessage, body: string) => Reply | 'reset' | Promise<Reply>,
): Promise<Server> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const reply = await answer(request, Buffer.concat(chunks).toString('utf8'))
    if (reply === 'reset') return void request.socket.destroy()
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers })
    response.end(JSON.stringify(reply.body ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/**
 * PagerDuty's Events API v2, from its published schema (developer.pagerduty.com, "Send an Alert Event"): lengths, enums,
 * what is required for which action, one alert per routing key and dedup key, and the answers that it lists.
 */
const event = z.discriminatedUnion('event_action', [
  z.object({
    event_action: z.literal('trigger'),
    routing_key: z.string().length(32),
    dedup_key: z.string().max(255).optional(),
    client: z.string().optional(),
    client_url: z.url().optional(),
    links: z.array(z.object({ href: z.url(), text: z.string().optional() })).optional(),
    payload: z.object({
      summary: z.string().min(1).max(1024),
      source: z.string().min(1),
      severity: z.enum(['critical', 'error', 'warning', 'info']),
      timestamp: z.iso.datetime({ offset: true }).optional(),
      component: z.string().optional(),
      group: z.string().optional(),
      class: z.string().optional(),
      custom_details: z.record(z.string(), z.unknown()).optional(),
    }),
  }),
  z.object({
    event_action: z.enum(['acknowledge', 'resolve']),
    routing_key: z.string().length(32),
    dedup_key: z.string().min(1).max(255),
  }),
])
type PagerDutyEvent = z.infer<typeof event>

export interface PagerDutyServer extends Server {
  readonly events: readonly PagerDutyEvent[]
  /** What its schema refused. */
  readonly refused: readonly string[]
  /** `triggered`, `acknowledged` or `resolved`, by dedup key. */
  readonly alerts: ReadonlyMap<string, string>
  /** Once, instead of its own answer. */
  answerNext(reply: Reply): void
}

export async function startPagerDuty(): Promise<PagerDutyServer> {
  const events: PagerDutyEvent[] = []
  const refused: string[] = []
  const alerts = new Map<string, string>()
  const next: Reply[] = []
  const server = await listen((request, body) => {
    const instead = next.shift()
    if (instead !== undefined) return instead
    if (request.method !== 'POST' || request.url !== '/v2/enqueue') return { status: 404 }
    const parsed = event.safeParse(JSON.parse(body))
    if (!parsed.success) {
      refused.push(parsed.error.message)
      return { status: 400, body: { status: 'invalid event', message: 'Event object is invalid', errors: [] } }
    }
    const { event_action: action, dedup_key: key = 'generated' } = parsed.data
    events.push(parsed.data)
    const known = alerts.get(key)
    if (action === 'trigger') {
      if (known === undefined || known === 'resolved') alerts.set(key, 'triggered')
    } else if (known !== undefined && known !== 'resolved') {
      alerts.set(key, action === 'acknowledge' ? 'acknowledged' : 'resolved')
    }
    return { status: 202, body: { status: 'success', message: 'Event processed', dedup_key: key } }
  })
  return { ...server, events, refused, alerts, answerNext: (reply) => next.push(reply) }
}

export interface Hook {
  readonly body: Readonly<Record<string, unknown>>
  readonly isSigned: boolean
}

/** A receiver as docs/webhook.md tells people to write one: it checks signature and time itself. */
export interface WebhookReceiver extends Server {
  readonly hooks: readonly Hook[]
  /** The secret that was shown when the webhook was added. */
  trust(secret: string): void
  /** Once: takes it, and answers nothing. */
  resetNext(): void
}

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const hooks: Hook[] = []
  let secret = ''
  let isReset = false
  const server = await listen((request, body) => {
    const timestamp = String(request.headers['x-vigia-timestamp'] ?? '')
    const expected = `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`
    const isFresh = Math.abs(Date.now() / 1000 - Number(timestamp)) < 300
    const isSigned = isFresh && request.headers['x-vigia-signature'] === expected
    hooks.push({ body: z.record(z.string(), z.unknown()).parse(JSON.parse(body)), isSigned })
    if (isReset) {
      isReset = false
      return 'reset'
    }
    return isSigned ? { status: 204 } : { status: 401 }
  })
  return {
    ...server,
    hooks,
    trust: (next) => {
      secret = next
    },
    resetNext: () => {
      isReset = true
    },
  }
}

export interface MailServer {
  readonly url: string
  /** As they came over the wire. */
  readonly letters: readonly { readonly to: readonly string[]; readonly raw: string }[]
  /** Refuses the next recipient with this reply code. */
  refuseNext(code: number): void
  stop(): Promise<void>
}

export async function startMailServer(): Promise<MailServer> {
  const letters: { to: string[]; raw: string }[] = []
  const refusals: number[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo(_address, _session, callback) {
      const code = refusals.shift()
      if (code === undefined) return callback()
      callback(Object.assign(new Error('refused'), { responseCode: code }))
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map((one) => one.address)
        letters.push({ to, raw: Buffer.concat(chunks).toString('utf8') })
        callback()
      })
    },
  })
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      const address = listening.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    refuseNext: (code) => refusals.push(code),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
