/** What a person does in the workspace, and what Slack's client and servers make of it. */

import type { Delivery } from './bot/delivery.ts'
import type { Reply } from './bot/http-delivery.ts'
import { addMember, imOf, removeMember } from './channels.ts'
import { asJson, asText, isJson } from './json.ts'
import type { SlackManifest } from './manifest.ts'
import { messageAt } from './message-shelf.ts'
import { typedText } from './message-wire.ts'
import { post } from './messages.ts'
import type { Channel, Message, User } from './model.ts'
import type { PageActAnswer } from './page-api.ts'
import { commandPayload, type PrefillQuirk, shortcutPayload } from './payloads.ts'
import type { ResponseUrls, Triggers } from './triggers.ts'
import { homeOf, viewWire } from './views.ts'
import { channelById, isVisibleTo, userById, type Workspace } from './workspace.ts'

export interface Stage {
  readonly ws: Workspace
  readonly delivery: Delivery
  readonly triggers: Triggers
  readonly responseUrls: ResponseUrls
  readonly manifest: SlackManifest
  readonly quirk: PrefillQuirk
}

export const done: PageActAnswer = { ok: true }

export function refused(error: string, message: string): PageActAnswer {
  return { ok: false, error, message }
}

/** The channel where this person may do something, or the sentence that says why not. */
export function placeFor(stage: Stage, user: User, channelId: string): Channel | PageActAnswer {
  const channel = channelById(stage.ws, channelId)
  if (!channel || !isVisibleTo(stage.ws, channel, user))
    return refused('channel_not_found', 'There is no such channel.')
  return channel
}

export function isAnswer(value: Channel | Message | PageActAnswer): value is PageActAnswer {
  return 'ok' in value
}

function writableFor(stage: Stage, user: User, channelId: string): Channel | PageActAnswer {
  const channel = placeFor(stage, user, channelId)
  if (isAnswer(channel)) return channel
  if (!channel.members.includes(user.id)) return refused('not_in_channel', 'Join the channel first.')
  if (channel.isArchived) return refused('is_archived', 'This channel has been archived.')
  return channel
}

export function actorOf(ws: Workspace, id: string): User {
  const user = userById(ws, id)
  if (!user) throw new Error(`there is nobody with the id ${id} in this workspace`)
  if (user.isDeleted) throw new Error(`${id} is deactivated and does nothing any more`)
  return user
}

/** What Slack shows when the app didn't acknowledge an interaction. */
export function troubleOf(reply: Exclude<Reply, { kind: 'ok' }>): PageActAnswer {
  const sentence = 'We had some trouble connecting. Try again?'
  return reply.kind === 'timeout' ? refused('operation_timeout', sentence) : refused('dispatch_failed', sentence)
}

export function interactive(stage: Stage): boolean {
  return stage.manifest.settings?.interactivity?.is_enabled === true
}

export const notInteractive = refused('interactivity_disabled', 'The app has not switched on interactivity.')

/** A fresh response_url for what this person does here. */
export function responseUrl(stage: Stage, user: User, channel: Channel, message: Message | null): string {
  const name = stage.responseUrls.issue({
    user: user.id,
    channel: channel.id,
    messageTs: message?.ts ?? null,
    threadTs: message?.threadTs ?? null,
  })
  return `${stage.ws.baseUrl()}/response/${name}`
}

/** Names become ids only where the manifest wants it; the rest is escaped in any case. */
function commandText(stage: Stage, shouldEscape: boolean, typed: string): string {
  if (!shouldEscape) return typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return typedText(stage.ws, typed).replaceAll(/<@([A-Z0-9]+)>/g, (_, id: string) => {
    return `<@${id}|${userById(stage.ws, id)?.handle ?? id}>`
  })
}

export async function command(
  stage: Stage,
  user: User,
  of: {
    readonly channel: string
    readonly command: string
    readonly text: string
    readonly threadTs?: string | undefined
  },
): Promise<PageActAnswer> {
  const channel = writableFor(stage, user, of.channel)
  if (isAnswer(channel)) return channel
  if (of.threadTs) return refused('not_in_thread', `${of.command} is not supported in threads. Sorry!`)
  const known = stage.manifest.features?.slash_commands?.find((other) => other.command === of.command)
  if (!known) return refused('unknown_command', `${of.command} is not a valid command.`)
  const payload = commandPayload(stage.ws, {
    user,
    channel,
    command: of.command,
    text: commandText(stage, known.should_escape === true, of.text.trim()),
    triggerId: stage.triggers.issue({ user: user.id, viewId: null }),
    responseUrl: responseUrl(stage, user, channel, null),
  })
  const reply = await stage.delivery.send('slash_commands', payload)
  if (reply.kind !== 'ok') {
    const error = reply.kind === 'timeout' ? 'operation_timeout' : 'dispatch_failed'
    return refused(error, `${of.command} failed with the error "${error}"`)
  }
  const body = typeof reply.body === 'string' ? { text: reply.body } : asJson(reply.body)
  if (asText(body.text) !== '' || Array.isArray(body.blocks)) {
    post(stage.ws, channel, {
      user: stage.ws.botUserId,
      text: asText(body.text),
      blocks: Array.isArray(body.blocks) ? body.blocks.filter(isJson) : [],
      ephemeralFor: body.response_type === 'in_channel' ? null : user.id,
    })
  }
  return done
}

/** A message, as Slack's client sends it: escaped, mentions as ids. */
export function say(
  stage: Stage,
  user: User,
  of: { readonly channel: string; readonly text: string; readonly threadTs?: string | undefined },
): PageActAnswer {
  const channel = writableFor(stage, user, of.channel)
  if (isAnswer(channel)) return channel
  if (of.text.trim() === '') return refused('no_text', 'There is nothing to send.')
  const home = stage.manifest.features?.app_home
  if (channel.kind === 'im' && channel.members.includes(stage.ws.botUserId) && home?.messages_tab_enabled === false) {
    return refused('messages_tab_disabled', 'Sending messages to this app has been turned off.')
  }
  if (of.threadTs && !messageAt(stage.ws, channel.id, of.threadTs)) {
    return refused('thread_not_found', 'There is no such thread.')
  }
  post(stage.ws, channel, { user: user.id, text: of.text, threadTs: of.threadTs ?? null })
  markRead(stage, user, channel.id)
  return done
}

export async function globalShortcut(stage: Stage, user: User, callbackId: string): Promise<PageActAnswer> {
  if (!interactive(stage)) return notInteractive
  const known = stage.manifest.features?.shortcuts?.find(
    (shortcut) => shortcut.type === 'global' && shortcut.callback_id === callbackId,
  )
  if (!known) return refused('unknown_shortcut', 'The app has no such shortcut.')
  const triggerId = stage.triggers.issue({ user: user.id, viewId: null })
  const reply = await stage.delivery.send('interactive', shortcutPayload(stage.ws, user, callbackId, triggerId))
  return reply.kind === 'ok' ? done : troubleOf(reply)
}

/** Looking at App Home: the app hears of it, and may publish in answer. */
export function openHome(stage: Stage, user: User): void {
  const im = imOf(stage.ws, stage.ws.botUserId, user.id)
  const view = homeOf(stage.ws, user.id)
  stage.ws.tellApp({
    name: 'app_home_opened',
    scopes: [],
    event: {
      type: 'app_home_opened',
      user: user.id,
      channel: im.id,
      tab: 'home',
      ...(view ? { view: viewWire(stage.ws, view, view.state) } : {}),
      event_ts: stage.ws.nextTs(),
    },
  })
}

export function markRead(stage: Stage, user: User, channelId: string): PageActAnswer {
  const last = stage.ws.state.messages[channelId]?.at(-1)
  const read = stage.ws.state.lastRead[user.id] ?? {}
  stage.ws.state.lastRead[user.id] = read
  if (last) read[channelId] = last.ts
  stage.ws.changed({ type: 'channels', users: [user.id] })
  return done
}

export function join(stage: Stage, user: User, channelId: string): PageActAnswer {
  const channel = placeFor(stage, user, channelId)
  if (isAnswer(channel)) return channel
  if (channel.members.includes(user.id)) return done
  if (channel.isArchived) return refused('is_archived', 'This channel has been archived.')
  addMember(stage.ws, channel, user.id, user.id)
  return done
}

export function leave(stage: Stage, user: User, channelId: string): PageActAnswer {
  const channel = placeFor(stage, user, channelId)
  if (isAnswer(channel)) return channel
  if (channel.isGeneral) return refused('cant_leave_general', 'Nobody leaves this channel.')
  removeMember(stage.ws, channel, user.id)
  return done
}
