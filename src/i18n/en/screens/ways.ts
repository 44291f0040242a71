import type { WayKind } from '../../../domain/paging/ways.ts'
import type { Moment } from '../../format.ts'

const kind: Record<WayKind, string> = {
  sms: 'Text message (SMS)',
  voice: 'Call',
  email: 'E-mail',
  pagerduty: 'PagerDuty alert',
  webhook: 'Signed webhook',
}

const what: Record<WayKind, string> = {
  sms: 'A mobile number with its country code: +34 600 000 042',
  voice: 'A number with its country code: +34 600 000 042',
  email: 'An e-mail address',
  pagerduty: 'The integration key of a PagerDuty service (Events API v2), 32 characters',
  webhook: 'An https:// address at a host that your administrator allows',
}

/** How somebody is reached: a section of App Home, and its modals. Read by the people of a team. */
export const ways = {
  heading: 'How you are reached',
  slack: 'Slack DM',
  kind,
  atOnce: 'at once',
  after: (minutes: number) => `after ${minutes} min`,
  tested: (ago: string) => `tested ${ago}`,
  untested: 'never tested',
  unproved: '⚠ not proved yet, so not used',
  notSetUp: '⚠ not set up here any more, so not used',
  silenced: (m: Moment) => `Slack silences you until ${m.text}: a page goes by the next way at once.`,
  silencedAlone: (m: Moment) =>
    `⚠ Slack silences you until ${m.text}, and there is no other way: a sev1 goes to the next person in the same instant.`,
  sendTest: 'Send me a test page',
  change: 'Change…',
  order:
    'sev1 goes in this order, each after its delay. For sev2, messages and calls wait at least five minutes. What you have seen or claimed goes no further; sev3 and sev4 come by Slack alone.',
  none: 'Only Slack so far.',
  add: 'Add a way',
  prove: 'Prove it',
  edit: 'Order, delay',
  remove: 'Remove',
  removeTitle: 'Remove this way?',
  removeText: 'You are no longer reached by it.',
  keep: 'Keep it',
  next: 'Send a code',
  save: 'Save',
  cancel: 'Cancel',
  kindLabel: 'How',
  addressLabel: 'Number, address or key',
  what,
  delayLabel: 'When, unless you have seen the page before',
  placeLabel: 'Place in the order',
  codeText: (name: string) => `Six digits are on their way: ${name}. Type them here within ten minutes.`,
  codeLabel: 'Code',
  secret: (secret: string) => `Each post is signed with this secret. Copy it now: it isn’t shown again.\n\`${secret}\``,
  contact: (url: string) => `So that your phone’s own silence lets us through, keep this contact: ${url}`,
  proved: (name: string) => `✓ ${name}: proved, and used from now on.`,
  testing: 'Sending …',
  testSent: (name: string) => `✓ ${name}: sent`,
  testFailed: (name: string, error: string) => `⚠ ${name}: not sent (${error})`,
  testDm: 'This is your test page. Nothing to do.',
  refusal: {
    not_of_a_team: 'Only people who may be paged have ways to be reached.',
    not_offered: 'This isn’t set up here. Ask your administrator.',
    bad_address: 'That can’t be reached. Look at the example.',
    already_there: 'You have this one already.',
    too_many: (most: number) => `At most ${most}. Remove one first.`,
    not_found: 'It is gone. Open Home again.',
    delay_out_of_range: (most: number) => `From 0 to ${most} minutes.`,
    too_soon: 'A code was sent a moment ago. Wait a minute, then ask for another.',
    not_sent: (error: string) => `It could not be sent (${error}). Check it, or tell your administrator.`,
    wrong_code: (left: number) => `That isn’t the code. Tries left: ${left}.`,
    code_over: 'This code no longer counts. Ask for another one.',
  },
}

export type WaysWords = typeof ways
