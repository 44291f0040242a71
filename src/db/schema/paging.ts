import { sql } from 'drizzle-orm'
import { bigint, index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'
import { escalations } from './escalation.ts'

/** One attempt to reach one person about one escalation. */
export const pages = pgTable(
  'pages',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    escalationId: integer()
      .notNull()
      .references(() => escalations.id),
    userId: text().notNull(),
    /** Why this person, as a code: `on_call`. */
    why: text().notNull(),
    /** Quiet hours: not delivered before. */
    notBefore: instant().notNull(),
    askedAt: instant().notNull(),
    sentAt: instant(),
    seenAt: instant(),
    /** Ended: claimed by them, by somebody else, passed on, or no longer needed. */
    outcome: text().$type<'claimed' | 'claimed_by_other' | 'passed' | 'withdrawn' | 'moot'>(),
    endedAt: instant(),
    /** Key of the message that carries it (its own, or the bundle's). */
    postKey: text(),
  },
  (t) => [
    index('pages_of_escalation').on(t.escalationId),
    // "what else waits for this person?", when a page leaves
    index('pages_waiting_for').on(t.userId, t.notBefore).where(sql`sent_at is null and ended_at is null`),
  ],
)
