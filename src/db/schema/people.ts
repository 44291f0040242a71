import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'

/** What Slack told us of a person, so that cards can be drawn while Slack is silent. */
export const people = pgTable('people', {
  id: text().primaryKey(),
  workspaceId: text().notNull(),
  displayName: text().notNull(),
  zone: text().notNull(),
  slackLocale: text().notNull(),
  isGuest: boolean().notNull(),
  isBot: boolean().notNull(),
  isDeactivated: boolean().notNull(),
  /** Their DM with us, once opened. */
  dmChannelId: text(),
  /** Slack's do-not-disturb, as it was last read: silenced until then; null where it wasn't. */
  silencedUntil: instant(),
  silenceReadAt: instant(),
  learnedAt: instant().notNull(),
})

/** Members of the user groups that the settings name. */
export const groupMembers = pgTable(
  'group_members',
  {
    groupId: text().notNull(),
    userId: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.groupId, t.userId] }),
    // "which groups is this person in?"
    index('group_members_by_user').on(t.userId),
  ],
)

/** A person's own ways to be reached outside Slack, in their order. Addresses are sealed with `VIGIA_KEY`. */
export const ways = pgTable(
  'ways',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    userId: text().notNull(),
    kind: text().$type<'sms' | 'voice' | 'email' | 'pagerduty' | 'webhook'>().notNull(),
    sealedAddress: text().notNull(),
    /** The same number gives the same digest (keyed with `VIGIA_KEY`): an answer by SMS finds its sender. */
    addressDigest: text().notNull(),
    /** What may be shown of it: `••42`. */
    hint: text().notNull(),
    /** Counted from 0; Slack comes before all of them. */
    position: integer().notNull(),
    /** After the page, unless it was seen before; 0: at once. */
    delayMinutes: integer().notNull(),
    createdAt: instant().notNull(),
    /** Not used before. */
    verifiedAt: instant(),
    testedAt: instant(),
    removedAt: instant(),
  },
  (t) => [
    // "how is this person reached?", for each page
    uniqueIndex('ways_of_person').on(t.userId, t.position).where(sql`removed_at is null`),
    // "whose number is this?", when somebody answers by SMS
    index('ways_by_address').on(t.addressDigest).where(sql`removed_at is null`),
  ],
)

/** The code that proves that a way reaches its person; only its digest is kept. */
export const wayVerifications = pgTable('way_verifications', {
  wayId: bigint({ mode: 'number' })
    .primaryKey()
    .references(() => ways.id),
  codeDigest: text().notNull(),
  sentAt: instant().notNull(),
  expiresAt: instant().notNull(),
  tries: integer().notNull().default(0),
})
