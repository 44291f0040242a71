import { asJsonList, isJson, type Json, parseJson } from '../json.ts'
import type { Channel, User } from '../model.ts'
import type { Store } from '../store.ts'
import type { Triggers } from '../triggers.ts'
import { channelById, familyOf, userById, type Workspace } from '../workspace.ts'

/** What a method may use: the workspace, and what the app was granted. */
export interface Api {
  readonly ws: Workspace
  readonly store: Store
  readonly triggers: Triggers
  readonly scopes: ReadonlySet<string>
  readonly homeEnabled: boolean
  readonly usersMayEditGroups: boolean
  readonly socketUrl: () => string
  /** A one-time address for a file's bytes, where it is not known yet. */
  readonly connections: () => number
}

export type Answer = Readonly<Record<string, unknown>>

/** Slack's refusal of a call. Thrown, so that a method reads as its happy path; only the dispatcher catches it. */
export class Refusal extends Error {
  readonly code: string
  readonly more: Json
  constructor(code: string, more: Json = {}) {
    super(code)
    this.code = code
    this.more = more
  }
}

export function refuse(code: string, more: Json = {}): never {
  throw new Refusal(code, more)
}

/** A method's arguments, as form fields or JSON gave them. */
export interface Args {
  readonly raw: Json
  readonly text: (name: string) => string
  readonly need: (name: string) => string
  readonly flag: (name: string) => boolean
  readonly optionalFlag: (name: string) => boolean | null
  readonly number: (name: string, otherwise: number) => number
  /** A value that came as JSON, or as JSON text in a form field; undefined where absent, null where broken. */
  readonly json: (name: string) => unknown
  readonly ids: (name: string) => readonly string[]
}

export function argsOf(raw: Json): Args {
  const text = (name: string): string => {
    const value = raw[name]
    if (typeof value === 'number' || typeof value === 'boolean') return String(value)
    return typeof value === 'string' ? value : ''
  }
  const flag = (name: string): boolean => ['true', '1'].includes(text(name))
  return {
    raw,
    text,
    need: (name) => text(name) || refuse('invalid_arguments', missing(name)),
    flag,
    optionalFlag: (name) => (text(name) === '' ? null : flag(name)),
    number: (name, otherwise) => {
      const value = Number(text(name))
      return text(name) === '' || Number.isNaN(value) ? otherwise : value
    },
    json: (name) => {
      const value = raw[name]
      if (value === undefined || value === '') return undefined
      if (typeof value !== 'string') return value
      return parseJson(value) ?? null
    },
    ids: (name) => {
      const value = raw[name]
      const list = Array.isArray(value) ? value.map(String) : text(name).split(',')
      return list.map((id) => id.trim()).filter((id) => id !== '')
    },
  }
}

function missing(name: string): Json {
  return { response_metadata: { messages: [`[ERROR] missing required field: ${name}`] } }
}

export interface Method {
  /** Calls a minute for the workspace and app; null: no limit worth keeping. */
  readonly tier: 1 | 2 | 3 | 4 | 'special' | null
  /** Any one of these scopes does; or none is needed. Asked again by methods whose scope hangs on the channel. */
  readonly scopes?: readonly string[]
  readonly token?: 'app' | 'none'
  readonly run: (api: Api, args: Args) => Answer | Promise<Answer>
}

export type Methods = Readonly<Record<string, Method>>

/** Refuses unless one of the scopes was granted. */
export function needScope(api: Api, ...scopes: readonly string[]): void {
  if (scopes.some((scope) => api.scopes.has(scope))) return
  refuse('missing_scope', { needed: scopes.join(','), provided: [...api.scopes].join(',') })
}

/** A channel that the app can see: a private one or a DM of others doesn't exist for it. */
export function channelOf(api: Api, id: string): Channel {
  const channel = channelById(api.ws, id)
  if (!channel) return refuse('channel_not_found')
  if (channel.kind !== 'public' && !channel.members.includes(api.ws.botUserId)) return refuse('channel_not_found')
  return channel
}

export function memberChannelOf(api: Api, id: string): Channel {
  const channel = channelOf(api, id)
  if (!channel.members.includes(api.ws.botUserId)) refuse('not_in_channel')
  return channel
}

/** The scope of a family: `channels:read`, `groups:read`, `im:read` … */
export function needFamilyScope(api: Api, channel: Channel, verb: 'read' | 'history'): void {
  needScope(api, `${familyOf(channel.kind)}:${verb}`)
}

/** What changes a channel wants channels:manage or groups:write. */
export function needManageScope(api: Api, channel: Channel, ...others: readonly string[]): void {
  const own = { public: 'channels:manage', private: 'groups:write', im: 'im:write', mpim: 'mpim:write' }[channel.kind]
  needScope(api, own, ...others)
}

export function userOf(api: Api, id: string): User {
  return userById(api.ws, id) ?? refuse('user_not_found')
}

/** A page of a list, with Slack's cursor in its answer. */
export function paged<T>(
  items: readonly T[],
  args: Args,
  fallback: number,
): { readonly page: readonly T[]; readonly next: string } {
  const limit = Math.min(Math.max(args.number('limit', fallback), 1), 1000)
  const cursor = args.text('cursor')
  const from = cursor === '' ? 0 : Number(Buffer.from(cursor, 'base64').toString().replace('next:', ''))
  if (!Number.isInteger(from) || from < 0 || from > items.length) return refuse('invalid_cursor')
  const page = items.slice(from, from + limit)
  const end = from + page.length
  return { page, next: end < items.length ? Buffer.from(`next:${end}`).toString('base64') : '' }
}

/** Blocks from an argument: refused where they are no list. */
export function blocksArgument(args: Args): readonly Json[] | undefined {
  const value = args.json('blocks')
  if (value === undefined) return undefined
  if (!Array.isArray(value) || !value.every(isJson)) return refuse('invalid_blocks_format')
  return asJsonList(value)
}
