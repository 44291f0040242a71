import { counted } from '../../plural.ts'

/** What is read in a modal: an escalation, its timeline, lists; and the short answers to a command. */
export const reading = {
  close: 'Close',
  back: 'Back',
  previous: 'Previous',
  next: 'Next',
  open: 'Open',
  claim: 'Claim',
  openOf: (number: string) => `Open ${number}`,
  claimOf: (number: string) => `Claim ${number}`,
  pageOf: (page: number, pages: number) => `Page ${page} of ${pages}`,
  detail: {
    body: 'What happened',
    references: 'Links and ids',
    referencesNote: 'Shown so that none opens by accident.',
    details: 'Details',
    filed: (name: string, at: string) => `Filed by ${name}, ${at}`,
    filedFrom: (name: string, department: string, at: string) => `Filed by ${name} (${department}), ${at}`,
    filedAt: (at: string) => `Filed ${at}`,
    neededBy: (at: string) => `Needed by ${at}`,
    during: (tags: string) => `During ${tags}`,
    followers: (names: string) => `Also kept posted: ${names}`,
    updates: 'Updates',
    update: (name: string, at: string) => `${name}, ${at}`,
    teamUpdate: (name: string, at: string) => `${name}, ${at} · team only`,
    moreUpdates: (count: number) =>
      `${counted('en', count, { one: 'older one', other: 'older ones' })} in the timeline`,
    decision: (decision: string) => `Decision: ${decision}`,
    rule: (rule: string) => `Rule: ${rule}`,
    reason: (reason: string) => `Reason: ${reason}`,
    rootCause: (cause: string) => `Root cause: ${cause}`,
    inChannel: (channel: string) => `Worked on in ${channel}`,
    inThread: (url: string) => `Worked on in <${url}|the card's thread>`,
    join: 'Join the channel',
    actions: 'Actions…',
    restricted: '🔒 Restricted: you see that it exists, and no more.',
  },
  actions: {
    nothing: 'There is nothing here that you can do now.',
  },
  lists: {
    title: 'Escalations',
    open: 'All that is open',
    mine: 'What is yours and what you filed',
    none: 'None.',
  },
  timeline: {
    title: 'Timeline',
    none: 'Nothing yet.',
  },
  answers: {
    help: (command: string) =>
      [
        `\`${command}\` or \`${command} some words\`: file an escalation`,
        `\`${command} list\`: all that is open`,
        `\`${command} mine\`: what is yours and what you filed`,
        `\`${command} show 1042\`: one of them`,
        `\`${command} page 1042\`: page again, or \`@somebody\` behind it (the team)`,
        `\`${command} find words category:hate owner:me since:2026-11-01\`: search, with any of these`,
        `\`${command} help\`: this text`,
      ].join('\n'),
    helpPreview: 'What Vigía understands',
    whichNumber: (command: string) => `Which one? Write its number: \`${command} show 1042\`.`,
    youHaveIt: (number: string) => `✓ You have ${number}.`,
    release: 'Release',
  },
  notice: {
    title: 'Vigía',
    tryAgain: 'Try again',
    done: '✓ Done.',
    asked: (number: string) => `✓ Asked. You hear by DM what was decided about ${number}.`,
  },
}

export type ReadingWords = typeof reading
