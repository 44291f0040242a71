import { afterEach, describe, expect, it } from 'vitest'
import type { Json } from '../../src/playground/json.ts'
import { extendedSeed } from '../../src/playground/seed.ts'
import type { Playground, PlaygroundOptions } from '../../src/playground/start.ts'
import { callApi, createEndings, smallWorkspace } from '../support/raw-app.ts'

const endings = createEndings()
afterEach(endings.run)

async function workplace(overrides: Partial<PlaygroundOptions> = {}) {
  const playground: Playground = await smallWorkspace(endings, overrides)
  return { playground, call: (method: string, args?: Json, token?: string) => callApi(playground, method, args, token) }
}

describe('who may call', () => {
  it('a method that it lacks answers unknown_method', async () => {
    const { call } = await workplace()
    expect(await call('chat.scheduleMessage')).toMatchObject({ ok: false, error: 'unknown_method' })
    expect(await call('toString')).toMatchObject({ ok: false, error: 'unknown_method' })
  })

  it('no token, a wrong one, and one of the other kind', async () => {
    const { call, playground } = await workplace()
    expect(await call('auth.test', {}, '')).toMatchObject({ error: 'not_authed' })
    expect(await call('auth.test', {}, 'xoxb-nobody')).toMatchObject({ error: 'invalid_auth' })
    expect(await call('apps.connections.open')).toMatchObject({ error: 'not_allowed_token_type' })
    expect(await call('apps.connections.open', {}, playground.appToken)).toMatchObject({
      ok: true,
      url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+\/link\//),
    })
  })

  it.each([
    ['chat.postMessage', { channel: 'C0INTAKE', text: 'hi' }, 'chat:write'],
    ['conversations.create', { name: 'a' }, 'channels:manage'],
    ['conversations.create', { name: 'a', is_private: true }, 'groups:write'],
    ['conversations.open', { users: 'U0LEAD1' }, 'im:write'],
    ['conversations.info', { channel: 'C0INTAKE' }, 'groups:read'],
    ['conversations.list', { types: 'public_channel' }, 'channels:read'],
    ['conversations.history', { channel: 'C0INTAKE' }, 'groups:history'],
    ['conversations.invite', { channel: 'C0INTAKE', users: 'U0REQUESTER1' }, 'groups:write'],
    ['users.info', { user: 'U0LEAD1' }, 'users:read'],
    ['pins.add', { channel: 'C0INTAKE', timestamp: '1.1' }, 'pins:write'],
    ['bookmarks.add', { channel_id: 'C0INTAKE', title: 't', type: 'link', link: 'http://a' }, 'bookmarks:write'],
    ['dnd.info', { user: 'U0LEAD1' }, 'dnd:read'],
    ['usergroups.list', {}, 'usergroups:read'],
    ['files.getUploadURLExternal', { filename: 'a.txt', length: 1 }, 'files:write'],
  ])('%s %o wants %s', async (method, args, scope) => {
    const { call } = await workplace({ grantedScopes: ['commands'] })
    expect(await call(method, args)).toEqual(
      expect.objectContaining({
        ok: false,
        error: 'missing_scope',
        needed: expect.stringContaining(scope),
        provided: 'commands',
      }),
    )
  })
})

describe('messages', () => {
  it.each([
    ['nothing to say', { channel: 'C0INTAKE' }, 'no_text'],
    ['an unknown channel', { channel: 'C0NOWHERE', text: 'x' }, 'channel_not_found'],
    ['a public channel that one isn’t in', { channel: 'C0SUPPORT', text: 'x' }, 'not_in_channel'],
    ['a thread that isn’t there', { channel: 'C0INTAKE', text: 'x', thread_ts: '1.000001' }, 'thread_not_found'],
    ['blocks that are no list', { channel: 'C0INTAKE', text: 'x', blocks: {} }, 'invalid_blocks_format'],
    ['blocks that break a limit', { channel: 'C0INTAKE', text: 'x', blocks: [{ type: 'header' }] }, 'invalid_blocks'],
    [
      'metadata without a type',
      { channel: 'C0INTAKE', text: 'x', metadata: { event_payload: {} } },
      'invalid_metadata_schema',
    ],
  ])('%s', async (_, args, error) => {
    const { call } = await workplace()
    expect(await call('chat.postMessage', args)).toMatchObject({ ok: false, error })
  })

  it('says where the blocks break a limit', async () => {
    const { call } = await workplace()
    const blocks = [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }]
    expect(await call('chat.postMessage', { channel: 'C0INTAKE', text: 'x', blocks })).toMatchObject({
      error: 'invalid_blocks',
      response_metadata: { messages: ['[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]'] },
    })
  })

  it('a private channel or a DM of others doesn’t exist for the app', async () => {
    const seed = extendedSeed({ channels: [{ id: 'C0SECRET', name: 'secret', kind: 'private', members: ['U0LEAD1'] }] })
    const { call } = await workplace({ seed })
    expect(await call('chat.postMessage', { channel: 'C0SECRET', text: 'x' })).toMatchObject({
      error: 'channel_not_found',
    })
    expect(await call('conversations.info', { channel: 'C0SECRET' })).toMatchObject({ error: 'channel_not_found' })
    expect(await call('conversations.create', { name: 'secret' })).toMatchObject({ error: 'name_taken' })
    const { channels } = await call('conversations.list', { types: 'public_channel,private_channel' })
    expect((channels as { name: string }[]).map((channel) => channel.name)).not.toContain('secret')
  })

  it('chat:write.public opens the public channels, and no others', async () => {
    const { call } = await workplace({ grantedScopes: ['chat:write', 'chat:write.public'] })
    expect(await call('chat.postMessage', { channel: 'C0SUPPORT', text: 'x' })).toMatchObject({ ok: true })
  })

  it('only one’s own message is edited or deleted', async () => {
    const { call, playground } = await workplace()
    const said = await playground.as('U0LEAD1').say('C0INTAKE', 'mine')
    expect(await call('chat.update', { channel: 'C0INTAKE', ts: said.ts, text: 'x' })).toMatchObject({
      error: 'cant_update_message',
    })
    expect(await call('chat.delete', { channel: 'C0INTAKE', ts: said.ts })).toMatchObject({
      error: 'cant_delete_message',
    })
    expect(await call('chat.update', { channel: 'C0INTAKE', ts: '1.000001', text: 'x' })).toMatchObject({
      error: 'message_not_found',
    })
  })

  it('an edit without blocks keeps them; a text above 4,000 is not edited', async () => {
    const { call, playground } = await workplace()
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'body' } }]
    const { ts } = await call('chat.postMessage', { channel: 'C0INTAKE', text: 'x'.repeat(5000), blocks })
    expect(await call('chat.update', { channel: 'C0INTAKE', ts, text: 'x'.repeat(4001) })).toMatchObject({
      error: 'msg_too_long',
    })
    expect(await call('chat.update', { channel: 'C0INTAKE', ts, text: 'short' })).toMatchObject({ ok: true })
    expect(playground.messages('C0INTAKE')[0]).toMatchObject({ text: 'short', blocks: [{ type: 'section' }] })
  })

  it('metadata comes back only where it is asked for', async () => {
    const { call } = await workplace()
    const metadata = { event_type: 'card', event_payload: { id: 7 } }
    await call('chat.postMessage', { channel: 'C0INTAKE', text: 'x', metadata })
    const asked = await call('conversations.history', { channel: 'C0INTAKE', include_all_metadata: true })
    expect(asked).toMatchObject({ messages: [{ metadata }] })
    const plain = await call('conversations.history', { channel: 'C0INTAKE' })
    expect((plain.messages as object[])[0]).not.toHaveProperty('metadata')
  })

  it('each has a ts of its own, later than the one before, though the clock stands still', async () => {
    const { call } = await workplace({ controls: { now: () => 1_800_000_000_000 } })
    const first = await call('chat.postMessage', { channel: 'C0INTAKE', text: '1' })
    const second = await call('chat.postMessage', { channel: 'C0INTAKE', text: '2' })
    expect(Number(second.ts)).toBeGreaterThan(Number(first.ts))
    expect(first.ts).toMatch(/^1800000000\.\d{6}$/)
  })

  it('replies lie in their thread and not in the channel', async () => {
    const { call } = await workplace()
    const { ts } = await call('chat.postMessage', { channel: 'C0INTAKE', text: 'root' })
    const reply = await call('chat.postMessage', { channel: 'C0INTAKE', text: 'reply', thread_ts: ts })
    const history = await call('conversations.history', { channel: 'C0INTAKE' })
    expect(history).toMatchObject({ messages: [{ ts, reply_count: 1, thread_ts: ts }] })
    const replies = await call('conversations.replies', { channel: 'C0INTAKE', ts })
    expect(replies).toMatchObject({ messages: [{ text: 'root' }, { text: 'reply', thread_ts: ts, ts: reply.ts }] })
  })

  it('an ephemeral message is for one member, and can be neither read back nor edited', async () => {
    const { call, playground } = await workplace()
    expect(await call('chat.postEphemeral', { channel: 'C0INTAKE', user: 'U0REQUESTER1', text: 'psst' })).toMatchObject(
      { error: 'user_not_in_channel' },
    )
    const { message_ts: ts } = await call('chat.postEphemeral', { channel: 'C0INTAKE', user: 'U0LEAD1', text: 'psst' })
    expect(playground.as('U0LEAD1').ephemerals()).toMatchObject([{ ts, text: 'psst' }])
    expect(playground.as('U0SPECIALISTA').sees('psst')).toBe(false)
    expect(await call('chat.update', { channel: 'C0INTAKE', ts, text: 'x' })).toMatchObject({
      error: 'message_not_found',
    })
    expect(await call('conversations.history', { channel: 'C0INTAKE' })).toMatchObject({ messages: [] })
  })

  it('somebody who was deactivated gets nothing', async () => {
    const { call, playground } = await workplace()
    await playground.change('U0REQUESTER1', { isDeleted: true })
    expect(await call('chat.postMessage', { channel: 'U0REQUESTER1', text: 'x' })).toMatchObject({
      error: 'account_inactive',
    })
    expect(await call('conversations.open', { users: 'U0REQUESTER1' })).toMatchObject({ error: 'user_disabled' })
    expect(await call('conversations.invite', { channel: 'C0INTAKE', users: 'U0REQUESTER1' })).toMatchObject({
      error: 'user_disabled',
    })
  })
})

describe('rates', () => {
  it('a tier that is used up answers 429 with Retry-After, in domain time', async () => {
    let now = 1_800_000_000_000
    const { call, playground } = await workplace({ controls: { now: () => now } })
    for (let n = 0; n < 20; n += 1) expect(await call('users.list')).toMatchObject({ ok: true })
    const response = await fetch(`${playground.apiUrl}users.list`, {
      method: 'POST',
      headers: { authorization: `Bearer ${playground.botToken}` },
    })
    expect(response.status).toBe(429)
    expect(response.headers.get('retry-after')).toBe('60')
    now += 60_000
    expect(await call('users.list')).toMatchObject({ ok: true })
  })
})

describe('notifications', () => {
  async function heard(text: string, more: object = {}): Promise<string[]> {
    const { call, playground } = await workplace()
    await call('chat.postMessage', { channel: 'C0INTAKE', text, ...more })
    return Object.keys(playground.state().notifications).filter((id) => playground.notifications(id).length > 0)
  }

  it('a mention notifies whom it names, if they are in the channel', async () => {
    expect(await heard('<@U0LEAD1> and <@U0REQUESTER1>')).toEqual(['U0LEAD1'])
    expect(await heard('nobody in particular')).toEqual([])
    expect(
      await heard('x', { blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '<@U0LEAD1|Lead>' } }] }),
    ).toEqual(['U0LEAD1'])
  })

  it('a broadcast notifies the whole channel; escaped, or as plain text, it notifies nobody', async () => {
    expect(await heard('<!channel>')).toHaveLength(5)
    expect(await heard('&lt;!channel&gt; &lt;@U0LEAD1&gt;')).toEqual([])
    expect(
      await heard('x', { blocks: [{ type: 'header', text: { type: 'plain_text', text: '<!channel>' } }] }),
    ).toEqual([])
  })

  it('a DM notifies, an edit of it doesn’t, and quiet hours silence it', async () => {
    const { call, playground } = await workplace()
    const { ts, channel } = await call('chat.postMessage', { channel: 'U0LEAD1', text: 'one' })
    await call('chat.update', { channel, ts, text: '<@U0LEAD1> two' })
    await call('chat.postMessage', { channel, thread_ts: ts, text: 'three' })
    await playground.change('U0LEAD1', { dnd: { fromMinute: 0, toMinute: 24 * 60 } })
    await call('chat.postMessage', { channel, text: 'four' })
    expect(playground.notifications('U0LEAD1').map((one) => [one.text, one.threadTs])).toEqual([
      ['one', null],
      ['three', ts],
    ])
  })
})
