import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { calendarText } from '../documents/calendar.ts'
import type { Clock, Deadline, Log } from '../ports.ts'
import type { Deps } from '../usecases/deps.ts'
import { type ReadFeed, readFeed } from '../usecases/oncall/calendar/read-feed.ts'
import { createBound } from './bound.ts'
import type { Route } from './server.ts'

const PATIENCE_MS = 5_000
/** A calendar asks once in minutes at most; who asks oftener waits. */
const EACH = { most: 30, perMs: 600_000 }
/** All together, so that feeds leave the database to the pager. */
const ALL = { most: 300, perMs: 60_000 }
const AT_ONCE = 3
const SECOND_MS = 1000

interface Made {
  readonly deps: Deps
  /** Machine time: how often one may ask has nothing to do with what the playground's clock says. */
  readonly machine: Clock
  readonly deadline: Deadline
  readonly log: Log
}

/**
 * `GET` and `HEAD /calendar/<token>.ics`. Who knows the address reads it; one that is unknown, revoked or no longer allowed is
 * 404, all alike. The token is written nowhere, an answer least of all.
 */
export function calendarRoutes(made: Made): readonly Route[] {
  const each = createBound(EACH, made.machine)
  const all = createBound(ALL, made.machine)
  let atWork = 0
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const token = tokenOf(request.url ?? '')
    if (token === null) return send(response, 404)
    // Before anything is looked up, and for any token alike.
    const waitMs = Math.max(each.waitMs(token), all.waitMs('all'))
    if (waitMs > 0) return send(response, 429, { 'retry-after': Math.ceil(waitMs / SECOND_MS) })
    if (atWork >= AT_ONCE) return send(response, 503, { 'retry-after': 5 })
    atWork += 1
    try {
      const feed = await made.deadline.race(PATIENCE_MS, readFeed(made.deps, { token }))
      if (feed === null) send(response, 404)
      else sendFeed(request, response, feed)
    } finally {
      atWork -= 1
    }
  }
  const handler = (request: IncomingMessage, response: ServerResponse): void => {
    answer(request, response).catch((error: unknown) => {
      made.log.error('calendar_feed_failed', error)
      if (response.headersSent) response.end()
      else send(response, 503, { 'retry-after': 60 })
    })
  }
  return ['GET', 'HEAD'].map((method) => ({ path: '/calendar/:file', method, handler }))
}

/** 32 bytes in base64url. */
function tokenOf(url: string): string | null {
  return /^\/calendar\/([\w-]{43})\.ics(?:\?|$)/.exec(url)?.[1] ?? null
}

/** Of what is private nothing is kept on the way. */
const PRIVATE = { 'cache-control': 'private, no-cache', 'x-robots-tag': 'noindex', 'referrer-policy': 'no-referrer' }

function send(response: ServerResponse, status: number, headers: Readonly<Record<string, string | number>> = {}): void {
  response.writeHead(status, { ...PRIVATE, ...headers }).end()
}

function sendFeed(request: IncomingMessage, response: ServerResponse, { facts, changedAt }: ReadFeed): void {
  const text = calendarText(facts)
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`
  const headers = { etag, 'last-modified': changedAt.toUTCString() }
  if (isKnown(request, etag, changedAt)) {
    send(response, 304, headers)
    return
  }
  const body = Buffer.from(text, 'utf8')
  response.writeHead(200, {
    ...PRIVATE,
    ...headers,
    'content-type': 'text/calendar; charset=utf-8',
    'content-disposition': 'inline; filename="vigia.ics"',
    'content-length': body.length,
    'x-content-type-options': 'nosniff',
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** A tag decides alone where one is sent (RFC 9110, 13.2.2). */
function isKnown(request: IncomingMessage, etag: string, changedAt: Date): boolean {
  const tags = request.headers['if-none-match']
  if (tags !== undefined) {
    return tags.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')))
  }
  const since = Date.parse(request.headers['if-modified-since'] ?? '')
  return Math.floor(changedAt.getTime() / SECOND_MS) * SECOND_MS <= since
}
