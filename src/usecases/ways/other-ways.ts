import type { WayKind, WayMessage } from '../../domain/paging/ways.ts'
import type { DeliveryOutcome } from '../../outbox/outcome.ts'
import type { Vault } from '../../ports.ts'

/** The ways outside Slack, as this installation is set up. */
export interface OtherWays {
  /** What isn't set up isn't offered. In the order of screens. */
  readonly offered: readonly WayKind[]
  /** Hosts that a webhook may lead to. */
  readonly webhookHosts: readonly string[]
  /** Where the outside world reaches us; null: nobody can answer by SMS, and nobody is called. */
  readonly publicUrl: string | null
  /** Seals addresses, and keeps codes. */
  readonly vault: Vault
  /** Calls out; never inside a transaction. `tries`: how often it was tried, this time included, for the back-off. */
  send(
    to: { readonly kind: WayKind; readonly address: string },
    message: WayMessage,
    tries?: number,
  ): Promise<DeliveryOutcome>
}
