import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../src/db/client.ts'
import { EmbeddedPostgresFailed } from '../../src/db/embedded/failure.ts'
import { type EmbeddedServer, startEmbeddedPostgres } from '../../src/db/embedded/server.ts'
import { compiled } from '../support/compiled.ts'
import { quietLog } from '../support/quiet-log.ts'

let folder: string
const folders: string[] = []
const started: EmbeddedServer[] = []
const bots: ChildProcess[] = []

function newFolder(): string {
  const parent = mkdtempSync(join(tmpdir(), 'vigia-embedded-'))
  chmodSync(parent, 0o755)
  const made = join(parent, 'el año')
  mkdirSync(made)
  folders.push(made)
  return made
}

/** Most tests find the data of the one before: making a cluster takes a second. */
const common = newFolder()
beforeEach(() => {
  folder = common
})

afterEach(async () => {
  for (const bot of bots.splice(0)) bot.kill('SIGKILL')
  for (const server of started.splice(0)) await server.stop()
}, 30_000)

afterAll(() => {
  for (const made of folders) {
    const location = join(made, 'location')
    const elsewhere = existsSync(location) ? readFileSync(location, 'utf8').trim() : made
    for (const used of [elsewhere, dirname(made)]) rmSync(used, { recursive: true, force: true })
  }
})

async function start(): Promise<EmbeddedServer> {
  const server = await startEmbeddedPostgres({ dataDir: folder, fsync: false })
  started.push(server)
  return server
}

async function using<T>(url: string, work: (db: Database) => Promise<T>): Promise<T> {
  const limits = { max: 1, statementTimeoutMs: 5_000, transactionDeadlineMs: 5_000 }
  const db = openDatabase({ url, ...limits, applicationName: 'test', log: quietLog })
  try {
    return await work(db)
  } finally {
    await db.close()
  }
}

/** Another bot, as a process of its own: says what it got, and stops when it is told to. */
async function startBot(): Promise<{ bot: ChildProcess; pid: number; isReused: boolean }> {
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(pathToFileURL(compiled('src/db/embedded/server.ts')).href)}
    const server = await startEmbeddedPostgres({ dataDir: process.argv[1], fsync: false })
    console.log(JSON.stringify({ pid: server.process().pid, isReused: server.isReused }))
    process.stdin.on('end', () => server.stop()).resume()`
  const args = ['--input-type=module', '-e', script, folder]
  const bot = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  bots.push(bot)
  const [line] = await once(createInterface(bot.stdout), 'line')
  return { bot, ...JSON.parse(String(line)) }
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('the embedded server', () => {
  test('begins again where a start was killed half-way', async () => {
    const { pid } = spawnSync(process.execPath, ['--version'])
    const half = join(folder, `.making-${pid}-0badcafe`)
    mkdirSync(join(half, 'data'), { recursive: true })

    const server = await start()
    await using(server.url, (db) => db.read((q) => q.execute(sql`select 1`)))
    expect(existsSync(half)).toBe(false)
  })

  test('lies where its account can get in, keeps its data, and says where they are', async () => {
    folder = newFolder()
    // Nobody but the owner gets in, as in many a home.
    chmodSync(dirname(folder), 0o700)
    const server = await start()
    expect(server.isReused).toBe(false)
    await using(server.url, (db) => db.transact((tx) => tx.execute(sql`create table kept as select 'ñandú' as body`)))
    await server.stop()
    expect(server.process()).toBeUndefined()

    const again = await start()
    expect(again.dataDir).toBe(server.dataDir)
    const rows = await using(again.url, (db) => db.read((q) => q.execute(sql`select body from kept`)))
    expect([...rows]).toEqual([{ body: 'ñandú' }])

    const isElsewhere = !again.dataDir.startsWith(folder)
    expect(isElsewhere).toBe(process.getuid?.() === 0)
    if (isElsewhere) expect(readFileSync(join(folder, 'location'), 'utf8').trim()).toBe(dirname(again.dataDir))
  })

  test('is open to nobody else: loopback only, no socket file, a password that only its account reads', async () => {
    const server = await start()
    const settings = await using(server.url, (db) =>
      db.read((q) =>
        q.execute(sql`select current_setting('listen_addresses') as listens, current_setting('unix_socket_directories') as sockets,
          current_setting('server_encoding') as encoding, (select datlocale from pg_database where datname = current_database()) as locale`),
      ),
    )
    expect([...settings]).toEqual([{ listens: '127.0.0.1', sockets: '', encoding: 'UTF8', locale: 'C.UTF-8' }])
    expect(statSync(join(server.dataDir, 'password')).mode & 0o777).toBe(0o600)
    expect(statSync(server.dataDir).mode & 0o777).toBe(0o700)

    const wrong = new URL(server.url)
    wrong.password = 'guess'
    const refused = using(wrong.href, (db) => db.read((q) => q.execute(sql`select 1`)))
    await expect(refused).rejects.toMatchObject({ name: 'DatabaseUnavailable', reason: '28P01' })
  })

  test('outlives a bot that was killed, and is used again by the next', async () => {
    const { bot, pid } = await startBot()
    const ended = once(bot, 'exit')
    bot.kill('SIGKILL')
    await ended
    expect(isAlive(pid)).toBe(true)

    const next = await start()
    expect(next.isReused).toBe(true)
    expect(next.process()?.pid).toBe(pid)
  })

  test('is shared by bots that start at once on one folder, and stopped by the last', async () => {
    folder = newFolder()
    const [one, other] = await Promise.all([startBot(), startBot()])
    expect(one.pid).toBe(other.pid)
    expect([one.isReused, other.isReused].sort()).toEqual([false, true])
    const third = await start()

    for (const { bot } of [one, other]) {
      const ended = once(bot, 'exit')
      bot.stdin?.end()
      await ended
    }
    expect(third.process()?.pid).toBe(one.pid)
    await using(third.url, (db) => db.read((q) => q.execute(sql`select 1`)))
    await third.stop()
    expect(third.process()).toBeUndefined()
  })

  test('names DATABASE_URL where there is no binary for the machine', async () => {
    const arch = Object.getOwnPropertyDescriptor(process, 'arch')
    if (arch === undefined) return expect.unreachable()
    Object.defineProperty(process, 'arch', { ...arch, value: 'mips' })
    try {
      await expect(startEmbeddedPostgres({ dataDir: folder })).rejects.toThrow(EmbeddedPostgresFailed)
      await expect(startEmbeddedPostgres({ dataDir: folder })).rejects.toThrow('DATABASE_URL')
    } finally {
      Object.defineProperty(process, 'arch', arch)
    }
  })
})
