import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { outbox } from '../db/schema/outbox.ts'
import { urgencyOf } from '../db/stores/urgency.ts'
import { notifyDue } from '../db/wake.ts'
import { addressOf, escalationOf, type Intent } from './intents.ts'

type Row = Omit<typeof outbox.$inferInsert, 'urgency'> & { readonly urgency: number | SQL<number> }

/**
 * Commits messages with the fact that they tell (STYLE, rule 8). A surface that was said before is armed again, in its
 * place in its stream; a notice of the same key is said once. Nothing is sent before `notBefore` (quiet hours).
 */
export async function say(
  tx: Queryable,
  now: Date,
  intents: readonly { readonly intent: Intent; readonly notBefore?: Date }[],
): Promise<void> {
  if (intents.length === 0) return
  // Keyed, because one statement may touch a row once; what was said last counts.
  const surfaces = new Map<string, Row>()
  const notices = new Map<string, Row>()
  for (const { intent, notBefore } of intents) {
    const { key, stream, lane, isSurface } = addressOf(intent)
    const from = notBefore !== undefined && notBefore > now ? notBefore : now
    const { kind } = intent
    const escalationId = escalationOf(intent)
    const urgency = escalationId === null ? 3 : urgencyOf(escalationId)
    const dated = { notBefore: from, nextAttemptAt: from, createdAt: now }
    const row = { key, kind, lane, stream, escalationId, intent, urgency, ...dated }
    if (isSurface) surfaces.set(key, row)
    else if (!notices.has(key)) notices.set(key, row)
  }
  // Surfaces first: a line follows the message in whose thread it stands. Two statements in all, however many messages:
  // whoever pressed the button waits for them.
  if (surfaces.size > 0) {
    await tx
      .insert(outbox)
      .values([...surfaces.values()])
      .onConflictDoUpdate({
        target: outbox.key,
        set: {
          version: sql`${outbox.version} + 1`,
          state: 'waiting',
          urgency: sql`excluded.urgency`,
          // What is held for the morning stays held, till the instant of its first word; what waits for Slack is tried at once.
          nextAttemptAt: sql`greatest(${outbox.notBefore}, ${now.toISOString()}::timestamptz)`,
          attempts: 0,
          settledAt: null,
        },
      })
  }
  if (notices.size > 0) {
    await tx
      .insert(outbox)
      .values([...notices.values()])
      .onConflictDoNothing({ target: outbox.key })
  }
  await notifyDue(tx)
}
