import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Deadline } from '../ports.ts'

const PATIENCE_MS = 1_500
const ENGINE_PATIENCE_MS = 5_000

/** `GET /health`: 200 while the database answers, else 503. Slack's state is told and decides nothing. */
export function healthRoute(made: {
  readonly askDatabase: () => Promise<void>
  /** Since when Slack can't be reached, or null. */
  readonly slackDownSince: () => Date | null
  readonly deadline: Deadline
}) {
  return {
    path: '/health',
    method: 'GET',
    handler: (_request: IncomingMessage, response: ServerResponse): void => {
      const answer = (status: number, database: 'ok' | 'unavailable') => {
        const downSince = made.slackDownSince()
        const body = { database, slack: downSince === null ? 'ok' : `unreachable since ${downSince.toISOString()}` }
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      }
      made.deadline.race(PATIENCE_MS, made.askDatabase()).then(
        () => answer(200, 'ok'),
        () => answer(503, 'unavailable'),
      )
    },
  }
}

/**
 * `GET /health/engine`: 200 once the engine has ended a pass that began after the request, so that a loop that is stuck
 * can't look alive; 503 with the reason after 5 s of machine time.
 */
export function engineHealthRoute(made: {
  readonly nextPass: () => Promise<void>
  readonly askDatabase: () => Promise<void>
  readonly deadline: Deadline
}) {
  const { nextPass, askDatabase, deadline } = made
  return {
    path: '/health/engine',
    method: 'GET',
    handler: (_request: IncomingMessage, response: ServerResponse): void => {
      const answer = (status: number, body: Readonly<Record<string, string>>) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      }
      // Asked beside it, so that the reason is known when the patience ends.
      let reason = 'the database does not answer'
      askDatabase().then(
        () => {
          reason = 'no pass was completed within 5 s'
        },
        () => {},
      )
      deadline.race(ENGINE_PATIENCE_MS, nextPass()).then(
        () => answer(200, { engine: 'ok' }),
        () => answer(503, { engine: 'stuck', reason }),
      )
    },
  }
}
