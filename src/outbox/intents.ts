import { z } from 'zod'
import { CLOCK_KINDS } from '../domain/escalation/timeline-event.ts'
import { AUDIT_FINDINGS } from '../domain/escalation/words.ts'
import { dutyNotice, dutySubject, isAsking } from './duty-notices.ts'

/**
 * What is to be said: facts and ids, never blocks (STYLE, How a thing flows, 4). Rendered when it is sent.
 * A *surface* is drawn as things stand, as often as they change (its row is armed again); a *notice* is said once.
 */
const id = z.number().int().positive()
const userId = z.string().min(1)
const clockKind = z.enum(CLOCK_KINDS)

export const intentSchema = z.discriminatedUnion('kind', [
  // surfaces
  z.object({ kind: z.literal('card'), escalationId: id }),
  z.object({ kind: z.literal('requester_dm'), escalationId: id, userId }),
  z.object({ kind: z.literal('page'), escalationId: id, pageId: id, userId }),
  z.object({ kind: z.literal('work_channel'), escalationId: id, sequence: z.number().int().min(0) }),
  z.object({ kind: z.literal('work_card'), escalationId: id, sequence: z.number().int().min(0) }),
  z.object({ kind: z.literal('decision'), escalationId: id, resolutionId: id, userId }),
  z.object({ kind: z.literal('request'), escalationId: id, requestId: id, userId }),
  z.object({ kind: z.literal('reminder'), escalationId: id, timelineId: id, userId }),
  // of schedules: what is ahead, in the channel and to each on duty; every edition is a message of its own
  z.object({ kind: z.literal('duty_post'), postId: id, edition: z.number().int().min(0) }),
  z.object({ kind: z.literal('duty_call'), postId: id, userId, edition: z.number().int().min(0) }),
  /** To who came on call, or went off, at an instant: once per schedule and person. */
  z.object({
    kind: z.literal('handoff'),
    userId,
    scheduleId: id,
    side: z.enum(['arriving', 'leaving']),
    at: z.iso.datetime(),
    rotation: z.string(),
    /** Whom they relieve, or who relieves them: Slack user ids. */
    others: z.array(userId),
  }),
  /** To leads: who hasn't confirmed. */
  z.object({ kind: z.literal('duty_unconfirmed'), postId: id, userId }),
  // of schedules, to a lead: gaps that one search found, each struck when it is filled or over
  z.object({ kind: z.literal('gap_notice'), userId, findingIds: z.array(id).min(1) }),
  // of schedules, no messages: the user group of who is on call, and the topic of a team's intake channel
  z.object({ kind: z.literal('on_call_group'), groupId: z.string().min(1) }),
  z.object({ kind: z.literal('on_call_topic'), teamId: z.string().min(1) }),
  // notices
  z.object({ kind: z.literal('lead_line'), escalationId: id, timelineId: id, userId, threadKey: z.string().min(1) }),
  z.object({ kind: z.literal('requester_line'), escalationId: id, userId, timelineId: id }),
  // silent: without a mention of the owner, who is in their quiet hours
  z.object({ kind: z.literal('work_line'), escalationId: id, timelineId: id, isSilent: z.boolean().optional() }),
  z.object({ kind: z.literal('question_repeat'), escalationId: id, questionId: id, userId, times: z.number().int() }),
  z.object({ kind: z.literal('silent_requester'), escalationId: id, questionId: id, userId }),
  z.object({
    kind: z.literal('channel_alert'),
    escalationId: id,
    /** Null: the team's intake channel. */
    channelId: z.string().min(1).nullable(),
    code: z.enum(['nobody_on_call', 'nobody_reachable', 'look_up_failed', 'last_resort']),
    /** When the run asked for it: one message each. */
    askedAt: z.iso.datetime(),
  }),
  // of no escalation
  z.object({ kind: z.literal('outage_line'), outageId: id, teamId: z.string().min(1) }),
  z.object({ kind: z.literal('duty_notice'), userId, notice: dutyNotice }),
  /** What a lead reads on a morning, of each team that they lead: the day, the week before; `table`: its figures, below it. */
  z.object({
    kind: z.literal('digest'),
    userId,
    /** Local date of the reader's zone on which it was due. */
    on: z.iso.date(),
    dueAt: z.iso.datetime(),
    part: z.enum(['message', 'table']),
    /** By how much it came late; kept, since an edit hours later is no delay. */
    lateMinutes: z.number().int().min(0).optional(),
    /** The Monday whose week before is told; null: none. Rows of the release before this one have the date alone. */
    monday: z.iso.date().nullable().optional(),
    /** The working day that is told; null: none. */
    day: z.iso.date().nullable().optional(),
  }),
  /** A picture of a schedule's month, to whoever asked for it. */
  z.object({
    kind: z.literal('month_picture'),
    userId,
    scheduleId: id,
    year: z.number().int().min(2000).max(2100),
    month: z.number().int().min(1).max(12),
    /** When they asked, to the minute: pressing twice brings one. */
    askedAt: z.iso.datetime(),
  }),
  // by the ways outside Slack
  z.object({ kind: z.literal('page_way'), escalationId: id, pageId: id, attemptId: id, userId }),
  z.object({
    kind: z.literal('page_follow_up'),
    escalationId: id,
    attemptId: id,
    action: z.enum(['acknowledge', 'resolve']),
  }),
  z.object({
    kind: z.literal('lead_notice'),
    escalationId: id,
    userId,
    notice: z.discriminatedUnion('code', [
      z.object({ code: z.literal('filed_sev1') }),
      z.object({ code: z.literal('nobody_on_call') }),
      // once per run: after a release or a reopening it is news again
      z.object({ code: z.literal('nobody_cleared'), runId: id.optional() }),
      z.object({ code: z.literal('no_private_channel') }),
      z.object({ code: z.literal('breach'), clock: clockKind, dueAt: z.iso.datetime() }),
      z.object({ code: z.literal('delivery_failed'), what: z.string(), error: z.string() }),
      z.object({
        code: z.literal('audit'),
        finding: z.enum(AUDIT_FINDINGS),
        /** What it is about: told once. */
        subject: z.string(),
        isRepaired: z.boolean(),
      }),
    ]),
  }),
])

export type Intent = z.infer<typeof intentSchema>
export type IntentKind = Intent['kind']
export type IntentOf<K extends IntentKind> = Extract<Intent, { kind: K }>

/** The escalation that it is about; null where it is about none. */
export function escalationOf(intent: Intent): number | null {
  return 'escalationId' in intent ? intent.escalationId : null
}

export type Lane = 'page' | 'work' | 'bulk'

interface Address {
  readonly key: string
  readonly stream: string
  readonly lane: Lane
  /** Surfaces are armed again when they are said again; notices are not. */
  readonly isSurface: boolean
}

/** Where an intent belongs: its unique key, the stream that keeps it in order, its lane. */
export function addressOf(intent: Intent): Address {
  if (intent.kind === 'outage_line') {
    const key = `outage:${intent.outageId}:${intent.teamId}`
    return notice(key, key)
  }
  if (intent.kind === 'duty_notice') {
    const { userId: to, notice: said } = intent
    const key = `duty:${to}:${dutySubject(said)}`
    return isAsking(said) ? surface(key, `duty:${to}`, 'work') : notice(key, `duty:${to}`)
  }
  if (intent.kind === 'duty_post') {
    return surface(`duty_post:${intent.postId}:${intent.edition}`, `duty_post:${intent.postId}`, 'bulk')
  }
  if (intent.kind === 'duty_call') {
    return surface(`duty_call:${intent.postId}:${intent.userId}:${intent.edition}`, `duty:${intent.userId}`, 'work')
  }
  if (intent.kind === 'handoff') {
    const key = `handoff:${intent.scheduleId}:${intent.side}:${intent.userId}:${intent.at}`
    return notice(key, `duty:${intent.userId}`)
  }
  if (intent.kind === 'digest') {
    const stream = `digest:${intent.userId}`
    return intent.part === 'table'
      ? notice(digestKey(intent), stream, 'bulk')
      : surface(digestKey(intent), stream, 'bulk')
  }
  if (intent.kind === 'month_picture') {
    const { userId: to, scheduleId, year, month, askedAt } = intent
    return notice(`month:${scheduleId}:${year}-${month}:${to}:${askedAt}`, `month:${to}`, 'bulk')
  }
  if (intent.kind === 'duty_unconfirmed') {
    return surface(`duty_unconfirmed:${intent.postId}:${intent.userId}`, `duty:${intent.userId}`, 'work')
  }
  if (intent.kind === 'gap_notice') return surface(gapNoticeKey(intent), `duty:${intent.userId}`, 'work')
  // One at a time for each group, however many schedules fill it: who comes second reads what is newest.
  if (intent.kind === 'on_call_group') return surface(`group:${intent.groupId}`, `group:${intent.groupId}`, 'bulk')
  if (intent.kind === 'on_call_topic') return surface(`topic:${intent.teamId}`, `topic:${intent.teamId}`, 'bulk')
  const { escalationId } = intent
  switch (intent.kind) {
    case 'card':
      return surface(`card:${escalationId}`, `card:${escalationId}`, 'work')
    case 'requester_dm':
      return surface(`dm:${escalationId}:${intent.userId}`, `dm:${escalationId}:${intent.userId}`, 'work')
    case 'page':
      return surface(`page:${intent.pageId}`, `page:${intent.pageId}`, 'page')
    case 'work_channel':
      return surface(`channel:${escalationId}:${intent.sequence}`, `channel:${escalationId}`, 'bulk')
    case 'work_card':
      return surface(`workcard:${escalationId}:${intent.sequence}`, `workcard:${escalationId}`, 'work')
    case 'decision':
      return surface(`decision:${intent.resolutionId}:${intent.userId}`, `dm:${escalationId}:${intent.userId}`, 'work')
    case 'request':
      return surface(`request:${intent.requestId}`, `request:${intent.requestId}`, 'work')
    case 'reminder':
      return surface(`reminder:${intent.timelineId}`, `reminder:${escalationId}:${intent.userId}`, 'work')
    case 'lead_line':
      return notice(`leadline:${intent.timelineId}:${intent.userId}`, `lead:${escalationId}:${intent.userId}`)
    case 'requester_line':
      return notice(`line:${intent.timelineId}:${intent.userId}`, `dm:${escalationId}:${intent.userId}`)
    case 'work_line':
      return notice(`workline:${intent.timelineId}`, `work:${escalationId}`)
    case 'question_repeat':
      return notice(`repeat:${intent.questionId}:${intent.times}`, `dm:${escalationId}:${intent.userId}`)
    case 'silent_requester':
      return notice(`silent:${intent.questionId}`, `silent:${intent.questionId}`)
    case 'channel_alert':
      return notice(`alert:${escalationId}:${intent.askedAt}`, `alert:${escalationId}`)
    case 'page_way':
      return notice(`way:${intent.attemptId}`, `way:${intent.attemptId}`, 'page')
    case 'page_follow_up':
      // After the page that it follows.
      return notice(`way:${intent.attemptId}:${intent.action}`, `way:${intent.attemptId}`)
    case 'lead_notice': {
      const stream = `lead:${escalationId}:${intent.userId}`
      const { notice: said } = intent
      // Of a sev1 the lead's DM is drawn again as things change (SCREENS 3); the others tell once.
      if (said.code === 'filed_sev1') return surface(`${stream}:${said.code}`, stream, 'work')
      if (said.code === 'audit') return notice(`${stream}:audit:${said.finding}:${said.subject}`, stream)
      if (said.code === 'nobody_cleared' && said.runId !== undefined) {
        return notice(`${stream}:${said.code}:${said.runId}`, stream)
      }
      return notice(`${stream}:${said.code === 'delivery_failed' ? said.what : said.code}`, stream)
    }
  }
}

/** The message, in whose thread the table stands. */
export function digestKey(of: {
  readonly userId: string
  readonly on: string
  readonly part: 'message' | 'table'
}): string {
  return `digest:${of.userId}:${of.on}${of.part === 'table' ? ':table' : ''}`
}

/** A finding is told once, so that its first says which message it is. */
export function gapNoticeKey(of: { readonly userId: string; readonly findingIds: readonly number[] }): string {
  return `gaps:${Math.min(...of.findingIds)}:${of.userId}`
}

function surface(key: string, stream: string, lane: Lane): Address {
  return { key, stream, lane, isSurface: true }
}

function notice(key: string, stream: string, lane: Lane = 'work'): Address {
  return { key, stream, lane, isSurface: false }
}
