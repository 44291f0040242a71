import { afterEach, expect, test } from 'vitest'
import { pressables } from '../../src/playground/pressing.ts'
import { ACTION_IDS } from '../../src/slack/blocks/ids.ts'
import { FIELDS, SCREEN_ACTION_IDS } from '../../src/slack/blocks/screens/ids.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { BEN, CARLA, LEAD, PR, type Story, SUPPORT, storyOf } from '../support/story.ts'

/** SCREENS 1.4: what waited for somebody's working day is merged, and comes once at its start. */
let bot: RunningBot
let story: Story

afterEach(async () => {
  bot.expectSound()
  await bot.stop()
})

/** What notified these people since the last look. */
function newsOf(...people: readonly string[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(story.news()).filter(([id]) => people.includes(id)))
}

const writeUpdate = (id: number, text: string) => story.does(BEN, id, 'write_update', { [FIELDS.text]: text })

test('a follower of a sev1 at 03:00 gets nothing until their morning, then one message with all of it; its requester gets theirs at once', async () => {
  // 03:00 in Madrid, 02:00 in London.
  bot = await startBot({ at: new Date('2026-11-24T02:00:00Z') })
  story = storyOf(bot)
  await story.command(PR)
  await story.fillFiling(PR, { category: 'press', severity: 'sev1' })
  await story.press(PR, story.top(PR), SCREEN_ACTION_IDS.fileMore)
  await story.fill(PR, { [FIELDS.followers]: [SUPPORT] })
  expect(await story.submit(PR)).toBeNull()
  await story.closeForms(PR)
  const id = 1001
  await story.claim(BEN, id)
  await writeUpdate(id, 'Twelve tracks checked, two remain.')
  expect(newsOf(PR, SUPPORT)).toEqual({
    [PR]: [expect.stringContaining('buscando'), expect.stringContaining('tomado'), expect.stringContaining('novedad')],
  })

  await bot.advanceTo(new Date('2026-11-24T08:59:00Z'))
  expect(newsOf(SUPPORT)).toEqual({})
  await bot.advanceTo(new Date('2026-11-24T09:00:00Z'))
  expect(newsOf(SUPPORT)).toEqual({ [SUPPORT]: [`3 messages · ESC-${id}`] })
  const morning = story.inDm(SUPPORT, ACTION_IDS.open)
  for (const words of [`ESC-${id}`, 'You follow this escalation', 'Specialist B', 'Twelve tracks checked']) {
    expect(morning.says).toContain(words)
  }

  // By day each piece of news is a line again, in that message's thread; what became of it is an edit.
  await bot.advance({ minutes: 10 })
  await writeUpdate(id, 'One remains.')
  expect(newsOf(SUPPORT)).toEqual({ [SUPPORT]: [expect.stringContaining(`ESC-${id}`)] })
  expect(
    story
      .as(SUPPORT)
      .dms()
      .filter((dm) => dm.threadTs === morning.ts),
  ).toHaveLength(1)
  await story.resolve(BEN, id)
  expect(newsOf(SUPPORT)[SUPPORT]).toHaveLength(1)
  expect(
    story
      .as(SUPPORT)
      .dms()
      .find((dm) => dm.ts === morning.ts)?.says,
  ).toContain('✓ Decided')
})

test('pages and what an owner is asked, having waited, are one message with the buttons of each', async () => {
  // 23:30 in Madrid.
  bot = await startBot({ at: new Date('2026-11-24T22:30:00Z') })
  story = storyOf(bot)
  const mine = await story.file(PR, { category: 'hate' })
  await story.claim(CARLA, mine)
  const others = [await story.file(SUPPORT, { summary: 'One' }), await story.file(SUPPORT, { summary: 'Two' })]
  await story.does(PR, mine, 'add_information', { [FIELDS.text]: 'One more link' })
  // The team reads it at once, without a mention.
  expect(story.messages(BEN, 'workline:')[0]?.says).not.toContain(CARLA)
  expect(newsOf(CARLA)).toEqual({})
  await bot.advanceTo(new Date('2026-11-25T08:00:00Z'))
  expect(newsOf(CARLA)).toEqual({ [CARLA]: ['2 escalamientos te esperan · 1 mensaje'] })
  const morning = story.inDm(CARLA, ACTION_IDS.claim)
  for (const words of [...[mine, ...others].map((id) => `ESC-${id}`), 'One more link']) {
    expect(morning.says).toContain(words)
  }

  await story.press(CARLA, morning, { action: ACTION_IDS.claim, value: String(others[0]) })
  expect(newsOf(CARLA)).toEqual({})
  const after = story.inDm(CARLA, ACTION_IDS.claim)
  expect(after.ts).toBe(morning.ts)
  for (const words of ['Es tuyo', 'One more link']) expect(after.says).toContain(words)
})

test('two offers that waited are one message; one accepted, the other still can be', async () => {
  // 18:30 in New York.
  bot = await startBot({ at: new Date('2026-11-24T23:30:00Z') })
  story = storyOf(bot)
  const ids = [await story.file(PR), await story.file(SUPPORT)] as const
  for (const id of ids) await story.claim(BEN, id)
  for (const id of ids) await story.does(BEN, id, 'hand_over', { [FIELDS.person]: LEAD })
  expect(newsOf(LEAD)).toEqual({})
  await bot.advanceTo(new Date('2026-11-25T14:00:00Z'))
  expect(newsOf(LEAD)).toEqual({ [LEAD]: [`2 messages · ESC-${ids[0]} and ESC-${ids[1]}`] })
  const accept = { action: ACTION_IDS.acceptRequest }
  const [first] = pressables(story.inDm(LEAD, accept.action).blocks).filter(
    ({ element }) => element.action_id === accept.action,
  )
  await story.press(LEAD, story.inDm(LEAD, accept.action), { ...accept, value: String(first?.element.value) })
  expect(story.card(ids[0]).says).toContain('● Lead 1')
  const left = pressables(story.inDm(LEAD, accept.action).blocks)
  expect(left.filter(({ element }) => element.action_id === accept.action)).toHaveLength(1)
  expect(newsOf(LEAD)).toEqual({})
})

test('what one thread brought in the night is one line in it', async () => {
  // 22:30 in Madrid.
  bot = await startBot({ at: new Date('2026-11-24T21:30:00Z') })
  story = storyOf(bot)
  const id = await story.file(PR)
  await story.claim(BEN, id)
  await writeUpdate(id, 'Looked at the first half.')
  await story.does(BEN, id, 'ask_requester', { [FIELDS.text]: 'Which account?' })
  expect(newsOf(PR)[PR]).toHaveLength(1)
  await bot.advanceTo(new Date('2026-11-25T08:00:00Z'))
  expect(newsOf(PR)).toEqual({ [PR]: [`<@${PR}> 2 mensajes · ESC-${id}`] })
  const line = story.inDm(PR, ACTION_IDS.answer)
  expect(line.threadTs).toBe(story.message(PR, `dm:${id}:${PR}`).ts)
  expect(line.says).toContain('Which account?')
  expect(line.says).toContain('Looked at the first half.')
  // An answer written there is one to this escalation.
  await story.say(PR, line.channel, 'The second one.', line.threadTs ?? undefined)
  expect(story.card(id).says).toContain('● Specialist B')
})

test('what became moot in the night isn’t in the morning', async () => {
  bot = await startBot({ at: new Date('2026-11-24T23:30:00Z') })
  story = storyOf(bot)
  const ids = [await story.file(PR), await story.file(SUPPORT)] as const
  for (const id of ids) await story.claim(BEN, id)
  for (const id of ids) await story.does(BEN, id, 'hand_over', { [FIELDS.person]: LEAD })
  await story.resolve(BEN, ids[0])
  await bot.advanceTo(new Date('2026-11-25T14:00:00Z'))
  expect(newsOf(LEAD)[LEAD]).toHaveLength(1)
  const [only, ...others] = story.as(LEAD).dms()
  expect(others).toEqual([])
  expect(only?.says).toContain(`ESC-${ids[1]}`)
  expect(only?.says).not.toContain(`ESC-${ids[0]}`)
})
