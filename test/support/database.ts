import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, inject } from 'vitest'
import { type Database, type DatabaseOptions, openDatabase } from '../../src/db/client.ts'
import { migrateDatabase, migrationsFolder } from '../../src/db/migrate.ts'
import { databaseUrl, runPrefix, slugOf } from './postgres-server.ts'
import { quietLog } from './quiet-log.ts'

export interface TestDatabase {
  readonly db: Database
  readonly url: string
  /** Closes `db`. The database goes at the end of the run, unless a test of its file failed: then it is kept to look at. */
  drop(): Promise<void>
}

/** A database of its own with all migrations, cloned from a template. Its limits are generous: the machine may be busy. */
export async function testDatabase(options: Partial<DatabaseOptions> = {}): Promise<TestDatabase> {
  const url = await emptyCopy(await template())
  const db = open(url, options)
  return { db, url, drop: () => db.close() }
}

/** The same without any table. */
export async function emptyDatabase(): Promise<string> {
  return emptyCopy('template0')
}

const LOCK = 8_644_421_003
const MINUTE_MS = 60_000

function open(url: string, options: Partial<DatabaseOptions> = {}): Database {
  return openDatabase({
    url,
    max: 10,
    statementTimeoutMs: 10_000,
    transactionDeadlineMs: 15_000,
    applicationName: 'vigia test',
    log: quietLog,
    ...options,
  })
}

/** Work that CREATE DATABASE and session locks ask for: one connection, no transaction. */
async function onServer<T>(
  work: (run: (statement: string) => Promise<Record<string, unknown>[]>) => Promise<T>,
): Promise<T> {
  const server = open(inject('postgresUrl'), {
    max: 1,
    statementTimeoutMs: MINUTE_MS,
    transactionDeadlineMs: MINUTE_MS,
  })
  try {
    return await server.read((q) => work(async (statement) => [...(await q.execute(sql.raw(statement)))]))
  } finally {
    await server.close()
  }
}

let templateOfThisProcess: Promise<string> | undefined

function template(): Promise<string> {
  templateOfThisProcess ??= makeTemplate()
  return templateOfThisProcess
}

/** Named after what the migrations hold, so a change of them makes a new one and nothing is migrated twice. */
async function makeTemplate(): Promise<string> {
  const name = `vigia_template_${hashOfMigrations()}`
  await onServer(async (run) => {
    await run(`select pg_advisory_lock(${LOCK})`)
    const known = await run(`select from pg_database where datname = '${name}'`)
    if (known.length === 0) {
      await run(`drop database if exists "${name}_making"`)
      await run(`create database "${name}_making" template template0`)
      await migrateDatabase(databaseUrl(inject('postgresUrl'), `${name}_making`), { log: quietLog })
      await run(`alter database "${name}_making" rename to "${name}"`)
    }
    await run(`select pg_advisory_unlock(${LOCK})`)
  })
  return name
}

function hashOfMigrations(): string {
  const hash = createHash('sha256')
  const folder = migrationsFolder()
  const files = [...readdirSync(folder).filter((name) => name.endsWith('.sql')), join('meta', '_journal.json')]
  for (const name of files.sort()) hash.update(name).update(readFileSync(join(folder, name)))
  return hash.digest('hex').slice(0, 16)
}

async function emptyCopy(from: string): Promise<string> {
  const { testPath = 'unknown' } = expect.getState()
  const name = `${runPrefix(inject('postgresRun'))}${slugOf(testPath)}_${randomBytes(3).toString('hex')}`
  // Files are copied in 27 ms; block by block through the log, as the server does it by itself, it takes 45 to 230 ms.
  await onServer((run) => run(`create database "${name}" template "${from}" strategy file_copy`))
  return databaseUrl(inject('postgresUrl'), name)
}
