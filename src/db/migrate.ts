import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { Log } from '../ports.ts'
import type { Queryable } from './client/borrowed.ts'
import { type Lane, openLane } from './client/lane.ts'
import { after } from './client/machine-time.ts'
import { parseTarget } from './client/socket.ts'
import { withoutValues } from './errors.ts'

const LOCK = 8_644_421_002
const CONNECT_MS = 5_000
/** Another instance's migrations are waited for as well. */
const WHOLE_MS = 10 * 60_000

/**
 * Brings the database to the state of `drizzle/`: all of it or nothing. Several instances that start together take turns.
 * Throws `DatabaseUnavailable` or `StatementFailed`.
 */
export async function migrateDatabase(url: string, options: { readonly log: Log }): Promise<void> {
  let lane: Lane | undefined
  try {
    lane = await openLane({
      target: parseTarget(url),
      connectTimeoutMs: CONNECT_MS,
      applicationName: 'vigia migrations',
      statementTimeoutMs: WHOLE_MS,
      transactionTimeoutMs: WHOLE_MS,
    })
    const { queryable } = lane.borrow()
    const cancel = after(WHOLE_MS, () => lane?.kill('deadline'))
    try {
      const applied = await queryable.transaction(applyNew)
      if (applied > 0) options.log.info('database_migrated', { applied })
    } finally {
      cancel()
    }
  } catch (error) {
    throw withoutValues(error)
  } finally {
    await lane?.end()
  }
}

/**
 * Drizzle's own `migrate` takes no lock and looks only at the newest row it applied, before its transaction. This keeps
 * its table and its files, and reads the table under the lock.
 */
async function applyNew(tx: Queryable): Promise<number> {
  await tx.execute(sql`select pg_advisory_xact_lock(${LOCK}::bigint)`)
  await tx.execute(sql`create schema if not exists drizzle`)
  await tx.execute(
    sql`create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`,
  )
  const rows = await tx.execute(sql`select created_at from drizzle.__drizzle_migrations`)
  const applied = new Set(rows.map((row) => Number(row.created_at)))
  let count = 0
  for (const migration of readMigrationFiles({ migrationsFolder: migrationsFolder() })) {
    if (applied.has(migration.folderMillis)) continue
    for (const statement of migration.sql) await tx.execute(sql.raw(statement))
    await tx.execute(
      sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${migration.hash}, ${migration.folderMillis})`,
    )
    count += 1
  }
  return count
}

/** `drizzle/` beside `src/` or `dist/`, whichever this module was loaded from. */
export function migrationsFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'drizzle', 'meta', '_journal.json'))) return join(folder, 'drizzle')
    if (folder === dirname(folder)) throw new Error('the folder drizzle/ with the migrations is missing')
  }
}
