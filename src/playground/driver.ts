/** One person's hands and eyes, for tests: they press only what is there, and each act waits for the app's answer. */
import type { Stage } from './acts.ts'
import * as acts from './acts.ts'
import { findIm } from './channels.ts'
import { actionFor, find } from './choosing.ts'
import { entryFor, type Filled, reachesTheApp } from './filling.ts'
import { type Input, inputsOf, stateKey } from './form-state.ts'
import * as messageActs from './message-acts.ts'
import { messagesOf } from './message-shelf.ts'
import { typedText } from './message-wire.ts'
import * as modalActs from './modal-acts.ts'
import type { Channel, User } from './model.ts'
import type { PageActAnswer } from './page-api.ts'
import { channelsFor } from './page-views.ts'
import type { ElementName, Person, SeenChannel, SubmitAnswer } from './person.ts'
import { type SeenMessage, type SeenView, seenMessage, seenView } from './seeing.ts'
import { blocksOf, homeOf, stackOf, topOf, viewById } from './views.ts'
import { channelById, isVisibleTo, type Workspace } from './workspace.ts'

export type { Filled } from './filling.ts'
export type { ElementName, Person, SeenChannel, SubmitAnswer } from './person.ts'
export type { SeenMessage, SeenView } from './seeing.ts'

export interface DriverOptions {
  readonly stage: Stage
  readonly save: () => Promise<void>
  readonly until: (check: () => boolean, what: string) => Promise<void>
}

function seenChannel(ws: Workspace, channel: Channel): SeenChannel {
  const all = () =>
    messagesOf(ws, channel.id)
      .filter((message) => message.ephemeralFor === null && message.subtype === null)
      .map((message) => seenMessage(channel, message))
  return {
    id: channel.id,
    name: channel.name,
    topic: channel.topic.value,
    isPrivate: channel.kind !== 'public',
    isArchived: channel.isArchived,
    members: channel.members,
    creator: channel.creator,
    messages: () => all().filter((message) => message.threadTs === null),
    everything: all,
    thread: (ts) => all().filter((message) => message.threadTs === ts),
    pinned: () => all().filter((message) => message.isPinned),
  }
}

export function personAt(options: DriverOptions, id: string): Person {
  const { stage } = options
  const { ws } = stage
  const me = (): User => acts.actorOf(ws, id)

  async function saved(act: PageActAnswer | Promise<PageActAnswer>): Promise<PageActAnswer> {
    const answer = await act
    await options.save()
    return answer
  }

  function open(channelId: string): Channel {
    const channel = channelById(ws, channelId)
    if (!channel || !isVisibleTo(ws, channel, me())) throw new Error(`${id} can't open ${channelId}`)
    return channel
  }

  /** Everything on this person's screen in a channel. */
  function readable(channel: Channel): readonly SeenMessage[] {
    return messagesOf(ws, channel.id)
      .filter((message) => message.ephemeralFor === null || message.ephemeralFor === id)
      .map((message) => seenMessage(channel, message))
  }

  function visibleChannels(): readonly Channel[] {
    return Object.values(ws.state.channels).filter((channel) => isVisibleTo(ws, channel, me()))
  }

  function inputNamed(actionId: string): Input | undefined {
    const top = topOf(ws, id)
    return top && inputsOf(blocksOf(top)).find((input) => input.actionId === actionId)
  }

  async function fillOne(actionId: string, value: Filled): Promise<void> {
    await options.until(() => inputNamed(actionId) !== undefined, `${id} waits for the input ${actionId}`)
    const top = topOf(ws, id)
    const input = inputNamed(actionId)
    if (!top || !input) throw new Error(`${actionId} went away again`)
    const entry = entryFor(input.element, value)
    const block = { ...top.state[input.blockId], [actionId]: entry }
    top.state = { ...top.state, [input.blockId]: block }
    if (!reachesTheApp(input)) return
    const key = stateKey(input.element.type) ?? 'value'
    const action = { type: input.element.type, block_id: input.blockId, action_id: actionId, [key]: entry[key] }
    const answer = await modalActs.viewAction(stage, me(), { viewId: top.id, action, state: top.state })
    if (!answer.ok) throw new Error(`${actionId}: ${answer.message}`)
  }

  async function submit(): Promise<SubmitAnswer> {
    const top = topOf(ws, id)
    if (!top) throw new Error(`${id} has no form open`)
    const answer = await saved(modalActs.viewSubmission(stage, me(), { viewId: top.id, state: top.state }))
    if (answer.ok) return { ok: true }
    if (answer.errors) return { ok: false, why: 'errors', errors: answer.errors }
    const why = answer.error === 'operation_timeout' ? 'timeout' : 'failed'
    return { ok: false, why, message: answer.message ?? '' }
  }

  async function click(target: SeenMessage | SeenView, name: ElementName, pick?: Filled): Promise<PageActAnswer> {
    if (target.kind === 'message') {
      // What is pressed is the message as it stands now: the one that was looked at may have been edited since.
      const now = readable(open(target.channel)).find((message) => message.ts === target.ts)
      if (!now) throw new Error(`${id} sees no message ${target.ts} in ${target.channel}`)
      const action = actionFor(find(now.blocks, name), pick)
      return saved(messageActs.messageAction(stage, me(), { channel: target.channel, ts: target.ts, action }))
    }
    const record = viewById(ws, target.id)
    if (!record || record.user !== id) throw new Error(`${id} has no view ${target.id} open any more`)
    const action = actionFor(find(blocksOf(record), name), pick)
    return saved(modalActs.viewAction(stage, me(), { viewId: record.id, action, state: record.state }))
  }

  const dmOf = (): Channel | undefined => findIm(ws, ws.botUserId, id)
  const viewsOf = () => [...stackOf(ws, id), homeOf(ws, id)].flatMap((view) => (view ? [seenView(view)] : []))

  return {
    id,
    command: (channel, command, text = '', threadTs) =>
      saved(acts.command(stage, me(), { channel, command, text, threadTs })),
    globalShortcut: (callbackId) => saved(acts.globalShortcut(stage, me(), callbackId)),
    messageShortcut: (message, callbackId) =>
      saved(messageActs.messageShortcut(stage, me(), { channel: message.channel, ts: message.ts, callbackId })),
    say: async (channelId, text, threadTs) => {
      const answer = await saved(acts.say(stage, me(), { channel: channelId, text: typedText(ws, text), threadTs }))
      if (!answer.ok) throw new Error(`${id} can't write there: ${answer.message}`)
      const said = readable(open(channelId)).findLast((message) => message.user === id)
      if (!said) throw new Error('what was said is gone')
      await stage.delivery.idle()
      return said
    },
    openHome: async () => {
      acts.openHome(stage, me())
      await stage.delivery.idle()
      await options.save()
    },
    home: () => {
      const view = homeOf(ws, id)
      return view ? seenView(view) : null
    },
    topView: () => {
      const view = topOf(ws, id)
      return view ? seenView(view) : null
    },
    viewStack: () => stackOf(ws, id).map(seenView),
    click,
    fill: async (values) => {
      for (const [actionId, value] of Object.entries(values)) await fillOne(actionId, value)
      await options.save()
    },
    submit,
    close: async (isCleared = false) => {
      const top = topOf(ws, id)
      if (!top) throw new Error(`${id} has no form open`)
      return saved(modalActs.viewClosed(stage, me(), { viewId: top.id, isCleared }))
    },
    dms: () => {
      const im = dmOf()
      return im ? readable(im).filter((message) => !message.isEphemeral) : []
    },
    dmChannel: () => dmOf()?.id ?? '',
    channel: (channelId) => seenChannel(ws, open(channelId)),
    channelNamed: (name) => {
      const channel = visibleChannels().find((other) => other.name === name)
      return channel ? seenChannel(ws, channel) : null
    },
    channels: () => channelsFor(ws, me()),
    ephemerals: () =>
      visibleChannels().flatMap((channel) => readable(channel).filter((message) => message.isEphemeral)),
    notifications: () => ws.state.notifications[id] ?? [],
    join: (channel) => saved(acts.join(stage, me(), channel)),
    leave: (channel) => saved(acts.leave(stage, me(), channel)),
    sees: (text) =>
      viewsOf().some((view) => view.says.includes(text)) ||
      visibleChannels().some(
        (channel) =>
          `${channel.name}\n${channel.topic.value}`.includes(text) ||
          readable(channel).some((message) => message.says.includes(text) || message.text.includes(text)),
      ),
  }
}
