import { z } from 'zod'

const message = z.object({
  ts: z.string(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  metadata: z
    .object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) })
    .optional()
    .catch(undefined),
})

const page = { response_metadata: z.object({ next_cursor: z.string().optional() }).optional() }

const channel = z.object({
  id: z.string(),
  name: z.string(),
  creator: z.string().optional(),
  /** Epoch seconds. */
  created: z.number().optional(),
  is_private: z.boolean().optional(),
})

const nothing = z.object({})

interface MethodFacts<T> {
  /** What we read of an answer. */
  readonly answer: z.ZodType<T>
  /** Calling it twice is as good as once: an unanswered call is simply made again. */
  readonly isRepeatable: boolean
  /** Slack counts by channel, not by method. */
  readonly isLimitedByChannel?: boolean
}

function method<T>(answer: z.ZodType<T>, facts: Omit<MethodFacts<T>, 'answer'>): MethodFacts<T> {
  return { answer, ...facts }
}

/** Every Web API method that a delivery calls. */
export const METHODS = {
  'chat.postMessage': method(z.object({ channel: z.string(), ts: z.string() }), {
    isRepeatable: false,
    isLimitedByChannel: true,
  }),
  // Twice is once to the reader; but what stands there after a lost answer isn't what we noted.
  'chat.update': method(z.object({ channel: z.string(), ts: z.string() }), { isRepeatable: false }),
  'conversations.open': method(z.object({ channel: z.object({ id: z.string() }) }), { isRepeatable: true }),
  'conversations.create': method(z.object({ channel }), { isRepeatable: false }),
  'conversations.setTopic': method(nothing, { isRepeatable: false }),
  'conversations.invite': method(
    z.object({ errors: z.array(z.object({ user: z.string().optional(), error: z.string() })).optional() }),
    { isRepeatable: true },
  ),
  'conversations.kick': method(nothing, { isRepeatable: true }),
  'conversations.archive': method(nothing, { isRepeatable: true }),
  'conversations.history': method(z.object({ messages: z.array(message), ...page }), { isRepeatable: true }),
  'conversations.replies': method(z.object({ messages: z.array(message), ...page }), { isRepeatable: true }),
  'users.conversations': method(z.object({ channels: z.array(channel), ...page }), { isRepeatable: true }),
  // The whole list each time.
  'usergroups.users.update': method(nothing, { isRepeatable: true }),
  // Nothing is shown before the last step.
  'files.getUploadURLExternal': method(z.object({ upload_url: z.url(), file_id: z.string() }), { isRepeatable: true }),
  'files.completeUploadExternal': method(nothing, { isRepeatable: false }),
  'pins.add': method(nothing, { isRepeatable: true }),
  'dnd.info': method(
    z.object({
      dnd_enabled: z.boolean().optional(),
      next_dnd_start_ts: z.number().optional(),
      next_dnd_end_ts: z.number().optional(),
      snooze_enabled: z.boolean().optional(),
      snooze_endtime: z.number().optional(),
    }),
    { isRepeatable: true },
  ),
} as const

export type MethodName = keyof typeof METHODS
export type AnswerOf<M extends MethodName> = z.infer<(typeof METHODS)[M]['answer']>
export type SlackMessage = z.infer<typeof message>
export type SlackChannel = z.infer<typeof channel>
