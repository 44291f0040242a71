import type { Intent } from './intents.ts'

/** A row of the outbox, leased: what is to be said, and the version that was current when it was taken. */
export interface LeasedRow {
  readonly id: number
  readonly key: string
  readonly kind: string
  readonly lane: 'page' | 'work' | 'bulk'
  readonly escalationId: number | null
  readonly intent: Intent
  readonly version: number
  /** This attempt included. */
  readonly attempts: number
  readonly leasedBy: string
  /** An earlier attempt may have taken effect: look before sending again. */
  readonly isUncertain: boolean
}

/** What became of one attempt to deliver. */
export type DeliveryOutcome =
  /** Said. `again`: one step of several is done, the row is armed again. */
  | {
      readonly kind: 'sent'
      readonly post?: { readonly key: string; readonly channelId: string; readonly ts: string; readonly digest: string }
      readonly facts?: DeliveryFacts
      readonly again?: boolean
    }
  /** The surface already shows this. */
  | { readonly kind: 'unchanged' }
  /** Not needed any more. */
  | { readonly kind: 'moot' }
  /** Domain time. Certain that nothing took effect. */
  | { readonly kind: 'retry'; readonly at: Date; readonly error: string }
  /** It will never arrive: somebody is told (ONCALL 27). */
  | { readonly kind: 'unroutable'; readonly error: string }
  /** A timeout, a reset, a 5xx: it may have taken effect. */
  | { readonly kind: 'unknown'; readonly error: string }

export type DeliveryFacts =
  | { readonly step: 'channel_opened'; readonly channelId: string; readonly name: string }
  | { readonly step: 'channel_refused'; readonly error: string }
  | { readonly step: 'topic_set'; readonly topic: string }
  | { readonly step: 'invited'; readonly results: readonly { readonly userId: string; readonly result: string }[] }
  | { readonly step: 'archived' }
  | { readonly step: 'pinned'; readonly key: string }
  | { readonly step: 'pages_sent'; readonly pageIds: readonly number[]; readonly postKey: string }
  | { readonly step: 'dm_opened'; readonly userId: string; readonly channelId: string }
