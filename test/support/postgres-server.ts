import { accessSync, constants, mkdirSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { basename, join } from 'node:path'
import { sql } from 'drizzle-orm'
import type { TestProject } from 'vitest/node'
import { type Database, openDatabase } from '../../src/db/client.ts'
import { startEmbeddedPostgres } from '../../src/db/embedded/server.ts'
import { quietLog } from './quiet-log.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A server's address, with the right to create databases. */
    postgresUrl: string
    /** Whose databases these are: the process of this run. */
    postgresRun: number
  }
}

/**
 * One server for the run. Each project calls this: the second finds the first one's server, the last stops it. The cluster
 * is kept between runs, since deleting one just before makes every clone ten times slower on ext4.
 * `TEST_DATABASE_URL` uses a given server instead.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide('postgresRun', process.pid)
  const given = process.env.TEST_DATABASE_URL
  const isGiven = given !== undefined && given !== ''
  const server = isGiven ? undefined : await startEmbeddedPostgres({ dataDir: clusterFolder(), fsync: false })
  const url = server?.url ?? given ?? ''
  project.provide('postgresUrl', url)
  if (server !== undefined) {
    await makeLoginsCheap(url)
    await removeDatabases(url, isLeftover)
  }
  return async () => {
    const failed = project.vitest.state.getFailedFilepaths().map(slugOf)
    const prefix = runPrefix(process.pid)
    const isKept = (name: string) => failed.some((slug) => name.startsWith(`${prefix}${slug}_`))
    await removeDatabases(url, (name) => name.startsWith(prefix) && !isKept(name), CLEANING_MS)
    await server?.stop()
  }
}

export function databaseUrl(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}

export function runPrefix(run: number): string {
  return `vigia_test_${run}_`
}

/** Postgres cuts names at 63 bytes. */
export function slugOf(testPath: string): string {
  return basename(testPath, '.test.ts')
    .replaceAll(/[^a-z0-9]+/gi, '_')
    .slice(0, 36)
}

/** Beside the packages; for an account that may not write there (an install by root), in the temporary folder. */
function clusterFolder(): string {
  const name = `vigia-test-postgres-${userInfo().username}`
  const cache = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', name)
  try {
    mkdirSync(cache, { recursive: true })
    accessSync(cache, constants.W_OK)
    return cache
  } catch {
    return join(tmpdir(), name)
  }
}

/** Of a run that is over: killed before it could clean up, or kept for a failure that has been looked at since. */
function isLeftover(name: string): boolean {
  const run = Number(/^vigia_test_(\d+)_/.exec(name)?.[1])
  if (!Number.isInteger(run)) return false
  try {
    process.kill(run, 0)
    return false
  } catch {
    return true
  }
}

/** After a run there are ten seconds for everything; what is left over is removed when the next one starts. */
const CLEANING_MS = 4_000

/** A run logs in some thousand times; the 4096 rounds that a stored password asks for protect nothing here. */
async function makeLoginsCheap(url: string): Promise<void> {
  const { username, password } = new URL(url)
  const db = openOwn(url)
  try {
    await db.read(async (q) => {
      await q.execute(sql`set scram_iterations = 1`)
      await q.execute(sql.raw(`alter role "${username}" password '${password}'`))
    })
  } finally {
    await db.close()
  }
}

function openOwn(url: string): Database {
  return openDatabase({
    url,
    max: 1,
    statementTimeoutMs: 60_000,
    transactionDeadlineMs: 60_000,
    applicationName: 'vigia test server',
    log: quietLog,
  })
}

async function removeDatabases(
  url: string,
  isUnwanted: (name: string) => boolean,
  withinMs = Number.POSITIVE_INFINITY,
): Promise<void> {
  const db = openOwn(url)
  try {
    const endsAt = performance.now() + withinMs
    const rows = await db.read((q) =>
      q.execute(sql`select datname from pg_database where datname like 'vigia\\_test\\_%'`),
    )
    for (const name of rows.map((row) => String(row.datname)).filter(isUnwanted)) {
      if (performance.now() > endsAt) return
      await db.read((q) => q.execute(sql.raw(`drop database if exists "${name}" with (force)`)))
    }
  } finally {
    await db.close()
  }
}
