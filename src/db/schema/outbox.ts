import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'
import { escalations } from './escalation.ts'

/** What is to be said. Committed with the fact, leased by a relay, sent outside any transaction (ONCALL 24–27). */
export const outbox = pgTable(
  'outbox',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** One surface (`card:1042`) or one notice (`line:57:U1`): unique, so that nothing is said twice. */
    key: text().notNull(),
    kind: text().notNull(),
    lane: text().$type<'page' | 'work' | 'bulk'>().notNull(),
    /** Rows of one stream leave in the order of their ids (a thread's lines, after the message that they hang from). */
    stream: text().notNull(),
    escalationId: integer(),
    intent: jsonb().$type<unknown>().notNull(),
    state: text().$type<'waiting' | 'sent' | 'moot' | 'unroutable'>().notNull().default('waiting'),
    /** Rises when a surface must be drawn again; settled only if it is still the version that was leased. */
    version: integer().notNull().default(1),
    /** Who leaves first: 1 a sev1, 2 a sev2 or what the law gives a deadline, 3 the rest. */
    urgency: smallint().notNull().default(3),
    /** Quiet hours, domain time. */
    notBefore: instant().notNull(),
    /** Domain time. */
    nextAttemptAt: instant().notNull(),
    attempts: integer().notNull().default(0),
    /** Machine time (the database's): after it, whoever leased it is taken for dead. */
    leasedUntil: instant(),
    leasedBy: text(),
    /** A call may have taken effect without our knowing: look before sending again. */
    isUncertain: boolean().notNull().default(false),
    lastError: text(),
    /** Key of the morning's one message that says it, where it doesn't stand alone. */
    carriedBy: text(),
    createdAt: instant().notNull(),
    settledAt: instant(),
  },
  (t) => [
    uniqueIndex('outbox_said_once').on(t.key),
    // the relay's look-up of what is due, most urgent first, however long the history
    index('outbox_due').on(t.lane, t.urgency, t.nextAttemptAt).where(sql`state = 'waiting'`),
    // "what else waited for this person's morning?"
    index('outbox_held_for').on(sql`(intent ->> 'userId')`).where(sql`state = 'waiting' and not_before > created_at`),
    // "what does this message carry?", when it is drawn again
    index('outbox_carried').on(t.carriedBy).where(sql`carried_by is not null`),
    // the card's "something could not be delivered"
    index('outbox_unroutable').on(t.escalationId).where(sql`state = 'unroutable'`),
    // order within a stream
    index('outbox_stream_waiting').on(t.stream, t.id).where(sql`state = 'waiting'`),
    check('outbox_lease', sql`(${t.leasedUntil} is null) = (${t.leasedBy} is null)`),
  ],
)

/** Where a message of ours stands in Slack, so that it can be edited, answered in its thread, or found again. */
export const posts = pgTable(
  'posts',
  {
    key: text().primaryKey(),
    escalationId: integer(),
    channelId: text().notNull(),
    ts: text().notNull(),
    /** Digest of what was last rendered: an edit that changes nothing isn't made. */
    digest: text().notNull(),
    postedAt: instant().notNull(),
    pinnedAt: instant(),
  },
  (t) => [
    // "which escalation does this thread belong to?", when somebody answers in it
    uniqueIndex('posts_by_place').on(t.channelId, t.ts, t.key),
  ],
)

/** When the other side could not be reached, from its first refusal to its next answer. Domain time. */
export const outages = pgTable(
  'outages',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    service: text().$type<'slack'>().notNull(),
    beganAt: instant().notNull(),
    endedAt: instant(),
  },
  (t) => [
    // one at a time, whoever notices
    uniqueIndex('outages_one_open').on(t.service).where(sql`ended_at is null`),
    check('outages_in_order', sql`${t.endedAt} is null or ${t.endedAt} >= ${t.beganAt}`),
  ],
)

export const workChannels = pgTable(
  'work_channels',
  {
    escalationId: integer()
      .notNull()
      .references(() => escalations.id),
    /** 0 is `esc-1042…`, 1 is `esc-1042-b` after a reopening, and so on. */
    sequence: integer().notNull(),
    isPrivate: boolean().notNull(),
    state: text().$type<'wanted' | 'open' | 'refused' | 'archived'>().notNull(),
    channelId: text(),
    /** As Slack returned it. */
    name: text(),
    /** Last topic set: set again only when it differs. */
    topic: text(),
    /** Set once the channel should be archived. */
    archiveWanted: boolean().notNull().default(false),
    wantedAt: instant().notNull(),
    openedAt: instant(),
  },
  (t) => [
    uniqueIndex('work_channels_of_escalation').on(t.escalationId, t.sequence),
    uniqueIndex('work_channels_by_channel').on(t.channelId),
    check(
      'work_channels_open_has_channel',
      sql`${t.state} not in ('open','archived') or (${t.channelId} is not null and ${t.name} is not null)`,
    ),
  ],
)

/** Who has been invited into which work channel: an invitation isn't repeated when they leave. */
export const invitations = pgTable(
  'invitations',
  {
    channelId: text().notNull(),
    userId: text().notNull(),
    result: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [uniqueIndex('invitations_once').on(t.channelId, t.userId)],
)
