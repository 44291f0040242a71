import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'
import { escalations } from './escalation.ts'

/** One execution of a paging policy. Its pages are `pages`; when it goes on is the timer `paging:<escalation>`. */
export const pagingRuns = pgTable(
  'paging_runs',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    escalationId: integer()
      .notNull()
      .references(() => escalations.id),
    /** The run as the domain decides on it, the policy as it was when it started included; parsed where it is read. */
    run: jsonb().$type<unknown>().notNull(),
    startedAt: instant().notNull(),
    endedAt: instant(),
  },
  (t) => [
    // one run at a time; and "which run decides on this press?"
    uniqueIndex('paging_runs_one_running').on(t.escalationId).where(sql`ended_at is null`),
    index('paging_runs_of_escalation').on(t.escalationId),
  ],
)

/** One attempt to reach one person about one escalation. */
export const pages = pgTable(
  'pages',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    escalationId: integer()
      .notNull()
      .references(() => escalations.id),
    userId: text().notNull(),
    /** The run that asked for it; null for a page beside every run: who was handed it, who is asked by hand. */
    runId: bigint({ mode: 'number' }).references(() => pagingRuns.id),
    /** Why this person, as a code: `on_call`. */
    why: text().notNull(),
    /** The same run had paged them before, or this page may have: an answer of Slack's was lost. */
    isRepeat: boolean().notNull().default(false),
    /** Slack silenced them until then when it left, as far as Slack said. */
    silencedUntil: instant(),
    /** Quiet hours: not delivered before. */
    notBefore: instant().notNull(),
    askedAt: instant().notNull(),
    sentAt: instant(),
    seenAt: instant(),
    /** Ended: claimed by them, by somebody else, passed on, or no longer needed. */
    outcome: text().$type<
      | 'claimed'
      | 'claimed_by_other'
      | 'seen_by_other'
      | 'passed'
      | 'replaced'
      | 'undeliverable'
      | 'withdrawn'
      | 'resolved'
      | 'merged'
      | 'moot'
    >(),
    endedAt: instant(),
    /** Key of the message that carries it (its own, or the bundle's). */
    postKey: text(),
  },
  (t) => [
    index('pages_of_escalation').on(t.escalationId),
    // digests: who was woken
    index('pages_sent').on(t.sentAt).where(sql`sent_at is not null`),
    // "what else waits for this person?", when a page leaves
    index('pages_waiting_for').on(t.userId, t.notBefore).where(sql`sent_at is null and ended_at is null`),
  ],
)

/** A page on its way by something else than Slack: one row per page and way. */
export const pageAttempts = pgTable(
  'page_attempts',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    pageId: bigint({ mode: 'number' })
      .notNull()
      .references(() => pages.id),
    /** A way of the person's own, or null. */
    wayId: bigint({ mode: 'number' }),
    /** The team's default way at this place of the settings, counted from 0, where the person has none. */
    teamWay: integer(),
    kind: text().$type<'sms' | 'voice' | 'email' | 'pagerduty' | 'webhook'>().notNull(),
    state: text().$type<'waiting' | 'sent' | 'failed' | 'moot'>().notNull().default('waiting'),
    dueAt: instant().notNull(),
    sentAt: instant(),
    /** What the provider calls it: a message's or a call's id. */
    externalId: text(),
    error: text(),
  },
  (t) => [
    uniqueIndex('page_attempts_once').on(t.pageId, t.wayId),
    uniqueIndex('page_attempts_once_by_team').on(t.pageId, t.teamWay),
    check('page_attempts_one_way', sql`(${t.wayId} is null) <> (${t.teamWay} is null)`),
    // "whose call is this?", when a provider calls back
    index('page_attempts_by_external').on(t.externalId).where(sql`external_id is not null`),
    check('page_attempts_sent', sql`${t.state} <> 'sent' or ${t.sentAt} is not null`),
  ],
)
