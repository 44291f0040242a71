import { afterAll, beforeAll, expect, test } from 'vitest'
import { ACTION_IDS } from '../../src/slack/blocks/ids.ts'
import { CALLBACK_IDS, FIELDS } from '../../src/slack/blocks/screens/ids.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { ANA, actionsOn, BEN, LEAD, PR, type Story, SUPPORT, storyOf } from '../support/story.ts'

let bot: RunningBot
let story: Story

beforeAll(async () => {
  bot = await startBot()
  story = storyOf(bot)
})

afterAll(async () => {
  bot.expectSound()
  await bot.stop()
})

/** What the detail's clocks say of an escalation, to a specialist. */
async function deadlinesOf(id: number): Promise<string> {
  await story.command(BEN, `show ${id}`)
  const { says } = story.top(BEN, CALLBACK_IDS.detail)
  await story.closeForms(BEN)
  return says.split('\n').find((line) => /decision by/i.test(line)) ?? ''
}

test('a link redirects, keeps the earlier deadline, is told to its readers, and can be undone', async () => {
  const early = await story.file(PR, { severity: 'sev3', summary: 'The first', body: 'One matter.' })
  const decisionBy = await deadlinesOf(early)
  await bot.advance({ hours: 1 })
  const late = await story.file(SUPPORT, { severity: 'sev3', summary: 'The second', body: 'The same matter.' })
  const ownDecisionBy = await deadlinesOf(late)
  expect(ownDecisionBy).not.toBe(decisionBy)
  story.news()

  await story.does(BEN, early, 'link', { [FIELDS.number]: `ESC-${late}` })
  expect(story.card(early).says).toContain(`↪ Part of ESC-${late}`)
  expect(story.card(late).says).toContain(`includes ESC-${early}`)
  expect(await deadlinesOf(late)).toBe(decisionBy)
  // Its requester learns where it goes on, and sees nothing of it by that.
  expect(story.news()).toEqual({ [PR]: [`<@${PR}> ESC-${early} · parte de otro escalamiento`] })
  await story.command(PR, `show ${late}`)
  expect(story.top(PR).callbackId).toBe(CALLBACK_IDS.notice)
  await story.closeForms(PR)
  expect(story.as(PR).sees('The same matter.')).toBe(false)

  await story.does(BEN, early, 'unlink')
  expect(story.card(early).says).toContain('○ Unclaimed')
  expect(story.card(late).says).not.toContain(`ESC-${early}`)
  expect(await deadlinesOf(late)).toBe(ownDecisionBy)
  expect(await deadlinesOf(early)).toBe(decisionBy)
})

test('what can’t be linked is said at the field: itself, no number, none that one sees, one that is decided', async () => {
  const id = await story.file(PR, { severity: 'sev4', summary: 'To be linked', body: 'Some words.' })
  const secret = await story.file(PR, { category: 'threats', severity: 'sev3', summary: 'Hidden', body: 'Words.' })
  const decided = await story.file(PR, { severity: 'sev4', summary: 'Decided', body: 'Other words.' })
  await story.claim(BEN, decided)
  await story.resolve(BEN, decided)
  await story.command(BEN, `show ${id}`)
  await story.press(BEN, story.top(BEN), ACTION_IDS.actions)
  await story.press(BEN, story.top(BEN), 'link')
  const said: Record<string, string | undefined> = {}
  for (const typed of [String(id), 'the other one', '987654', String(secret), String(decided)]) {
    await story.fill(BEN, { [FIELDS.number]: typed })
    said[typed] = (await story.submit(BEN))?.[FIELDS.number]
  }
  expect(said[String(id)]).toContain('cannot be part of itself')
  expect(said['the other one']).toBeDefined()
  expect(said['987654']).toContain('no such escalation that you can see')
  expect(said[String(secret)]).toBe(said['987654'])
  expect(said[String(decided)]).toContain('no longer open')
  await story.closeForms(BEN)
})

test('two people change the severity at once: the second one is told, and the first stands', async () => {
  const id = await story.file(PR, { severity: 'sev3', summary: 'Which severity', body: 'Of which one?' })
  for (const who of [BEN, ANA]) {
    await story.command(who, `show ${id}`)
    await story.press(who, story.top(who), ACTION_IDS.actions)
    await story.press(who, story.top(who), 'change_severity')
    await story.fill(who, { [FIELDS.newSeverity]: 'sev2', [FIELDS.why]: 'It is on air.' })
  }
  expect(await story.submit(BEN)).toBeNull()
  story.news()
  const wrong = await story.submit(ANA)
  expect(wrong?.[FIELDS.newSeverity]).toContain('Ya tiene esa severidad.')
  expect(story.news()).toEqual({})
  await story.closeForms(ANA)
  expect(story.card(id).says).toContain('*SEV2')
})

test('the actions that are drawn follow the person and the state', async () => {
  const id = await story.file(PR, { severity: 'sev3', summary: 'Whose buttons', body: 'Of which state?' })
  const drawn = async (who: string) => {
    await story.command(who, `show ${id}`)
    await story.press(who, story.top(who), ACTION_IDS.actions)
    const actions = actionsOn(story.top(who, CALLBACK_IDS.actions))
    await story.closeForms(who)
    return actions
  }
  expect(await drawn(BEN)).toContain('claim')
  expect(await drawn(BEN)).not.toContain('resolve')
  expect(await drawn(LEAD)).toContain('claim_for')
  expect((await drawn(PR)).toSorted()).toEqual(
    ['add_follower', 'add_information', 'hand_to_colleague', 'still_urgent', 'withdraw'].toSorted(),
  )
  await story.claim(BEN, id)
  expect(await drawn(BEN)).toEqual(expect.arrayContaining(['write_update', 'resolve', 'ask_requester', 'release']))
  expect(await drawn(ANA)).not.toContain('resolve')
  expect(await drawn(LEAD)).toContain('resolve')
})

test('the channel of one that goes on with what is restricted doesn’t name it', async () => {
  const id = await story.file(PR, { severity: 'sev2', summary: 'In the open', body: 'Of one of them.' })
  const secret = await story.file(PR, {
    category: 'threats',
    severity: 'sev2',
    summary: 'Hidden',
    body: 'Of the other.',
  })
  await story.claim(ANA, id)
  await story.does(ANA, id, 'link', { [FIELDS.number]: `ESC-${secret}` })
  const channel = bot.slack.channels().find(({ name }) => name.startsWith(`esc-${id}`))
  const says = story
    .as(ANA)
    .channel(channel?.id ?? '')
    .everything()
    .map((message) => `${message.text} ${message.says}`)
    .join('\n')
  expect(says).toContain('Part of another')
  expect(says).not.toContain(`ESC-${secret}`)
})
