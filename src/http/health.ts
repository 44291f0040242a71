import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Deadline } from '../ports.ts'

const PATIENCE_MS = 1_500

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
