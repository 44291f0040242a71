import { createHash } from 'node:crypto'
import type { DeliveryOutcome, LeasedRow } from '../../outbox/outcome.ts'
import { isArchivedByUs } from '../../usecases/delivery/places.ts'
import { backOffMs } from '../../usecases/delivery/settle.ts'
import type { Deps } from '../../usecases/deps.ts'
import type { MessageContent } from '../blocks/kit.ts'
import type { Call, SlackCalls } from './calls.ts'
import type { Silences } from './silence.ts'

/** Who we are in Slack: our own messages and channels are known by it. */
export interface BotIdentity {
  readonly userId: string
  readonly botId: string
}

/** What every kind of delivery is handed. */
export interface Delivery {
  readonly deps: Deps
  readonly bot: BotIdentity
  readonly call: Call
  readonly calls: SlackCalls
  readonly silences: Silences
  readonly row: LeasedRow
}

/** Nothing was sent; to be tried again with back-off. */
export function tryLater(d: Delivery, error: string): DeliveryOutcome {
  return { kind: 'retry', at: new Date(d.deps.clock.now().getTime() + backOffMs(d.row.attempts)), error }
}

/** Two renderings with the same digest look the same in Slack. */
export function digestOf(content: MessageContent): string {
  return createHash('sha256')
    .update(JSON.stringify([content.text, content.blocks]))
    .digest('base64url')
    .slice(0, 32)
}

/** Stands for a message of ours that was found in Slack: what it shows isn't known. */
export const UNKNOWN_DIGEST = 'unknown'

/**
 * The work channel may be archived by our own hand at this moment, in another lane: once that is on record the message
 * has another place, or none. One that is archived without our doing is a failure that somebody is told of.
 */
export async function unlessArchiving(d: Delivery, outcome: DeliveryOutcome): Promise<DeliveryOutcome> {
  if (outcome.kind !== 'unroutable' || outcome.error !== 'is_archived') return outcome
  const { escalationId } = d.row
  const isOurs = escalationId !== null && (await isArchivedByUs(d.deps, escalationId))
  return isOurs ? tryLater(d, outcome.error) : outcome
}
