import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  json,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'

/**
 * Who is on call. A schedule's rules are kept in the form of the settings file, so that one parser reads them and what is
 * exported can be applied again. `[start_at, end_at)` everywhere; the exclusion constraint on overrides and the append-only
 * record are in the migration, since Drizzle has no words for them.
 */
export const schedules = pgTable(
  'schedules',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    teamId: text().notNull(),
    name: text().notNull(),
    /** Rises with each edit of the rules: an edit of an older version is refused. */
    version: integer().notNull().default(1),
    /** `json`, which keeps the order of keys: rotations are named in the order in which they are paged. */
    rules: json().$type<unknown>().notNull(),
    /** The turns begun when the rules were edited last (SCHEDULES, Turns and the line). */
    checkpoints: jsonb().$type<unknown>().notNull().default([]),
    /** Digest of the settings file's part that these rules come from: a changed file is offered as a plan. */
    fileDigest: text(),
    /**
     * A new one with each override, swap, kept day, deactivation or edit: what was prepared from another is stale. Of a
     * sequence, so that one that was rolled back never comes again with something else in it.
     */
    revision: bigint({ mode: 'number' }).notNull().generatedByDefaultAsIdentity(),
    /** Up to here the record of who was on call is written: what changes later can't reach behind it. */
    recordedUntil: instant().notNull(),
    updatedAt: instant().notNull(),
    retiredAt: instant(),
  },
  (t) => [
    // one living schedule of a name
    uniqueIndex('schedules_by_name').on(t.name).where(sql`retired_at is null`),
  ],
)

export const scheduleVersions = pgTable(
  'schedule_versions',
  {
    scheduleId: integer()
      .notNull()
      .references(() => schedules.id),
    version: integer().notNull(),
    rules: json().$type<unknown>().notNull(),
    /** Slack user id; null: the settings file. */
    by: text(),
    reason: text(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.scheduleId, t.version] })],
)

export const overrides = pgTable(
  'overrides',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    scheduleId: integer()
      .notNull()
      .references(() => schedules.id),
    kind: text().$type<'replace' | 'add' | 'nobody'>().notNull(),
    /** `*` for a replacement: it holds in every rotation. */
    rotation: text().notNull(),
    /** The one replaced, or added; `*` for nobody (NULL would escape the exclusion constraint). */
    subject: text().notNull(),
    /** Who comes in place of the subject. */
    substitute: text(),
    startAt: instant().notNull(),
    endAt: instant().notNull(),
    reason: text(),
    /** Slack user id; null: the settings file. */
    createdBy: text(),
    createdAt: instant().notNull(),
    undoneBy: text(),
    undoneAt: instant(),
  },
  (t) => [
    // the snapshot's look-up: what is in force from some instant on
    index('overrides_of_schedule').on(t.scheduleId, t.endAt).where(sql`undone_at is null`),
    check('overrides_in_order', sql`${t.endAt} > ${t.startAt}`),
    check('overrides_shape', sql`(${t.kind} = 'replace') = (${t.substitute} is not null)`),
    check('overrides_not_by_themselves', sql`${t.substitute} is distinct from ${t.subject}`),
  ],
)

/** A shift that somebody seeks cover for, and what became of it (ONCALL 10). */
export const swaps = pgTable(
  'swaps',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    scheduleId: integer()
      .notNull()
      .references(() => schedules.id),
    rotation: text().notNull(),
    layer: text().$type<'weekday' | 'weekend' | 'holiday'>().notNull(),
    /** The start of the shift given: what a swap is bound to. Its end is for people. */
    shiftStart: instant().notNull(),
    shiftEnd: instant().notNull(),
    giver: text().notNull(),
    taker: text(),
    /** The shift that the giver takes in return; all null for a cover. */
    returnRotation: text(),
    returnLayer: text().$type<'weekday' | 'weekend' | 'holiday'>(),
    returnStart: instant(),
    returnEnd: instant(),
    state: text()
      .$type<'offered' | 'awaiting_approval' | 'accepted' | 'declined' | 'expired' | 'withdrawn' | 'undone' | 'void'>()
      .notNull(),
    /** To whom it is offered. */
    offeredTo: text().array().notNull(),
    declinedBy: text().array().notNull().default([]),
    reason: text(),
    askedBy: text().notNull(),
    askedAt: instant().notNull(),
    expiresAt: instant().notNull(),
    /** Order of acceptance, in which swaps apply: the next of the schedule, under its lock. */
    acceptedSeq: integer(),
    acceptedAt: instant(),
    /** The lead who approved or refused it, or who undid it. */
    decidedBy: text(),
    endedAt: instant(),
  },
  (t) => [
    // one open request per shift: two at once would be two takers
    uniqueIndex('swaps_one_open')
      .on(t.scheduleId, t.rotation, t.layer, t.shiftStart)
      .where(sql`state in ('offered','awaiting_approval')`),
    // the snapshot's look-up
    index('swaps_accepted').on(t.scheduleId, t.acceptedSeq).where(sql`state = 'accepted'`),
    check(
      'swaps_taken',
      sql`(${t.state} <> 'awaiting_approval' or ${t.taker} is not null) and (${t.state} <> 'accepted' or num_nulls(${t.taker}, ${t.acceptedSeq}, ${t.acceptedAt}) = 0)`,
    ),
    check(
      'swaps_return_whole',
      sql`num_nulls(${t.returnRotation}, ${t.returnLayer}, ${t.returnStart}, ${t.returnEnd}) in (0, 4)`,
    ),
  ],
)

/** An open stretch that people are asked to take: the first yes has it, and becomes an override that adds them. */
export const coverAsks = pgTable(
  'cover_asks',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    scheduleId: integer()
      .notNull()
      .references(() => schedules.id),
    rotation: text().notNull(),
    startAt: instant().notNull(),
    endAt: instant().notNull(),
    asked: text().array().notNull(),
    declinedBy: text().array().notNull().default([]),
    state: text().$type<'open' | 'taken' | 'expired' | 'withdrawn'>().notNull().default('open'),
    takenBy: text(),
    overrideId: bigint({ mode: 'number' }).references(() => overrides.id),
    askedBy: text().notNull(),
    askedAt: instant().notNull(),
    expiresAt: instant().notNull(),
    endedAt: instant(),
  },
  (t) => [
    uniqueIndex('cover_asks_one_open').on(t.scheduleId, t.rotation, t.startAt).where(sql`state = 'open'`),
    check('cover_asks_taken', sql`(${t.state} = 'taken') = (${t.takenBy} is not null)`),
  ],
)

/** Local days that somebody keeps free of duty, on all schedules; both ends inclusive. */
export const keptDays = pgTable(
  'kept_days',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    userId: text().notNull(),
    fromOn: date({ mode: 'string' }).notNull(),
    toOn: date({ mode: 'string' }).notNull(),
    /** The public holiday it is charged to; null: the yearly allowance. */
    tradedHolidayOn: date({ mode: 'string' }),
    declaredAt: instant().notNull(),
    undoneAt: instant(),
  },
  (t) => [
    index('kept_days_by_person').on(t.userId, t.fromOn).where(sql`undone_at is null`),
    check('kept_days_in_order', sql`${t.toOn} >= ${t.fromOn}`),
  ],
)

/** From when to when somebody's account was deactivated: their slots are vacant then (SCHEDULES, Turns and the line). */
export const deactivations = pgTable(
  'deactivations',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    userId: text().notNull(),
    at: instant().notNull(),
    /** Null: they are still away. */
    until: instant(),
  },
  (t) => [
    // nobody leaves twice without having come back
    uniqueIndex('deactivations_one_open').on(t.userId).where(sql`until is null`),
    // the snapshot's look-up
    index('deactivations_by_person').on(t.userId, t.at),
    check('deactivations_in_order', sql`${t.until} is null or ${t.until} >= ${t.at}`),
  ],
)

/** Who was on call, written as it happens, never rewritten (ONCALL 9): a row is opened, then closed. */
export const onCallRecord = pgTable(
  'on_call_record',
  {
    scheduleId: integer()
      .notNull()
      .references(() => schedules.id),
    rotation: text().notNull(),
    startAt: instant().notNull(),
    endAt: instant(),
    people: text().array().notNull(),
    layer: text(),
    why: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.scheduleId, t.rotation, t.startAt] }),
    // one stretch is open at a time
    uniqueIndex('on_call_record_one_open').on(t.scheduleId, t.rotation).where(sql`end_at is null`),
    check('on_call_record_in_order', sql`${t.endAt} is null or ${t.endAt} > ${t.startAt}`),
  ],
)

/** "I'll be there": one answer per shift and person. */
export const confirmations = pgTable(
  'confirmations',
  {
    scheduleId: integer()
      .notNull()
      .references(() => schedules.id),
    rotation: text().notNull(),
    layer: text().$type<'weekday' | 'weekend' | 'holiday'>().notNull(),
    shiftStart: instant().notNull(),
    userId: text().notNull(),
    confirmedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.scheduleId, t.rotation, t.layer, t.shiftStart, t.userId] })],
)

/** What is to be done for a schedule at an instant: posts, handoffs, reminders, searches. Each once (ONCALL 22). */
export const dutyTimers = pgTable(
  'duty_timers',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** What and when, in words: `weekend_post:core:2026-11-27`. Said once, ever. */
    key: text().notNull(),
    kind: text().notNull(),
    facts: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    dueAt: instant().notNull(),
    doneAt: instant(),
    /** Done after its window had passed: not sent, and visible as that. */
    isSkipped: boolean().notNull().default(false),
  },
  (t) => [uniqueIndex('duty_timers_once').on(t.key), index('duty_timers_due').on(t.dueAt).where(sql`done_at is null`)],
)

/** What was posted ahead of a weekend or a holiday: once per schedule, kind and local date (ONCALL 22). */
export const dutyPosts = pgTable(
  'duty_posts',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    scheduleId: integer()
      .notNull()
      .references(() => schedules.id),
    kind: text().$type<'weekend' | 'holiday'>().notNull(),
    /** Local date of the schedule's zone. */
    postedOn: date({ mode: 'string' }).notNull(),
    dueAt: instant().notNull(),
    postedAt: instant().notNull(),
    startAt: instant().notNull(),
    endAt: instant().notNull(),
    /** What it announces: `[[start, end], …]` in ISO 8601. */
    windows: jsonb().$type<unknown>().notNull(),
    /** Who was on call when, as of the newest edition: what differs from it is posted anew. */
    signature: text().notNull(),
    /** How many times it was posted anew; buttons stand in the newest edition alone. */
    edition: integer().notNull().default(0),
    /** The leads were told who hadn't confirmed. */
    leadsToldAt: instant(),
  },
  (t) => [
    uniqueIndex('duty_posts_once').on(t.scheduleId, t.kind, t.postedOn),
    // what is drawn again when somebody confirms or the schedule changes
    index('duty_posts_ahead').on(t.scheduleId, t.endAt),
    check('duty_posts_in_order', sql`${t.endAt} > ${t.startAt}`),
  ],
)

/** Who was told by DM that they are next, and how often: first, and reminded. */
export const dutyCalls = pgTable(
  'duty_calls',
  {
    postId: bigint({ mode: 'number' })
      .notNull()
      .references(() => dutyPosts.id),
    userId: text().notNull(),
    /** 1: reminded. */
    edition: integer().notNull().default(0),
    toldAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.postId, t.userId] })],
)

/** Gaps that were found, so that each is told once and struck when it is filled. */
export const gapFindings = pgTable(
  'gap_findings',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    scheduleId: integer()
      .notNull()
      .references(() => schedules.id),
    kind: text().$type<'nobody' | 'language'>().notNull(),
    /** The role, or the language that nobody reads. */
    subject: text().notNull(),
    startAt: instant().notNull(),
    endAt: instant().notNull(),
    foundAt: instant().notNull(),
    closedAt: instant(),
  },
  (t) => [
    uniqueIndex('gap_findings_once').on(t.scheduleId, t.kind, t.subject, t.startAt).where(sql`closed_at is null`),
  ],
)

/** A calendar that somebody may subscribe to by its address; only the token's hash is kept. */
export const calendarFeeds = pgTable(
  'calendar_feeds',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    kind: text().$type<'person' | 'team'>().notNull(),
    /** Slack user id, or the team's id. */
    subject: text().notNull(),
    tokenHash: text().notNull(),
    language: text().$type<'en' | 'es'>().notNull(),
    createdBy: text().notNull(),
    createdAt: instant().notNull(),
    revokedAt: instant(),
  },
  (t) => [
    uniqueIndex('calendar_feeds_by_token').on(t.tokenHash),
    // one living address per person and subject: a new one revokes the old
    uniqueIndex('calendar_feeds_one').on(t.kind, t.subject, t.createdBy).where(sql`revoked_at is null`),
  ],
)

/** What calendars were told of a shift: its sequence rises with each change, and what is gone stays, as cancelled. */
export const calendarEvents = pgTable(
  'calendar_events',
  {
    uid: text().primaryKey(),
    scheduleId: integer()
      .notNull()
      .references(() => schedules.id),
    rotation: text().notNull(),
    userId: text().notNull(),
    startAt: instant().notNull(),
    endAt: instant().notNull(),
    layer: text(),
    sequence: integer().notNull().default(0),
    isCancelled: boolean().notNull().default(false),
    changedAt: instant().notNull(),
  },
  (t) => [
    index('calendar_events_by_person').on(t.userId, t.endAt),
    index('calendar_events_by_schedule').on(t.scheduleId, t.endAt),
  ],
)
