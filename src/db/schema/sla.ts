import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'
import { escalations } from './escalation.ts'

export const clocks = pgTable(
  'clocks',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    escalationId: integer()
      .notNull()
      .references(() => escalations.id),
    round: integer().notNull(),
    kind: text().$type<'claim' | 'first_update' | 'next_update' | 'resolve' | 'obligation'>().notNull(),
    /** Which obligation of the settings; empty for the team's own promises. */
    obligation: text().notNull().default(''),
    /** Promised duration, in minutes of its calendar. */
    targetMinutes: integer().notNull(),
    /** Working hours with zone and holidays, frozen when the clock began; null: round the clock. */
    calendar: jsonb().$type<unknown>(),
    startedAt: instant().notNull(),
    /** The deadline; moves when a pause ends. */
    dueAt: instant().notNull(),
    state: text().$type<'running' | 'paused' | 'met' | 'met_late' | 'cancelled'>().notNull(),
    pausedAt: instant(),
    /** Why it is paused, as a code: of an obligation one of the grounds that the law knows. */
    pauseReason: text(),
    /** First instant at which it was seen late; nothing undoes it. */
    breachedAt: instant(),
    endedAt: instant(),
    /** How many of its warnings were given; one for the team's own promises, at set fractions for an obligation. */
    warnings: integer().notNull().default(0),
    warnedAt: instant(),
    /** Its breach was told to whom it concerns. */
    breachToldAt: instant(),
  },
  (t) => [
    uniqueIndex('clocks_one_running').on(t.escalationId, t.kind, t.obligation).where(sql`ended_at is null`),
    index('clocks_of_escalation').on(t.escalationId),
    // digests: promises kept, and how long things took
    index('clocks_done').on(t.endedAt).where(sql`state in ('met','met_late')`),
    // digests: promises broken
    index('clocks_breached').on(t.breachedAt).where(sql`breached_at is not null`),
    check('clocks_paused', sql`(${t.state} = 'paused') = (${t.pausedAt} is not null)`),
    check('clocks_ended', sql`(${t.state} in ('met','met_late','cancelled')) = (${t.endedAt} is not null)`),
    check('clocks_met_late_is_breached', sql`${t.state} <> 'met_late' or ${t.breachedAt} is not null`),
  ],
)
