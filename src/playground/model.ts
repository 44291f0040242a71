/** What the workspace holds. Plain data: it is written to a file as it is. */
import type { Json } from './json.ts'

export interface User {
  readonly id: string
  readonly teamId: string
  /** The @handle. */
  readonly handle: string
  realName: string
  title: string
  tz: string
  /** As Slack writes it: `es-ES`, `en-GB`. */
  locale: string
  readonly isBot: boolean
  isRestricted: boolean
  isAdmin: boolean
  isDeleted: boolean
  /** Do-not-disturb each day, local time of the user; null: off. Minutes after midnight, may wrap. */
  dnd: { readonly fromMinute: number; readonly toMinute: number } | null
}

export type ChannelKind = 'public' | 'private' | 'im' | 'mpim'

export interface Pin {
  readonly ts: string
  readonly user: string
  readonly created: number
}

export interface Channel {
  readonly id: string
  name: string
  readonly kind: ChannelKind
  readonly creator: string
  /** Epoch seconds. */
  readonly created: number
  topic: { value: string; creator: string; last_set: number }
  purpose: { value: string; creator: string; last_set: number }
  members: string[]
  isArchived: boolean
  readonly isGeneral: boolean
  pins: Pin[]
  bookmarks: Json[]
}

export interface Message {
  readonly ts: string
  threadTs: string | null
  readonly user: string
  readonly botId: string | null
  readonly subtype: string | null
  text: string
  blocks: readonly Json[]
  metadata: Json | null
  edited: { readonly user: string; readonly ts: string } | null
  reactions: { readonly name: string; readonly users: string[] }[]
  readonly files: string[]
  /** Only this person sees it. */
  readonly ephemeralFor: string | null
  readonly isBroadcast: boolean
  /** What was asked for about unfurling, kept for whoever tests it. */
  readonly unfurl: { readonly links: boolean | null; readonly media: boolean | null }
}

/** block_id → action_id → value, as `view.state.values` and `message.state.values` hold it. */
export type StateValues = Readonly<Record<string, Readonly<Record<string, Json>>>>

export interface ViewRecord {
  readonly id: string
  readonly kind: 'modal' | 'home'
  readonly user: string
  rootViewId: string
  previousViewId: string | null
  hash: string
  /** The view as the bot sent it, with every block_id and action_id filled in. */
  view: Json
  /** What the person's client holds now. */
  state: StateValues
}

export interface Notification {
  readonly channel: string
  readonly ts: string
  readonly text: string
  readonly threadTs: string | null
}

export interface UserGroup {
  readonly id: string
  readonly handle: string
  readonly name: string
  users: string[]
  isDisabled: boolean
}

export interface StoredFile {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly mimetype: string
  readonly size: number
  readonly user: string
  readonly altText: string
  isUploaded: boolean
  isShared: boolean
}

export interface Secrets {
  readonly botToken: string
  readonly appToken: string
  readonly signingSecret: string
}

export interface WorkspaceState {
  readonly version: 1
  readonly team: { readonly id: string; readonly name: string; readonly domain: string }
  readonly app: { readonly appId: string; readonly botUserId: string; readonly botId: string }
  readonly secrets: Secrets
  readonly users: Record<string, User>
  readonly channels: Record<string, Channel>
  readonly messages: Record<string, Message[]>
  readonly views: Record<string, ViewRecord>
  /** Each person's open modals, the top last. */
  readonly stacks: Record<string, string[]>
  /** Each person's App Home. */
  readonly homes: Record<string, string>
  readonly notifications: Record<string, Notification[]>
  readonly lastRead: Record<string, Record<string, string>>
  readonly userGroups: Record<string, UserGroup>
  readonly files: Record<string, StoredFile>
  /** The last message's ts in microseconds, and the last number given to each kind of id. */
  readonly counters: Record<string, number>
}
