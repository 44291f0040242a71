import type { WebClient } from '@slack/web-api'
import type { Reach } from '../../outbox/outage.ts'
import type { DeliveryOutcome, LeasedRow } from '../../outbox/outcome.ts'
import type { KeepLease } from '../../outbox/relay.ts'
import type { Throttle } from '../../outbox/throttle.ts'
import type { Clock, Log } from '../../ports.ts'
import { backOffMs } from '../../usecases/delivery/settle.ts'
import { type CallFailure, failureOf } from './errors.ts'
import { type AnswerOf, METHODS, type MethodName } from './methods.ts'

/** An answer, or why there is none and how the delivery ends unless it knows better. */
export type Called<M extends MethodName> =
  | { readonly ok: true; readonly answer: AnswerOf<M> }
  | {
      readonly ok: false
      readonly code: string
      /** Slack itself said no: nothing took effect, and saying it again won't help. */
      readonly isRefusal: boolean
      readonly refusal: Readonly<Record<string, unknown>>
      readonly end: DeliveryOutcome
    }

/** Calls Slack for one delivery. */
export type Call = <M extends MethodName>(
  method: M,
  args: Readonly<Record<string, unknown>> & { readonly channel?: string },
) => Promise<Called<M>>

export interface SlackCalls {
  forRow(row: LeasedRow, keepLease: KeepLease): Call
  /** Says once that a scope is missing and what stops without it. */
  noteMissingScope(feature: string, refusal: Readonly<Record<string, unknown>>): void
}

/**
 * When Slack lets us call again the first call may be the only one: pages of what is urgent make it, then other pages,
 * then all else. Milliseconds.
 */
function givesWayFor({ lane, urgency }: LeasedRow): number {
  if (lane !== 'page') return 1_000
  return urgency > URGENT ? 500 : 0
}

/** A sev1, a sev2, an obligation. */
const URGENT = 2

export function createSlackCalls(deps: {
  readonly client: WebClient
  readonly throttle: Throttle
  readonly reach: Reach
  readonly clock: Clock
  readonly log: Log
}): SlackCalls {
  const { client, throttle, reach, clock, log } = deps
  const noted = new Set<string>()

  async function send<M extends MethodName>(
    method: M,
    args: Readonly<Record<string, unknown>>,
  ): Promise<{ answer: AnswerOf<M> } | { failure: CallFailure }> {
    let raw: unknown
    try {
      raw = await client.apiCall(method, { ...args })
    } catch (error) {
      const failure = failureOf(error)
      if (failure === null) throw error
      return { failure }
    }
    const parsed = METHODS[method].answer.safeParse(raw)
    if (!parsed.success) return { failure: { kind: 'unknown', code: 'unexpected_answer' } }
    return { answer: parsed.data as AnswerOf<M> }
  }

  function endOf(failure: CallFailure, method: MethodName, row: LeasedRow): DeliveryOutcome {
    const again = (ms: number): DeliveryOutcome => ({
      kind: 'retry',
      at: new Date(clock.now().getTime() + ms),
      error: failure.code,
    })
    switch (failure.kind) {
      case 'rate_limited':
        return again(failure.retryAfterMs + givesWayFor(row))
      case 'unavailable':
        return again(backOffMs(row.attempts))
      case 'unknown':
        return METHODS[method].isRepeatable ? again(backOffMs(row.attempts)) : { kind: 'unknown', error: failure.code }
      case 'refused':
        return { kind: 'unroutable', error: failure.code }
    }
  }

  function note(failure: CallFailure, method: MethodName, channel: string | undefined): void {
    if (failure.kind === 'rate_limited') {
      reach.answered()
      throttle.block(failure.retryAfterMs, method, channel)
      log.info('slack_rate_limited', { method, retryAfterMs: failure.retryAfterMs })
    } else if (failure.kind === 'refused') {
      reach.answered()
    } else {
      reach.failed(failure.code)
    }
  }

  return {
    forRow: (row, keepLease) => {
      return async (method, args) => {
        const channel = METHODS[method].isLimitedByChannel === true ? args.channel : undefined
        const blockedUntil = throttle.blockedUntil(method, channel)
        if (blockedUntil !== null) {
          const at = new Date(blockedUntil.getTime() + givesWayFor(row))
          const end: DeliveryOutcome = { kind: 'retry', at, error: 'ratelimited' }
          return { ok: false, code: 'ratelimited', isRefusal: false, refusal: {}, end }
        }
        // Reading what to show may have taken a while: what can't be taken back starts with a fresh lease, or not at all.
        if (!METHODS[method].isRepeatable && !(await keepLease())) {
          const end: DeliveryOutcome = { kind: 'unknown', error: 'lease_lost' }
          return { ok: false, code: 'lease_lost', isRefusal: false, refusal: {}, end }
        }
        const sent = await send(method, args)
        if ('answer' in sent) {
          reach.answered()
          return { ok: true, answer: sent.answer }
        }
        const { failure } = sent
        note(failure, method, channel)
        return {
          ok: false,
          code: failure.code,
          isRefusal: failure.kind === 'refused',
          refusal: failure.kind === 'refused' ? failure.answer : {},
          end: endOf(failure, method, row),
        }
      }
    },
    noteMissingScope: (feature, refusal) => {
      const needed = typeof refusal.needed === 'string' ? refusal.needed : 'unknown'
      const key = `${feature}:${needed}`
      if (noted.has(key)) return
      noted.add(key)
      log.warn('slack_scope_missing', { feature, needed })
    },
  }
}
