import type { DeliveryOutcome } from '../outbox/outcome.ts'
import { backOffMs } from '../usecases/delivery/settle.ts'
import type { HttpAnswer } from './http.ts'

/** When it was tried, and how often, this time included. */
export interface Try {
  readonly now: Date
  readonly tries: number
}

export function sent(externalId: string | null): DeliveryOutcome {
  return { kind: 'sent', facts: { step: 'way_sent', externalId } }
}

/** Not before the provider's own "later", or with back-off. */
export function later(error: string, at: Try, afterMs: number | null = null): DeliveryOutcome {
  return { kind: 'retry', at: new Date(at.now.getTime() + (afterMs ?? backOffMs(at.tries))), error }
}

/**
 * What an answer means for sending again: too many, or a fault of theirs, is tried again; what they refuse is refused.
 * `name` stands before the code in what is kept of it; `idOf` reads what the provider calls the message.
 */
export function outcomeOf(
  answer: HttpAnswer,
  at: Try,
  of: {
    readonly name: string
    readonly idOf?: (body: unknown) => string | null
    readonly codeOf?: (body: unknown) => string | null
  },
): DeliveryOutcome {
  switch (answer.kind) {
    case 'unreached':
      return later(`${of.name}_unreachable`, at)
    case 'unknown':
      return { kind: 'unknown', error: `${of.name}_${answer.error}` }
    case 'answered': {
      const { status, retryAfterMs, body } = answer
      if (status >= 200 && status < 300) return sent(of.idOf?.(body) ?? null)
      const error = `${of.name}_${of.codeOf?.(body) ?? status}`
      if (status === 429 || status === 408 || status >= 500) return later(error, at, retryAfterMs)
      return { kind: 'unroutable', error }
    }
  }
}
