/**
 * Action ids and the values of buttons in messages. Values hold ids and a version, never facts: whoever receives a press
 * reads the database.
 */
export const ACTION_IDS = {
  claim: 'claim',
  open: 'open',
  actions: 'actions',
  reopen: 'reopen',
  requestAccess: 'request_access',
  view: 'view',
  seen: 'seen',
  cannot: 'cannot',
  release: 'release',
  writeUpdate: 'write_update',
  resolve: 'resolve',
  askRequester: 'ask_requester',
  addInformation: 'add_information',
  stillUrgent: 'still_urgent',
  more: 'more',
  answer: 'answer',
  rateYes: 'rate_yes',
  rateNo: 'rate_no',
  acceptRequest: 'accept_request',
  declineRequest: 'decline_request',
  keepWaiting: 'keep_waiting',
  snooze: 'snooze',
} as const

const ID = '[1-9]\\d{0,8}'

/** `1042`, or `1042:7` where what is asked for depends on the version that was drawn. */
export interface EscalationRef {
  readonly escalationId: number
  readonly version: number | null
}

export function escalationValue(escalationId: number, version: number | null = null): string {
  return version === null ? String(escalationId) : `${escalationId}:${version}`
}

export function parseEscalationValue(value: string | undefined): EscalationRef | null {
  const match = new RegExp(`^(${ID})(?::(\\d{1,9}))?$`).exec(value ?? '')
  if (match?.[1] === undefined) return null
  return { escalationId: Number(match[1]), version: match[2] === undefined ? null : Number(match[2]) }
}

/** `1042/57`: something that belongs to an escalation (a page, a request, a resolution, a question). */
export interface PartRef {
  readonly escalationId: number
  readonly partId: number
}

export function partValue(escalationId: number, partId: number): string {
  return `${escalationId}/${partId}`
}

export function parsePartValue(value: string | undefined): PartRef | null {
  const match = new RegExp(`^(${ID})/(${ID})$`).exec(value ?? '')
  if (match?.[1] === undefined || match[2] === undefined) return null
  return { escalationId: Number(match[1]), partId: Number(match[2]) }
}
