/** One person's hands and eyes, for tests: they press only what is there, and each act waits for the app's answer. */
import type { Stage } from './acts.ts'
import * as acts from './acts.ts'
import { findIm } from './channels.ts'
import { entryFor, type Filled, reachesTheApp } from './filling.ts'
import { type Input, inputsOf, stateKey } from './form-state.ts'
import { asJson, asText, type Json } from './json.ts'
import { messagesOf, typedText } from './messages.ts'
import * as modalActs from './modal-acts.ts'
import type { Channel, Notification, User } from './model.ts'
import type { PageActAnswer, PageChannel } from './page-api.ts'
import { channelsFor } from './page-views.ts'
import { type Pressable, pressables } from './pressing.ts'
import { type SeenMessage, type SeenView, seenMessage, seenView } from './seeing.ts'
import { blocksOf, homeOf, stackOf, topOf, viewById } from './views.ts'
import { channelById, isVisibleTo, type Workspace } from './workspace.ts'

export type { Filled } from './filling.ts'
export type { SeenMessage, SeenView } from './seeing.ts'

/** Which element: its action_id, or more about it where that isn't enough. */
export type ElementName =
  | string
  | { readonly action?: string; readonly block?: string; readonly value?: string; readonly label?: string }

export type SubmitAnswer =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly why: 'timeout' | 'failed'; readonly message: string }

export interface SeenChannel {
  readonly id: string
  readonly name: string
  readonly topic: string
  readonly isPrivate: boolean
  readonly isArchived: boolean
  readonly members: readonly string[]
  readonly creator: string
  /** Top level, oldest first, without Slack's own notes. */
  readonly messages: () => readonly SeenMessage[]
  /** Top level and threads. */
  readonly everything: () => readonly SeenMessage[]
  /** A root's replies, oldest first. */
  readonly thread: (ts: string) => readonly SeenMessage[]
  readonly pinned: () => readonly SeenMessage[]
}

export interface Person {
  readonly id: string
  readonly command: (channel: string, command: string, text?: string, threadTs?: string) => Promise<PageActAnswer>
  readonly globalShortcut: (callbackId: string) => Promise<PageActAnswer>
  readonly messageShortcut: (message: SeenMessage, callbackId: string) => Promise<PageActAnswer>
  /** Typed as into Slack: `@Specialist A` becomes a mention, the rest is escaped. Throws where one can't write. */
  readonly say: (channel: string, text: string, threadTs?: string) => Promise<SeenMessage>
  /** Looks at App Home and waits until the app has been told; what it publishes comes later. */
  readonly openHome: () => Promise<void>
  readonly home: () => SeenView | null
  readonly topView: () => SeenView | null
  readonly viewStack: () => readonly SeenView[]
  /** Presses or chooses. Throws where no such element is on this person's screen. */
  readonly click: (target: SeenMessage | SeenView, element: ElementName, pick?: Filled) => Promise<PageActAnswer>
  /** Fills inputs of the top form by action_id; where the app redraws in answer, later ones may appear first. */
  readonly fill: (values: Readonly<Record<string, Filled>>) => Promise<void>
  readonly submit: () => Promise<SubmitAnswer>
  readonly close: (isCleared?: boolean) => Promise<PageActAnswer>
  /** The DM with the app, threads included, oldest first. */
  readonly dms: () => readonly SeenMessage[]
  readonly dmChannel: () => string
  readonly channel: (id: string) => SeenChannel
  readonly channelNamed: (name: string) => SeenChannel | null
  readonly channels: () => readonly PageChannel[]
  readonly ephemerals: () => readonly SeenMessage[]
  readonly notifications: () => readonly Notification[]
  readonly join: (channel: string) => Promise<PageActAnswer>
  /** Is the text anywhere on this person's screens: forms, Home, DMs, channels they may open? */
  readonly sees: (text: string) => boolean
}

export interface DriverOptions {
  readonly stage: Stage
  readonly save: () => Promise<void>
  readonly until: (check: () => boolean, what: string) => Promise<void>
}

function labelOf(element: Json): string {
  return asText(asJson(element.text).text)
}

function find(blocks: readonly Json[], name: ElementName): Pressable {
  const wanted = typeof name === 'string' ? { action: name } : name
  const all = pressables(blocks)
  const found = all.filter(
    ({ blockId, element }) =>
      (wanted.action === undefined || element.action_id === wanted.action) &&
      (wanted.block === undefined || blockId === wanted.block) &&
      (wanted.value === undefined || element.value === wanted.value) &&
      (wanted.label === undefined || labelOf(element) === wanted.label),
  )
  const [first] = found
  if (first && found.length === 1) return first
  const known = all.map(({ element }) => `${asText(element.action_id)} (${labelOf(element)})`).join(', ')
  const problem = first ? 'is there more than once: name its block, value or label' : 'is not there'
  throw new Error(`${JSON.stringify(name)} ${problem}. On the screen: ${known || 'nothing to press'}`)
}

function actionFor({ blockId, element }: Pressable, pick: Filled | undefined): Json {
  const ids = { type: element.type, block_id: blockId, action_id: element.action_id }
  if (pick === undefined) return ids
  if (element.type === 'overflow') {
    const { selected_option } = entryFor({ ...element, type: 'static_select' }, pick)
    return { ...ids, selected_option }
  }
  return { ...ids, ...entryFor(element, pick) }
}

function seenChannel(ws: Workspace, channel: Channel, user: User): SeenChannel {
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
    members: channel.members.filter((member) => member !== '' && user.id !== ''),
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
      return saved(acts.messageAction(stage, me(), { channel: target.channel, ts: target.ts, action }))
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
      saved(acts.messageShortcut(stage, me(), { channel: message.channel, ts: message.ts, callbackId })),
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
    channel: (channelId) => seenChannel(ws, open(channelId), me()),
    channelNamed: (name) => {
      const channel = visibleChannels().find((other) => other.name === name)
      return channel ? seenChannel(ws, channel, me()) : null
    },
    channels: () => channelsFor(ws, me()),
    ephemerals: () =>
      visibleChannels().flatMap((channel) => readable(channel).filter((message) => message.isEphemeral)),
    notifications: () => ws.state.notifications[id] ?? [],
    join: (channel) => saved(acts.join(stage, me(), channel)),
    sees: (text) =>
      viewsOf().some((view) => view.says.includes(text)) ||
      visibleChannels().some(
        (channel) =>
          `${channel.name}\n${channel.topic.value}`.includes(text) ||
          readable(channel).some((message) => message.says.includes(text) || message.text.includes(text)),
      ),
  }
}
