import { z } from 'zod'

/**
 * What is to be said: facts and ids, never blocks (STYLE, How a thing flows, 4). Rendered when it is sent.
 * A *surface* is drawn as things stand, as often as they change (its row is armed again); a *notice* is said once.
 */
const id = z.number().int().positive()
const userId = z.string().min(1)

export const intentSchema = z.discriminatedUnion('kind', [
  // surfaces
  z.object({ kind: z.literal('card'), escalationId: id }),
  z.object({ kind: z.literal('requester_dm'), escalationId: id, userId }),
  z.object({ kind: z.literal('page'), escalationId: id, pageId: id, userId }),
  z.object({ kind: z.literal('work_channel'), escalationId: id, sequence: z.number().int().min(0) }),
  z.object({ kind: z.literal('work_card'), escalationId: id, sequence: z.number().int().min(0) }),
  z.object({ kind: z.literal('decision'), escalationId: id, resolutionId: id, userId }),
  z.object({ kind: z.literal('request'), escalationId: id, requestId: id, userId }),
  // notices
  z.object({ kind: z.literal('requester_line'), escalationId: id, userId, timelineId: id }),
  z.object({ kind: z.literal('work_line'), escalationId: id, timelineId: id }),
  z.object({ kind: z.literal('question_repeat'), escalationId: id, questionId: id, userId, times: z.number().int() }),
  z.object({ kind: z.literal('silent_requester'), escalationId: id, questionId: id, userId }),
  z.object({
    kind: z.literal('lead_notice'),
    escalationId: id,
    userId,
    notice: z.discriminatedUnion('code', [
      z.object({ code: z.literal('filed_sev1') }),
      z.object({ code: z.literal('nobody_on_call') }),
      z.object({ code: z.literal('nobody_cleared') }),
      z.object({ code: z.literal('no_private_channel') }),
      z.object({ code: z.literal('delivery_failed'), what: z.string(), error: z.string() }),
    ]),
  }),
])

export type Intent = z.infer<typeof intentSchema>
export type IntentKind = Intent['kind']
export type IntentOf<K extends IntentKind> = Extract<Intent, { kind: K }>

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
    case 'requester_line':
      return notice(`line:${intent.timelineId}:${intent.userId}`, `dm:${escalationId}:${intent.userId}`)
    case 'work_line':
      return notice(`workline:${intent.timelineId}`, `work:${escalationId}`)
    case 'question_repeat':
      return notice(`repeat:${intent.questionId}:${intent.times}`, `dm:${escalationId}:${intent.userId}`)
    case 'silent_requester':
      return notice(`silent:${intent.questionId}`, `silent:${intent.questionId}`)
    case 'lead_notice': {
      const stream = `lead:${escalationId}:${intent.userId}`
      const { notice: said } = intent
      // Of a sev1 the lead's DM is drawn again as things change (SCREENS 3); the others tell once.
      if (said.code === 'filed_sev1') return surface(`${stream}:${said.code}`, stream, 'work')
      return notice(`${stream}:${said.code === 'delivery_failed' ? said.what : said.code}`, stream)
    }
  }
}

function surface(key: string, stream: string, lane: Lane): Address {
  return { key, stream, lane, isSurface: true }
}

function notice(key: string, stream: string): Address {
  return { key, stream, lane: 'work', isSurface: false }
}
