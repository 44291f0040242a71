/** What a driver of one person offers to a test: types only. */
import type { Filled } from './filling.ts'
import type { Notification } from './model.ts'
import type { PageActAnswer, PageChannel } from './page-api.ts'
import type { SeenMessage, SeenView } from './seeing.ts'

/** Which element: its action_id, or more about it where that isn't enough. */
export type ElementName =
  | string
  | { readonly action?: string; readonly block?: string; readonly value?: string; readonly label?: string }

export type SubmitAnswer =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly why: 'timeout' | 'failed'; readonly message: string }

export interface SeenChannel {
  readonly id: string
  readonly name: string
  readonly topic: string
  readonly isPrivate: boolean
  readonly isArchived: boolean
  readonly members: readonly string[]
  readonly creator: string
  /** Top level, oldest first, without Slack's own notes. */
  readonly messages: () => readonly SeenMessage[]
  /** Top level and threads. */
  readonly everything: () => readonly SeenMessage[]
  /** A root's replies, oldest first. */
  readonly thread: (ts: string) => readonly SeenMessage[]
  readonly pinned: () => readonly SeenMessage[]
}

export interface Person {
  readonly id: string
  readonly command: (channel: string, command: string, text?: string, threadTs?: string) => Promise<PageActAnswer>
  readonly globalShortcut: (callbackId: string) => Promise<PageActAnswer>
  readonly messageShortcut: (message: SeenMessage, callbackId: string) => Promise<PageActAnswer>
  /** Typed as into Slack: `@Specialist A` becomes a mention, the rest is escaped. Throws where one can't write. */
  readonly say: (channel: string, text: string, threadTs?: string) => Promise<SeenMessage>
  /** Looks at App Home and waits until the app has been told; what it publishes comes later. */
  readonly openHome: () => Promise<void>
  readonly home: () => SeenView | null
  readonly topView: () => SeenView | null
  readonly viewStack: () => readonly SeenView[]
  /** Presses or chooses. Throws where no such element is on this person's screen. */
  readonly click: (target: SeenMessage | SeenView, element: ElementName, pick?: Filled) => Promise<PageActAnswer>
  /** Fills inputs of the top form by action_id; where the app redraws in answer, later ones may appear first. */
  readonly fill: (values: Readonly<Record<string, Filled>>) => Promise<void>
  readonly submit: () => Promise<SubmitAnswer>
  readonly close: (isCleared?: boolean) => Promise<PageActAnswer>
  /** The DM with the app, threads included, oldest first. */
  readonly dms: () => readonly SeenMessage[]
  readonly dmChannel: () => string
  readonly channel: (id: string) => SeenChannel
  readonly channelNamed: (name: string) => SeenChannel | null
  readonly channels: () => readonly PageChannel[]
  readonly ephemerals: () => readonly SeenMessage[]
  readonly notifications: () => readonly Notification[]
  readonly join: (channel: string) => Promise<PageActAnswer>
  readonly leave: (channel: string) => Promise<PageActAnswer>
  /** Is the text anywhere on this person's screens: forms, Home, DMs, channels they may open? */
  readonly sees: (text: string) => boolean
}
