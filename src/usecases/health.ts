import { sql } from 'drizzle-orm'
import type { Database } from '../db/client.ts'

/** One round trip to the database. Rejects when it can't be had. */
export async function askDatabase(db: Database): Promise<void> {
  await db.read((q) => q.execute(sql`select 1`))
}
