import { bigint, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'
import { escalations, texts } from './escalation.ts'

/** Append-only: triggers refuse UPDATE, DELETE and TRUNCATE. Facts and ids; words lie in `texts`. */
export const timeline = pgTable(
  'timeline',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    escalationId: integer()
      .notNull()
      .references(() => escalations.id),
    event: text().notNull(),
    actorKind: text().$type<'person' | 'job' | 'cli'>().notNull(),
    actorId: text().notNull(),
    facts: jsonb().$type<Record<string, unknown>>().notNull(),
    textId: bigint({ mode: 'number' }).references(() => texts.id),
    /** Who reads its words: `requester` (and followers) as well, or the `team` only. */
    audience: text().$type<'requester' | 'team'>().notNull(),
    at: instant().notNull(),
  },
  (t) => [
    // the timeline of one escalation, paged
    index('timeline_of_escalation').on(t.escalationId, t.id),
  ],
)
