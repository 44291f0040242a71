import type { Action } from '../../domain/access/permissions.ts'
import type { ClockKind } from '../../domain/escalation/timeline-event.ts'
import type { Audience, DecisionCode, RootCause, Severity, Status } from '../../domain/escalation/words.ts'
import type { ContentLanguage } from '../../domain/language.ts'
import type { WayKind } from '../../domain/paging/ways.ts'
import type { Moment } from '../format.ts'
import type { Register } from '../register.ts'

/** English words; their shape is what every other language must have. */

const severity: Record<Severity, { readonly radio: string; readonly description: string }> = {
  sev1: { radio: 'sev1 · now', description: 'People at risk, or a legal deadline within a day' },
  sev2: { radio: 'sev2 · today', description: 'Serious harm, or a public deadline within hours' },
  sev3: { radio: 'sev3 · this week', description: 'A decision is needed; nobody is woken' },
  sev4: { radio: 'sev4 · no hurry', description: 'A question about policy' },
}

const status: Record<Status, string> = {
  unclaimed: 'unclaimed',
  claimed: 'claimed',
  waiting: 'waiting for the requester',
  resolved: 'resolved',
  closed: 'closed',
  withdrawn: 'withdrawn',
  duplicate: 'part of another escalation',
}

/** As a title or an option. */
const decision: Record<DecisionCode, string> = {
  removed: 'Removed',
  restricted: 'Restricted',
  geo_blocked: 'Blocked in some countries',
  labelled: 'Labelled',
  kept_up: 'Kept up',
  no_violation: 'No violation',
  handed_to_legal: 'Handed to Legal',
  answered: 'Question answered',
}

/** After "decided:". */
const decisionInline: Record<DecisionCode, string> = {
  removed: 'removed',
  restricted: 'restricted',
  geo_blocked: 'blocked in some countries',
  labelled: 'labelled',
  kept_up: 'kept up',
  no_violation: 'no violation',
  handed_to_legal: 'handed to Legal',
  answered: 'question answered',
}

const rootCause: Record<RootCause, string> = {
  policy_unclear: 'The policy is unclear',
  policy_missing: 'The policy is missing',
  policy_wrong: 'The policy is wrong',
  tooling: 'Tools',
  training: 'Training',
  new_abuse: 'A new kind of abuse',
  other: 'Something else',
}

/** As an option of the form. */
const contentLanguage: Record<ContentLanguage, string> = {
  en: 'English',
  es: 'Spanish',
  other: 'Another language',
  none: 'No words',
  unsure: 'Not sure',
}

/** On a card or in a preview: what the content is in. */
const contentIn: Record<ContentLanguage, string> = {
  en: 'EN content',
  es: 'ES content',
  other: 'content in another language',
  none: 'content without words',
  unsure: 'content language not sure',
}

const clock: Record<ClockKind, string> = {
  claim: 'claim',
  first_update: 'first update',
  next_update: 'next update',
  resolve: 'decision',
  obligation: 'obligation',
}

const audience: Record<Audience, string> = {
  requester: 'Requester and team',
  team: 'Team only',
}

/** Labels of the actions, as buttons. */
const action: Record<Action, string> = {
  file: 'File',
  claim: 'Claim',
  claim_for: 'Claim for somebody',
  page: 'Page again',
  write_update: 'Write update',
  resolve: 'Resolve',
  ask_requester: 'Ask requester',
  check_list: 'Check list',
  hand_over: 'Hand over',
  release: 'Release',
  change_severity: 'Change severity',
  bring_in: 'Bring somebody in',
  bring_requester_in: 'Bring the requester in',
  open_channel: 'Open a channel',
  link: 'Link as duplicate',
  unlink: 'Unlink',
  reopen: 'Reopen',
  decide_withdrawal: 'Decide the withdrawal',
  decide_access: 'Decide on access',
  request_access: 'Request access',
  answer: 'Answer',
  add_information: 'Add information',
  still_urgent: 'Still urgent',
  add_follower: 'Who else should know',
  hand_to_colleague: 'Hand to a colleague',
  withdraw: 'Withdraw',
  rate: 'Was this helpful?',
  view: 'Open',
  view_timeline: 'Timeline',
}

/** One sentence per refusal: what is so, and what to do next. Arguments are text, not mrkdwn. */
const refusal = {
  already_claimed: (f: { readonly owner: string; readonly ago: string }, _register: Register) =>
    `${f.owner} claimed it ${f.ago}. Nothing to do; write in its channel or thread if you want to help.`,
  already_seen: (f: { readonly by: string; readonly ago: string }, _register: Register) =>
    `${f.by} saw it ${f.ago} and asked for ten minutes. Nothing to do; claim it on the card if you want it.`,
  already_yours: (f: { readonly ago: string }, _register: Register) =>
    `You have it already: you claimed it ${f.ago}. Write an update when there is news.`,
  not_owner: (f: { readonly owner: string | null }, _register: Register) =>
    f.owner === null
      ? 'Nobody has claimed it yet. Claim it first.'
      : `Only ${f.owner}, who has it, can do that. Write to them.`,
  wrong_status: (f: { readonly status: Status }, _register: Register) =>
    ({
      unclaimed: 'Nobody has claimed it yet. Claim it first, then try again.',
      claimed: 'It has an owner, so this no longer applies. Open it to see where it stands.',
      waiting: 'It waits for the requester, so this does not apply now. Open it to see where it stands.',
      resolved: 'It is resolved. Reopen it if it is not done after all.',
      closed: 'It is closed. Reopen it if it is not done after all.',
      withdrawn: 'It was withdrawn. Reopen it if it is needed after all.',
      duplicate: 'It is part of another escalation. Go on there, or unlink it first.',
    })[f.status],
  not_permitted: {
    stranger: (_register: Register) =>
      'You belong to another workspace, so nothing was done. Ask your contact here to file it.',
    guest: (_register: Register) => 'Guests cannot do this. Ask whoever invited you.',
    not_specialist: (_register: Register) =>
      'Only the team that handles it can do this. File an escalation to ask them.',
    not_requester: (_register: Register) => 'Only whoever filed it can do this. Ask them to.',
    not_lead: (_register: Register) => 'Only a lead of the team can do this. Ask one of them.',
    not_owner_or_lead: (_register: Register) =>
      'Only its owner or a lead can do this. Ask the owner, or ask for it to be handed to you.',
    restricted: (_register: Register) => 'It is restricted to named people. Request access; its owner decides.',
  },
  not_found: (_register: Register) =>
    'There is no such escalation that you can see. Check the number, or ask whoever filed it to add you.',
  stale: (_register: Register) => 'It changed in the meantime. Here is how it stands now: look again and repeat.',
  too_soon: (f: { readonly again: Moment }, _register: Register) =>
    `That was done a moment ago. You can do it again from ${f.again.text}.`,
  same_severity: (_register: Register) => 'It has that severity already. Choose another one, or leave it as it is.',
  cannot_link: {
    itself: (_register: Register) => 'An escalation cannot be part of itself. Enter another number.',
    circular: (_register: Register) => 'That one is already part of this one. Unlink it first.',
    target_not_open: (_register: Register) => 'That one is no longer open. Reopen it first, or enter another number.',
    already_linked: (_register: Register) => 'It is already part of another escalation. Unlink it first.',
  },
  already_asked: (f: { readonly ago: string }, _register: Register) =>
    `The requester was asked ${f.ago} and has not answered yet. Wait for the answer, or resolve it.`,
  already_decided: (f: { readonly by: string | null; readonly ago: string }, _register: Register) =>
    f.by === null ? `That was decided ${f.ago}. Nothing to do.` : `${f.by} decided that ${f.ago}. Nothing to do.`,
  person_not_eligible: (f: { readonly person: string }, _register: Register) =>
    `${f.person} may not see or take it. Choose somebody of the team who may.`,
  invalid_text: {
    empty: (_f: { readonly max: number }, _register: Register) => 'Write something here, then send it again.',
    too_long: (f: { readonly max: number }, _register: Register) =>
      `That is too long. Shorten it to ${f.max} characters and send it again.`,
  },
  received_in_future: (_register: Register) =>
    'It cannot have been received later than now: correct the hour, then file it again.',
  not_set_up: (_register: Register) =>
    'Vigía is not set up here yet, so nothing was filed. Ask an administrator to finish the set-up in its Home tab.',
}

/** A failure behind the scenes, told to the person. */
const failure = {
  tryAgain: (_register: Register) => 'That did not work, and nothing was changed. Try again in a moment.',
  unsure: (_register: Register) => 'Not sure that it was saved. Look at the escalation before you try again.',
}

/** What the timeline says. `who` is the actor; every argument is text, not mrkdwn. */
const byWay: Record<WayKind, string> = {
  sms: 'by SMS',
  voice: 'by phone',
  email: 'by e-mail',
  pagerduty: 'by PagerDuty',
  webhook: 'by webhook',
}

const timeline = {
  actorJob: 'Vigía',
  actorCli: (name: string) => `Command line (${name})`,
  somebody: 'Somebody',
  redacted: '(text removed)',
  filed: (f: { readonly who: string; readonly severity: string; readonly category: string }) =>
    `${f.who} filed it as ${f.severity}: ${f.category}`,
  filedRestricted: (f: { readonly who: string; readonly severity: string }) =>
    `${f.who} filed it as ${f.severity}, restricted`,
  page_sent: (f: { readonly person: string; readonly minutesLate: number }) =>
    f.minutesLate > 0 ? `${f.person} was paged, ${f.minutesLate} min late` : `${f.person} was paged`,
  pageSentBy: (f: { readonly person: string; readonly way: WayKind; readonly minutesLate: number }) =>
    `${f.person} was paged ${byWay[f.way]}${f.minutesLate > 0 ? `, ${f.minutesLate} min late` : ''}`,
  page_not_received: (f: { readonly person: string; readonly way: WayKind; readonly error: string }) =>
    `The page ${byWay[f.way]} did not reach ${f.person} (${f.error})`,
  page_seen: (f: { readonly person: string }) => `${f.person} saw the page`,
  page_passed: (f: { readonly person: string }) => `${f.person} passed the page on`,
  pagedAgain: (f: { readonly who: string }) => `${f.who} had it paged again`,
  pagedByHand: (f: { readonly who: string; readonly person: string }) => `${f.who} paged ${f.person}`,
  nobodyAnswers: {
    nobody_on_call: 'Nobody was on call: the channel was told',
    nobody_reachable: 'Nobody could be reached: the channel was told',
    look_up_failed: 'Who is on call could not be looked up: the channel was told',
    last_resort: 'Nobody answered the pages: the channel was told',
  },
  claimed: (f: { readonly owner: string }) => `${f.owner} claimed it`,
  claimedFor: (f: { readonly who: string; readonly owner: string }) => `${f.who} claimed it for ${f.owner}`,
  released: (f: { readonly who: string }) => `${f.who} released it`,
  handover_offered: (f: { readonly from: string; readonly to: string }) => `${f.from} offered it to ${f.to}`,
  handover_declined: (f: { readonly to: string }) => `${f.to} declined the handover`,
  handedOver: {
    on_duty: (f: { readonly who: string; readonly to: string }) => `${f.who} handed it to ${f.to}`,
    accepted: (f: { readonly from: string; readonly to: string }) => `${f.to} took it over from ${f.from}`,
    forced: (f: { readonly who: string; readonly from: string; readonly to: string }) =>
      `${f.who} moved it from ${f.from} to ${f.to}`,
  },
  updateForRequester: (f: { readonly who: string }) => `${f.who} wrote an update for the requester`,
  updateForTeam: (f: { readonly who: string }) => `${f.who} wrote an update for the team`,
  question_asked: (f: { readonly who: string }) => `${f.who} asked the requester`,
  question_repeated: (f: { readonly times: number }) => `The question was asked again (reminder ${f.times})`,
  question_answered: (f: { readonly who: string }) => `${f.who} answered`,
  question_dropped: (f: { readonly who: string }) => `${f.who} stopped waiting for the answer`,
  information_added: (f: { readonly who: string }) => `${f.who} added information`,
  noNews: (f: { readonly who: string }) => `${f.who} asked for news`,
  worse: (f: { readonly who: string }) => `${f.who} says that it got worse`,
  severity_changed: (f: { readonly who: string; readonly from: string; readonly to: string }) =>
    `${f.who} changed the severity from ${f.from} to ${f.to}`,
  person_brought_in: (f: { readonly who: string; readonly person: string }) => `${f.who} brought ${f.person} in`,
  requester_brought_in: (f: { readonly who: string; readonly person: string }) =>
    `${f.who} brought the requester in: ${f.person}`,
  follower_added: (f: { readonly who: string; readonly person: string }) => `${f.who} added ${f.person} as a follower`,
  requester_changed: (f: { readonly from: string; readonly to: string }) => `${f.from} handed the request to ${f.to}`,
  requester_taken_out: (f: { readonly person: string }) => `${f.person} was taken out of the channel`,
  requester_still_in: (f: { readonly person: string; readonly error: string }) =>
    `${f.person} is still in the channel: Slack refused to take them out (${f.error})`,
  withdrawal_requested: (f: { readonly who: string }) => `${f.who} asked to withdraw it`,
  withdrawal_declined: (f: { readonly who: string }) => `${f.who} declined the withdrawal`,
  withdrawn: (f: { readonly who: string }) => `${f.who} withdrew it`,
  withdrawalAgreed: (f: { readonly who: string }) => `${f.who} agreed to the withdrawal`,
  resolved: (f: { readonly who: string; readonly decision: string }) => `${f.who} resolved it: ${f.decision}`,
  closed: 'It was closed',
  reopened: (f: { readonly who: string }) => `${f.who} reopened it`,
  linked: (f: { readonly who: string; readonly of: string }) => `${f.who} made it part of ${f.of}`,
  duplicate_received: (f: { readonly from: string }) => `${f.from} became part of it`,
  unlinked: (f: { readonly who: string; readonly of: string }) => `${f.who} separated it from ${f.of}`,
  check_ticked: (f: { readonly who: string; readonly item: string }) => `${f.who} checked “${f.item}”`,
  check_unticked: (f: { readonly who: string; readonly item: string }) => `${f.who} took the check off “${f.item}”`,
  access_requested: (f: { readonly person: string }) => `${f.person} requested access`,
  access_declined: (f: { readonly who: string; readonly person: string }) => `${f.who} declined access for ${f.person}`,
  breached: {
    claim: 'Late: nobody claimed it in time',
    first_update: 'Late: the first update is missing',
    next_update: 'Late: an update is missing',
    resolve: 'Late: the decision is missing',
    obligation: 'Late: an obligation was not met in time',
  },
  reminded: {
    warning: (f: { readonly person: string; readonly clock: string }) =>
      `${f.person} was reminded: ${f.clock} due soon`,
    breach: (f: { readonly person: string; readonly clock: string }) => `${f.person} was told: ${f.clock} late`,
    snoozed: (f: { readonly person: string; readonly clock: string }) => `${f.person} was reminded again: ${f.clock}`,
  },
  reminder_snoozed: (f: { readonly who: string; readonly clock: string }) =>
    `${f.who} put the reminder off by 30 minutes: ${f.clock}`,
  channel_opened: (f: { readonly name: string }) => `The channel ${f.name} was opened`,
  channel_refused: (f: { readonly error: string }) => `Slack refused a channel (${f.error})`,
  channel_archived: 'The channel was archived',
  delivery_failed: (f: { readonly kind: string; readonly error: string }) =>
    `A message could not be delivered: ${f.kind} (${f.error})`,
  ratedHelpful: (f: { readonly who: string }) => `${f.who} found the decision helpful`,
  ratedUnhelpful: (f: { readonly who: string }) => `${f.who} did not find the decision helpful`,
}

export const words = {
  severity,
  status,
  decision,
  decisionInline,
  rootCause,
  contentLanguage,
  contentIn,
  clock,
  audience,
  action,
  refusal,
  failure,
  timeline,
  holiday: 'holiday',
  restricted: 'Restricted',
  cancel: 'Cancel',
}

export type Words = typeof words
