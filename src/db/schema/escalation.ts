import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'
import { FILED, lexemesOf, plainOf, tsvector } from './search.ts'

export const escalations = pgTable(
  'escalations',
  {
    /** The number that people say: ESC-1042. Gaps are harmless. */
    id: integer().primaryKey().generatedAlwaysAsIdentity({ startWith: 1001 }),
    /** Root view id of the form (or another source's own key): filing twice is the database's to refuse. */
    submissionKey: text().notNull(),
    teamId: text().notNull(),
    category: text().notNull(),
    severity: text().$type<'sev1' | 'sev2' | 'sev3' | 'sev4'>().notNull(),
    status: text()
      .$type<'unclaimed' | 'claimed' | 'waiting' | 'resolved' | 'closed' | 'withdrawn' | 'duplicate'>()
      .notNull(),
    isRestricted: boolean().notNull(),
    isHard: boolean().notNull(),
    place: text().$type<'channel' | 'thread'>().notNull(),
    requesterId: text().notNull(),
    department: text(),
    contentLanguage: text().$type<'en' | 'es' | 'other' | 'none' | 'unsure'>().notNull(),
    channelLanguage: text().$type<'en' | 'es'>().notNull(),
    /** Answers to the category's own inputs, by field id. Words of the requester: shown only to who may see all. */
    details: jsonb().$type<Record<string, string>>().notNull().default({}),
    /** Of the planned launches and events in which it was filed (temporary blocks of the team's schedules). */
    tags: text().array().notNull().default([]),
    neededBy: instant(),
    forTeamId: text(),
    filedAt: instant().notNull(),
    ownerId: text(),
    ownedSince: instant(),
    waitingSince: instant(),
    decision: text(),
    resolvedAt: instant(),
    closedAt: instant(),
    withdrawnAt: instant(),
    duplicateOf: integer(),
    linkedAt: instant(),
    /** When the owner last wrote an update that the requester reads. */
    lastUpdateAt: instant(),
    isRequesterInChannel: boolean().notNull().default(false),
    /** Counts reopenings; clocks and channels of an earlier round stay as they were. */
    round: integer().notNull().default(0),
    version: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex('escalations_filed_once').on(t.submissionKey),
    // Home and lists: what is open, newest first, per team
    index('escalations_open_of_team').on(t.teamId, t.filedAt).where(sql`status in ('unclaimed','claimed','waiting')`),
    // Home: mine
    index('escalations_of_owner').on(t.ownerId, t.filedAt),
    // Home: filed by me
    index('escalations_of_requester').on(t.requesterId, t.filedAt),
    // digests: what came in
    index('escalations_filed').on(t.teamId, t.filedAt),
    // the duplicates that a card counts, and that an unlink gives back
    index('escalations_linked_to').on(t.duplicateOf),
    check('escalations_severity_known', sql`${t.severity} in ('sev1','sev2','sev3','sev4')`),
    check(
      'escalations_status_known',
      sql`${t.status} in ('unclaimed','claimed','waiting','resolved','closed','withdrawn','duplicate')`,
    ),
    check(
      'escalations_owner_iff_owned',
      sql`case
    when ${t.status} = 'unclaimed' then ${t.ownerId} is null
    when ${t.status} in ('claimed','waiting','resolved','closed') then ${t.ownerId} is not null
    else true end`,
    ),
    check('escalations_owner_since', sql`(${t.ownerId} is null) = (${t.ownedSince} is null)`),
    check('escalations_waiting_since', sql`(${t.status} = 'waiting') = (${t.waitingSince} is not null)`),
    check(
      'escalations_resolved_with_decision',
      sql`(${t.status} in ('resolved','closed')) = (${t.resolvedAt} is not null and ${t.decision} is not null)`,
    ),
    check('escalations_closed_at', sql`(${t.status} = 'closed') = (${t.closedAt} is not null)`),
    check('escalations_withdrawn_at', sql`(${t.status} = 'withdrawn') = (${t.withdrawnAt} is not null)`),
    check(
      'escalations_duplicate_of',
      sql`(${t.status} = 'duplicate') = (${t.duplicateOf} is not null and ${t.linkedAt} is not null)`,
    ),
    check('escalations_not_its_own_duplicate', sql`${t.duplicateOf} <> ${t.id}`),
    check('escalations_restricted_never_in_thread', sql`not (${t.isRestricted} and ${t.place} = 'thread')`),
  ],
)

/**
 * What people wrote. Timeline rows, questions and resolutions refer to it; it alone may be redacted or purged
 * (body null, redactedAt set), so that facts and figures outlive the words.
 */
export const texts = pgTable(
  'texts',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    escalationId: integer()
      .notNull()
      .references(() => escalations.id),
    kind: text().notNull(),
    authorId: text(),
    body: text(),
    writtenAt: instant().notNull(),
    redactedAt: instant(),
    /** Where it was heard (`D1:1712.01`): Slack delivers some events twice. Null for what came by a form. */
    source: text(),
    /** What search finds of what was filed. Stored: computed for each row that is looked at, it costs a hundred times as much. */
    words: tsvector().generatedAlwaysAs(sql`case when ${FILED} then ${lexemesOf(sql`body`)} end`),
  },
  (t) => [
    uniqueIndex('texts_heard_once').on(t.source).where(sql`source is not null`),
    // the texts of one escalation, for its detail and its purge
    index('texts_of_escalation').on(t.escalationId),
    // search: words in either language, each by its stem; a word that is nothing but grammar in one counts in the other
    index('texts_by_word').using('gin', t.words).where(FILED),
    // search: parts of ids and links
    index('texts_by_part')
      .using('gin', sql`(${plainOf(sql`body`)}) gin_trgm_ops`)
      .where(FILED),
    check('texts_redacted_or_there', sql`(${t.body} is null) = (${t.redactedAt} is not null)`),
  ],
)

/** Links and ids read out of what was written, normalised for comparison; kept as typed in the text itself. */
export const references = pgTable(
  'escalation_references',
  {
    escalationId: integer()
      .notNull()
      .references(() => escalations.id),
    kind: text().$type<'url' | 'id'>().notNull(),
    value: text().notNull(),
    /** As typed, for the detail (shown defanged). */
    typed: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.escalationId, t.kind, t.value] }),
    // "same link or id open already?", while filing
    index('references_by_value').on(t.value),
  ],
)

export const followers = pgTable(
  'followers',
  {
    escalationId: integer()
      .notNull()
      .references(() => escalations.id),
    userId: text().notNull(),
    since: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.escalationId, t.userId] })],
)

/** Who belongs in the work channel, and why; restricted: who was named in addition to the category's list. */
export const participants = pgTable(
  'participants',
  {
    escalationId: integer()
      .notNull()
      .references(() => escalations.id),
    userId: text().notNull(),
    role: text().$type<'owner' | 'paged' | 'brought_in' | 'requester'>().notNull(),
    since: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.escalationId, t.userId] })],
)

export const resolutions = pgTable(
  'resolutions',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    escalationId: integer()
      .notNull()
      .references(() => escalations.id),
    round: integer().notNull(),
    decision: text().notNull(),
    rule: text(),
    reasonId: bigint({ mode: 'number' }).references(() => texts.id),
    sentenceId: bigint({ mode: 'number' }).references(() => texts.id),
    rootCause: text(),
    resolvedBy: text().notNull(),
    resolvedAt: instant().notNull(),
    /** Undone by a reopening; the row stays. */
    reopenedAt: instant(),
    wasHelpful: boolean(),
    votedAt: instant(),
  },
  (t) => [
    uniqueIndex('resolutions_one_in_force').on(t.escalationId).where(sql`reopened_at is null`),
    // digests: what was decided, and what came back
    index('resolutions_by_instant').on(t.resolvedAt),
    index('resolutions_reopened').on(t.reopenedAt).where(sql`reopened_at is not null`),
  ],
)

export const questions = pgTable(
  'questions',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    escalationId: integer()
      .notNull()
      .references(() => escalations.id),
    textId: bigint({ mode: 'number' })
      .notNull()
      .references(() => texts.id),
    askedBy: text().notNull(),
    askedAt: instant().notNull(),
    remindedTimes: integer().notNull().default(0),
    answerTextId: bigint({ mode: 'number' }).references(() => texts.id),
    answeredBy: text(),
    answeredAt: instant(),
  },
  (t) => [
    uniqueIndex('questions_one_open').on(t.escalationId).where(sql`answered_at is null`),
    // how long an escalation waited for its requester
    index('questions_of_escalation').on(t.escalationId),
  ],
)

/** What one person asks another to agree to: a handover, a withdrawal, access to a restricted escalation. */
export const requests = pgTable(
  'requests',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    escalationId: integer()
      .notNull()
      .references(() => escalations.id),
    kind: text().$type<'handover' | 'withdrawal' | 'access'>().notNull(),
    fromId: text().notNull(),
    /** Whose answer is awaited. */
    toId: text(),
    textId: bigint({ mode: 'number' }).references(() => texts.id),
    state: text().$type<'open' | 'accepted' | 'declined' | 'cancelled'>().notNull().default('open'),
    askedAt: instant().notNull(),
    decidedAt: instant(),
    decidedBy: text(),
  },
  (t) => [
    uniqueIndex('requests_one_open').on(t.escalationId, t.kind, t.fromId).where(sql`state = 'open'`),
    check('requests_decided', sql`(${t.state} = 'open') = (${t.decidedAt} is null)`),
  ],
)

/**
 * A form that was pressed once and waits for "Already known?": what it held, by its root view. Any bot of this database
 * may be handed the second press. Gone once filed, or after a day.
 */
export const filingDrafts = pgTable('filing_drafts', {
  rootViewId: text().primaryKey(),
  filing: jsonb().$type<unknown>().notNull(),
  keptAt: instant().notNull(),
})
