import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'
import { escalations } from './escalation.ts'

/** What falls due is a row (ONCALL 21). Done in the transaction that does what follows, never when it is picked up. */
export const timers = pgTable(
  'timers',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    key: text().notNull(),
    kind: text()
      .$type<'close' | 'remind_question' | 'redraw' | 'paging' | 'came_on_call' | 'warning' | 'breach' | 'next_lead'>()
      .notNull(),
    escalationId: integer()
      .notNull()
      .references(() => escalations.id),
    facts: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    dueAt: instant().notNull(),
    doneAt: instant(),
  },
  (t) => [
    // one waiting timer per thing: setting it again moves it
    uniqueIndex('timers_one_waiting').on(t.key).where(sql`done_at is null`),
    // what is due, whatever the history holds
    index('timers_due').on(t.dueAt).where(sql`done_at is null`),
  ],
)

/** The playground's moved clock: one row, shared by all bots of this database. Production has none. */
export const clockOffset = pgTable('clock_offset', {
  id: integer().primaryKey(),
  offsetMs: bigint({ mode: 'number' }).notNull(),
})
