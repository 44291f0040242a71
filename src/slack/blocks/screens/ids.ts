import type { Action } from '../../../domain/access/permissions.ts'

/** `callback_id` of each modal. A form's is `form.<action>`, so that a submission names the verb that it asks for. */
export const CALLBACK_IDS = {
  file: 'file',
  similar: 'similar',
  filed: 'filed',
  detail: 'detail',
  actions: 'actions',
  pass: 'pass',
  page: 'page_again',
  more: 'more',
  list: 'list',
  timeline: 'timeline',
  notice: 'notice',
  setUp: 'set_up',
  home: 'home',
} as const

/** The actions that ask for something first; the others are done, or shown, as their button is pressed. */
export const FORM_ACTIONS = [
  'claim_for',
  'write_update',
  'resolve',
  'ask_requester',
  'check_list',
  'hand_over',
  'release',
  'change_severity',
  'bring_in',
  'bring_requester_in',
  'link',
  'unlink',
  'reopen',
  'request_access',
  'answer',
  'add_information',
  'still_urgent',
  'add_follower',
  'hand_to_colleague',
  'withdraw',
] as const satisfies readonly Action[]
export type FormAction = (typeof FORM_ACTIONS)[number]

export function formCallback(action: FormAction): string {
  return `form.${action}`
}

export function parseFormCallback(callbackId: string): FormAction | null {
  return FORM_ACTIONS.find((action) => formCallback(action) === callbackId) ?? null
}

/**
 * Buttons of screens beside those of messages (`ACTION_IDS`). In the Actions modal a button's id is the action's own
 * name, so `write_update` in a message and in a modal are one listener.
 */
export const SCREEN_ACTION_IDS = {
  fileMore: 'file_more',
  follow: 'follow',
  join: 'join',
  resolveMore: 'resolve_more',
  listPrevious: 'list_page.previous',
  listNext: 'list_page.next',
  timelinePrevious: 'timeline_page.previous',
  timelineNext: 'timeline_page.next',
  homePrevious: 'home_page.previous',
  homeNext: 'home_page.next',
  homeFile: 'home_file',
  homeSetUp: 'home_set_up',
  homeRetry: 'home_retry',
  retry: 'retry',
} as const

/**
 * Inputs: one name serves as `block_id` and `action_id`, and never changes from redraw to redraw (Slack keeps what was
 * typed by these two).
 */
export const FIELDS = {
  category: 'file.category',
  summary: 'file.summary',
  body: 'file.body',
  severity: 'file.severity',
  contentLanguage: 'file.content_language',
  neededBy: 'file.needed_by',
  otherTeam: 'file.other_team',
  followers: 'file.followers',
  hard: 'file.hard',
  text: 'form.text',
  audience: 'form.audience',
  nextBy: 'form.next_by',
  decision: 'form.decision',
  rule: 'form.rule',
  reason: 'form.reason',
  rootCause: 'form.root_cause',
  person: 'form.person',
  people: 'form.people',
  force: 'form.force',
  newSeverity: 'form.severity',
  number: 'form.number',
  why: 'form.why',
  ground: 'form.ground',
  pageWho: 'page.who',
} as const

const CHECKS = 'form.checks.'

/** A part of an obligation's list: Slack has ten boxes to an input. */
export function checksField(obligation: string, part: number): string {
  return `${CHECKS}${obligation}.${part}`
}

export function isChecksField(blockId: string): boolean {
  return blockId.startsWith(CHECKS)
}

/** A category's own input. */
export function detailField(fieldId: string): string {
  return `file.detail.${fieldId}`
}

const SENTENCE = 'form.sentence'

/**
 * The sentence for the requester is written anew with each decision, so its id carries the decision: under one id Slack
 * would keep the sentence of the decision before.
 */
export function sentenceField(decision: string | null): string {
  return `${SENTENCE}.${decision ?? 'none'}`
}

export function isSentenceField(blockId: string): boolean {
  return blockId.startsWith(`${SENTENCE}.`)
}

export function isDetailField(blockId: string): string | null {
  const prefix = detailField('')
  return blockId.startsWith(prefix) ? blockId.slice(prefix.length) : null
}
