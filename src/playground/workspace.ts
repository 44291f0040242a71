import { randomBytes } from 'node:crypto'
import type { Json } from './json.ts'
import type { Channel, ChannelKind, User, WorkspaceState } from './model.ts'
import { tsOf } from './seed.ts'

/** Something that somebody's screen should show anew. `users` names whose; null: everybody's. */
export interface Change {
  readonly type: 'channels' | 'messages' | 'notify' | 'views' | 'home' | 'clock'
  readonly users: readonly string[] | null
  readonly channel?: string
  readonly text?: string
  readonly threadTs?: string | null
}

/** An event for the app: sent only where its manifest subscribes to `name` and `scopes` (any of them) are granted. */
export interface AppEvent {
  readonly name: string
  readonly scopes: readonly string[]
  readonly event: Json
}

export interface Workspace {
  readonly state: WorkspaceState
  /** Domain time, epoch milliseconds: what messages are dated with. */
  readonly now: () => number
  /** Domain time in whole epoch seconds. */
  readonly seconds: () => number
  /** The next message's ts: never one that was, whatever the clock says. */
  readonly nextTs: () => string
  /** An id that no other thing has: `nextId('C')`. */
  readonly nextId: (prefix: string) => string
  readonly changed: (change: Change) => void
  readonly onChange: (listener: (change: Change) => void) => () => void
  readonly tellApp: (event: AppEvent) => void
  readonly onAppEvent: (listener: (event: AppEvent) => void) => void
  readonly botUserId: string
  /** `http://127.0.0.1:port`, known once the server listens. */
  readonly baseUrl: () => string
}

export function createWorkspace(
  state: WorkspaceState,
  clock: { readonly now: () => number; readonly baseUrl: () => string },
): Workspace {
  const listeners = new Set<(change: Change) => void>()
  let appListener: (event: AppEvent) => void = () => {}
  const { counters } = state
  return {
    state,
    now: clock.now,
    seconds: () => Math.floor(clock.now() / 1000),
    nextTs: () => {
      const micros = Math.max(Math.round(clock.now() * 1000), (counters.ts ?? 0) + 1)
      counters.ts = micros
      return tsOf(micros)
    },
    nextId: (prefix) => {
      const number = (counters[prefix] ?? 0) + 1
      counters[prefix] = number
      return `${prefix}0PG${number.toString(36).toUpperCase().padStart(7, '0')}`
    },
    changed: (change) => {
      for (const listener of [...listeners]) listener(change)
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tellApp: (event) => appListener(event),
    onAppEvent: (listener) => {
      appListener = listener
    },
    botUserId: state.app.botUserId,
    baseUrl: clock.baseUrl,
  }
}

/** An id that says nothing and that nobody can guess: block ids, hashes, tickets. */
export function randomName(length: number): string {
  return randomBytes(length).toString('base64url').replaceAll(/[-_]/g, 'x').slice(0, length)
}

export function userById(ws: Workspace, id: string): User | undefined {
  return Object.hasOwn(ws.state.users, id) ? ws.state.users[id] : undefined
}

export function channelById(ws: Workspace, id: string): Channel | undefined {
  return Object.hasOwn(ws.state.channels, id) ? ws.state.channels[id] : undefined
}

/** The people whose screens a channel is on. */
export function audienceOf(ws: Workspace, channel: Channel): readonly string[] {
  if (channel.kind !== 'public') return channel.members
  return Object.values(ws.state.users)
    .filter((user) => !user.isRestricted || channel.members.includes(user.id))
    .map((user) => user.id)
}

/** May this person open the channel at all? Guests see only what they are members of, and so do strangers. */
export function isVisibleTo(ws: Workspace, channel: Channel, user: User): boolean {
  if (channel.members.includes(user.id)) return true
  return channel.kind === 'public' && !user.isRestricted && user.teamId === ws.state.team.id
}

/** Slack's word for a kind of channel in scopes and event names: `channels:history`, `message.groups`. */
export function familyOf(kind: ChannelKind): 'channels' | 'groups' | 'im' | 'mpim' {
  if (kind === 'public') return 'channels'
  return kind === 'private' ? 'groups' : kind
}
