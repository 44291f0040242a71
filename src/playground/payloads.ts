/** What Slack sends an app when somebody acts, shaped as Slack shapes it. */
import { initialState, inputsOf, isUntouchedPrefill, valueAt } from './form-state.ts'
import type { Json } from './json.ts'
import { messageWire } from './message-wire.ts'
import type { Channel, Message, StateValues, User, ViewRecord } from './model.ts'
import { blocksOf, viewWire } from './views.ts'
import type { Workspace } from './workspace.ts'

/** Slack's own app token in payloads: kept for form's sake, checked by nobody since signatures exist. */
const verificationToken = 'playground'

function teamOf(ws: Workspace): Json {
  return { id: ws.state.team.id, domain: ws.state.team.domain }
}

function userIn(user: User): Json {
  return { id: user.id, username: user.handle, name: user.handle, team_id: user.teamId }
}

/** Private channels and DMs keep their names to themselves. */
export function channelNameFor(channel: Channel): string {
  if (channel.kind === 'public') return channel.name
  return channel.kind === 'im' ? 'directmessage' : 'privategroup'
}

function common(ws: Workspace, user: User): Json {
  return {
    team: teamOf(ws),
    user: userIn(user),
    api_app_id: ws.state.app.appId,
    token: verificationToken,
    is_enterprise_install: false,
    enterprise: null,
  }
}

export function commandPayload(
  ws: Workspace,
  of: {
    readonly user: User
    readonly channel: Channel
    readonly command: string
    readonly text: string
    readonly triggerId: string
    readonly responseUrl: string
  },
): Json {
  return {
    token: verificationToken,
    team_id: of.user.teamId,
    team_domain: ws.state.team.domain,
    channel_id: of.channel.id,
    channel_name: channelNameFor(of.channel),
    user_id: of.user.id,
    user_name: of.user.handle,
    command: of.command,
    text: of.text,
    api_app_id: ws.state.app.appId,
    is_enterprise_install: false,
    response_url: of.responseUrl,
    trigger_id: of.triggerId,
  }
}

export function shortcutPayload(ws: Workspace, user: User, callbackId: string, triggerId: string): Json {
  return {
    type: 'shortcut',
    ...common(ws, user),
    action_ts: ws.nextTs(),
    callback_id: callbackId,
    trigger_id: triggerId,
  }
}

export interface MessagePlace {
  readonly user: User
  readonly channel: Channel
  readonly message: Message
  readonly triggerId: string
  readonly responseUrl: string
}

export function messageShortcutPayload(ws: Workspace, at: MessagePlace, callbackId: string): Json {
  return {
    type: 'message_action',
    ...common(ws, at.user),
    action_ts: ws.nextTs(),
    channel: { id: at.channel.id, name: channelNameFor(at.channel) },
    callback_id: callbackId,
    trigger_id: at.triggerId,
    message_ts: at.message.ts,
    message: messageWire(ws, at.channel, at.message),
    response_url: at.responseUrl,
  }
}

export function messageActionPayload(ws: Workspace, at: MessagePlace, action: Json, given: StateValues | null): Json {
  const isEphemeral = at.message.ephemeralFor !== null
  return {
    type: 'block_actions',
    ...common(ws, at.user),
    container: {
      type: 'message',
      message_ts: at.message.ts,
      channel_id: at.channel.id,
      is_ephemeral: isEphemeral,
      ...(at.message.threadTs === null ? {} : { thread_ts: at.message.threadTs }),
    },
    trigger_id: at.triggerId,
    channel: { id: at.channel.id, name: channelNameFor(at.channel) },
    // An ephemeral message is on nobody's shelf: Slack itself doesn't send it back.
    ...(isEphemeral ? {} : { message: messageWire(ws, at.channel, at.message) }),
    state: { values: given ?? initialState(at.message.blocks) },
    response_url: at.responseUrl,
    actions: [{ ...action, action_ts: ws.nextTs() }],
  }
}

/** Where a bug report says so, Slack leaves prefilled inputs out of a state until somebody touches them. */
export type PrefillQuirk = 'present' | 'missing_in_actions' | 'missing'

function seenState(view: ViewRecord, leaveOut: boolean): StateValues {
  if (!leaveOut) return view.state
  const values: Record<string, Record<string, Json>> = {}
  for (const input of inputsOf(blocksOf(view))) {
    const value = valueAt(view.state, input)
    if (!value || isUntouchedPrefill(input, value)) continue
    const block = values[input.blockId] ?? {}
    values[input.blockId] = block
    block[input.actionId] = value
  }
  return values
}

export function viewActionPayload(
  ws: Workspace,
  user: User,
  view: ViewRecord,
  action: Json,
  triggerId: string,
  quirk: PrefillQuirk,
): Json {
  return {
    type: 'block_actions',
    ...common(ws, user),
    container: { type: 'view', view_id: view.id },
    trigger_id: triggerId,
    view: viewWire(ws, view, seenState(view, quirk !== 'present')),
    actions: [{ ...action, action_ts: ws.nextTs() }],
  }
}

export function viewSubmissionPayload(
  ws: Workspace,
  user: User,
  view: ViewRecord,
  triggerId: string,
  quirk: PrefillQuirk,
): Json {
  return {
    type: 'view_submission',
    ...common(ws, user),
    trigger_id: triggerId,
    view: viewWire(ws, view, seenState(view, quirk === 'missing')),
    response_urls: [],
  }
}

export function viewClosedPayload(ws: Workspace, user: User, view: ViewRecord, isCleared: boolean): Json {
  return { type: 'view_closed', ...common(ws, user), view: viewWire(ws, view, view.state), is_cleared: isCleared }
}
