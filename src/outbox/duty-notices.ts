import { z } from 'zod'

/**
 * What one person is told of schedules: codes, ids and instants, in ISO 8601 (an outbox row is JSON). Everything else is looked
 * up when it is drawn. Those that ask are drawn again as things change, so that a button that is over goes.
 */
const id = z.number().int().positive()
const userId = z.string().min(1)
const instant = z.iso.datetime()
/** Others that one form saved with it: one event is one message. */
const also = z.array(id).max(50).optional()
const stretch = z.object({ rotation: z.string(), start: instant, end: instant })

export const dutyNotice = z.discriminatedUnion('code', [
  // they ask
  z.object({ code: z.literal('swap_asked'), swapId: id }),
  /** To leads, where the rules want their yes. */
  z.object({ code: z.literal('swap_to_approve'), swapId: id }),
  z.object({ code: z.literal('cover_asked'), askId: id }),
  /** May be objected to. */
  z.object({ code: z.literal('cover_assigned'), overrideId: id, by: userId }),
  // they tell
  z.object({ code: z.literal('swap_taken'), swapId: id, by: userId }),
  z.object({ code: z.literal('swap_approved'), swapId: id, by: userId }),
  z.object({ code: z.literal('swap_refused'), swapId: id, by: userId }),
  /** Everybody who was asked said no. */
  z.object({ code: z.literal('swap_declined'), swapId: id }),
  z.object({ code: z.literal('swap_expired'), swapId: id }),
  z.object({ code: z.literal('swap_withdrawn'), swapId: id, by: userId }),
  z.object({ code: z.literal('swap_undone'), swapId: id, by: userId }),
  /** The shift isn't the giver's any more, so that nothing of it holds. */
  z.object({ code: z.literal('swap_void'), swapId: id }),
  z.object({ code: z.literal('cover_taken'), askId: id, by: userId }),
  z.object({ code: z.literal('cover_declined'), askId: id }),
  z.object({ code: z.literal('cover_expired'), askId: id }),
  z.object({ code: z.literal('cover_objected'), overrideId: id, by: userId }),
  z.object({ code: z.literal('open_shift_taken'), overrideId: id, by: userId }),
  /** Somebody comes in their place, or they were put in somebody's. */
  z.object({ code: z.literal('replaced'), overrideId: id, by: userId, also }),
  z.object({ code: z.literal('override_undone'), overrideId: id, by: userId, also }),
  z.object({ code: z.literal('days_kept'), keptId: id, by: userId }),
  z.object({ code: z.literal('days_given_back'), keptId: id, by: userId }),
  z.object({
    code: z.literal('shifts_moved'),
    scheduleId: id,
    /** By whom; null: the settings file, or a job. */
    by: userId.nullable(),
    at: instant,
    gained: z.array(stretch),
    lost: z.array(stretch),
  }),
  /** To leads: a deactivated person's slots wait for a decision. */
  z.object({ code: z.literal('slots_vacant'), scheduleId: id, person: userId, since: instant }),
  /** To leads: Slack doesn't let the group or the topic (of that group, of that team) follow who is on call. */
  z.object({
    code: z.literal('stands_still'),
    what: z.enum(['group', 'topic']),
    subject: z.string().min(1),
    error: z.string().min(1),
    /** When Slack began to refuse: after it was mended it is news again. */
    at: instant.optional(),
  }),
  /** To leads: a message about duty can't be delivered, to somebody or (null) to the channel of the schedule's posts. */
  z.object({
    code: z.literal('undelivered'),
    scheduleId: id.nullable(),
    to: userId.nullable(),
    error: z.string().min(1),
    /** Local date of the team's zone: once a day. */
    on: z.iso.date(),
  }),
])
export type DutyNotice = z.infer<typeof dutyNotice>
export type DutyNoticeCode = DutyNotice['code']

const ASKING: ReadonlySet<DutyNoticeCode> = new Set([
  'swap_asked',
  'swap_to_approve',
  'cover_asked',
  'cover_assigned',
  'slots_vacant',
])

/** Drawn again as things change; the others are said once. */
export function isAsking(notice: DutyNotice): boolean {
  return ASKING.has(notice.code)
}

/** What it is about: the same to the same person is one message. */
export function dutySubject(notice: DutyNotice): string {
  switch (notice.code) {
    case 'cover_asked':
    case 'cover_taken':
    case 'cover_declined':
    case 'cover_expired':
      return `${notice.code}:${notice.askId}`
    case 'cover_assigned':
    case 'cover_objected':
    case 'open_shift_taken':
    case 'replaced':
    case 'override_undone':
      return `${notice.code}:${notice.overrideId}`
    case 'days_kept':
    case 'days_given_back':
      return `${notice.code}:${notice.keptId}`
    case 'shifts_moved':
      return `${notice.code}:${notice.scheduleId}:${notice.at}`
    case 'slots_vacant':
      return `${notice.code}:${notice.scheduleId}:${notice.person}:${notice.since}`
    case 'stands_still':
      return [
        notice.code,
        notice.what,
        notice.subject,
        notice.error,
        ...(notice.at === undefined ? [] : [notice.at]),
      ].join(':')
    case 'undelivered':
      return `${notice.code}:${notice.to ?? `posts of ${notice.scheduleId}`}:${notice.error}:${notice.on}`
    default:
      return `${notice.code}:${notice.swapId}`
  }
}
