import { WebClient } from '@slack/web-api'
import { afterEach, describe, expect, it } from 'vitest'
import { asJson, asText, type Json } from '../../src/playground/json.ts'
import { extendedSeed } from '../../src/playground/seed.ts'
import type { Playground, PlaygroundOptions } from '../../src/playground/start.ts'
import { callApi, createEndings, smallWorkspace } from '../support/raw-app.ts'

const endings = createEndings()
afterEach(endings.run)

async function workplace(overrides: Partial<PlaygroundOptions> = {}) {
  const playground: Playground = await smallWorkspace(endings, overrides)
  return { playground, call: (method: string, args?: Json, token?: string) => callApi(playground, method, args, token) }
}

type Call = Awaited<ReturnType<typeof workplace>>['call']

async function channelNamed(call: Call, name: string, isPrivate = false): Promise<string> {
  const { channel } = await call('conversations.create', { name, is_private: isPrivate })
  return asText(asJson(channel).id)
}

describe('channels', () => {
  it.each([
    ['', 'invalid_name_required'],
    ['---', 'invalid_name_punctuation'],
    ['Esc-1', 'invalid_name_specials'],
    ['esc 1', 'invalid_name_specials'],
    ['x'.repeat(81), 'invalid_name_maxlength'],
    ['support', 'name_taken'],
  ])('the name “%s” is refused: %s', async (name, error) => {
    const { call } = await workplace()
    expect(await call('conversations.create', { name })).toMatchObject({ ok: false, error })
  })

  it('an archived channel keeps its name, takes no message, and no bot opens it again', async () => {
    const { call } = await workplace()
    const channel = await channelNamed(call, 'esc-1')
    expect(await call('conversations.archive', { channel })).toMatchObject({ ok: true })
    expect(await call('conversations.archive', { channel })).toMatchObject({ error: 'already_archived' })
    expect(await call('conversations.create', { name: 'esc-1' })).toMatchObject({ error: 'name_taken' })
    expect(await call('chat.postMessage', { channel, text: 'x' })).toMatchObject({ error: 'is_archived' })
    expect(await call('conversations.invite', { channel, users: 'U0LEAD1' })).toMatchObject({ error: 'is_archived' })
    expect(await call('conversations.unarchive', { channel })).toMatchObject({ error: 'not_in_channel' })
  })

  it('one bad user fails the whole invitation, unless it is forced', async () => {
    const { call, playground } = await workplace()
    const channel = await channelNamed(call, 'esc-2')
    const users = 'U0LEAD1,U0NOBODY,U0VIGIA'
    expect(await call('conversations.invite', { channel, users })).toMatchObject({
      ok: false,
      error: 'user_not_found',
      errors: [
        { user: 'U0NOBODY', ok: false, error: 'user_not_found' },
        { user: 'U0VIGIA', ok: false, error: 'cant_invite_self' },
      ],
    })
    expect(playground.as('U0LEAD1').channelNamed('esc-2')?.members).toEqual(['U0VIGIA'])
    expect(await call('conversations.invite', { channel, users, force: true })).toMatchObject({
      ok: true,
      errors: [{ user: 'U0NOBODY' }, { user: 'U0VIGIA' }],
    })
    expect(await call('conversations.invite', { channel, users: 'U0LEAD1' })).toMatchObject({
      error: 'already_in_channel',
    })
    const hundred = Array.from({ length: 101 }, (_, n) => `U${n}`).join(',')
    expect(await call('conversations.invite', { channel, users: hundred })).toMatchObject({ error: 'too_many_users' })
  })

  it('a topic holds 250 characters', async () => {
    const { call } = await workplace()
    const channel = await channelNamed(call, 'esc-3')
    expect(await call('conversations.setTopic', { channel, topic: 'x'.repeat(250) })).toMatchObject({ ok: true })
    expect(await call('conversations.setTopic', { channel, topic: 'x'.repeat(251) })).toMatchObject({
      error: 'too_long',
    })
  })

  it('a private channel of the app’s is hidden from whoever isn’t in it', async () => {
    const { call, playground } = await workplace()
    await channelNamed(call, 'esc-4', true)
    expect(playground.as('U0LEAD1').channelNamed('esc-4')).toBeNull()
    const { channels } = await call('users.conversations', { types: 'public_channel,private_channel' })
    expect(channels).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'esc-4', creator: 'U0VIGIA', is_private: true })]),
    )
  })

  it('lists come in pages', async () => {
    const { call } = await workplace()
    for (let n = 0; n < 5; n += 1) await channelNamed(call, `page-${n}`)
    const seen: string[] = []
    let cursor = ''
    do {
      const answer = await call('users.conversations', { limit: 2, ...(cursor ? { cursor } : {}) })
      seen.push(...(answer.channels as { name: string }[]).map((channel) => channel.name))
      cursor = (answer.response_metadata as { next_cursor: string }).next_cursor
    } while (cursor !== '')
    expect(seen).toEqual(['page-0', 'page-1', 'page-2', 'page-3', 'page-4'])
  })

  it('a message is pinned once', async () => {
    const { call } = await workplace()
    const { ts } = await call('chat.postMessage', { channel: 'C0INTAKE', text: 'card' })
    expect(await call('pins.add', { channel: 'C0INTAKE', timestamp: ts })).toMatchObject({ ok: true })
    expect(await call('pins.add', { channel: 'C0INTAKE', timestamp: ts })).toMatchObject({ error: 'already_pinned' })
    expect(await call('pins.add', { channel: 'C0INTAKE', timestamp: '1.000001' })).toMatchObject({
      error: 'message_not_found',
    })
    expect(await call('pins.list', { channel: 'C0INTAKE' })).toMatchObject({ items: [{ message: { ts } }] })
  })
})

describe('people', () => {
  it('have a zone and, where it is asked for, a locale', async () => {
    const { call } = await workplace()
    const { user } = await call('users.info', { user: 'U0SPECIALISTA', include_locale: true })
    expect(user).toMatchObject({ tz: 'America/Mexico_City', tz_offset: -21_600, locale: 'es-LA', is_restricted: false })
    expect(await call('users.info', { user: 'U0GUEST1' })).toMatchObject({ user: { is_restricted: true } })
    expect((await call('users.info', { user: 'U0GUEST1' })).user).not.toHaveProperty('locale')
  })

  it('may have quiet hours', async () => {
    const now = Date.UTC(2026, 10, 23, 12)
    const { call, playground } = await workplace({ controls: { now: () => now } })
    expect(await call('dnd.info', { user: 'U0LEAD1' })).toMatchObject({ dnd_enabled: false })
    await playground.change('U0SPECIALISTC', { dnd: { fromMinute: 22 * 60, toMinute: 7 * 60 } })
    expect(await call('dnd.info', { user: 'U0SPECIALISTC' })).toMatchObject({
      dnd_enabled: true,
      next_dnd_start_ts: Date.UTC(2026, 10, 23, 21) / 1000,
      next_dnd_end_ts: Date.UTC(2026, 10, 24, 6) / 1000,
    })
  })

  it('user groups change only where the workspace lets an app do so, and are never emptied', async () => {
    const seed = extendedSeed({
      userGroups: [{ id: 'S0ONCALL', handle: 'oncall', name: 'On call', users: ['U0LEAD1'] }],
    })
    const strict = await workplace({ seed })
    const args = { usergroup: 'S0ONCALL', users: 'U0SPECIALISTA' }
    expect(await strict.call('usergroups.users.update', args)).toMatchObject({ error: 'permission_denied' })
    const open = await workplace({ seed, mayEditUserGroups: true })
    expect(await open.call('usergroups.users.update', args)).toMatchObject({ ok: true })
    expect(await open.call('usergroups.users.list', { usergroup: 'S0ONCALL' })).toMatchObject({
      users: ['U0SPECIALISTA'],
    })
    expect(await open.call('usergroups.users.update', { ...args, users: '' })).toMatchObject({
      error: 'no_users_provided',
    })
  })
})

describe('files and judgement', () => {
  it('a file goes up in three steps and becomes a message', async () => {
    const { playground } = await workplace()
    const client = new WebClient(playground.botToken, { slackApiUrl: playground.apiUrl, retryConfig: { retries: 0 } })
    await client.filesUploadV2({
      channel_id: 'C0INTAKE',
      initial_comment: 'the timeline',
      file: Buffer.from('a,b\n1,2\n'),
      filename: 'timeline.csv',
    })
    const [message] = playground.messages('C0INTAKE')
    expect(message).toMatchObject({ text: 'the timeline', files: [expect.any(String)] })
    const file = playground.state().files[message?.files[0] ?? '']
    const address = `${playground.pageUrl}files/${file?.id}/timeline.csv`
    expect((await fetch(address)).status).toBe(404)
    const bytes = await fetch(`${address}?token=${playground.pageToken}`)
    expect(bytes.headers.get('content-type')).toBe('text/csv')
    expect(await bytes.text()).toBe('a,b\n1,2\n')
  })

  it('blocks.validate needs no token', async () => {
    const { call } = await workplace()
    expect(await call('blocks.validate', { blocks: [{ type: 'divider' }] }, '')).toMatchObject({ ok: true })
    expect(await call('blocks.validate', { blocks: [{ type: 'nonsense' }] }, '')).toMatchObject({
      error: 'invalid_blocks',
    })
  })
})
