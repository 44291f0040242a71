import { durationOf, type Moment } from '../../format.ts'
import { counted } from '../../plural.ts'

/** The longest promise that is said in minutes: `30 minutes`, then `1 h`. */
const within = (minutes: number) =>
  minutes < 60 ? counted('en', minutes, { one: 'minute', other: 'minutes' }) : durationOf(minutes, 'en')

/** The filing form, what it turns into, and what is asked when the same thing is known already. */
export const filing = {
  title: 'File an escalation',
  submit: 'File',
  close: 'Cancel',
  category: 'What is it about?',
  categoryPlaceholder: 'Choose what comes closest',
  ifInDoubt: 'If in doubt',
  unsure: 'Not sure: let the team choose',
  restricted: '🔒 Only the team that handles this will see it.',
  summary: 'In one line',
  summaryRestricted: 'Leave out names.',
  body: 'What happened; paste links and ids here',
  fromMessage: 'The team will read this text; edit it as you like.',
  severity: 'How urgent is it?',
  contentLanguage: 'Language of the content',
  contentLanguagePlaceholder: 'Choose a language',
  moreDetails: 'More details',
  neededBy: 'Needed by',
  otherTeam: 'For another team',
  otherTeamPlaceholder: 'The team that usually handles it',
  followers: 'Who else should know',
  followersPlaceholder: 'Choose people',
  followersHint: 'They get the same news as you.',
  hard: 'Hard to look at',
  hardOption: 'It may disturb whoever looks at it',
  notSure: '⚠ Not sure that it was saved. Press File again: nothing is filed twice.',
  nobodyWoken: (by: Moment) => `Nobody is woken. First answer by ${by.text}.`,
  wakesOne: (time: string, minutes: number) =>
    `⚠ Wakes the person on call: it is ${time} there. First answer within ${within(minutes)}.`,
  wakesMany: (count: number, name: string, time: string, minutes: number) =>
    `⚠ Wakes the ${count} people on call: it is ${time} for ${name}. First answer within ${within(minutes)}.`,
  pagesOne: (time: string, minutes: number) =>
    `⚠ Pages the person on call at once: it is ${time} there. First answer within ${within(minutes)}.`,
  pagesMany: (count: number, name: string, time: string, minutes: number) =>
    `⚠ Pages the ${count} people on call at once: it is ${time} for ${name}. First answer within ${within(minutes)}.`,
  nobodyOnCall: (minutes: number) =>
    `⚠ Nobody is on call now: the team's leads are told. First answer within ${within(minutes)}.`,
  filed: (number: string) => `✓ ${number} is filed`,
  pagedNow: (names: string) => `Paged: ${names}, just now`,
  pagedSoon: (names: string) => `Slack is not answering right now. Paged as soon as it does: ${names}`,
  pagedLater: (names: string, from: Moment) => `Paged from ${from.text} on: ${names}`,
  nobodyPaged: 'Nobody is paged: the team sees it in its channel.',
  firstAnswer: (by: Moment) => `First answer by ${by.text}`,
  keepPosted: "I'll keep you posted by DM.",
  open: 'Open it',
  similarTitle: 'Already known?',
  similarOne: 'This is open and has the same link or id:',
  similarMany: 'These are open and have the same link or id:',
  follow: 'Follow it instead',
  followOf: (number: string) => `Follow ${number} instead`,
  fileAnyway: 'File anyway',
  back: 'Back',
  followed: (number: string) => `✓ You follow ${number}. Its news comes to you by DM; nothing new was filed.`,
}

export type FilingWords = typeof filing
