import { desc, ne } from 'drizzle-orm'
import { outbox } from '../../db/schema/outbox.ts'
import type { Deps } from '../deps.ts'

/** What is still to be said, or could not be: for the developer's drawer and the command line. No words, no names. */
export async function outboxRows(deps: Deps) {
  const rows = await deps.db.read((q) =>
    q.select().from(outbox).where(ne(outbox.state, 'sent')).orderBy(desc(outbox.id)).limit(100),
  )
  return rows.map((row) => ({
    id: String(row.id),
    kind: row.kind,
    lane: row.lane,
    state: row.state,
    attempts: row.attempts,
    notBefore: row.notBefore.toISOString(),
    nextAttemptAt: row.nextAttemptAt.toISOString(),
    lastError: row.lastError,
  }))
}
