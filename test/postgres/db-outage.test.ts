import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../src/db/client.ts'
import { type EmbeddedServer, startEmbeddedPostgres } from '../../src/db/embedded/server.ts'
import { DatabaseUnavailable } from '../../src/db/errors.ts'
import { quietLog } from '../support/quiet-log.ts'
import { startTcpProxy, type TcpProxy, through } from '../support/tcp-proxy.ts'

// The server of this file is killed and stopped, so it is its own.
let folder: string
let server: EmbeddedServer
let proxy: TcpProxy
const uncaught: unknown[] = []
const noteUncaught = (error: unknown) => uncaught.push(error)

beforeAll(async () => {
  process.on('uncaughtExceptionMonitor', noteUncaught)
  folder = mkdtempSync(join(tmpdir(), 'vigia-outage-'))
  // So that the server's account gets in and nothing lies elsewhere.
  chmodSync(folder, 0o755)
  server = await startEmbeddedPostgres({ dataDir: folder })
  proxy = await startTcpProxy(Number(new URL(server.url).port))
  const db = database(server.url)
  await db.transact((tx) => tx.execute(sql`create table work_done (worker int, nr int, primary key (worker, nr))`))
  await db.close()
}, 30_000)

afterEach(() => expect(uncaught).toEqual([]))

afterAll(async () => {
  await proxy.close()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
  process.off('uncaughtExceptionMonitor', noteUncaught)
}, 30_000)

const DEADLINE_MS = 2_000
/** What a busy machine may add to a limit. */
const SLACK_MS = 500
const BACK_WITHIN_MS = 2_000
const WORKERS = 8

function database(url: string): Database {
  return openDatabase({
    ...{ url, max: 5, statementTimeoutMs: 1_500, transactionDeadlineMs: DEADLINE_MS },
    ...{ applicationName: 'outage', log: quietLog },
  })
}

interface Attempt {
  readonly worker: number
  readonly nr: number
  readonly startedAt: number
  readonly endedAt: number
  readonly error: unknown
}

/** Many at once file without pause, while `happen` does something to the server; `happen` resolves when all is well again. */
async function underLoad(url: string, happen: () => Promise<void>) {
  const db = database(url)
  const attempts: Attempt[] = []
  let isOver = false
  await sweep()

  async function work(worker: number): Promise<void> {
    for (let nr = 1; !isOver; nr += 1) {
      const startedAt = performance.now()
      const error = await db
        .transact(async (tx) => {
          await tx.execute(sql`insert into work_done values (${worker}, ${nr})`)
          await tx.execute(sql`select pg_sleep(0.002)`)
        })
        .then(
          () => undefined,
          (failure: unknown) => failure,
        )
      attempts.push({ worker, nr, startedAt, endedAt: performance.now(), error })
      if (error !== undefined) await pause(10)
    }
  }

  const workers = Array.from({ length: WORKERS }, (_, worker) => work(worker))
  await pause(300)
  await happen()
  const healedAt = performance.now()
  const isBack = (worker: number) =>
    attempts.some((one) => one.worker === worker && one.endedAt > healedAt && one.error === undefined)
  const areAllBack = () => Array.from({ length: WORKERS }, (_, worker) => worker).every(isBack)
  while (!areAllBack() && performance.now() - healedAt < BACK_WITHIN_MS) await pause(20)
  isOver = true
  await Promise.all(workers)
  await db.close()
  return { attempts, healedAt, kept: await keptRows() }
}

async function sweep(): Promise<void> {
  const db = database(server.url)
  await db.transact((tx) => tx.execute(sql`truncate work_done`))
  await db.close()
}

async function keptRows(): Promise<Set<string>> {
  const db = database(server.url)
  const rows = await db.read((q) => q.execute(sql`select worker, nr from work_done`))
  await db.close()
  return new Set(rows.map((row) => `${row.worker}/${row.nr}`))
}

type Load = Awaited<ReturnType<typeof underLoad>>

/** What must hold, whatever happened. */
function expectHonestAndBack({ attempts, healedAt, kept }: Load): void {
  const isKept = ({ worker, nr }: Attempt) => kept.has(`${worker}/${nr}`)
  const refused = attempts.filter(({ error }) => error !== undefined)
  expect(refused.filter(({ error }) => !(error instanceof DatabaseUnavailable)).map(({ error }) => error)).toEqual([])

  const outcome = ({ error }: Attempt) => (error instanceof DatabaseUnavailable ? error.outcome : 'done')
  const lost = attempts.filter((attempt) => outcome(attempt) === 'done' && !isKept(attempt))
  expect(lost, 'acknowledged, and gone').toEqual([])
  const undead = attempts.filter((attempt) => outcome(attempt) === 'not_done' && isKept(attempt))
  expect(undead, 'said to be not done, and there').toEqual([])

  const waits = attempts.map(({ startedAt, endedAt }) => endedAt - startedAt)
  expect(Math.max(...waits), 'the longest wait').toBeLessThan(DEADLINE_MS + SLACK_MS)

  for (let worker = 0; worker < WORKERS; worker += 1) {
    const back = attempts.find((one) => one.worker === worker && one.endedAt > healedAt && one.error === undefined)
    expect(
      back === undefined ? Number.POSITIVE_INFINITY : back.endedAt - healedAt,
      `worker ${worker} is back`,
    ).toBeLessThan(BACK_WITHIN_MS)
  }
}

function pid(): number {
  const living = server.process()
  if (living === undefined) throw new Error('the server is not there')
  return living.pid
}

async function untilReplaced(old: number): Promise<void> {
  for (;;) {
    const living = server.process()
    if (living !== undefined && living.pid !== old && living.status === 'ready') return
    await pause(10)
  }
}

/** The server with all its backends, each of which is a process group of its own. */
function family(parent: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return Number(/\) \S (\d+) /.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1]) === parent
      } catch {
        return false
      }
    })
  return [parent, ...children.map(Number)]
}

describe('under load: nothing uncaught, nobody waits for ever, every answer is true, back within two seconds', () => {
  test('the server is restarted', async () => {
    const load = await underLoad(server.url, async () => {
      const old = pid()
      process.kill(old, 'SIGINT')
      await untilReplaced(old)
    })
    expectHonestAndBack(load)
  })

  test('the server is killed', async () => {
    const load = await underLoad(server.url, async () => {
      const old = pid()
      process.kill(old, 'SIGKILL')
      await untilReplaced(old)
    })
    expectHonestAndBack(load)
  })

  test('the server stands still for three seconds', async () => {
    const load = await underLoad(server.url, async () => {
      const frozen = family(pid())
      for (const process_ of frozen) process.kill(process_, 'SIGSTOP')
      await pause(3_000)
      for (const process_ of frozen) process.kill(process_, 'SIGCONT')
    })
    expectHonestAndBack(load)
  })

  test('the wire swallows everything, and what it swallowed stays lost', async () => {
    const load = await underLoad(through(proxy, server.url), async () => {
      proxy.blackHole()
      await pause(2_500)
      proxy.heal()
    })
    expectHonestAndBack(load)
  })

  test('the connections are cut again and again', async () => {
    const load = await underLoad(through(proxy, server.url), async () => {
      for (let times = 0; times < 20; times += 1) {
        proxy.cut()
        await pause(37)
      }
    })
    expectHonestAndBack(load)
  })

  test('nobody listens for a second', async () => {
    const load = await underLoad(through(proxy, server.url), async () => {
      await proxy.refuse()
      await pause(1_000)
      await proxy.accept()
    })
    expectHonestAndBack(load)
  })
})

describe('COMMIT without an answer', () => {
  test.each([
    ['after the server had it', 'cut_after', true],
    ['before the server had it', 'cut_before', false],
  ] as const)('the connection is cut %s: the outcome is unknown, never "not done"', async (_, verdict, isKept) => {
    await sweep()
    const db = database(through(proxy, server.url))
    proxy.onClientData = (data) => (data.includes('commit') ? verdict : 'pass')
    const failure = await db
      .transact((tx) => tx.execute(sql`insert into work_done values (1, 1)`))
      .catch((error: unknown) => error)
    proxy.onClientData = undefined
    expect(failure).toMatchObject({ name: 'DatabaseUnavailable', outcome: 'unknown' })
    await db.close()
    await expect.poll(async () => (await keptRows()).has('1/1')).toBe(isKept)
  })

  test('the connection is cut before BEGIN is answered: it is tried again, and nobody notices', async () => {
    await sweep()
    const db = database(through(proxy, server.url))
    await db.transact((tx) => tx.execute(sql`select 1`))
    let cuts = 0
    proxy.onClientData = (data) => {
      if (!data.includes('begin') || cuts > 0) return 'pass'
      cuts += 1
      return 'cut_before'
    }
    await db.transact((tx) => tx.execute(sql`insert into work_done values (1, 1)`))
    proxy.onClientData = undefined
    expect(cuts).toBe(1)
    await db.close()
    expect((await keptRows()).has('1/1')).toBe(true)
  })
})
