import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { Stage } from './acts.ts'
import type { Api } from './api/call.ts'
import { type ApiCall, createDispatcher } from './api/dispatch.ts'
import { methods } from './api/methods.ts'
import { createRates } from './api/rates.ts'
import { createDelivery } from './bot/delivery.ts'
import { createSockets } from './bot/sockets.ts'
import { changePerson, type PersonChange } from './changes.ts'
import { welcomeEverybody } from './channels.ts'
import { type Person, personAt } from './driver.ts'
import { createFaults, type Faults } from './faults.ts'
import { manifestScopes, type SlackManifest } from './manifest.ts'
import type { Channel, Message, Notification, Secrets, WorkspaceState } from './model.ts'
import type { PagePerson, PlaygroundControls } from './page-api.ts'
import { createPageServer } from './page-server.ts'
import { personOf } from './page-views.ts'
import type { PrefillQuirk } from './payloads.ts'
import { createRouter } from './router.ts'
import { defaultSeed, type Seed, stateOf } from './seed.ts'
import { fileStore, memoryStore } from './store.ts'
import { createResponseUrls, createTriggers, triggerLifetime } from './triggers.ts'
import { until } from './until.ts'
import { createWorkspace } from './workspace.ts'

export type { ApiCall } from './api/dispatch.ts'
export type { Person } from './driver.ts'
export type { SlackManifest } from './manifest.ts'
export type { Seed } from './seed.ts'

export interface PlaygroundOptions {
  /** 0 or absent: a free one. It listens on 127.0.0.1 only. */
  readonly port?: number
  /** Where the workspace is kept; absent: it lives as long as the process. */
  readonly dataFile?: string
  readonly manifest: SlackManifest
  readonly controls?: PlaygroundControls
  readonly seed?: Seed
  /** Absent: made at a first start, and kept in the data file. */
  readonly tokens?: { readonly bot?: string; readonly app?: string; readonly signingSecret?: string }
  /** Absent: all that the manifest asks for. */
  readonly grantedScopes?: readonly string[]
  /** False: nobody is throttled (a fault may still say so). */
  readonly hasRateLimits?: boolean
  /** When an event that failed is sent again (ms of machine time); Slack's are at once, a minute, five minutes. */
  readonly eventRetryDelays?: readonly number[]
  /** How prefilled inputs that nobody touched appear in view.state. */
  readonly prefillQuirk?: PrefillQuirk
  /** May the app change user groups? (A paid plan, and everybody may edit.) */
  readonly mayEditUserGroups?: boolean
}

export interface Playground {
  /** For `slackApiUrl`, with its last slash. */
  readonly apiUrl: string
  readonly pageUrl: string
  readonly pageToken: string
  readonly botToken: string
  readonly appToken: string
  readonly signingSecret: string
  readonly botUserId: string
  readonly botId: string
  readonly appId: string
  readonly teamId: string
  /** HTTP mode: where signed requests go. A socket, once open, wins. */
  readonly connect: (eventsUrl: string) => void
  /** Does the events address echo a challenge? */
  readonly verify: () => Promise<boolean>
  readonly isConnected: () => boolean
  /** Asks the sockets to come back anew. */
  readonly refreshSockets: () => void
  readonly faults: Faults
  /** Every call of the app's so far, without tokens. */
  readonly calls: () => readonly ApiCall[]
  readonly clearCalls: () => void
  readonly as: (userId: string) => Person
  /** Who is in the workspace, the app's own user too. */
  readonly people: () => readonly PagePerson[]
  /** What notified this person, in order. */
  readonly notifications: (userId: string) => readonly Notification[]
  readonly channels: () => readonly Channel[]
  /** All messages of a channel, as the workspace holds them. */
  readonly messages: (channelId: string) => readonly Message[]
  readonly state: () => WorkspaceState
  /** An administrator's work: zone, locale, quiet hours, deactivation. */
  readonly change: (userId: string, to: PersonChange) => Promise<void>
  /** Resolves when no event is under way to the app. */
  readonly idle: () => Promise<void>
  /** Resolves once `check` holds; looked at anew whenever the workspace changes. Rejects after `timeout` ms. */
  readonly until: (check: () => boolean, what?: string, timeout?: number) => Promise<void>
  readonly stop: () => Promise<void>
}

/** Slack's own: at once, after a minute, after five. */
const slackRetryDelays = [0, 60_000, 300_000]

/** The names of all Web API methods that a playground answers. */
export const playgroundMethods: readonly string[] = Object.keys(methods)

function secretsGiven(options: PlaygroundOptions): Partial<Secrets> {
  const { bot, app, signingSecret } = options.tokens ?? {}
  return {
    ...(bot ? { botToken: bot } : {}),
    ...(app ? { appToken: app } : {}),
    ...(signingSecret ? { signingSecret } : {}),
  }
}

/** Starts a Slack workspace on this machine. Throws where the port is taken or the data file is none of its own. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const controls: PlaygroundControls = options.controls ?? { now: () => Date.now() }
  const store = options.dataFile === undefined ? memoryStore() : fileStore(options.dataFile)
  const loaded = await store.load()
  const seeded = loaded ?? stateOf(options.seed ?? defaultSeed, controls.now(), secretsGiven(options))
  const state = loaded ? { ...loaded, secrets: { ...loaded.secrets, ...secretsGiven(options) } } : seeded

  let baseUrl = ''
  const ws = createWorkspace(state, { now: controls.now, baseUrl: () => baseUrl })
  welcomeEverybody(ws)
  const save = () => store.save(state)
  const scopes = new Set(options.grantedScopes ?? manifestScopes(options.manifest))
  const sockets = createSockets({ appId: state.app.appId, address: () => baseUrl })
  const triggers = createTriggers(triggerLifetime)
  const responseUrls = createResponseUrls()
  const faults = createFaults()
  const eventRetryDelays = options.eventRetryDelays ?? slackRetryDelays
  const delivery = createDelivery({ ws, sockets, manifest: options.manifest, scopes, eventRetryDelays })
  const api: Api = {
    ws,
    store,
    triggers,
    scopes,
    homeEnabled: options.manifest.features?.app_home?.home_tab_enabled === true,
    usersMayEditGroups: options.mayEditUserGroups ?? false,
    socketUrl: sockets.newUrl,
    connections: sockets.count,
  }
  const rates = options.hasRateLimits === false ? null : createRates(controls.now)
  const dispatcher = createDispatcher({ api, faults, rates, save })
  const quirk = options.prefillQuirk ?? 'present'
  const stage: Stage = { ws, delivery, triggers, responseUrls, manifest: options.manifest, quirk }
  const pageToken = randomBytes(24).toString('base64url')
  const pageServer = createPageServer({ stage, faults, controls, token: pageToken, save })
  const router = createRouter({ ws, store, dispatcher, pageServer, responseUrls, pageToken, save })

  const server = createServer(router.handle)
  server.on('upgrade', (request, socket, head) => {
    if (router.isOurs(request) && request.url?.startsWith('/link/')) sockets.upgrade(request, socket, head)
    else socket.destroy()
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', () => resolve())
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the playground has no port')
  router.listensOn(address.port)
  baseUrl = `http://127.0.0.1:${address.port}`
  await save()

  const people = new Map<string, Person>()
  const wait = (check: () => boolean, what = 'something', timeout = 10_000) => until(ws, check, what, timeout)
  const driver = { stage, save, until: wait }
  return {
    apiUrl: `${baseUrl}/api/`,
    pageUrl: `${baseUrl}/`,
    pageToken,
    ...state.secrets,
    ...{ botUserId: state.app.botUserId, botId: state.app.botId, appId: state.app.appId, teamId: state.team.id },
    connect: delivery.connect,
    verify: delivery.verify,
    isConnected: delivery.isConnected,
    refreshSockets: sockets.refresh,
    faults,
    calls: dispatcher.calls,
    clearCalls: dispatcher.clearCalls,
    as: (userId) => {
      const known = people.get(userId) ?? personAt(driver, userId)
      people.set(userId, known)
      return known
    },
    people: () => Object.values(state.users).map(personOf),
    notifications: (userId) => state.notifications[userId] ?? [],
    channels: () => Object.values(state.channels),
    messages: (channelId) => state.messages[channelId] ?? [],
    state: () => state,
    change: async (userId, to) => {
      changePerson(ws, api, userId, to)
      await save()
    },
    idle: delivery.idle,
    until: wait,
    stop: async () => {
      delivery.stop()
      pageServer.stop()
      await sockets.stop()
      await save()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}
