import type { Intent, Lane } from './intents.ts'

/** One row of the outbox while this process holds its lease. */
export interface LeasedRow {
  readonly id: number
  readonly key: string
  readonly kind: Intent['kind']
  readonly lane: Lane
  readonly stream: string
  readonly escalationId: number | null
  readonly intent: Intent
  /** The version that was leased: what is said again meanwhile is delivered again. */
  readonly version: number
  /** 1 a sev1, 2 a sev2 or an obligation, 3 the rest. */
  readonly urgency: number
  /** This attempt included; counted anew when the row is said again. */
  readonly attempts: number
  /** An earlier call may have taken effect without our knowing: look before sending again. */
  readonly isUncertain: boolean
  /** Whose lease: new for each lease, so that a later one of the same process is another. */
  readonly leasedBy: string
  /** When it was first said; nothing of it stands in Slack from before. Domain time. */
  readonly createdAt: Date
  /** It waited for its reader's morning (SCREENS 1.4). */
  readonly isHeld: boolean
  /** Key of the morning's one message that says it, where it doesn't stand alone. */
  readonly carriedBy: string | null
}

/** What became of one delivery. Values, so that the relay, the records and the tests speak of the same few ends. */
export type DeliveryOutcome =
  | {
      readonly kind: 'sent'
      /** Where the message stands now; absent where the step left none. */
      readonly post?: {
        readonly key: string
        readonly channelId: string
        readonly ts: string
        readonly digest: string
        /** It speaks of several escalations: what is written in its thread belongs to none of them. */
        readonly isOfSeveral?: boolean
      }
      readonly facts?: DeliveryFacts
      /** Other rows that this message says, as they were when it was drawn. */
      readonly carried?: readonly { readonly id: number; readonly version: number }[]
      /** One step of several is done: arm the row again. */
      readonly again?: boolean
    }
  /** The surface already shows this. */
  | { readonly kind: 'unchanged' }
  /** Not needed any more. */
  | { readonly kind: 'moot' }
  /** Nothing took effect; not before `at`, domain time. */
  | { readonly kind: 'retry'; readonly at: Date; readonly error: string }
  /** `channel_not_found`, `is_archived`, `account_inactive` …: trying again wouldn't help, somebody is told. */
  | { readonly kind: 'unroutable'; readonly error: string }
  /** Timeout, reset: it may have taken effect. Looked for before it is sent again, with back-off. */
  | { readonly kind: 'unknown'; readonly error: string }

/** What a delivery found out or brought about in Slack, to be kept. */
export type DeliveryFacts =
  | { readonly step: 'channel_opened'; readonly channelId: string; readonly name: string }
  | { readonly step: 'channel_refused'; readonly error: string }
  | { readonly step: 'topic_set'; readonly topic: string }
  | { readonly step: 'invited'; readonly results: readonly { readonly userId: string; readonly result: string }[] }
  /** `error`: Slack refused, and they are in still. */
  | { readonly step: 'taken_out'; readonly userId: string; readonly error: string | null }
  | { readonly step: 'archived' }
  | { readonly step: 'pinned'; readonly key: string }
  | {
      readonly step: 'pages_sent'
      readonly pageIds: readonly number[]
      readonly postKey: string
      /** They may have arrived before, and say so. */
      readonly isRepeat?: boolean
      /** Slack silences its person until then; null: it doesn't; absent: not read. */
      readonly silencedUntil?: Date | null
    }
  /** By a way outside Slack; `externalId` is what the provider calls it, or null. */
  | { readonly step: 'way_sent'; readonly externalId: string | null }
  /** Slack refuses what should follow who is on call. */
  | { readonly step: 'stands_still'; readonly error: string }
  | { readonly step: 'dm_opened'; readonly userId: string; readonly channelId: string }
