import { randomBytes } from 'node:crypto'
import type { Channel, ChannelKind, Secrets, User, WorkspaceState } from './model.ts'

export interface SeedPerson {
  readonly id: string
  readonly name: string
  readonly title?: string
  readonly tz?: string
  readonly locale?: string
  readonly isGuest?: boolean
  readonly isAdmin?: boolean
  readonly isDeleted?: boolean
  /** Another team's id: a stranger, as Slack Connect brings them. */
  readonly teamId?: string
}

export interface SeedChannel {
  readonly id: string
  readonly name: string
  readonly kind?: 'public' | 'private'
  /** Ids; the word `bot` stands for the app's user. */
  readonly members: readonly string[]
  /** Who said what, oldest first. */
  readonly chatter?: readonly (readonly [user: string, text: string])[]
  readonly isGeneral?: boolean
  readonly isArchived?: boolean
}

export interface Seed {
  readonly people: readonly SeedPerson[]
  readonly channels: readonly SeedChannel[]
  readonly userGroups?: readonly {
    readonly id: string
    readonly handle: string
    readonly name: string
    readonly users: readonly string[]
  }[]
  readonly botName?: string
}

const people: readonly SeedPerson[] = [
  { id: 'U0REQUESTER1', name: 'Requester 1', title: 'PR', tz: 'Europe/Madrid', locale: 'es-ES' },
  { id: 'U0REQUESTER2', name: 'Requester 2', title: 'Support', tz: 'Europe/London', locale: 'en-GB' },
  { id: 'U0SPECIALISTA', name: 'Specialist A', title: 'Policy', tz: 'America/Mexico_City', locale: 'es-LA' },
  { id: 'U0SPECIALISTB', name: 'Specialist B', title: 'Policy', tz: 'America/New_York', locale: 'en-US' },
  { id: 'U0SPECIALISTC', name: 'Specialist C', title: 'Policy', tz: 'Europe/Madrid', locale: 'es-ES' },
  { id: 'U0SPECIALISTD', name: 'Specialist D', title: 'Policy', tz: 'Europe/London', locale: 'en-GB' },
  { id: 'U0LEAD1', name: 'Lead 1', title: 'Policy lead', tz: 'America/New_York', locale: 'en-US', isAdmin: true },
  { id: 'U0GUEST1', name: 'Guest 1', title: 'Vendor', tz: 'Europe/London', locale: 'en-GB', isGuest: true },
]

const specialists = ['U0SPECIALISTA', 'U0SPECIALISTB', 'U0SPECIALISTC', 'U0SPECIALISTD']

/** Eight people in four channels, with a few lines that a message shortcut can be tried on. */
export const defaultSeed: Seed = {
  people,
  channels: [
    {
      id: 'C0GENERAL',
      name: 'general',
      isGeneral: true,
      members: people.filter((person) => !person.isGuest).map((person) => person.id),
      chatter: [['U0LEAD1', 'Good morning, everybody. The review of last week is in the usual folder.']],
    },
    {
      id: 'C0SUPPORT',
      name: 'support',
      members: ['U0REQUESTER1', 'U0REQUESTER2', 'U0SPECIALISTB'],
      chatter: [
        ['U0REQUESTER2', 'Three sellers write that their listing was taken down twice. Same listing, same reason.'],
        ['U0REQUESTER1', 'Un periodista pregunta por el vídeo <https://video.example/watch/8812> antes de las seis.'],
        ['U0SPECIALISTB', 'I have seen the second one before. Who decides that?'],
      ],
    },
    {
      id: 'C0VENDORS',
      name: 'vendors',
      members: ['U0GUEST1', 'U0REQUESTER2'],
      chatter: [['U0GUEST1', 'Our queue holds 40 reports of the account @quick_deals that no rule of ours covers.']],
    },
    { id: 'C0INTAKE', name: 'escalations', kind: 'private', members: [...specialists, 'U0LEAD1', 'bot'] },
  ],
}

/** The default people and channels with more of them, for tests with many hands. */
export function extendedSeed(more: Partial<Pick<Seed, 'people' | 'channels' | 'userGroups'>>): Seed {
  return {
    ...defaultSeed,
    people: [...defaultSeed.people, ...(more.people ?? [])],
    channels: [
      ...defaultSeed.channels.filter((channel) => !more.channels?.some((other) => other.id === channel.id)),
      ...(more.channels ?? []),
    ],
    ...(more.userGroups ? { userGroups: more.userGroups } : {}),
  }
}

export const appIds = {
  teamId: 'T0PLAYGROUND',
  botUserId: 'U0VIGIA',
  botId: 'B0VIGIA',
  appId: 'A0VIGIA',
} as const

function secretsOf(given: Partial<Secrets> | undefined): Secrets {
  return {
    botToken: given?.botToken ?? `xoxb-playground-${randomBytes(12).toString('hex')}`,
    appToken: given?.appToken ?? `xapp-1-${appIds.appId}-${randomBytes(12).toString('hex')}`,
    signingSecret: given?.signingSecret ?? randomBytes(16).toString('hex'),
  }
}

function userOf(person: SeedPerson): User {
  return {
    id: person.id,
    teamId: person.teamId ?? appIds.teamId,
    handle: person.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.'),
    realName: person.name,
    title: person.title ?? '',
    tz: person.tz ?? 'Europe/London',
    locale: person.locale ?? 'en-GB',
    isBot: false,
    isRestricted: person.isGuest ?? false,
    isAdmin: person.isAdmin ?? false,
    isDeleted: person.isDeleted ?? false,
    dnd: null,
  }
}

/** An empty channel. `created` in epoch seconds. */
export function newChannel(of: {
  readonly id: string
  readonly name: string
  readonly kind: ChannelKind
  readonly creator: string
  readonly created: number
  readonly members: readonly string[]
  readonly isGeneral?: boolean
}): Channel {
  return {
    id: of.id,
    name: of.name,
    kind: of.kind,
    creator: of.creator,
    created: of.created,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    members: [...of.members],
    isArchived: false,
    isGeneral: of.isGeneral ?? false,
    pins: [],
    bookmarks: [],
  }
}

/** A workspace as it is before anybody has done anything; `now` in epoch milliseconds dates what was said before. */
export function stateOf(seed: Seed, now: number, secrets?: Partial<Secrets>): WorkspaceState {
  const bot: User = {
    ...userOf({ id: appIds.botUserId, name: seed.botName ?? 'Vigía', tz: 'UTC', locale: 'en-US' }),
    handle: 'vigia',
    isBot: true,
  }
  const users = Object.fromEntries([...seed.people.map(userOf), bot].map((user) => [user.id, user]))
  const state: WorkspaceState = {
    version: 1,
    team: { id: appIds.teamId, name: 'Playground', domain: 'playground' },
    app: { appId: appIds.appId, botUserId: appIds.botUserId, botId: appIds.botId },
    secrets: secretsOf(secrets),
    users,
    channels: {},
    messages: {},
    views: {},
    stacks: {},
    homes: {},
    notifications: {},
    lastRead: {},
    userGroups: {},
    files: {},
    counters: {},
  }
  // What was said before lies an hour back, so that nothing new can be older than it.
  let micros = (now - 3_600_000) * 1000
  for (const channel of seed.channels) {
    const members = channel.members.map((member) => (member === 'bot' ? appIds.botUserId : member))
    state.channels[channel.id] = newChannel({
      id: channel.id,
      name: channel.name,
      kind: channel.kind ?? 'public',
      creator: members[0] ?? appIds.botUserId,
      created: Math.floor(now / 1000) - 86_400,
      members,
      isGeneral: channel.isGeneral ?? false,
    })
    const made = state.channels[channel.id]
    if (made && channel.isArchived) made.isArchived = true
    state.messages[channel.id] = (channel.chatter ?? []).map(([user, text]) => {
      micros += 61_000_000
      return {
        ts: tsOf(micros),
        threadTs: null,
        user,
        botId: null,
        subtype: null,
        text,
        blocks: [],
        metadata: null,
        edited: null,
        reactions: [],
        files: [],
        ephemeralFor: null,
        isBroadcast: false,
        unfurl: { links: null, media: null },
      }
    })
  }
  for (const group of seed.userGroups ?? []) {
    state.userGroups[group.id] = { ...group, users: [...group.users], isDisabled: false }
  }
  state.counters.ts = micros
  return state
}

/** Microseconds as a message's ts: seconds, a dot, six digits. */
export function tsOf(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000)
  return `${seconds}.${String(Math.round(micros - seconds * 1_000_000)).padStart(6, '0')}`
}
