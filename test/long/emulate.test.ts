import { afterAll, beforeAll, expect, test } from 'vitest'
import { manifestScopes } from '../../src/playground/manifest.ts'
import { ACTION_IDS } from '../../src/slack/blocks/ids.ts'
import { FIELDS } from '../../src/slack/blocks/screens/ids.ts'
import { type Emulated, startEmulated } from '../support/emulated.ts'
import { projectManifest } from '../support/workspace.ts'

let slack: Emulated

beforeAll(async () => {
  slack = await startEmulated(manifestScopes(await projectManifest()))
})

afterAll(() => slack.stop())

test('the main path works with the scopes of the manifest and no more, in a Slack that isn’t ours', async () => {
  const { requester, specialist, lead } = slack.people
  await slack.command(requester, 'Playlist removed')
  const filed = await slack.submit(requester, {
    [FIELDS.category]: 'hate',
    [FIELDS.summary]: 'Playlist removed, broadcaster asks',
    [FIELDS.body]: 'They ask why.',
    [FIELDS.severity]: 'sev1',
  })
  expect(filed.response_action).toBe('update')
  const id = Number(/ESC-(\d+)/.exec(JSON.stringify(filed))?.[1])
  const card = async () => JSON.stringify((await slack.message(`card:${id}`)).blocks)
  expect(await card()).toContain('Unclaimed')

  await slack.press(specialist, ACTION_IDS.claim)
  expect(await card()).toContain('● specialist since')
  const dm = async () => JSON.stringify((await slack.message(`dm:${id}:${requester}`)).blocks)
  await slack.press(specialist, ACTION_IDS.writeUpdate)
  await slack.submit(specialist, { [FIELDS.text]: 'Two tracks remain.' })
  expect(await dm()).toContain('Two tracks remain.')
  await slack.press(specialist, ACTION_IDS.askRequester)
  await slack.submit(specialist, { [FIELDS.text]: 'Which country?' })
  expect(await dm()).toContain('We need something from you')
  await slack.answer(requester, `dm:${id}:${requester}`, 'Spain.')
  expect(await card()).toContain('● specialist since')

  const channels = (await slack.owner.conversations.list({ types: 'public_channel' })).channels ?? []
  const work = channels.find((channel) => channel.name === `esc-${id}-playlist-removed-broadcaster-asks`)
  expect(work?.topic?.value).toBe(`sev1 · specialist · ESC-${id}`)
  expect(work?.is_archived).toBe(false)
  const pins = await slack.owner.pins.list({ channel: work?.id ?? '' })
  expect(JSON.stringify(pins.items)).toContain(`ESC-${id}`)
  const intake = (await slack.owner.conversations.history({ channel: slack.intake })).messages ?? []
  expect(intake.filter((message) => JSON.stringify(message).includes(`ESC-${id}`))).toHaveLength(1)

  await slack.press(specialist, ACTION_IDS.resolve)
  await slack.submit(specialist, { [FIELDS.decision]: 'kept_up', [FIELDS.reason]: 'News reporting.' })
  expect(JSON.stringify(await slack.message(`decision:1:${requester}`))).toContain('News reporting.')
  await slack.press(requester, ACTION_IDS.rateYes)
  await slack.move(8)
  expect(await card()).toContain('▪ Closed')
  const closed = (await slack.owner.conversations.list({ types: 'public_channel' })).channels ?? []
  expect(closed.find((channel) => channel.id === work?.id)?.is_archived).toBe(true)
  await slack.press(requester, ACTION_IDS.reopen)
  await slack.submit(requester, { [FIELDS.text]: 'Still gone in France.' })
  const reopened = (await slack.owner.conversations.list({ types: 'public_channel' })).channels ?? []
  expect(reopened.map((channel) => channel.name)).toContain(`esc-${id}-b`)
  expect(await card()).toContain('● specialist since')
  expect(lead).toBeDefined()
})

test('no call was refused for a scope, for its arguments, or because the method isn’t known', () => {
  // A channel that is archived can't be told of its successor: that is tried, and left.
  const refused = slack.calls.filter(({ answer }) => answer.ok !== true && answer.error !== 'is_archived')
  expect(
    refused.map(({ method, answer }) => `${method}: ${String(answer.error)} ${String(answer.needed ?? '')}`),
  ).toEqual([])
  expect(slack.errors).toEqual([])
  expect(slack.calls.length).toBeGreaterThan(40)
})

test.each(['chat:write', 'channels:manage', 'im:write'])(
  'without %s the same path is refused for that scope',
  async (less) => {
    const scopes = manifestScopes(await projectManifest())
    expect(scopes).toContain(less)
    const poorer = await startEmulated(scopes.filter((scope) => scope !== less))
    try {
      const { requester } = poorer.people
      await poorer.command(requester, 'Playlist removed')
      await poorer.submit(requester, {
        [FIELDS.category]: 'hate',
        [FIELDS.summary]: 'Playlist removed, broadcaster asks',
        [FIELDS.body]: 'They ask why.',
        [FIELDS.severity]: 'sev1',
      })
      const refused = poorer.calls.filter(({ answer }) => answer.error === 'missing_scope')
      expect(refused.map(({ answer }) => String(answer.needed)).join()).toContain(less)
    } finally {
      await poorer.stop()
    }
  },
)
