/** What a person does with a message: a shortcut on it, a press in it. */
import {
  done,
  interactive,
  isAnswer,
  notInteractive,
  placeFor,
  refused,
  responseUrl,
  type Stage,
  troubleOf,
} from './acts.ts'
import type { Json } from './json.ts'
import { messageAt } from './message-shelf.ts'
import type { Channel, Message, User } from './model.ts'
import type { PageActAnswer } from './page-api.ts'
import { messageActionPayload, messageShortcutPayload } from './payloads.ts'
import { pressed } from './pressing.ts'

function messageFor(
  stage: Stage,
  user: User,
  channelId: string,
  ts: string,
): { channel: Channel; message: Message } | PageActAnswer {
  const channel = placeFor(stage, user, channelId)
  if (isAnswer(channel)) return channel
  const message = messageAt(stage.ws, channel.id, ts)
  if (!message || (message.ephemeralFor !== null && message.ephemeralFor !== user.id)) {
    return refused('message_not_found', 'The message is not there any more.')
  }
  return { channel, message }
}

export async function messageShortcut(
  stage: Stage,
  user: User,
  of: { readonly channel: string; readonly ts: string; readonly callbackId: string },
): Promise<PageActAnswer> {
  if (!interactive(stage)) return notInteractive
  const known = stage.manifest.features?.shortcuts?.find(
    (shortcut) => shortcut.type === 'message' && shortcut.callback_id === of.callbackId,
  )
  if (!known) return refused('unknown_shortcut', 'The app has no such shortcut.')
  const at = messageFor(stage, user, of.channel, of.ts)
  if ('ok' in at) return at
  if (at.message.ephemeralFor !== null) return refused('message_not_found', 'Only you can see this message.')
  const place = {
    user,
    ...at,
    triggerId: stage.triggers.issue({ user: user.id, viewId: null }),
    responseUrl: responseUrl(stage, user, at.channel, at.message),
  }
  const reply = await stage.delivery.send('interactive', messageShortcutPayload(stage.ws, place, of.callbackId))
  return reply.kind === 'ok' ? done : troubleOf(reply)
}

/** A press in a message: only on what is really there, for whoever can see it. */
export async function messageAction(
  stage: Stage,
  user: User,
  of: { readonly channel: string; readonly ts: string; readonly action: Json; readonly state?: unknown },
): Promise<PageActAnswer> {
  if (!interactive(stage)) return notInteractive
  const at = messageFor(stage, user, of.channel, of.ts)
  if ('ok' in at) return at
  if (at.channel.isArchived) return refused('is_archived', 'This channel has been archived.')
  const press = pressed(stage.ws, at.message.blocks, of.action, of.state)
  if (!press.ok) return refused('no_such_action', press.message)
  const place = {
    user,
    ...at,
    triggerId: stage.triggers.issue({ user: user.id, viewId: null }),
    responseUrl: responseUrl(stage, user, at.channel, at.message),
  }
  const payload = messageActionPayload(stage.ws, place, press.action, press.state)
  const reply = await stage.delivery.send('interactive', payload)
  return reply.kind === 'ok' ? done : troubleOf(reply)
}
