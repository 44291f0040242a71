import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { outbox } from '../db/schema/outbox.ts'
import { notifyDue } from '../db/wake.ts'
import { addressOf, type Intent } from './intents.ts'

/**
 * Commits messages with the fact that they tell (STYLE, rule 8). A surface that was said before is armed again, in its
 * place in its stream; a notice of the same key is said once. Nothing is sent before `notBefore` (quiet hours).
 */
export async function say(
  tx: Queryable,
  now: Date,
  intents: readonly { readonly intent: Intent; readonly notBefore?: Date }[],
): Promise<void> {
  for (const { intent, notBefore } of intents) {
    const { key, stream, lane, isSurface } = addressOf(intent)
    const from = notBefore !== undefined && notBefore > now ? notBefore : now
    const insert = tx.insert(outbox).values({
      key,
      kind: intent.kind,
      lane,
      stream,
      escalationId: intent.escalationId,
      intent,
      notBefore: from,
      nextAttemptAt: from,
      createdAt: now,
    })
    if (isSurface) {
      await insert.onConflictDoUpdate({
        target: outbox.key,
        set: {
          version: sql`${outbox.version} + 1`,
          state: 'waiting',
          // What is held for the morning stays held; what waits for Slack is tried at once.
          nextAttemptAt: sql`greatest(${outbox.notBefore}, excluded.next_attempt_at)`,
          attempts: 0,
          settledAt: null,
        },
      })
    } else {
      await insert.onConflictDoNothing({ target: outbox.key })
    }
  }
  if (intents.length > 0) await notifyDue(tx)
}
