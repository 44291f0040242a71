import { afterEach, describe, expect, it } from 'vitest'
import { asJson } from '../../src/playground/json.ts'
import { extendedSeed } from '../../src/playground/seed.ts'
import type { PlaygroundOptions } from '../../src/playground/start.ts'
import { callApi, createEndings, plain, rawApp, smallWorkspace } from '../support/raw-app.ts'
import { smallManifest } from '../support/workspace.ts'

const endings = createEndings()
afterEach(endings.run)
const workspace = (overrides: Partial<PlaygroundOptions> = {}) => smallWorkspace(endings, overrides)

describe('presses', () => {
  it('reach the app with the message, its container and the very element', async () => {
    const playground = await workspace()
    const app = await rawApp(endings, playground)
    const blocks = [
      {
        type: 'actions',
        block_id: 'card',
        elements: [{ type: 'button', action_id: 'claim', value: '7', text: plain('Claim') }],
      },
    ]
    const metadata = { event_type: 'card', event_payload: { id: 7 } }
    const { ts } = await callApi(playground, 'chat.postMessage', {
      channel: 'C0INTAKE',
      text: 'card',
      blocks,
      metadata,
    })
    const [card] = playground.as('U0SPECIALISTA').channel('C0INTAKE').messages()
    if (!card) throw new Error('no card')
    await playground.as('U0SPECIALISTA').click(card, { label: 'Claim' })
    expect(app.received.at(-1)?.payload).toMatchObject({
      type: 'block_actions',
      user: { id: 'U0SPECIALISTA', team_id: 'T0PLAYGROUND' },
      container: { type: 'message', message_ts: ts, channel_id: 'C0INTAKE', is_ephemeral: false },
      channel: { id: 'C0INTAKE', name: 'privategroup' },
      message: { ts, bot_id: 'B0VIGIA' },
      actions: [{ type: 'button', block_id: 'card', action_id: 'claim', value: '7' }],
    })
    await expect(playground.as('U0SPECIALISTA').click(card, 'resolve')).rejects.toThrow('is not there')
    await expect(playground.as('U0REQUESTER1').click(card, 'claim')).rejects.toThrow("can't open")
  })

  it('may come from a stranger of another team', async () => {
    const seed = extendedSeed({
      people: [{ id: 'U0STRANGER', name: 'Stranger', teamId: 'T0OTHER' }],
      channels: [{ id: 'C0SHARED', name: 'shared', members: ['U0STRANGER', 'U0LEAD1', 'bot'] }],
    })
    const playground = await workspace({ seed })
    const app = await rawApp(endings, playground)
    const button = { type: 'button', action_id: 'claim', text: plain('Claim') }
    await callApi(playground, 'chat.postMessage', {
      channel: 'C0SHARED',
      text: 'card',
      blocks: [{ type: 'actions', elements: [button] }],
    })
    const [card] = playground.as('U0STRANGER').channel('C0SHARED').messages()
    if (!card) throw new Error('no card')
    await playground.as('U0STRANGER').click(card, 'claim')
    expect(app.received.at(-1)?.payload).toMatchObject({
      user: { id: 'U0STRANGER', team_id: 'T0OTHER' },
      team: { id: 'T0PLAYGROUND' },
    })
    expect(() => playground.as('U0STRANGER').channel('C0SUPPORT')).toThrow("can't open")
  })

  it('nothing is sent while the manifest leaves interactivity off', async () => {
    const playground = await workspace({ manifest: { ...smallManifest, settings: {} } })
    const app = await rawApp(endings, playground)
    expect(await playground.as('U0LEAD1').globalShortcut('escalate_global')).toMatchObject({
      error: 'interactivity_disabled',
    })
    expect(app.received).toEqual([])
  })
})

describe('events', () => {
  it('only those that the manifest subscribes to, with the scope they need', async () => {
    const playground = await workspace({ grantedScopes: ['chat:write', 'im:history'] })
    const app = await rawApp(endings, playground)
    const lead = playground.as('U0LEAD1')
    await lead.say('C0INTAKE', 'no scope for private channels')
    await lead.say('C0GENERAL', 'not subscribed')
    await lead.say(lead.dmChannel(), 'hello')
    expect(app.received.map(({ payload }) => asJson(payload.event))).toMatchObject([
      { type: 'message', channel_type: 'im', text: 'hello', user: 'U0LEAD1' },
    ])
    expect(app.received[0]?.payload).toMatchObject({
      type: 'event_callback',
      api_app_id: 'A0VIGIA',
      event_id: expect.any(String),
    })
  })

  it('are sent again three times after a failure, with the same id', async () => {
    const playground = await workspace({ eventRetryDelays: [0, 5, 10] })
    const app = await rawApp(endings, playground)
    app.answer = () => 500
    const lead = playground.as('U0LEAD1')
    await lead.say(lead.dmChannel(), 'hello')
    await expect.poll(() => app.received.length).toBe(4)
    expect(app.received.map(({ retryNum }) => retryNum)).toEqual([undefined, '1', '2', '3'])
    expect(new Set(app.received.map(({ payload }) => payload.event_id)).size).toBe(1)
  })

  it('the address is asked to echo a challenge', async () => {
    const playground = await workspace()
    const app = await rawApp(endings, playground)
    expect(await playground.verify()).toBe(false)
    app.answer = (payload) => ({ challenge: payload.challenge })
    expect(await playground.verify()).toBe(true)
  })
})
