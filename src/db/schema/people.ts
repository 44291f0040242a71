import { boolean, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
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
