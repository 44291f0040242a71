import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { type Database, openDatabase } from '../../src/db/client.ts'
import { type EmbeddedServer, startEmbeddedPostgres } from '../../src/db/embedded/server.ts'
import { migrateDatabase } from '../../src/db/migrate.ts'
import { compose, type Vigia } from '../../src/deps.ts'
import type { Person } from '../../src/playground/driver.ts'
import type { Playground } from '../../src/playground/start.ts'
import type { Log } from '../../src/ports.ts'
import { playgroundSettings } from '../../src/settings/playground.ts'
import { FIELDS } from '../../src/slack/blocks/screens/ids.ts'
import { machineClock } from '../../src/system/clock.ts'
import { deadline } from '../../src/system/deadline.ts'
import { createWake } from '../../src/system/wake.ts'
import { unavailability } from '../../src/usecases/unavailable.ts'
import { quietLog } from './quiet-log.ts'
import { startTcpProxy, type TcpProxy, through } from './tcp-proxy.ts'
import { startWorkspace } from './workspace.ts'

/**
 * The whole bot on a database that may be taken away: a server of its own behind a wire of its own, the machine's clock,
 * and an engine that runs by itself.
 */
export interface OutageBench {
  readonly slack: Playground
  readonly vigia: Vigia
  readonly server: EmbeddedServer
  readonly proxy: TcpProxy
  /** A way into the database that no outage of the wire touches. */
  readonly database: Database
  /** What was logged as an error since the last look, by its event; but not that the database was away. */
  takeFaults(): readonly string[]
  /** Exceptions and rejections that nobody caught. */
  readonly uncaught: readonly unknown[]
  count(query: string): Promise<number>
  /** Resolves once `check` holds; rejects after `withinMs`, with `what` that was. */
  until(what: string, check: () => boolean | Promise<boolean>, withinMs?: number): Promise<void>
  stop(): Promise<void>
}

/** `isDown`: nobody listens where the bot looks for its database. */
export async function startOutageBench(options: { readonly isDown?: boolean } = {}): Promise<OutageBench> {
  const uncaught: unknown[] = []
  const note = (error: unknown) => uncaught.push(error)
  process.on('uncaughtExceptionMonitor', note)
  process.on('unhandledRejection', note)
  const folder = mkdtempSync(join(tmpdir(), 'vigia-bot-outage-'))
  // So that the server's account gets in and nothing lies elsewhere.
  chmodSync(folder, 0o755)
  // With fsync: without it a commit is answered before it is written, and a killed server has lost it.
  const server = await startEmbeddedPostgres({ dataDir: folder })
  await migrateDatabase(server.url, { log: quietLog })
  const database = openDatabase({
    ...{ url: server.url, max: 2, statementTimeoutMs: 5_000, transactionDeadlineMs: 5_000 },
    ...{ applicationName: 'outage witness', log: quietLog },
  })
  const proxy = await startTcpProxy(Number(new URL(server.url).port))
  if (options.isDown === true) await proxy.refuse()
  const slack = await startWorkspace({ hasRateLimits: false })
  const faults: string[] = []
  const log: Log = {
    ...quietLog,
    error: (event, error) => {
      if (unavailability(error) === null) faults.push(`${event}: ${error instanceof Error ? error.name : 'unknown'}`)
    },
  }
  const vigia = compose({
    databaseUrl: through(proxy, server.url),
    settings: () => playgroundSettings,
    clock: machineClock,
    wake: createWake(),
    deadline,
    log,
    slack: {
      botToken: slack.botToken,
      apiUrl: slack.apiUrl,
      inbound: (routes) => ({
        ...{ kind: 'http', signingSecret: slack.signingSecret, host: '127.0.0.1', port: 0, routes },
      }),
    },
    // A message whose sending was under way when the database went waits for this before it is sent again.
    overrides: { leaseMs: 2_000 },
  })
  const { port } = await vigia.start()
  slack.connect(`http://127.0.0.1:${port}/slack/events`)
  return {
    ...{ slack, vigia, server, proxy, database, uncaught },
    takeFaults: () => faults.splice(0),
    count: async (query) => Number((await database.read((q) => q.execute(sql.raw(query))))[0]?.count),
    until: async (what, check, withinMs = 15_000) => {
      const endsAt = performance.now() + withinMs
      while (!(await check())) {
        if (performance.now() > endsAt) throw new Error(`after ${withinMs} ms still not so: ${what}`)
        await pause(20)
      }
    },
    async stop() {
      await vigia.stop()
      await slack.stop()
      await database.close()
      await proxy.close()
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
      process.off('uncaughtExceptionMonitor', note)
      process.off('unhandledRejection', note)
    },
  }
}

export type Outage = 'refusing' | 'stopped' | 'black-holed'
const EVERY: readonly Outage[] = ['refusing', 'stopped', 'black-holed']

/** The first in `test`, all in `test:long`. */
export const OUTAGES: readonly Outage[] = process.env.EVERY_OUTAGE === 'yes' ? EVERY : EVERY.slice(0, 1)

/** Takes the database away; what comes back brings it back, and resolves once what people wait for gets through again. */
export async function takeAway(bench: OutageBench, outage: Outage): Promise<() => Promise<void>> {
  const giveBack = await cutOff(bench, outage)
  return async () => {
    await giveBack()
    const ask = () => bench.vigia.interactive.db.read((q) => q.execute(sql`select 1`))
    // As many at once as it has connections: each that died is found out by somebody.
    await bench.until('the database is back', async () => {
      const answers = await Promise.allSettled([ask(), ask(), ask(), ask()])
      return answers.every((answer) => answer.status === 'fulfilled')
    })
  }
}

async function cutOff(bench: OutageBench, outage: Outage): Promise<() => Promise<void>> {
  if (outage === 'refusing') {
    await bench.proxy.refuse()
    return () => bench.proxy.accept()
  }
  if (outage === 'black-holed') {
    bench.proxy.blackHole()
    return async () => bench.proxy.heal()
  }
  const frozen = family(serverPid(bench))
  signal(frozen, 'SIGSTOP')
  return async () => signal(frozen, 'SIGCONT')
}

/** A backend may have ended since it was listed. */
function signal(pids: readonly number[], name: 'SIGSTOP' | 'SIGCONT'): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
    }
  }
}

export function serverPid(bench: OutageBench): number {
  const living = bench.server.process()
  if (living === undefined) throw new Error('the server is not there')
  return living.pid
}

/** The server with all its backends, each of which is a process group of its own. */
function family(parent: number): number[] {
  const isChild = (name: string) => {
    try {
      return Number(/\) \S (\d+) /.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1]) === parent
    } catch {
      return false
    }
  }
  return [
    parent,
    ...readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && isChild(name))
      .map(Number),
  ]
}

/** Slack waits three seconds; what a machine that is busy with other tests adds doesn't count against the bot. */
const IN_TIME_MS = 2_900

/** Does it, and holds that Slack had its answer in time. */
export async function inTime<T>(act: () => Promise<T>): Promise<T> {
  const startedAt = performance.now()
  const answer = await act()
  expect(performance.now() - startedAt, 'ms until Slack had its answer').toBeLessThan(IN_TIME_MS)
  return answer
}

/** Opens the form and fills it in, up to pressing [File]. */
export async function fillForm(person: Person, summary: string, more: Readonly<Record<string, string>> = {}) {
  await person.command('C0GENERAL', '/escalate')
  await person.fill({
    [FIELDS.category]: 'hate',
    [FIELDS.severity]: 'sev3',
    [FIELDS.summary]: summary,
    [FIELDS.body]: 'The label asks why it is gone.',
    ...more,
  })
}
