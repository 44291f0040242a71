import { lookAtDue } from '../../src/db/stores/outbox.ts'
import { savePerson } from '../../src/db/stores/people.ts'
import { createLeases } from '../../src/outbox/lease.ts'
import { createOutageRecord, createReach, keepingUp } from '../../src/outbox/outage.ts'
import { createRelay, type Deliver, handled, type Relay } from '../../src/outbox/relay.ts'
import { createThrottle } from '../../src/outbox/throttle.ts'
import type { Message } from '../../src/playground/model.ts'
import type { ApiCall, Playground, PlaygroundOptions } from '../../src/playground/start.ts'
import type { Log } from '../../src/ports.ts'
import { createSlackClient } from '../../src/slack/client.ts'
import { createSlackCalls } from '../../src/slack/delivery/calls.ts'
import { createDeliver } from '../../src/slack/delivery/deliver.ts'
import { slackIsBack, slackWasLost } from '../../src/usecases/delivery/outage.ts'
import { backOffMs, settle } from '../../src/usecases/delivery/settle.ts'
import { type Filing, file } from '../../src/usecases/escalation/file.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { relayDeps, StillClock } from './relay-kit.ts'
import { startWorkspace } from './workspace.ts'

/** The bot's delivering half in a real workspace: real records, real calls, a clock that stands still. */
export interface DeliveryBench {
  readonly slack: Playground
  readonly deps: ReturnType<typeof relayDeps>
  readonly deliver: Deliver
  readonly relay: Relay
  readonly warnings: { readonly event: string; readonly facts: unknown }[]
  /** Another bot of the same database. */
  secondRelay(options: { readonly deliver?: Deliver; readonly leaseMs?: number }): Relay
  file(over?: Partial<Filing> & { readonly requesterId?: string }): Promise<number>
  /** Sends what is due, and what is to be tried again within ten minutes, moving the clock to each. */
  settleDown(relay?: Relay): Promise<void>
  callsOf(method: string): readonly ApiCall[]
  /** What a card, a page … with this key looks like in Slack: every message that carries it. */
  messagesWith(key: string): readonly Message[]
  readonly database: TestDatabase
  stop(): Promise<void>
}

const PATIENCE_MS = 10 * 60_000

export async function startBench(overrides: Partial<PlaygroundOptions> = {}): Promise<DeliveryBench> {
  const database = await testDatabase()
  const clock = new StillClock()
  const slack = await startWorkspace({
    hasRateLimits: false,
    controls: { now: () => clock.now().getTime() },
    ...overrides,
  })
  const warnings: { event: string; facts: unknown }[] = []
  const log: Log = {
    debug: () => {},
    info: () => {},
    warn: (event, facts) => warnings.push({ event, facts }),
    error: (event, error) => {
      throw new Error(`the bot logged ${event}`, { cause: error })
    },
  }
  const deps = { ...relayDeps(database.db, clock), log }
  for (const user of Object.values(slack.state().users)) {
    await database.db.transact((tx) =>
      savePerson(tx, {
        id: user.id,
        workspaceId: user.teamId,
        displayName: user.realName,
        zone: user.tz,
        slackLocale: user.locale,
        isGuest: user.isRestricted,
        isBot: user.isBot,
        isDeactivated: user.isDeleted,
        learnedAt: clock.now(),
      }),
    )
  }
  const reach = createReach({ clock, log, name: 'slack' })
  const calls = createSlackCalls({
    client: createSlackClient({ token: slack.botToken, apiUrl: slack.apiUrl }),
    throttle: createThrottle(clock),
    reach,
    clock,
    log,
  })
  const bot = { userId: slack.botUserId, botId: slack.botId }
  const record = createOutageRecord({
    ...{ reach, log },
    lost: (since) => slackWasLost(deps, since),
    back: () => slackIsBack(deps),
  })
  const deliver = keepingUp(record, createDeliver({ deps, calls, bot }))
  const secondRelay: DeliveryBench['secondRelay'] = (options) =>
    createRelay({
      leases: createLeases({ ...deps, ...(options.leaseMs === undefined ? {} : { leaseMs: options.leaseMs }) }),
      deliver: options.deliver ?? deliver,
      settle: (row, outcome) => settle(deps, { row, outcome }),
      clock,
      log,
      backOffMs,
    })
  const relay = secondRelay({})

  return {
    slack,
    deps,
    deliver,
    relay,
    warnings,
    database,
    secondRelay,
    file: async ({ requesterId = 'U0REQUESTER1', ...over } = {}) => {
      const filed = await file(
        deps,
        { kind: 'person', id: requesterId, standing: 'member', intakeOf: [] },
        filing(over),
      )
      if (!filed.ok) throw new Error(`not filed: ${JSON.stringify(filed)}`)
      return filed.value.escalationId
    },
    settleDown: async (chosen = relay) => {
      const end = new Date(clock.now().getTime() + PATIENCE_MS)
      for (;;) {
        // A lane that was idle may have been given something by another one meanwhile.
        if (handled(await chosen.runUntilIdle()) > 0) continue
        const { nextAt } = await deps.db.read((q) => lookAtDue(q, clock.now()))
        if (nextAt === null || nextAt > end) return
        clock.advance(nextAt.getTime() - clock.now().getTime())
      }
    },
    callsOf: (method) => slack.calls().filter((call) => call.method === method),
    messagesWith: (key) =>
      Object.values(slack.state().messages)
        .flat()
        .filter((message) => keyOf(message) === key),
    stop: async () => {
      await relay.stop()
      await slack.stop()
      await database.drop()
    },
  }
}

function keyOf(message: Message): unknown {
  const payload = message.metadata?.event_payload
  return typeof payload === 'object' && payload !== null && 'key' in payload ? payload.key : undefined
}

let filings = 0

function filing(over: Partial<Filing>): Filing {
  filings += 1
  return {
    submissionKey: `V${filings}`,
    category: 'hate',
    severity: 'sev1',
    summary: 'Playlist removed, broadcaster asks',
    body: 'They ask why.',
    contentLanguage: 'es',
    details: {},
    neededBy: null,
    forTeamId: null,
    followers: [],
    isHard: null,
    requesterLanguage: 'es',
    via: 'command',
    ...over,
  }
}
