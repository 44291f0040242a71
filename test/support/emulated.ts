import type { WebClient } from '@slack/web-api'
import { createEmulator } from 'emulate'
import { compose, type Vigia } from '../../src/deps.ts'
import { sendHttp } from '../../src/playground/bot/http-delivery.ts'
import { entryFor, type Filled } from '../../src/playground/filling.ts'
import { initialState, inputsOf } from '../../src/playground/form-state.ts'
import { asJson, asJsonList, asText, isJson, type Json } from '../../src/playground/json.ts'
import { pressables } from '../../src/playground/pressing.ts'
import { complete } from '../../src/settings/complete.ts'
import { createSlackClient } from '../../src/slack/client.ts'
import { deadline } from '../../src/system/deadline.ts'
import { createWake } from '../../src/system/wake.ts'
import { TUESDAY } from './bot.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { type Call, startRecorder } from './recorder.ts'

/**
 * The bot against somebody else's idea of Slack: `emulate`, which knows scopes, membership, names, triggers and hashes,
 * and sends nothing. What people do is signed and sent by this driver, from the views and messages that the bot made.
 */
export interface Emulated {
  readonly vigia: Vigia
  readonly database: TestDatabase
  /** Every call of the bot's and its answer. */
  readonly calls: readonly Call[]
  readonly errors: readonly string[]
  readonly people: { readonly requester: string; readonly specialist: string; readonly lead: string }
  /** What an owner of the workspace reads, with every scope. */
  readonly owner: WebClient
  readonly intake: string
  command(who: string, text: string): Promise<void>
  /** Presses the button in the newest message of the bot's that has it, or in the newest view of this person. */
  press(who: string, actionId: string): Promise<void>
  /** Fills and sends the person's newest view; the answer's body. */
  submit(who: string, values: Readonly<Record<string, Filled>>): Promise<Json>
  /** Writes into the DM, in the thread of the message of this key. */
  answer(who: string, key: string, text: string): Promise<void>
  /** The newest message that the bot made under this key, as Slack holds it. */
  message(key: string): Promise<Json>
  move(days: number): Promise<void>
  settled(): Promise<void>
  stop(): Promise<void>
}

const SECRET = 'signing-secret-of-the-test'
const BOT_TOKEN = 'xoxb-emulated'
const OWNER_TOKEN = 'xoxp-emulated'
const BOT = { bot_user_id: 'U0VIGIA', bot_id: 'B0VIGIA', app_id: 'A0VIGIA' }
const EVERY_SCOPE =
  'channels:read,channels:history,channels:manage,groups:read,groups:history,groups:write,im:history,im:read,users:read,pins:read,chat:write'

async function emulatedSlack(scopes: readonly string[]) {
  const names = ['requester', 'specialist', 'lead'] as const
  const emulator = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      slack: {
        strict_scopes: true,
        team: { name: 'Emulated', domain: 'emulated' },
        users: names.map((name) => ({ name, real_name: name })),
        channels: [{ name: 'general' }, { name: 'escalations', is_private: true }],
        oauth_apps: [
          { ...BOT, client_id: '1.1', client_secret: 's', name: 'Vigia', redirect_uris: [], scopes, bot_name: 'vigia' },
        ],
        tokens: [
          { ...BOT, token: BOT_TOKEN, type: 'bot', user_id: BOT.bot_user_id, scopes },
          { token: OWNER_TOKEN, user: 'lead', scopes: EVERY_SCOPE },
        ],
      },
    },
  })
  const apiUrl = `${emulator.url}/api/`
  const owner = createSlackClient({ token: OWNER_TOKEN, apiUrl })
  const users = (await owner.users.list({})).members ?? []
  const idOf = (name: string) => {
    const id = users.find((user) => user.name === name)?.id
    if (id === undefined) throw new Error(`nobody is called ${name}`)
    return id
  }
  const rooms = (await owner.conversations.list({ types: 'private_channel' })).channels ?? []
  const intake = rooms.find((room) => room.name === 'escalations')?.id
  if (intake === undefined) throw new Error('the intake channel is missing')
  await owner.conversations.invite({ channel: intake, users: BOT.bot_user_id })
  const people = { requester: idOf('requester'), specialist: idOf('specialist'), lead: idOf('lead') }
  return { emulator, apiUrl, owner, intake, people }
}

/** @param scopes what the bot's token may do: anything else is `missing_scope`. */
export async function startEmulated(scopes: readonly string[]): Promise<Emulated> {
  const { emulator, apiUrl, owner, intake, people } = await emulatedSlack(scopes)
  const proxy = await startRecorder(emulator.url)
  const { calls } = proxy
  const database = await testDatabase()
  const errors: string[] = []
  let offset = 0
  const clock = {
    now: () => new Date(TUESDAY.getTime() + offset),
    follow: (shared: number) => {
      offset = Math.max(offset, shared)
    },
  }
  const settings = complete({
    language: 'en',
    teams: [
      { id: 'policy', name: 'Policy', intakeChannel: intake, leads: [people.lead], specialists: [people.specialist] },
    ],
    restrictedVisibleTo: [people.specialist],
  })
  const vigia = compose({
    databaseUrl: database.url,
    settings: () => settings,
    clock,
    wake: createWake(),
    deadline,
    log: {
      debug: () => {},
      info: () => {},
      warn: () => {},
      error: (event, error) => errors.push(`${event}: ${error instanceof Error ? error.stack : String(error)}`),
    },
    slack: {
      botToken: BOT_TOKEN,
      apiUrl: proxy.apiUrl,
      inbound: (routes) => ({ kind: 'http', signingSecret: SECRET, host: '127.0.0.1', port: 0, routes }),
    },
    overrides: { isEngineStarted: false },
  })
  const { port } = await vigia.start()
  const url = `http://127.0.0.1:${port}/slack/events`
  const bot = createSlackClient({ token: BOT_TOKEN, apiUrl })
  const settled = async () => {
    await vigia.idle()
    await vigia.engine.runUntilIdle()
    await vigia.idle()
  }

  /** What each person has on their screen: a modal, until it is closed. */
  const views = new Map<string, Json>()
  let read = 0
  /** Takes over what the bot opened, pushed or redrew since the last look. */
  const look = (who: string) => {
    for (const { method, answer } of calls.slice(read)) {
      if (['views.open', 'views.push', 'views.update'].includes(method) && isJson(answer.view)) {
        views.set(who, answer.view)
      }
    }
    read = calls.length
  }
  const from = (who: string): Json => ({
    team: { id: 'T000000001', domain: 'emulated' },
    user: { id: who, team_id: 'T000000001' },
    api_app_id: BOT.app_id,
    token: 'x',
  })
  const trigger = async (who: string, viewId?: unknown) => {
    const made = await bot.apiCall('views.generateTriggerId', { user_id: who, ...(viewId ? { view_id: viewId } : {}) })
    return asText(asJson(made).trigger_id)
  }
  const send = async (kind: 'slash_commands' | 'interactive' | 'events_api', payload: Json) => {
    const reply = await sendHttp({ url, secret: SECRET, timeout: 10_000 }, kind, payload, null)
    if (reply.kind !== 'ok') throw new Error(`the bot didn't take it: ${JSON.stringify(reply)}`)
    await settled()
    return asJson(reply.body)
  }
  const newestWith = (actionId: string): { readonly channel: string; readonly ts: string; readonly element: Json } => {
    for (const { method, args, answer } of calls.toReversed()) {
      if (!['chat.postMessage', 'chat.update'].includes(method) || answer.ok !== true) continue
      const found = pressables(asJsonList(args.blocks)).find(({ element }) => element.action_id === actionId)
      if (found) return { channel: asText(answer.channel), ts: asText(answer.ts), element: found.element }
    }
    throw new Error(`no message has a button ${actionId}`)
  }
  const posted = (key: string): { readonly channel: string; readonly ts: string } => {
    const call = calls.findLast(
      ({ method, args }) => method === 'chat.postMessage' && asJson(asJson(args.metadata).event_payload).key === key,
    )
    if (!call) throw new Error(`nothing was posted under ${key}`)
    return { channel: asText(call.answer.channel), ts: asText(call.answer.ts) }
  }

  return {
    vigia,
    database,
    calls,
    errors,
    people,
    owner,
    intake,
    settled,
    async command(who, text) {
      const payload = { command: '/escalate', text, user_id: who, team_id: 'T000000001', channel_id: intake }
      await send('slash_commands', {
        ...payload,
        trigger_id: await trigger(who),
        response_url: `${proxy.apiUrl}response_url`,
      })
      look(who)
    },
    async press(who, actionId) {
      const view = views.get(who)
      const inView = view && pressables(asJsonList(view.blocks)).find(({ element }) => element.action_id === actionId)
      const common = { type: 'block_actions', ...from(who) }
      if (view && inView) {
        const { blockId, element } = inView
        const action = {
          type: 'button',
          action_id: actionId,
          block_id: blockId,
          value: element.value,
          action_ts: '1.1',
        }
        await send('interactive', { ...common, trigger_id: await trigger(who, view.id), view, actions: [action] })
      } else {
        const { channel, ts, element } = newestWith(actionId)
        await send('interactive', {
          ...common,
          trigger_id: await trigger(who),
          container: { type: 'message', message_ts: ts, channel_id: channel },
          channel: { id: channel, name: 'x' },
          message: { ts, text: '' },
          response_url: `${proxy.apiUrl}response_url`,
          actions: [{ type: 'button', action_id: actionId, block_id: 'b', value: element.value, action_ts: '1.1' }],
        })
      }
      look(who)
    },
    async submit(who, values) {
      const view = views.get(who)
      if (!view) throw new Error('no form is open')
      const blocks = asJsonList(view.blocks)
      const state = Object.fromEntries(Object.entries(initialState(blocks)).map(([id, held]) => [id, { ...held }]))
      for (const [field, value] of Object.entries(values)) {
        const input = inputsOf(blocks).find((one) => one.actionId === field)
        if (!input) throw new Error(`the form has no ${field}`)
        state[input.blockId] = { [field]: entryFor(input.element, value) }
      }
      const body = await send('interactive', {
        type: 'view_submission',
        ...from(who),
        trigger_id: await trigger(who, view.id),
        view: { ...view, state: { values: state } },
        response_urls: [],
      })
      if (isJson(body.view)) views.set(who, { ...view, ...body.view })
      else if (body.response_action !== 'errors') views.delete(who)
      return body
    },
    async answer(who, key, text) {
      const { channel, ts } = posted(key)
      const event = {
        type: 'message',
        channel,
        channel_type: 'im',
        user: who,
        text,
        ts: '1795532401.000100',
        thread_ts: ts,
      }
      await send('events_api', {
        type: 'event_callback',
        token: 'x',
        team_id: 'T000000001',
        api_app_id: BOT.app_id,
        event: { ...event, event_ts: event.ts },
        event_id: 'Ev1',
        event_time: 1,
        authorizations: [{ team_id: 'T000000001', user_id: BOT.bot_user_id, is_bot: true }],
      })
    },
    async message(key) {
      const { channel, ts } = posted(key)
      const history = await bot.conversations.history({ channel, latest: ts, oldest: ts, inclusive: true, limit: 1 })
      return asJson(history.messages?.[0])
    },
    async move(days) {
      await settled()
      await vigia.move(new Date(clock.now().getTime() + days * 86_400_000))
      await settled()
    },
    async stop() {
      await vigia.stop()
      await proxy.stop()
      await emulator.close()
      await database.drop()
    },
  }
}
