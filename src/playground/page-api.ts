/**
 * What the playground's page and its server say to each other, under `/playground/api`.
 * Every request carries the header `x-playground-token` (in the page as a meta tag, new at each start);
 * the event stream takes it as a query parameter, since EventSource can set no header.
 * It knows Slack's words only, nothing of the bot.
 */

/** One member of the workspace, as the page needs them. */
export interface PagePerson {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly zone: string
  readonly locale: string
  readonly isBot: boolean
  readonly isGuest: boolean
}

export interface PageChannel {
  readonly id: string
  readonly kind: 'channel' | 'private' | 'im'
  /** For an im: the other person's id; else the name without `#`. */
  readonly name: string
  readonly topic: string
  readonly isMember: boolean
  readonly isArchived: boolean
  /** Messages that came since this person last looked. */
  readonly unread: number
  /** Unread messages that notify this person (a DM, or a mention of them). */
  readonly mentions: number
}

export interface PageMessage {
  readonly ts: string
  readonly threadTs: string | null
  readonly user: string
  readonly text: string
  readonly blocks: readonly unknown[]
  readonly isEphemeral: boolean
  readonly isEdited: boolean
  readonly isPinned: boolean
  readonly replyCount: number
  readonly files: readonly {
    readonly id: string
    readonly name: string
    readonly mimetype: string
    readonly url: string
  }[]
}

/** GET state?as=U… */
export interface PageState {
  readonly me: PagePerson
  readonly people: readonly PagePerson[]
  readonly channels: readonly PageChannel[]
  readonly commands: readonly { readonly command: string; readonly description: string; readonly usageHint: string }[]
  readonly shortcuts: readonly {
    readonly name: string
    readonly kind: 'global' | 'message'
    readonly callbackId: string
  }[]
  readonly botUserId: string
  /** The moved (domain) clock, epoch milliseconds; `canMove` is false where no mover was handed in. */
  readonly clock: { readonly now: number; readonly canMove: boolean }
  /** Who the bot says is on call now (ids), empty where no such control was handed in. */
  readonly onCall: readonly string[]
  /** The modal stack that is open for this person, the top last. */
  readonly views: readonly PageView[]
}

/** GET messages?as=U…&channel=C…[&thread=ts] → { messages }, oldest first; without thread: top level only (and ephemeral ones). */
export interface PageMessages {
  readonly messages: readonly PageMessage[]
}

/** GET home?as=U… → { view: PageView | null } (asking for it also sends app_home_opened to the bot). */
export interface PageView {
  readonly id: string
  readonly rootViewId: string
  readonly hash: string
  /** The view object as the bot sent it (type, title, blocks, submit, close, clear_on_close …). */
  readonly view: Record<string, unknown>
  /** What the server last knew of view.state.values: a page that was loaded anew starts from it. */
  readonly state?: Readonly<Record<string, unknown>>
}

/** POST act: what a person does. The answer is { ok: true } or { ok: false, error, message } with a sentence to show. */
export type PageAct =
  | {
      readonly as: string
      readonly type: 'command'
      readonly channel: string
      readonly command: string
      readonly text: string
    }
  | {
      readonly as: string
      readonly type: 'message'
      readonly channel: string
      readonly threadTs?: string
      readonly text: string
    }
  | { readonly as: string; readonly type: 'global_shortcut'; readonly callbackId: string }
  | {
      readonly as: string
      readonly type: 'message_shortcut'
      readonly callbackId: string
      readonly channel: string
      readonly ts: string
    }
  /** `action` is Slack's action object as a click makes it: { type, block_id, action_id, value | selected_option | selected_user … }. */
  | {
      readonly as: string
      readonly type: 'message_action'
      readonly channel: string
      readonly ts: string
      readonly threadTs?: string
      readonly action: Record<string, unknown>
      /** message.state.values, where the message holds menus. */
      readonly state?: Record<string, unknown>
    }
  /** `state` is view.state.values as the page holds it now. */
  | {
      readonly as: string
      readonly type: 'view_action'
      readonly viewId: string
      readonly action: Record<string, unknown>
      readonly state: Record<string, unknown>
    }
  /** The answer carries `errors` (block_id → sentence) when the bot answered with response_action errors. */
  | {
      readonly as: string
      readonly type: 'view_submission'
      readonly viewId: string
      readonly state: Record<string, unknown>
    }
  | { readonly as: string; readonly type: 'view_closed'; readonly viewId: string; readonly isCleared: boolean }
  | { readonly as: string; readonly type: 'mark_read'; readonly channel: string }
  | { readonly as: string; readonly type: 'join'; readonly channel: string }

export interface PageActAnswer {
  readonly ok: boolean
  readonly error?: string
  readonly message?: string
  readonly errors?: Readonly<Record<string, string>>
}

/** POST clock { byMinutes } | { to: 'next_deadline' } | { to: 'monday_0900' } → { now }. Waits until all that fell due has happened. */
export type PageClockMove = { readonly byMinutes: number } | { readonly to: 'next_deadline' | 'monday_0900' }

/** GET/POST faults: how a Web API method misbehaves for the next `times` calls (null: until taken back). */
export interface PageFault {
  readonly method: string
  readonly kind: 'ratelimited' | 'http_500' | 'reset_before' | 'reset_after' | 'latency' | 'error'
  readonly times: number | null
  /** latency: milliseconds; ratelimited: Retry-After seconds. */
  readonly amount?: number
  /** kind error: Slack's error code, e.g. restricted_action. */
  readonly error?: string
  /** 2: only every second call meets it, and so on; absent: each. */
  readonly every?: number
}

/** GET outbox → { rows }: what the bot still has to say, as main hands it in. */
export interface PageOutboxRow {
  readonly id: string
  readonly kind: string
  readonly lane: string
  readonly state: string
  readonly attempts: number
  readonly notBefore: string | null
  readonly nextAttemptAt: string
  readonly lastError: string | null
}

/** What `main` hands to the playground: nothing here is known to Slack. */
export interface PlaygroundControls {
  /** Domain time, epoch milliseconds. Message timestamps and rate windows follow it. */
  readonly now: () => number
  readonly moveClock?: (move: PageClockMove) => Promise<void>
  readonly onCall?: () => Promise<readonly string[]>
  readonly outbox?: () => Promise<readonly PageOutboxRow[]>
}

/** GET events?as=U…&token=… : server-sent events, each `data:` one of these; the page then asks again for what it shows. */
export type PageEvent =
  | { readonly type: 'channels' }
  | { readonly type: 'messages'; readonly channel: string }
  | { readonly type: 'notify'; readonly channel: string; readonly text: string; readonly threadTs?: string }
  | { readonly type: 'views' }
  | { readonly type: 'home' }
  | { readonly type: 'clock'; readonly now: number }

/*
 * What the page relies on beside these types:
 *  1. `/` serves page/index.html with every `{{playground-token}}` replaced; its files are asked for under `/page/…`;
 *     `/?as=U…&channel=C…&ts=…` and `/archives/C…/p…` serve the same file, so a permalink opens the page.
 *  2. `/vendor/preact-hooks.mjs` is a module whose bare `from"preact"` points at `/vendor/preact.mjs` (no import map:
 *     it would be an inline script); `/vendor/emoji/*` is @fontsource/noto-color-emoji (emoji-400.css, files/*; cacheable).
 *  3. `GET home?as=U…&peek=1` reads the view without telling the bot: the page asks so after a `home` event,
 *     else publishing and opening would chase each other for ever.
 *  4. `act` of type `message`: `text` is Slack text as Slack's own client sends it (& < > escaped, `<@U…>`, `<https://…>`).
 *     `act` of type `command`: `text` is what was typed, unescaped.
 *  5. `message_action` may carry `state` (message.state.values), as `view_action` does. App Home's actions and inputs
 *     are `view_action` with the home view's id.
 *  6. Views and messages come with every block_id filled in, as Slack gives them back.
 *  7. `GET faults` → { faults, methods } (methods: the names that exist); `POST faults` takes one PageFault;
 *     `DELETE faults?method=…` takes that method's back, without a method all.
 *  8. `PageMessage.files[].url` loads in an <img>, which can set no header.
 *  9. `notify` may carry `threadTs`, so that the toast opens the thread. `channels` holds an im with the bot from the start.
 * 10. A wrong or old token answers 401 or 403: the page then loads itself anew.
 */
