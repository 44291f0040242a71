import type { NotPermitted } from '../escalation/refusal.ts'
import type { Status } from '../escalation/words.ts'

/**
 * Who may do what: one table, used to draw a modal and again to guard each handler.
 */
export const ACTIONS = [
  'file',
  'claim',
  'claim_for',
  'page',
  'write_update',
  'resolve',
  'ask_requester',
  'check_list',
  'hand_over',
  'release',
  'change_severity',
  'bring_in',
  'bring_requester_in',
  'open_channel',
  'link',
  'unlink',
  'reopen',
  'decide_withdrawal',
  'decide_access',
  'request_access',
  'answer',
  'add_information',
  'still_urgent',
  'add_follower',
  'hand_to_colleague',
  'withdraw',
  'rate',
  'view',
  'view_timeline',
] as const
export type Action = (typeof ACTIONS)[number]

/** What is known of a person in relation to one escalation. Facts, not roles alone: one person may be several things. */
export interface Standing {
  readonly standing: 'member' | 'guest' | 'stranger'
  readonly isRequester: boolean
  readonly isFollower: boolean
  readonly isOwner: boolean
  readonly isSpecialist: boolean
  readonly isLead: boolean
  /** In the team's *private* intake channel. */
  readonly isInPrivateIntake: boolean
  /** Named by the restricted category's list. */
  readonly isCleared: boolean
  /** Brought in by name (a participant). */
  readonly isBroughtIn: boolean
}

export interface Subject {
  readonly status: Status
  readonly isRestricted: boolean
}

export type Sight = 'nothing' | 'exists' | 'all'

/** What a viewer may see of an escalation. The one function that decides it (TRUST_AND_SAFETY, handling of content). */
export function sightOf(who: Standing, subject: Subject): Sight {
  if (who.standing === 'stranger') return 'nothing'
  if (who.isRequester || who.isFollower || who.isBroughtIn) return 'all'
  if (subject.isRestricted) {
    if (who.isCleared) return 'all'
    return who.isSpecialist || who.isLead || who.isInPrivateIntake ? 'exists' : 'nothing'
  }
  if (who.standing === 'guest') return 'nothing'
  return who.isSpecialist || who.isLead || who.isInPrivateIntake ? 'all' : 'nothing'
}

/** Whether they read what was written for the team, timeline included: requesters and followers alone don't. */
export function readsTeamWords(who: Standing, subject: Subject): boolean {
  if (sightOf(who, subject) !== 'all') return false
  if (who.isOwner || who.isBroughtIn) return true
  if (subject.isRestricted) return who.isCleared
  return who.standing === 'member' && (who.isSpecialist || who.isLead || who.isInPrivateIntake)
}

/** Works for the team that has it, and may see it. */
function isOfTeam(who: Standing, subject: Subject): boolean {
  if (who.standing !== 'member') return false
  if (subject.isRestricted) return who.isCleared || who.isBroughtIn
  return who.isSpecialist || who.isLead || who.isInPrivateIntake || who.isBroughtIn
}

const OPEN: readonly Status[] = ['unclaimed', 'claimed', 'waiting']
const OWNED: readonly Status[] = ['claimed', 'waiting']

interface Rule {
  /** States in which the action means anything. */
  readonly when: readonly Status[]
  readonly may: (who: Standing, subject: Subject) => true | NotPermitted
}

const ANY: readonly Status[] = [...OPEN, 'resolved', 'closed', 'withdrawn', 'duplicate']

const ofTeam = (who: Standing, subject: Subject): true | NotPermitted =>
  isOfTeam(who, subject) ? true : subject.isRestricted ? 'restricted' : 'not_specialist'

const ownerOrLead = (who: Standing, subject: Subject): true | NotPermitted => {
  if (who.isOwner) return true
  if (who.isLead && isOfTeam(who, subject)) return true
  return isOfTeam(who, subject) ? 'not_owner_or_lead' : ofTeam(who, subject)
}

const lead = (who: Standing, subject: Subject): true | NotPermitted =>
  who.isLead && isOfTeam(who, subject) ? true : 'not_lead'

const requester = (who: Standing): true | NotPermitted => (who.isRequester ? true : 'not_requester')

const requesterOrFollower = (who: Standing): true | NotPermitted =>
  who.isRequester || who.isFollower ? true : 'not_requester'

const either =
  (...rules: readonly Rule['may'][]): Rule['may'] =>
  (who, subject) => {
    const answers = rules.map((rule) => rule(who, subject))
    return answers.includes(true) ? true : (answers[0] ?? 'not_specialist')
  }

const TABLE: Readonly<Record<Exclude<Action, 'file'>, Rule>> = {
  claim: { when: OPEN, may: ofTeam },
  claim_for: { when: ['unclaimed'], may: lead },
  page: { when: OPEN, may: ofTeam },
  write_update: { when: OWNED, may: ofTeam },
  resolve: { when: OWNED, may: ownerOrLead },
  ask_requester: { when: ['claimed'], may: ofTeam },
  check_list: { when: OPEN, may: ofTeam },
  hand_over: { when: OWNED, may: ownerOrLead },
  release: { when: OWNED, may: ownerOrLead },
  change_severity: { when: OPEN, may: ofTeam },
  bring_in: { when: OPEN, may: ofTeam },
  bring_requester_in: { when: OWNED, may: ownerOrLead },
  open_channel: { when: OPEN, may: ofTeam },
  link: { when: OPEN, may: ofTeam },
  unlink: { when: ['duplicate'], may: ofTeam },
  reopen: { when: ['resolved', 'closed', 'withdrawn'], may: either(ofTeam, requester) },
  decide_withdrawal: { when: OPEN, may: ownerOrLead },
  decide_access: { when: ANY, may: ofTeam },
  request_access: { when: ANY, may: (who) => (who.standing === 'member' ? true : 'guest') },
  answer: { when: ['waiting'], may: requesterOrFollower },
  add_information: { when: OPEN, may: requesterOrFollower },
  still_urgent: { when: OPEN, may: requester },
  add_follower: { when: OPEN, may: either(requester, ofTeam) },
  hand_to_colleague: { when: OPEN, may: requester },
  withdraw: { when: OPEN, may: requester },
  rate: { when: ['resolved', 'closed'], may: requester },
  view: { when: ANY, may: (who, subject) => (sightOf(who, subject) === 'all' ? true : 'restricted') },
  view_timeline: { when: ANY, may: (who, subject) => (readsTeamWords(who, subject) ? true : 'not_specialist') },
}

/**
 * `true`, or why not. `wrong_status` where the state forbids it for everybody; the right is asked first, so that an
 * outsider learns nothing of the state.
 */
export function may(
  action: Exclude<Action, 'file'>,
  who: Standing,
  subject: Subject,
): true | NotPermitted | 'wrong_status' {
  if (who.standing === 'stranger') return 'stranger'
  const rule = TABLE[action]
  const answer = rule.may(who, subject)
  if (answer !== true) return who.standing === 'guest' && answer === 'not_specialist' ? 'guest' : answer
  return rule.when.includes(subject.status) ? true : 'wrong_status'
}

/** Whoever is a full member or a guest of our own workspace may file; a stranger may not. */
export function mayFile(standing: Standing['standing']): true | NotPermitted {
  return standing === 'stranger' ? 'stranger' : true
}

/** What this person may do now, most likely first: the buttons of the Actions modal. */
export function actionsFor(who: Standing, subject: Subject): readonly Action[] {
  return ACTIONS.filter((action) => action !== 'file' && may(action, who, subject) === true)
}
