import { sql } from 'drizzle-orm'
import { afterAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/db/client.ts'
import { migrateDatabase } from '../../src/db/migrate.ts'
import { emptyDatabase, testDatabase } from '../support/database.ts'
import { quietLog } from '../support/quiet-log.ts'

const closing: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of closing) await close()
})

describe('migrations', () => {
  test('four instances that start together on an empty database all come up, and each migration is applied once', async () => {
    const url = await emptyDatabase()
    await Promise.all([1, 2, 3, 4].map(() => migrateDatabase(url, { log: quietLog })))

    const db = openDatabase({
      ...{ url, max: 1, statementTimeoutMs: 5_000, transactionDeadlineMs: 5_000 },
      ...{ applicationName: 'test', log: quietLog },
    })
    closing.push(() => db.close())
    const rows = await db.read((q) =>
      q.execute(sql`select hash, count(*)::int as times from drizzle.__drizzle_migrations group by 1`),
    )
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.filter((row) => row.times !== 1)).toEqual([])
  })

  test('a migrated database is left as it is', async () => {
    const { db, url, drop } = await testDatabase()
    closing.push(drop)
    const applied = () =>
      db.read(async (q) => [...(await q.execute(sql`select * from drizzle.__drizzle_migrations order by id`))])
    const before = await applied()
    await migrateDatabase(url, { log: quietLog })
    expect(await applied()).toEqual(before)
  })
})
