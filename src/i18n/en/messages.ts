import type { ClockKind } from '../../domain/escalation/timeline-event.ts'
import type { DecisionCode, Status } from '../../domain/escalation/words.ts'
import type { Moment } from '../format.ts'
import { counted } from '../plural.ts'
import type { Register } from '../register.ts'
import { words } from './words.ts'

/**
 * English words of what is posted: cards, direct messages, pages, lines. Arguments are ready to stand where they are
 * put: escaped in blocks, plain in previews.
 */

/** "at 03:08", "on Mon 1 Dec 12:00" */
const atOrOn = (m: Moment) => (m.form === 'day' ? `on ${m.text}` : `at ${m.text}`)

const people = (count: number) => counted('en', count, { one: 'person', other: 'people' })

/** What a clock is called in "… by 03:38". */
const due: Record<ClockKind, string> = {
  claim: 'claim',
  first_update: 'update',
  next_update: 'update',
  resolve: 'decision',
  obligation: 'obligation',
}

/** The same at the beginning of a sentence. */
const dueFirst: Record<ClockKind, string> = {
  claim: 'Claim',
  first_update: 'Update',
  next_update: 'Update',
  resolve: 'Decision',
  obligation: 'Obligation',
}

/** What is left to do for somebody whose page no longer matters. */
const mootBecause: Record<Status, string> = {
  unclaimed: 'This page is no longer needed.',
  claimed: 'It has an owner.',
  waiting: 'It has an owner.',
  resolved: 'It is resolved.',
  closed: 'It is closed.',
  withdrawn: 'It was withdrawn.',
  duplicate: 'It goes on as part of another escalation.',
}

/** Previews: what a lock screen may show. */
const preview = {
  claimBy: (m: Moment) => `claim by ${m.text}`,
  updateBy: (m: Moment) => `update by ${m.text}`,
  newsBy: (m: Moment) => `next news by ${m.text}`,
  newTime: (m: Moment) => `late, new time ${m.text}`,
  status: words.status,
  nobodyOnCall: 'nobody on call',
  needsAnswer: 'we need something from you',
  lookingForSomebody: 'looking for somebody',
  decided: 'decided',
  seen: 'seen',
  nothingToDo: 'nothing to do',
  yours: 'you have it',
  late: 'late',
  several: (count: number) =>
    counted('en', count, { one: 'escalation waits for you', other: 'escalations wait for you' }),
}

/** The second line of a card, a list, a detail. */
const state = {
  unclaimed: (m: Moment) => `○ Unclaimed · claim by ${m.text}`,
  unclaimedLate: (m: Moment) => `⚠ Unclaimed · claim late since ${m.text}`,
  nobodyOnCall: (m: Moment) => `⚠ Nobody on call: leads paged ${m.text}`,
  claimed: (owner: string, m: Moment) => `${owner} since ${m.text}`,
  /** Where no name may stand. */
  claimedUnnamed: (m: Moment) => `Claimed since ${m.text}`,
  by: (clock: ClockKind, m: Moment) => `${due[clock]} by ${m.text}`,
  dueSoon: (clock: ClockKind, m: Moment) => `${due[clock]} due soon, by ${m.text}`,
  lateSince: (clock: ClockKind, m: Moment) => `${due[clock]} late since ${m.text}`,
  paused: (clock: ClockKind) => (clock === 'resolve' ? 'resolve clock paused' : `${due[clock]} clock paused`),
  waiting: (m: Moment) => `◐ Waiting for the requester since ${m.text}`,
  resolved: (decision: DecisionCode) => `✓ ${words.decision[decision]}`,
  resolvedOnly: '✓ Resolved',
  onTime: 'on time',
  late: 'late',
  closed: (date: string) => `▪ Closed ${date}`,
  duplicate: (of: string) => `↪ Part of ${of}`,
  duplicateOnly: '↪ Part of another escalation',
  withdrawn: '✕ Withdrawn',
  withdrawnBecause: (reason: string) => `✕ Withdrawn: ${reason}`,
}

const card = {
  paged: (list: string) => `Paged: ${list}`,
  silent: (name: string, m: Moment) => `${name} (silent until ${m.text})`,
  pagedState: { not_seen: 'not seen', seen: 'seen', passed: 'passed' },
  andMore: (count: number) => `and ${count} more`,
  from: (who: string) => `From ${who}`,
  filed: (m: Moment) => `filed ${m.text}`,
  neededBy: (m: Moment) => `needed by ${m.text}`,
  possibleDuplicate: (of: string) => `possible duplicate of ${of}`,
  includes: (list: string) => `includes ${list}`,
  worksInThread: 'Slack refused a channel: we work in this thread',
  noPrivateChannel: 'No private channel: ask an administrator',
  deliveryTrouble: '⚠ A message about it could not be delivered',
  filedBy: (name: string, from: string | null, m: Moment) =>
    from === null ? `Filed by ${name} ${atOrOn(m)}` : `Filed by ${name} (${from}) ${atOrOn(m)}`,
  hard: '⚠ Hard to look at: take your time, and hand it over whenever you need to',
  references: 'Links and ids',
  andMoreLines: (count: number) => `… and ${count} more: open it`,
}

const button = {
  claim: words.action.claim,
  open: words.action.view,
  actions: 'Actions…',
  reopen: words.action.reopen,
  requestAccess: words.action.request_access,
  writeUpdate: words.action.write_update,
  resolve: words.action.resolve,
  askRequester: words.action.ask_requester,
  release: words.action.release,
  addInformation: words.action.add_information,
  stillUrgent: words.action.still_urgent,
  answer: words.action.answer,
  more: 'More…',
  seen: 'Seen, give me 10 min',
  cannot: 'Can’t',
  view: 'View',
  yes: '👍 Yes',
  no: '👎 No',
  accept: { handover: 'Take it over', withdrawal: 'Agree', access: 'Give access' },
  decline: { handover: 'Decline', withdrawal: 'Keep it open', access: 'Don’t give access' },
  keepWaiting: 'Keep waiting',
  snooze: '30 more min',
  waitingForRequester: 'Waiting for requester',
  /** Read aloud where several buttons share a label. */
  aloud: (label: string, number: string) => `${label} ${number}`,
}

/** The requester's direct message. */
const requester = {
  looking: (count: number) =>
    count === 0 ? '○ Looking for somebody' : `○ Looking for somebody: ${people(count)} paged`,
  inTheList: '○ In the team’s list: nobody is woken for it',
  with: (owner: string, m: Moment) => `● With ${owner} since ${m.text}`,
  needsAnswer: '◐ We need something from you',
  askedRequester: '◐ Waiting for the requester',
  late: (m: Moment) => `⚠ Later than promised: new time ${m.text}`,
  decided: (decision: DecisionCode) => `✓ Decided: ${words.decisionInline[decision]}`,
  closed: (date: string) => `▪ Closed ${date}`,
  duplicate: (of: string) => `↪ It goes on as part of ${of}`,
  withdrawn: '✕ Withdrawn',
  nextNewsBy: (m: Moment) => `Next news by ${m.text}`,
  last: (text: string, at: string) => `Last: “${text}” ${at}`,
  withdrawalAsked: 'You asked to withdraw it: the owner decides. Until then everything goes on.',
  following: 'You follow this escalation.',
}

/** The decision, told to the requester. */
const decision = {
  head: (number: string, code: DecisionCode) => `✓ ${number} decided: ${words.decisionInline[code]}`,
  why: (reason: string) => `Why: ${reason}`,
  rule: (rule: string) => `Rule: ${rule}`,
  by: (name: string, took: string) => `By ${name}, ${took} after filing`,
  youCanSay: 'You can say:',
  helpful: 'Was this helpful?',
  thanksYes: '👍 Thank you. Good to know that it helped.',
  thanksNo: '👎 Thank you. The team will see that it did not help.',
  reopened: '↩ Reopened: the team is on it again.',
}

/** The present stands for what the run will do. */
const pagedThen = 'will be paged'

const page = {
  filedBy: (from: string, m: Moment) => `filed by ${from} ${atOrOn(m)}`,
  filedAt: (m: Moment) => `filed ${atOrOn(m)}`,
  why: {
    on_call: (team: string | null) => (team === null ? 'Why you: you are on call' : `Why you: on call for ${team}`),
    came_on_call: () => 'Why you: your shift has begun, and nobody has it',
    named: () => 'Why you: the paging policy names you',
    group: () => 'Why you: the paging policy names your group',
    lead: () => 'Why you: nobody has answered yet, and you lead the team',
    fallback: () => 'Why you: nobody on call can be reached, and you lead the team',
    asked: () => 'Why you: you were asked for by name',
    reminder: () => 'Your ten minutes are over, and nobody has it',
    handed_over: () => 'Why you: it was handed to you',
    breach: () => 'Why you: a deadline was missed, and you lead the team',
  },
  role: { primary: 'primary', backup: 'backup' },
  /** What somebody is on call as, in the words of the schedule. */
  dutyAs: {
    weekday: (role: string) => `weekday ${role}`,
    weekend: (role: string) => `weekend ${role}`,
    holiday: (role: string) => `holiday ${role}`,
    swap: (role: string) => `${role} (swap)`,
    override: (role: string) => `${role} (replacement)`,
    block: (role: string) => `${role} (planned event)`,
  },
  duty: (as: string, until: Moment | null) => `Why you: ${as}${until === null ? '' : ` until ${until.text}`}`,
  next: (names: string, m: Moment) => `If nobody answers, ${names} ${pagedThen} ${atOrOn(m)}.`,
  late: (minutes: number) => `⚠ ${minutes} min late (Slack didn’t answer).`,
  repeat: 'Once more: nobody has claimed it yet.',
  replaced: 'Replaced by the page below.',
  seen: (m: Moment) => `◔ Seen ${m.text}.`,
  seenUntil: (m: Moment, names: string | null) =>
    names === null
      ? `Unless claimed by ${m.text}, the pages go on.`
      : `Unless claimed by ${m.text}, ${names} ${pagedThen}.`,
  seenWhileLate: (m: Moment, names: string) => `If it is still late ${atOrOn(m)}, ${names} ${pagedThen}.`,
  seenByOther: (name: string, m: Moment) => `${name} saw it ${atOrOn(m)} and is on it. Nothing to do.`,
  claimBy: (m: Moment) => `Claim it by ${m.text}.`,
  passed: (m: Moment, names: string | null) =>
    names === null ? `Passed on, ${m.text}. Rest.` : `Passed to ${names}, ${m.text}. Rest.`,
  yours: (m: Moment) => `✓ You have it since ${m.text}.`,
  firstUpdateBy: (m: Moment) => `First update by ${m.text}.`,
  claimedByOther: (owner: string, m: Moment) => `${owner} claimed it ${atOrOn(m)}. Nothing to do.`,
  released: (m: Moment) => `You released it ${atOrOn(m)}.`,
  releasedBy: (name: string, m: Moment) => `${name} released it ${atOrOn(m)}. Nothing to do.`,
  withdrawn: (m: Moment) => `Withdrawn ${atOrOn(m)}. Nothing to do.`,
  moot: (status: Status) => `${mootBecause[status]} Nothing to do.`,
  several: (count: number) =>
    `*${counted('en', count, { one: 'escalation waits for you', other: 'escalations wait for you' })}*`,
  andMore: (list: string) => `And more: ${list}`,
}

/** One line in a thread, a channel or a direct message. */
const line = {
  claimed: (owner: string) => `● ${owner} has it.`,
  nextNewsBy: (m: Moment) => `Next news by ${m.text}.`,
  update: (by: string) => `*Update* from ${by}:`,
  updateForTeam: (by: string) => `*Update* from ${by}, team only:`,
  question: (by: string) => `*Question* from ${by}:`,
  questionAgain: (by: string) => `*Still waiting for your answer.* ${by} asked:`,
  howToAnswer: (_register: Register) => 'Answer here in the thread, or press Answer in the message above.',
  answer: (by: string) => `*Answer* from ${by}:`,
  information: (by: string) => `*More information* from ${by}:`,
  noNews: (by: string) => `${by} would like to know whether there is news.`,
  worse: (by: string) => `⚠ ${by} says that it got worse:`,
  raiseSeverity: 'Should the severity go up? Actions… → Change severity.',
  late: {
    first_update: (m: Moment) => `⚠ Later than promised: the first answer will be there by ${m.text}.`,
    resolve: (m: Moment) => `⚠ Later than promised: the decision will be there by ${m.text}.`,
  },
  reopened: (by: string) => `↩ ${by} reopened it:`,
  reopenedOnly: (by: string) => `↩ ${by} reopened it.`,
  newChannel: (channel: string) => `The work goes on in ${channel}.`,
  answered: {
    withdrawal_declined: (by: string) => `${by} keeps it open: the work goes on.`,
    withdrawal_agreed: (by: string) => `${by} agreed: it is withdrawn.`,
    handover_accepted: (by: string) => `● ${by} took it over.`,
    handover_declined: (by: string) => `${by} declined the handover: it stays where it was.`,
    access_declined: (by: string) => `${by} did not give access.`,
    brought_in: (by: string) => `${by} brought you in: you can see all of it now.`,
  },
  linked: (of: string) => `↪ It goes on as part of ${of}.`,
  continuesIn: (channel: string) => `The work goes on in ${channel}.`,
  continuedFrom: (channel: string) => `This continues ${channel}; what was written there stays there.`,
  textGone: '(text removed)',
  preview: {
    claimed: 'claimed',
    update: 'update',
    question: 'a question for you',
    answer: 'answer',
    information: 'more information',
    no_news: 'asked for news',
    worse: 'it got worse',
    late: 'later than promised',
    breached: 'late',
    reopened: 'reopened',
    withdrawal_declined: 'it stays open',
    withdrawal_agreed: 'withdrawn',
    handover_accepted: 'taken over',
    handover_declined: 'handover declined',
    access_declined: 'no access',
    brought_in: 'you were brought in',
    linked: 'part of another escalation',
    successor_channel: 'another channel',
  },
}

/** A direct message that asks one person to agree to something. */
const request = {
  open: {
    handover: (from: string) => `*${from} offers you this escalation.*`,
    withdrawal: (from: string) => `*${from} asks to withdraw it.*`,
    access: (from: string) => `*${from} asks for access.*`,
  },
  note: {
    handover: 'They keep it until you take it over.',
    withdrawal: 'Until you agree, everything goes on.',
    access: 'They would see all of it.',
  },
  accepted: {
    handover: '✓ You took it over.',
    withdrawal: '✓ Agreed: it was withdrawn.',
    access: '✓ Access given.',
  },
  declined: { handover: 'You declined.', withdrawal: 'It stays open.', access: 'Access was not given.' },
  cancelled: {
    handover: 'The offer no longer stands. Nothing to do.',
    withdrawal: 'The request no longer stands. Nothing to do.',
    access: 'The request no longer stands. Nothing to do.',
  },
  preview: { handover: 'handover offered', withdrawal: 'withdrawal asked for', access: 'access asked for' },
}

const lead = {
  filedSev1: (from: string | null, count: number) =>
    from === null ? `Filed: ${people(count)} paged.` : `Filed by ${from}: ${people(count)} paged.`,
  nobodyOnCall: '⚠ Nobody is on call: nobody was paged. Claim it, or claim it for somebody.',
  nobodyCleared: '⚠ Nobody who may see it is on call: nobody was paged. Claim it, or claim it for somebody.',
  noPrivateChannel:
    '⚠ Slack refused a private channel: the work goes on by direct message. Ask an administrator to let the app create private channels.',
  breach: (clock: ClockKind, m: Moment, owner: string | null) =>
    owner === null
      ? `⚠ ${dueFirst[clock]} late since ${m.text}. Nobody has it.`
      : `⚠ ${dueFirst[clock]} late since ${m.text}. ${owner} has it.`,
  deliveryFailed: (what: string, error: string) =>
    `⚠ A message could not be delivered: ${what} (${error}). Tell them yourself, or ask an administrator.`,
  audit: {
    timer_late: 'something that is due has not been done for two minutes',
    run_without_timer: 'paging had stopped',
    clock_without_timer: 'a deadline was not being watched',
    breach_untold: 'nobody had been told of a missed deadline',
    page_parked: 'a page had not left',
    page_late: 'a page has been waiting to leave for two minutes',
    page_lost: 'a page was lost',
    step_without_page: 'nobody had been paged though it was time',
    handover_without_notice: 'nobody had been asked to accept the handover',
  },
  audited: (what: string, isRepaired: boolean) =>
    isRepaired
      ? `⚠ The check found that ${what}. It goes on now.`
      : `⚠ The check found that ${what}. Look after it yourself.`,
  preview: {
    filed_sev1: 'filed',
    nobody_on_call: 'nobody on call',
    nobody_cleared: 'nobody on call who may see it',
    no_private_channel: 'no private channel',
    breach: 'late',
    delivery_failed: 'a message could not be delivered',
    audit: 'the check found something',
  },
}

/** A room is told that nobody has it. */
const alert = {
  nobody_on_call: (_since: Moment) => 'Nobody is on call. The leads are paged, one at a time.',
  nobody_reachable: (_since: Moment) => 'Nobody on call can be reached. The leads are paged, one at a time.',
  look_up_failed: (_since: Moment) => 'Who is on call could not be looked up. The leads are paged, one at a time.',
  last_resort: (since: Moment) => `Nobody has answered the pages since ${since.text}. Whoever can: claim it.`,
  preview: 'nobody has it',
}

/** What the law asks of whoever has it. */
const obligation = {
  head: (label: string) => `Obligation: ${label}`,
  checked: (done: number, all: number) => `${done} of ${all} checked`,
  checkedBy: (name: string, m: Moment) => `${name}, ${m.text}`,
  source: (source: string, on: string) =>
    `Source: ${source}, compared on ${on}. Counsel decides; this is no legal advice.`,
}

/** What is due, or late, to whoever answers for it. */
const reminder = {
  by: (clock: ClockKind, m: Moment) => `${due[clock]} by ${m.text}`,
  again: (m: Moment) => `It comes again at ${m.text}. The deadline stays.`,
  replaced: 'Replaced by the one below.',
  over: 'Nothing to do.',
}

/** To a team whose pages waited. */
const outage = {
  line: (from: Moment, to: Moment) => `⚠ Slack could not be reached from ${from.text} to ${to.text}.`,
}

/** What waited for a person's working day, as one message. */
const morning = {
  head: (count: number, _register: Register) =>
    `${counted('en', count, { one: 'message', other: 'messages' })} waited for your working day`,
  preview: (count: number) => counted('en', count, { one: 'message', other: 'messages' }),
}

const silent = {
  text: (m: Moment) => `The requester has not answered since ${m.text}. Resolve it, or keep waiting?`,
  preview: 'no answer from the requester',
}

const channel = {
  unclaimed: 'unclaimed',
}

export const messages = {
  preview,
  state,
  card,
  button,
  requester,
  decision,
  page,
  line,
  request,
  lead,
  alert,
  obligation,
  reminder,
  outage,
  morning,
  silent,
  channel,
}

export type Messages = typeof messages
