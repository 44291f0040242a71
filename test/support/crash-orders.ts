/** What the bench and its child say to each other. */
export interface StartOrder {
  readonly do: 'start'
  readonly databaseUrl: string
  readonly apiUrl: string
  readonly botToken: string
  readonly signingSecret: string
  /** Domain time at which this life of the database began, epoch milliseconds. */
  readonly at: number
  /** The boundary at which it kills itself, counted from when it is ready; null: never. */
  readonly killAt: number | null
  /** Null: people are reached by Slack alone. */
  readonly sms: SmsOrder | null
}

/** Twilio, and the key under which numbers lie in the database. */
export interface SmsOrder {
  readonly apiUrl: string
  readonly accountSid: string
  readonly authToken: string
  readonly from: string
  readonly key: string
}

export type ToChild =
  | StartOrder
  | { readonly do: 'settle' }
  | { readonly do: 'move'; readonly to: number }
  | { readonly do: 'stop' }

export type FromChild =
  | { readonly say: 'loaded' }
  | { readonly say: 'started'; readonly port: number }
  | { readonly say: 'done'; readonly met: number; readonly errors: readonly string[] }
  | { readonly say: 'failed'; readonly error: string }
