import { createServer } from 'node:http'
import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import { afterEach, describe, expect, it } from 'vitest'
import type { Playground, PlaygroundOptions } from '../../src/playground/start.ts'
import { smallManifest, startWorkspace } from '../support/workspace.ts'

const endings: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.address()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function workspace(overrides: Partial<PlaygroundOptions> = {}): Promise<Playground> {
  const playground = await startWorkspace({ manifest: smallManifest, ...overrides })
  endings.push(playground.stop)
  return playground
}

function common(playground: Playground) {
  return {
    token: playground.botToken,
    botId: playground.botId,
    botUserId: playground.botUserId,
    convoStore: false as const,
    clientOptions: { slackApiUrl: playground.apiUrl, retryConfig: { retries: 0 }, timeout: 5_000 },
  }
}

/** A small app of Bolt's, as it comes: a command that opens a form, and what follows. */
function furnish(app: App): void {
  app.command('/escalate', async ({ ack, client, body }) => {
    await ack()
    await client.views.open({
      trigger_id: body.trigger_id,
      view: {
        type: 'modal',
        callback_id: 'file',
        private_metadata: body.text,
        title: { type: 'plain_text', text: 'File' },
        submit: { type: 'plain_text', text: 'File' },
        blocks: [
          {
            type: 'input',
            block_id: 'category',
            dispatch_action: true,
            label: { type: 'plain_text', text: 'Category' },
            element: {
              type: 'static_select',
              action_id: 'category',
              options: [
                { text: { type: 'plain_text', text: 'Takedown' }, value: 'takedown' },
                { text: { type: 'plain_text', text: 'Press' }, value: 'press' },
              ],
            },
          },
          {
            type: 'input',
            block_id: 'summary',
            label: { type: 'plain_text', text: 'Summary' },
            element: { type: 'plain_text_input', action_id: 'summary', max_length: 200 },
          },
        ],
      },
    })
  })
  app.action('category', async ({ ack, client, body }) => {
    await ack()
    if (body.type !== 'block_actions' || !body.view) return
    const { view } = body
    await client.views.update({
      view_id: view.id,
      hash: view.hash,
      view: {
        type: 'modal',
        callback_id: 'file',
        title: { type: 'plain_text', text: 'File' },
        submit: { type: 'plain_text', text: 'File' },
        blocks: [...view.blocks, { type: 'context', elements: [{ type: 'mrkdwn', text: 'Nobody is woken.' }] }],
      },
    })
  })
  app.view('file', async ({ ack, client, view, body }) => {
    const summary = view.state.values.summary?.summary?.value ?? ''
    if (summary === 'bad') {
      await ack({ response_action: 'errors', errors: { summary: 'Say what happened.' } })
      return
    }
    await ack()
    const im = await client.conversations.open({ users: body.user.id })
    await client.chat.postMessage({
      channel: im.channel?.id ?? '',
      text: `Filed: ${summary}`,
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: `Filed: ${summary}` } },
        {
          type: 'actions',
          elements: [{ type: 'button', action_id: 'claim', value: '1', text: { type: 'plain_text', text: 'Claim' } }],
        },
      ],
    })
  })
  app.action('claim', async ({ ack, respond, body }) => {
    await ack()
    await respond({ text: `Claimed by ${body.user.id}`, replace_original: true })
  })
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'Your escalations' } }] },
    })
  })
  app.message(async ({ message, client }) => {
    if (message.subtype !== undefined || !('text' in message)) return
    await client.reactions.add({ channel: message.channel, timestamp: message.ts, name: 'eyes' })
  })
}

async function overHttp(playground: Playground): Promise<void> {
  const receiver = new HTTPReceiver({ signingSecret: playground.signingSecret, endpoints: '/slack/events' })
  const app = new App({ ...common(playground), receiver })
  furnish(app)
  const port = await freePort()
  await receiver.start({ port, host: '127.0.0.1' })
  endings.push(() => receiver.stop())
  playground.connect(`http://127.0.0.1:${port}/slack/events`)
}

async function overSocket(playground: Playground): Promise<void> {
  const receiver = new SocketModeReceiver({
    appToken: playground.appToken,
    installerOptions: { clientOptions: { slackApiUrl: playground.apiUrl } },
  })
  const app = new App({ ...common(playground), receiver })
  furnish(app)
  await receiver.start()
  endings.push(() => receiver.stop())
}

describe.each([
  ['signed HTTP', overHttp],
  ['Socket Mode', overSocket],
])('Bolt over %s', (_, connect) => {
  it('files through a form that is redrawn, and nothing typed is lost', async () => {
    const playground = await workspace()
    await connect(playground)
    const requester = playground.as('U0REQUESTER1')

    expect(await requester.command('C0SUPPORT', '/escalate', 'a video')).toEqual({ ok: true })
    await playground.until(() => requester.topView() !== null)
    await requester.fill({ summary: 'a video of an elephant', category: 'press' })
    await playground.until(() => requester.topView()?.says.includes('Nobody is woken.') ?? false)
    expect(requester.topView()?.state.summary?.summary?.value).toBe('a video of an elephant')
    expect(await requester.submit()).toEqual({ ok: true })

    await playground.until(() => requester.dms().length === 1)
    expect(requester.topView()).toBeNull()
    const [dm] = requester.dms()
    if (!dm) throw new Error('no DM')
    expect(dm.says).toContain('a video of an elephant')
    expect(requester.notifications().map((one) => one.text)).toEqual(['Filed: a video of an elephant'])

    expect(await requester.click(dm, 'claim')).toEqual({ ok: true })
    await playground.until(() => requester.dms()[0]?.says === 'Claimed by U0REQUESTER1')
    expect(requester.notifications()).toHaveLength(1)
    await expect(requester.click(dm, 'claim')).rejects.toThrow('is not there')
  })

  it('shows mistakes at their fields', async () => {
    const playground = await workspace()
    await connect(playground)
    const requester = playground.as('U0REQUESTER2')
    await requester.command('C0SUPPORT', '/escalate')
    await playground.until(() => requester.topView() !== null)
    expect(await requester.submit()).toMatchObject({
      ok: false,
      why: 'errors',
      errors: { category: expect.any(String) },
    })
    await requester.fill({ category: 'takedown', summary: 'bad' })
    expect(await requester.submit()).toEqual({ ok: false, why: 'errors', errors: { summary: 'Say what happened.' } })
    expect(requester.topView()?.callbackId).toBe('file')
  })

  it('hears of Home and of messages', async () => {
    const playground = await workspace()
    await connect(playground)
    const requester = playground.as('U0REQUESTER1')
    await requester.openHome()
    await playground.until(() => requester.sees('Your escalations'))
    const said = await requester.say(requester.dmChannel(), 'hello')
    await playground.until(() => playground.messages(said.channel).some((message) => message.reactions.length > 0))
  })
})

describe('the workspace and its clients', () => {
  it('knows the app by its token', async () => {
    const playground = await workspace()
    const client = new WebClient(playground.botToken, { slackApiUrl: playground.apiUrl })
    expect(await client.auth.test()).toMatchObject({ user_id: 'U0VIGIA', bot_id: 'B0VIGIA', team_id: 'T0PLAYGROUND' })
    const stranger = new WebClient('xoxb-nobody', { slackApiUrl: playground.apiUrl, retryConfig: { retries: 0 } })
    await expect(stranger.auth.test()).rejects.toMatchObject({ data: { error: 'invalid_auth' } })
  })

  it('says dispatch_failed where no app listens, and operation_timeout where it is too slow', async () => {
    const playground = await workspace()
    const requester = playground.as('U0REQUESTER1')
    expect(await requester.command('C0SUPPORT', '/escalate')).toMatchObject({ ok: false, error: 'dispatch_failed' })
    const silent = createServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', () => resolve()))
    endings.push(async () => {
      silent.closeAllConnections()
      silent.close()
    })
    const address = silent.address()
    if (typeof address !== 'object' || address === null) throw new Error('no port')
    playground.connect(`http://127.0.0.1:${address.port}/`)
    expect(await requester.command('C0SUPPORT', '/escalate')).toMatchObject({
      ok: false,
      error: 'operation_timeout',
      message: '/escalate failed with the error "operation_timeout"',
    })
  })
})
