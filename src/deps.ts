import { type Database, openDatabase, type Queryable } from './db/client.ts'
import { dueDutyTimers } from './db/stores/oncall/duty-timers.ts'
import { lookAtDue } from './db/stores/outbox.ts'
import { dueTimers, readOffset } from './db/stores/timers.ts'
import { type Listener, listen, notifyDue } from './db/wake.ts'
import { membersOf } from './domain/oncall/members.ts'
import { calendarRoutes } from './http/calendar.ts'
import { contactRoute } from './http/contact.ts'
import { engineHealthRoute, healthRoute } from './http/health.ts'
import { serve } from './http/server.ts'
import { twilioRoutes } from './http/twilio.ts'
import { auditJob } from './jobs/audit.ts'
import { type Job, runJobsOf, startCron } from './jobs/cron.ts'
import { createEngine, type Engine } from './jobs/engine.ts'
import { createLeases } from './outbox/lease.ts'
import { createOutageRecord, createReach, keepingUp } from './outbox/outage.ts'
import { createRelay } from './outbox/relay.ts'
import { createThrottle } from './outbox/throttle.ts'
import { createPagers, createWayDeliver, type PagersConfig } from './pagers/pagers.ts'
import type { Clock, Deadline, Heartbeat, Log, Wake } from './ports.ts'
import type { Settings } from './settings/types.ts'
import { createSlackApp, type HttpRoute, type SlackApp, type SlackInbound } from './slack/app.ts'
import { createSlackClient } from './slack/client.ts'
import { createSlackCalls } from './slack/delivery/calls.ts'
import { createDeliver } from './slack/delivery/deliver.ts'
import { syncGroups } from './slack/groups.ts'
import { type Identity, identify } from './slack/identity.ts'
import { createPeople } from './slack/people.ts'
import { machineClock } from './system/clock.ts'
import { createTokens } from './system/tokens.ts'
import { audit } from './usecases/audit/audit.ts'
import { moveClock } from './usecases/clock/move-clock.ts'
import { slackIsBack, slackWasLost } from './usecases/delivery/outage.ts'
import { backOffMs, settle } from './usecases/delivery/settle.ts'
import type { Deps } from './usecases/deps.ts'
import { planDigests } from './usecases/digest/send-digests.ts'
import { askDatabase } from './usecases/health.ts'
import { takeSchedules } from './usecases/oncall/apply-settings.ts'
import { runDuty } from './usecases/oncall/duty.ts'
import { createScheduleCache, withScheduleCache } from './usecases/oncall/schedule-cache.ts'
import { SettingsUnfit, unfitFor } from './usecases/settings-fit.ts'
import { runTimer } from './usecases/timers/run-timer.ts'

/**
 * The composition root: the one place that knows every implementation. Tests pass overrides; nothing starts before
 * `start`, and `stop` waits.
 */
export interface Made {
  readonly databaseUrl: string
  readonly settings: () => Settings
  readonly clock: Clock & { follow?(offsetMs: number): void }
  readonly wake: Wake
  readonly deadline: Deadline
  readonly log: Log
  readonly slack: {
    readonly botToken: string
    /** Null: Slack's own. */
    readonly apiUrl: string | null
    readonly inbound: (routes: readonly HttpRoute[]) => SlackInbound
  }
  /** Absent: people are reached by Slack alone. */
  readonly pagers?: PagersConfig
  /** Absent: nobody outside listens for whether all is well. */
  readonly heartbeat?: Heartbeat
  /** Where the outside world reaches us; absent or null: calendars have no address. */
  readonly publicUrl?: () => string | null
  /** Socket Mode: where health is served, since Bolt listens nowhere. `port` null: the usual one, if it is free. */
  readonly http?: { readonly host: string; readonly port: number | null }
  readonly overrides?: Overrides
}

export type { PagersConfig }

export interface Overrides {
  /** Wraps the way into the database (the crash harness counts commits there). */
  readonly database?: (database: Database) => Database
  /** Wraps the transport to Slack. */
  readonly client?: (client: ReturnType<typeof createSlackClient>) => ReturnType<typeof createSlackClient>
  /** Machine milliseconds. */
  readonly leaseMs?: number
  /** False: nothing runs by itself; whoever made it calls the engine. */
  readonly isEngineStarted?: boolean
}

export interface Vigia {
  readonly deps: Deps
  /** With the small pool of what people wait for. */
  readonly interactive: Deps
  readonly engine: Engine
  /** Takes requests and starts the engine; the port of HTTP mode. */
  start(): Promise<{ readonly port: number | null }>
  /** Resolves once no listener is at work. */
  idle(): Promise<void>
  /** Forward only, as if the time had passed. Never in production. */
  move(to: Date | 'next_deadline'): Promise<void>
  stop(): Promise<void>
}

/**
 * What a person waits for has three seconds in all. Background work may take longer, but a wire that swallows everything is
 * only noticed when a statement has had its time, and until then the engine stands still; and what a vanished transaction
 * had locked stays locked until the server gives it up.
 */
const BACKGROUND = { max: 12, statementTimeoutMs: 2_500, transactionDeadlineMs: 5_000 }
const INTERACTIVE = { max: 4, statementTimeoutMs: 1_500, transactionDeadlineMs: 2_000 }

/** A timer of an escalation, or one of the schedules' duties: each has rows of its own. */
type DueTimer = `escalation ${number}` | `duty ${number}`

/** What people wait for first; of each kind the most urgent, so that neither keeps the other from its turn. */
async function everyDueTimer(q: Queryable, now: Date, limit: number): Promise<readonly DueTimer[]> {
  const ofEscalations = await dueTimers(q, now, limit)
  const ofDuties = await dueDutyTimers(q, now, limit)
  return [...ofEscalations.map(({ id }) => `escalation ${id}` as const), ...ofDuties.map((id) => `duty ${id}` as const)]
}

async function runEither(deps: Deps, timer: DueTimer): Promise<void> {
  const [kind, id] = timer.split(' ')
  const timerId = Number(id)
  if (kind === 'duty') await runDuty(deps, { timerId })
  else await runTimer(deps, { kind: 'job', name: 'timers' }, { timerId })
}

export function compose(made: Made): Vigia {
  const { clock, wake, deadline, log, overrides = {} } = made
  const settings = withScheduleCache(made.settings, createScheduleCache())
  const wrap = overrides.database ?? ((database: Database) => database)
  const open = (limits: typeof BACKGROUND, applicationName: string) =>
    wrap(openDatabase({ url: made.databaseUrl, applicationName, log, ...limits }))
  const background = open(BACKGROUND, 'vigia background')
  const foreground = open(INTERACTIVE, 'vigia interactive')
  const pagers = made.pagers === undefined ? null : createPagers(made.pagers, { clock, machine: machineClock })
  const feeds = { tokens: createTokens(), publicUrl: made.publicUrl ?? (() => null) }
  const known = { clock, log, settings, feeds, ...(pagers === null ? {} : { otherWays: pagers }) }
  const deps: Deps = { ...known, db: background }
  const interactive: Deps = { ...known, db: foreground }
  const deliverByWay = createWayDeliver(deps)
  const wrapClient = overrides.client ?? ((client) => client)
  const client = wrapClient(
    createSlackClient({
      token: made.slack.botToken,
      ...(made.slack.apiUrl === null ? {} : { apiUrl: made.slack.apiUrl }),
    }),
  )

  const throttle = createThrottle(clock)
  const reach = createReach({ clock, log, name: 'slack' })
  const calls = createSlackCalls({ client, throttle, reach, clock, log })
  const outages = createOutageRecord({
    reach,
    log,
    lost: (since) => slackWasLost(deps, since),
    back: () => slackIsBack(deps),
  })
  const leaseMs = overrides.leaseMs
  const leases = createLeases({ db: background, clock, log, ...(leaseMs === undefined ? {} : { leaseMs }) })
  let identity: Identity | null = null
  const relay = createRelay({
    leases,
    clock,
    log,
    backOffMs,
    settle: (row, outcome) => settle(deps, { row, outcome }),
    deliver: (row, keepLease) => {
      if (row.kind === 'page_way' || row.kind === 'page_follow_up') return deliverByWay(row, keepLease)
      if (identity === null) throw new Error('the relay runs before Slack said who we are')
      const bot = { userId: identity.botUserId, botId: identity.botId }
      return keepingUp(outages, createDeliver({ deps, calls, bot }))(row, keepLease)
    },
  })
  const { follow } = clock
  const engine = createEngine({
    clock,
    wake,
    log,
    relay,
    look: (now) => background.read((q) => lookAtDue(q, now)),
    dueTimers: (now, limit) => background.read((q) => everyDueTimer(q, now, limit)),
    tellOthers: () => background.read(notifyDue),
    runTimer: (timer) => runEither(deps, timer),
    ...(follow === undefined ? {} : { followOffset: (offsetMs: number) => follow(offsetMs) }),
  })

  const callbackRoutes = (answering: Deps): readonly HttpRoute[] => {
    const { twilio = null, publicUrl = null } = made.pagers ?? {}
    if (twilio === null || publicUrl === null) return []
    const { authToken, from } = twilio
    return [...twilioRoutes({ deps: answering, authToken, publicUrl, deadline, log }), contactRoute(from)]
  }

  const running: { stop(): Promise<void> }[] = []
  let slack: SlackApp | null = null
  let jobs: readonly Job[] = []
  return {
    deps,
    interactive,
    engine,
    async start() {
      // Before anything is dated: a clock that was moved doesn't go back with a restart.
      if (follow !== undefined) follow(await background.read(readOffset))
      const unfit = settings().isSetUp ? await unfitFor(background, settings()) : []
      if (unfit.length > 0) throw new SettingsUnfit(unfit)
      if (settings().isSetUp) await takeSchedules(deps)
      identity = await identify({ client, wake, log })
      // It has answered: an outage that lasted when a bot was killed is over.
      await slackIsBack(deps)
      const people = createPeople({ deps: interactive, client, deadline, workspaceId: identity.teamId })
      const { teamId: workspaceId } = identity
      const slackDownSince = reach.downSince
      const surface = { deps: interactive, client, people, deadline, log, workspaceId, slackDownSince }
      const routes = [
        healthRoute({
          askDatabase: () => askDatabase(background),
          slackDownSince,
          deadline,
        }),
        engineHealthRoute({ nextPass: () => engine.nextPass(), askDatabase: () => askDatabase(background), deadline }),
        ...callbackRoutes(interactive),
        ...calendarRoutes({ deps, machine: machineClock, deadline, log }),
      ]
      const inbound = made.slack.inbound(routes)
      const app = createSlackApp({
        surface,
        inbound,
        identity: { ...identity, botToken: made.slack.botToken },
        deadline,
        log,
      })
      slack = app
      const { port } = await app.start()
      running.push(app)
      if (inbound.kind === 'socket' && made.http !== undefined) running.push(await serveBeside(routes, made.http, log))
      await people.learn(peopleNamedIn(settings()))
      // Once their zones are known.
      await planDigests(deps)
      const groups = syncGroups({ deps, client, log })
      await groups.runOnce()
      const since = clock.now()
      jobs = [
        auditJob({ audit: () => audit(deps, { since }), heartbeat: made.heartbeat ?? null, log }),
        { name: 'groups', pattern: '7 * * * *', everyMs: HOUR_MS, run: () => groups.runOnce() },
      ]
      const listener: Listener = await listen(made.databaseUrl, () => wake.wake())
      running.push(listener)
      if (overrides.isEngineStarted !== false) {
        engine.start()
        running.push(startCron({ log, wake: () => wake.wake(), jobs }))
      }
      running.push(engine)
      return { port }
    },
    async idle() {
      await slack?.idle()
    },
    async move(to) {
      if (follow === undefined) throw new Error('this clock cannot be moved')
      const followOffset = (offsetMs: number) => follow(offsetMs)
      const from = clock.now()
      await moveClock(deps, { to, untilIdle: () => engine.runUntilIdle(), followOffset })
      await runJobsOf(clock.now().getTime() - from.getTime(), jobs, log)
      await engine.runUntilIdle()
    },
    async stop() {
      // Slack first, so that nothing new comes in; then what runs; the database last.
      for (const one of running) await one.stop()
      await pagers?.stop()
      await foreground.close()
      await background.close()
    },
  }
}

/** Who the settings name: their names and zones are known before the first card is drawn. */
function peopleNamedIn(settings: Settings): readonly string[] {
  const inTeams = settings.teams.flatMap((team) => [...team.leads, ...team.specialists])
  return [...inTeams, ...settings.schedules.flatMap(({ rules }) => membersOf(rules, ''))]
}

const HTTP_PORT = 3000
const HOUR_MS = 3_600_000

/** A port that was asked for is not negotiable; the usual one is done without where another program has it. */
async function serveBeside(
  routes: readonly HttpRoute[],
  at: { readonly host: string; readonly port: number | null },
  log: Log,
): Promise<{ stop(): Promise<void> }> {
  try {
    return await serve(routes, { host: at.host, port: at.port ?? HTTP_PORT })
  } catch (error) {
    if (at.port !== null) throw error
    log.warn('health_not_served', { port: HTTP_PORT })
    return { stop: async () => {} }
  }
}
