import { expect, inject } from 'vitest'
import { lookAtDue } from '../../src/db/stores/outbox.ts'
import { compose, type Overrides, type PagersConfig, type Vigia } from '../../src/deps.ts'
import type { ApiCall, Playground, PlaygroundOptions } from '../../src/playground/start.ts'
import type { Clock, Log } from '../../src/ports.ts'
import { playgroundSettings } from '../../src/settings/playground.ts'
import type { Settings } from '../../src/settings/types.ts'
import { deadline } from '../../src/system/deadline.ts'
import { createWake } from '../../src/system/wake.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { startWorkspace } from './workspace.ts'

/**
 * The whole bot in a workspace: Bolt unchanged over signed HTTP, a real Postgres, domain time that only the test moves.
 */
export interface RunningBot {
  readonly vigia: Vigia
  readonly slack: Playground
  readonly database: TestDatabase
  /** What the bot logged as errors: none, unless a test makes something fail. */
  readonly errors: readonly string[]
  /** Where the bot takes what Slack sends; empty in Socket Mode. */
  readonly eventsUrl: string
  now(): Date
  /** All that is due has been said, and every event and press taken. */
  settled(): Promise<void>
  /** As if the time had passed: everything due in between happens in order. */
  advance(by: { readonly minutes?: number; readonly hours?: number; readonly days?: number }): Promise<void>
  advanceTo(at: Date): Promise<void>
  callsOf(method: string): readonly ApiCall[]
  /** The bot logged no error, and nothing that it sent was malformed. */
  expectSound(): void
  stop(): Promise<void>
}

/** A Tuesday afternoon in Madrid, a working day everywhere. */
export const TUESDAY = new Date('2026-11-24T15:00:00Z')

/** Stands still unless it is moved, forward only. */
function standingClock(start: Date): Clock & { follow(offsetMs: number): void } {
  let offset = 0
  return {
    now: () => new Date(start.getTime() + offset),
    follow: (shared) => {
      offset = Math.max(offset, shared)
    },
  }
}

/** What Slack answers to an app that is wrong, whatever the workspace is like. */
const OUR_FAULT = ['invalid_blocks', 'invalid_arguments', 'invalid_arg_name', 'unknown_method', 'missing_scope']
const OUR_FAULTS_PREFIXES = ['invalid_', 'msg_too_long', 'view_too_large', 'hash_conflict', 'expired_trigger_id']

function isOurFault({ answered }: ApiCall): boolean {
  if (answered === 'reset' || answered.ok) return false
  const error = answered.error ?? ''
  return OUR_FAULT.includes(error) || OUR_FAULTS_PREFIXES.some((prefix) => error.startsWith(prefix))
}

export async function startBot(
  options: {
    readonly at?: Date
    readonly settings?: Settings
    readonly workspace?: Partial<PlaygroundOptions>
    readonly overrides?: Overrides
    readonly mode?: 'http' | 'socket'
    /** The ways outside Slack; none unless they are set up. */
    readonly pagers?: PagersConfig
    /** Another address than the workspace's: a wire in front of it. */
    readonly slackUrl?: (url: string) => string
    /** Another address than the test's database: a proxy in front of it. */
    readonly databaseUrl?: (url: string) => string
  } = {},
): Promise<RunningBot> {
  const clock = standingClock(options.at ?? TUESDAY)
  const database = await testDatabase()
  const errors: string[] = []
  const log: Log = {
    debug: () => {},
    info: () => {},
    warn: () => {},
    error: (event, error) => errors.push(`${event}: ${error instanceof Error ? error.stack : String(error)}`),
  }
  const slack = await startWorkspace({
    hasRateLimits: false,
    ...options.workspace,
    controls: { now: () => clock.now().getTime() },
  })
  const vigia = compose({
    databaseUrl: options.databaseUrl?.(database.url) ?? database.url,
    settings: () => options.settings ?? playgroundSettings,
    clock,
    wake: createWake(),
    deadline,
    log,
    ...(options.pagers === undefined ? {} : { pagers: options.pagers }),
    slack: {
      botToken: slack.botToken,
      apiUrl: options.slackUrl?.(slack.apiUrl) ?? slack.apiUrl,
      inbound: (routes) =>
        options.mode === 'socket'
          ? { kind: 'socket', appToken: slack.appToken, slackApiUrl: slack.apiUrl }
          : { kind: 'http', signingSecret: slack.signingSecret, host: '127.0.0.1', port: 0, routes },
    },
    // The test decides when what is due is done, so that nothing has to be waited for.
    overrides: { isEngineStarted: false, ...options.overrides },
  })
  const { port } = await vigia.start()
  const eventsUrl = port === null ? '' : `http://127.0.0.1:${port}/slack/events`
  if (port !== null) slack.connect(eventsUrl)
  // One statement, where a pass of the engine that finds nothing takes a dozen.
  const hasWork = async () => {
    const due = await vigia.deps.db.read((q) => lookAtDue(q, clock.now()))
    return due.isTimerDue || due.isInFlight || due.lanes.length > 0
  }
  const settled = async () => {
    await slack.idle()
    await vigia.idle()
    if (!(await hasWork())) return
    await vigia.engine.runUntilIdle()
    await slack.idle()
    await vigia.idle()
  }
  return {
    vigia,
    slack,
    database,
    errors,
    eventsUrl,
    now: () => clock.now(),
    settled,
    async advance({ minutes = 0, hours = 0, days = 0 }) {
      await settled()
      await vigia.move(new Date(clock.now().getTime() + ((days * 24 + hours) * 60 + minutes) * 60_000))
      await settled()
    },
    async advanceTo(at) {
      await settled()
      await vigia.move(at)
      await settled()
    },
    callsOf: (method) => slack.calls().filter((call) => call.method === method),
    expectSound() {
      expect(errors).toEqual([])
      expect(slack.calls().filter(isOurFault)).toEqual([])
    },
    async stop() {
      await vigia.stop()
      await slack.stop()
      await database.drop()
    },
  }
}

/** Where the run's server listens, for tests that put something in front of it. */
export const postgresUrl = (): string => inject('postgresUrl')
