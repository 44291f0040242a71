import { sql } from 'drizzle-orm'
import type { Log } from '../ports.ts'
import { openDatabase } from './client.ts'

/** Empties a database of ours: `npm start -- --fresh`. The migrations make it anew. */
export async function clearDatabase(url: string, made: { readonly log: Log }): Promise<void> {
  const db = openDatabase({
    url,
    max: 1,
    statementTimeoutMs: 20_000,
    transactionDeadlineMs: 20_000,
    applicationName: 'vigia clear',
    log: made.log,
  })
  try {
    await db.transact(async (tx) => {
      await tx.execute(sql`drop schema if exists public cascade`)
      await tx.execute(sql`drop schema if exists drizzle cascade`)
      await tx.execute(sql`create schema public`)
    })
  } finally {
    await db.close()
  }
}
