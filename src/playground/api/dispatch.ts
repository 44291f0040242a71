import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Faults } from '../faults.ts'
import { answerJson, bodyOf, fieldsOf } from '../http.ts'
import type { Json } from '../json.ts'
import type { PageFault } from '../page-api.ts'
import { type Answer, type Api, argsOf, type Method, needScope, Refusal, refuse } from './call.ts'
import { methods } from './methods.ts'
import type { Rates } from './rates.ts'

/** One call of the app's, as tests read it back: without its token. */
export interface ApiCall {
  readonly method: string
  readonly args: Json
  /** What the app saw: a status, or that the connection broke. */
  readonly answered: { readonly ok: boolean; readonly error?: string; readonly status: number } | 'reset'
}

export interface Dispatcher {
  readonly handle: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>
  readonly calls: () => readonly ApiCall[]
  readonly clearCalls: () => void
}

export interface DispatchOptions {
  readonly api: Api
  readonly faults: Faults
  /** Null: no rate limits. */
  readonly rates: Rates | null
  /** What the workspace holds is written down; awaited before any answer. */
  readonly save: () => Promise<void>
}

const keptCalls = 50_000

function tokenOf(request: IncomingMessage, fields: Json): string {
  const header = request.headers.authorization
  if (header?.startsWith('Bearer ')) return header.slice(7)
  return typeof fields.token === 'string' ? fields.token : ''
}

function checkToken(api: Api, method: Method, token: string): void {
  if (method.token === 'none') return
  const { botToken, appToken } = api.ws.state.secrets
  if (token === '') refuse('not_authed')
  if (token !== botToken && token !== appToken) refuse('invalid_auth')
  if (token !== (method.token === 'app' ? appToken : botToken)) refuse('not_allowed_token_type')
}

function withoutToken(fields: Json): Json {
  const { token: _token, ...rest } = fields
  return rest
}

/** The Web API: who calls, whether it is a bad day, how often, and then the method itself. */
export function createDispatcher(options: DispatchOptions): Dispatcher {
  const { api, faults, rates } = options
  const log: ApiCall[] = []

  function record(call: ApiCall): void {
    log.push(call)
    if (log.length > keptCalls) log.splice(0, log.length - keptCalls)
  }

  async function run(
    name: string,
    method: Method,
    fields: Json,
    token: string,
  ): Promise<{ answer: Answer; retryAfter?: number }> {
    checkToken(api, method, token)
    const args = argsOf(withoutToken(fields))
    const retryAfter = rates?.ask(name, method.tier, args.text('channel')) ?? null
    if (retryAfter !== null) return { answer: { ok: false, error: 'ratelimited' }, retryAfter }
    if (method.scopes) needScope(api, ...method.scopes)
    return { answer: { ok: true, ...(await method.run(api, args)) } }
  }

  async function answerOf(name: string, fields: Json, token: string): Promise<{ answer: Answer; retryAfter?: number }> {
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined
    if (!method) return { answer: { ok: false, error: 'unknown_method', req_method: name } }
    try {
      return await run(name, method, fields, token)
    } catch (error) {
      if (error instanceof Refusal) return { answer: { ok: false, error: error.code, ...error.more } }
      throw error
    }
  }

  return {
    calls: () => log,
    clearCalls: () => {
      log.length = 0
    },
    handle: async (request, response, url) => {
      const name = url.pathname.slice('/api/'.length)
      const fields = fieldsOf(url, request.headers['content-type'] ?? '', await bodyOf(request))
      const args = withoutToken(fields)
      const fault = faults.take(name)
      if (fault?.kind === 'latency') await wait(fault.amount ?? 1000)
      const early = fault ? failsBefore(fault) : null
      if (early) {
        record({ method: name, args, answered: early.answered })
        if (early.answered === 'reset') request.socket.destroy()
        else answerJson(response, early.body, early.answered.status, early.headers)
        return
      }
      const { answer, retryAfter } = await answerOf(name, fields, tokenOf(request, fields))
      await options.save()
      if (fault?.kind === 'reset_after') {
        record({ method: name, args, answered: 'reset' })
        request.socket.destroy()
        return
      }
      const status = retryAfter === undefined ? 200 : 429
      const error = typeof answer.error === 'string' ? { error: answer.error } : {}
      record({ method: name, args, answered: { ok: answer.ok === true, ...error, status } })
      answerJson(response, answer, status, {
        'x-oauth-scopes': [...api.scopes].join(','),
        ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
      })
    },
  }
}

function failsBefore(
  fault: PageFault,
): { answered: ApiCall['answered'] & object; body: Json; headers: Json } | { answered: 'reset' } | null {
  switch (fault.kind) {
    case 'reset_before':
      return { answered: 'reset' }
    case 'http_500':
      return { answered: { ok: false, status: 500 }, body: { ok: false, error: 'internal_error' }, headers: {} }
    case 'ratelimited': {
      const body = { ok: false, error: 'ratelimited' }
      return { answered: { ...body, status: 429 }, body, headers: { 'retry-after': fault.amount ?? 1 } }
    }
    case 'error': {
      const body = { ok: false, error: fault.error ?? 'internal_error' }
      return { answered: { ...body, status: 200 }, body, headers: {} }
    }
    default:
      return null
  }
}
