import { afterEach, describe, expect, test } from 'vitest'
import type { SeenChannel } from '../../src/playground/driver.ts'
import { ACTION_IDS } from '../../src/slack/blocks/ids.ts'
import { CALLBACK_IDS, FIELDS, SCREEN_ACTION_IDS } from '../../src/slack/blocks/screens/ids.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import {
  ANA,
  actionsOn,
  BEN,
  CARLA,
  DAN,
  EVERYBODY,
  hasButton,
  INTAKE,
  keyOf,
  LEAD,
  PR,
  type Story,
  SUPPORT,
  storyOf,
} from '../support/story.ts'

let bot: RunningBot
let story: Story

async function begin(): Promise<void> {
  bot = await startBot()
  story = storyOf(bot)
}

afterEach(async () => {
  bot.expectSound()
  await bot.stop()
})

/** The channels of an escalation, as the workspace holds them, oldest first. */
function channelsOf(id: number) {
  return bot.slack.channels().filter((channel) => channel.name === `esc-${id}` || channel.name.startsWith(`esc-${id}-`))
}

function channelOf(who: string, id: number): SeenChannel {
  const [channel] = channelsOf(id)
  if (channel === undefined) throw new Error(`ESC-${id} has no channel`)
  return story.as(who).channel(channel.id)
}

describe('where the team works', () => {
  test('a sev1 and a sev2 have a channel at once; a sev3 and a sev4 the card’s thread until somebody opens one', async () => {
    await begin()
    const urgent = [await story.file(PR, { severity: 'sev1' }), await story.file(PR, { severity: 'sev2' })]
    for (const id of urgent) expect(channelsOf(id)).toHaveLength(1)
    const calm = await story.file(PR, {
      severity: 'sev3',
      summary: '¿Qué norma aplica al “remix”? https://a.example/x',
    })
    await story.claim(BEN, calm)
    expect(channelsOf(calm)).toEqual([])
    await story.press(BEN, story.card(calm), ACTION_IDS.open)
    await story.press(BEN, story.top(BEN, CALLBACK_IDS.detail), 'open_channel')
    await story.closeForms(BEN)
    const channel = channelOf(BEN, calm)
    expect(channel.name).toBe(`esc-${calm}-que-norma-aplica-al-remix`)
    expect(channel.isPrivate).toBe(false)
    expect([...channel.members].toSorted()).toEqual([BEN, bot.slack.botUserId].toSorted())
    expect(channel.pinned().map(keyOf)).toEqual([`workcard:${calm}:0`])
  })

  test('its topic changes with severity and owner, and with nothing else', async () => {
    await begin()
    const id = await story.file(PR, { severity: 'sev2' })
    expect(channelOf(LEAD, id).topic).toBe(`sev2 · unclaimed · ESC-${id}`)
    await story.claim(BEN, id)
    expect(channelOf(BEN, id).topic).toBe(`sev2 · Specialist B · ESC-${id}`)
    const before = bot.callsOf('conversations.setTopic').length
    await story.does(BEN, id, 'write_update', { [FIELDS.text]: 'Half of it is done.' })
    await bot.advance({ hours: 5 })
    expect(bot.callsOf('conversations.setTopic')).toHaveLength(before)
    await story.does(BEN, id, 'change_severity', { [FIELDS.newSeverity]: 'sev1', [FIELDS.why]: 'On air at six.' })
    expect(channelOf(BEN, id).topic).toBe(`sev1 · Specialist B · ESC-${id}`)
    await story.does(BEN, id, 'hand_over', { [FIELDS.person]: DAN })
    expect(channelOf(DAN, id).topic).toBe(`sev1 · Specialist D · ESC-${id}`)
  })

  test('whoever saw the page is a member, whoever was brought in, and not the requester', async () => {
    await begin()
    const id = await story.file(PR, { severity: 'sev1' })
    await story.press(CARLA, story.inDm(CARLA, ACTION_IDS.seen), ACTION_IDS.seen)
    await story.claim(BEN, id)
    await story.does(BEN, id, 'bring_in', { [FIELDS.person]: SUPPORT })
    const members = channelOf(BEN, id).members
    expect([...members].toSorted()).toEqual([BEN, CARLA, SUPPORT, bot.slack.botUserId].toSorted())
    // One of the team who isn't in it joins from the detail.
    await story.press(DAN, story.card(id), ACTION_IDS.open)
    await story.press(DAN, story.top(DAN, CALLBACK_IDS.detail), SCREEN_ACTION_IDS.join)
    expect(channelOf(BEN, id).members).toContain(DAN)
    expect(channelOf(BEN, id).members).not.toContain(PR)
  })

  test('who left it is left alone, until they press Join: that is a new wish', async () => {
    await begin()
    const id = await story.file(PR, { severity: 'sev1' })
    await story.claim(BEN, id)
    await story.does(BEN, id, 'bring_in', { [FIELDS.person]: DAN })
    const { id: channelId } = channelOf(BEN, id)
    const opened = async (who: string) => {
      await story.command(who, `show ${id}`)
      return story.top(who, CALLBACK_IDS.detail)
    }
    expect(hasButton(await opened(DAN), SCREEN_ACTION_IDS.join)).toBe(false)
    await story.closeForms(DAN)
    expect(await story.as(DAN).leave(channelId)).toEqual({ ok: true })
    await story.does(BEN, id, 'write_update', { [FIELDS.text]: 'Nobody is dragged back.' })
    expect(channelOf(BEN, id).members).not.toContain(DAN)
    await story.press(DAN, await opened(DAN), SCREEN_ACTION_IDS.join)
    expect(channelOf(BEN, id).members).toContain(DAN)
    expect(hasButton(story.top(DAN, CALLBACK_IDS.detail), SCREEN_ACTION_IDS.join)).toBe(false)
  })

  /** Claimed by Ana, its requester brought in, and then handed to a colleague. */
  async function handedOn(requester: string): Promise<number> {
    const id = await story.file(requester, { severity: 'sev2' })
    await story.claim(ANA, id)
    await story.does(ANA, id, 'bring_requester_in')
    expect(channelOf(ANA, id).members).toContain(requester)
    await story.press(requester, story.message(requester, `dm:${id}:${requester}`), ACTION_IDS.more)
    await story.byForm(requester, story.top(requester, CALLBACK_IDS.more), 'hand_to_colleague', {
      [FIELDS.person]: SUPPORT,
    })
    return id
  }

  async function timelineOf(id: number): Promise<string> {
    await story.command(LEAD, `show ${id}`)
    await story.press(LEAD, story.top(LEAD, CALLBACK_IDS.detail), 'view_timeline')
    const { says } = story.top(LEAD, CALLBACK_IDS.timeline)
    await story.closeForms(LEAD)
    return says
  }

  const toTheTeam = (id: number, text: string) =>
    story.does(ANA, id, 'write_update', { [FIELDS.text]: text, [FIELDS.audience]: 'team' })

  test('who handed the request on leaves it: a follower isn’t in, and the next requester only by the owner’s wish', async () => {
    await begin()
    const id = await handedOn(PR)
    expect(channelOf(ANA, id).members).not.toContain(PR)
    expect(channelOf(ANA, id).members).not.toContain(SUPPORT)
    expect(await timelineOf(id)).toContain('was taken out of the channel')
    await toTheTeam(id, 'Among ourselves again.')
    expect(channelOf(ANA, id).messages().at(-1)?.says).toContain('Among ourselves again.')
    await story.does(ANA, id, 'bring_requester_in')
    expect(channelOf(ANA, id).members).toContain(SUPPORT)
  })

  test('where Slack refuses to take them out the timeline says so, and what is for the team goes round them', async () => {
    await begin()
    bot.slack.faults.set({ method: 'conversations.kick', kind: 'error', error: 'restricted_action', times: null })
    const id = await handedOn(PR)
    expect(channelOf(ANA, id).members).toContain(PR)
    expect(await timelineOf(id)).toContain(
      'is still in the channel: Slack refused to take them out (restricted_action)',
    )
    await toTheTeam(id, 'Not for the one who is still in.')
    expect(story.as(PR).sees('Not for the one who is still in.')).toBe(false)
    expect(bot.callsOf('conversations.kick')).toHaveLength(1)
  })

  test('one of the team who handed their own request on stays', async () => {
    await begin()
    const id = await handedOn(BEN)
    expect(channelOf(ANA, id).members).toContain(BEN)
    await toTheTeam(id, 'Ben reads this by right.')
    expect(channelOf(ANA, id).messages().at(-1)?.says).toContain('Ben reads this by right.')
  })

  test('a more urgent severity turns the thread into a channel', async () => {
    await begin()
    const id = await story.file(PR, { severity: 'sev3' })
    await story.claim(BEN, id)
    await story.does(BEN, id, 'change_severity', { [FIELDS.newSeverity]: 'sev2', [FIELDS.why]: 'It is on the radio.' })
    expect(channelOf(BEN, id).members).toContain(BEN)
    expect(story.card(id).says).toContain('SEV2')
  })

  test('where Slack refuses a channel the card says so, and the work goes on in its thread', async () => {
    await begin()
    bot.slack.faults.set({ method: 'conversations.create', kind: 'error', error: 'restricted_action', times: null })
    const id = await story.file(PR, { severity: 'sev1' })
    expect(channelsOf(id)).toEqual([])
    expect(story.card(id).says).toContain('Slack refused a channel: we work in this thread')
    await story.claim(BEN, id)
    await story.does(BEN, id, 'write_update', { [FIELDS.text]: 'Checked in the thread.', [FIELDS.audience]: 'team' })
    const thread = story.as(LEAD).channel(INTAKE).thread(story.card(id).ts)
    expect(thread.at(-1)?.says).toContain('Checked in the thread.')
  })
})

describe('what is restricted', () => {
  const SECRET = 'A named singer is threatened'

  test('is a number, a severity, a deadline and a lock; only who is cleared is paged and reads more', async () => {
    await begin()
    const id = await story.file(PR, {
      category: 'threats',
      severity: 'sev3',
      summary: SECRET,
      body: 'Her name and street.',
    })
    const [channel] = channelsOf(id)
    expect([channel?.name, channel?.kind]).toEqual([`esc-${id}`, 'private'])
    const card = story.card(id)
    expect(card.says).toContain(`*SEV3 · ESC-${id}* · 🔒 Restricted`)
    expect(card.says).not.toMatch(/threat|singer|PR/i)
    expect(actionsOn(card)).toEqual([ACTION_IDS.claim, ACTION_IDS.requestAccess])
    // Cleared: A, C and the lead. B and D see that it exists.
    expect(Object.keys(story.news()).toSorted()).toEqual([PR, ANA, CARLA].toSorted())
    const page = story.inDm(ANA, ACTION_IDS.view)
    expect(page.says).not.toContain(SECRET)
    await story.press(ANA, page, ACTION_IDS.view)
    expect(story.top(ANA, CALLBACK_IDS.detail).says).toContain(SECRET)
    await story.closeForms(ANA)
    await story.press(BEN, card, ACTION_IDS.claim)
    expect(story.told(BEN)).toContain('restricted')
    await story.press(ANA, card, ACTION_IDS.claim)
    for (const who of EVERYBODY) {
      expect([who, story.as(who).sees(SECRET)]).toEqual([who, who === PR || who === ANA])
    }
  })

  test('with no private channel to be had it is worked in DMs, and the lead is told', async () => {
    await begin()
    bot.slack.faults.set({ method: 'conversations.create', kind: 'error', error: 'restricted_action', times: null })
    const id = await story.file(PR, { category: 'threats', severity: 'sev2', summary: SECRET })
    expect(channelsOf(id)).toEqual([])
    expect(story.card(id).says).toContain('No private channel: ask an administrator')
    expect(story.news()[LEAD]?.join()).toContain('no private channel')
    await story.press(CARLA, story.card(id), ACTION_IDS.claim)
    const dm = story.message(PR, `dm:${id}:${PR}`)
    await story.say(PR, dm.channel, 'Volvió a escribir.', dm.ts)
    expect(story.as(CARLA).dms().at(-1)?.says).toContain('Volvió a escribir.')
    for (const who of [BEN, DAN, LEAD, SUPPORT]) expect(story.as(who).sees('Volvió a escribir.')).toBe(false)
    expect(bot.slack.channels().filter((channel) => channel.name.startsWith('esc-'))).toEqual([])
    expect(story.as(LEAD).channel(INTAKE).thread(story.card(id).ts)).toEqual([])
  })

  test('access is asked for, given by its owner, and then all of it is seen', async () => {
    await begin()
    const id = await story.file(PR, { category: 'threats', severity: 'sev2', summary: SECRET })
    await story.press(CARLA, story.card(id), ACTION_IDS.claim)
    story.news()
    await story.byForm(BEN, story.card(id), 'request_access', { [FIELDS.why]: 'I know the singer.' })
    expect(Object.keys(story.news())).toEqual([CARLA])
    expect(story.as(BEN).sees(SECRET)).toBe(false)
    await story.press(CARLA, story.inDm(CARLA, ACTION_IDS.acceptRequest), ACTION_IDS.acceptRequest)
    expect(Object.keys(story.news())).toEqual([BEN])
    await story.press(BEN, story.inDm(BEN, ACTION_IDS.open), ACTION_IDS.open)
    expect(story.top(BEN, CALLBACK_IDS.detail).says).toContain(SECRET)
    expect(channelOf(BEN, id).members).toContain(BEN)
  })
})

test('closing archives the channel; a reopening opens the next one, and each names the other', async () => {
  await begin()
  const id = await story.file(PR, { severity: 'sev2' })
  await story.claim(BEN, id)
  await story.resolve(BEN, id)
  await bot.advance({ days: 3 })
  expect(channelOf(BEN, id).isArchived).toBe(false)
  await bot.advance({ days: 4 })
  expect(story.card(id).says).toContain('▪ Closed')
  expect(channelOf(BEN, id).isArchived).toBe(true)
  const form = story.message(PR, `decision:1:${PR}`)
  expect(hasButton(form, ACTION_IDS.reopen)).toBe(true)
  await story.byForm(PR, form, 'reopen', { [FIELDS.text]: 'Sigue retirada en Francia.' })
  // What belongs into a channel that is still being opened is tried again shortly after.
  await bot.advance({ minutes: 1 })
  const [first, second] = channelsOf(id)
  expect([first?.isArchived, second?.isArchived]).toEqual([true, false])
  expect(second?.name).toBe(`esc-${id}-b`)
  const next = story.as(BEN).channel(second?.id ?? '')
  expect(next.members).toContain(BEN)
  const words = next
    .messages()
    .map((message) => message.says)
    .join('\n')
  expect(words).toContain(`<#${first?.id}>`)
  expect(words).toContain('Sigue retirada en Francia.')
  expect(story.card(id).says).toContain('● Specialist B since')
})

test('the channel of a linked one is told where it goes on, and archived like a closed one; undone, the next is opened', async () => {
  await begin()
  const id = await story.file(PR, { severity: 'sev2', summary: 'Twice reported', body: 'Of two minds.' })
  const onto = await story.file(SUPPORT, { severity: 'sev2', summary: 'Once more', body: 'Of one mind.' })
  await story.claim(BEN, id)
  await story.claim(DAN, onto)
  await story.does(BEN, id, 'link', { [FIELDS.number]: `ESC-${onto}` })
  const [first] = channelsOf(id)
  const words = story
    .as(BEN)
    .channel(first?.id ?? '')
    .messages()
    .map((message) => message.says)
  expect(words.filter((says) => says.includes(`part of ESC-${onto}`))).toHaveLength(1)
  expect(first?.isArchived).toBe(false)
  await story.resolve(DAN, onto)
  await bot.advance({ days: 7 })
  expect(channelsOf(id).map((channel) => channel.isArchived)).toEqual([true])
  expect(story.card(id).says).toContain(`↪ Part of ESC-${onto}`)

  await story.does(BEN, id, 'unlink')
  await bot.advance({ minutes: 1 })
  expect(channelsOf(id).map((channel) => [channel.name, channel.isArchived])).toEqual([
    [first?.name, true],
    [`esc-${id}-b`, false],
  ])
  expect(story.card(id).says).toContain('Specialist B')
})

test('what is withdrawn stays withdrawn when its days have passed, and its channel is archived', async () => {
  await begin()
  const id = await story.file(PR, { severity: 'sev2', summary: 'To be withdrawn', body: 'Of no use.' })
  await story.press(PR, story.message(PR, `dm:${id}:${PR}`), ACTION_IDS.more)
  await story.byForm(PR, story.top(PR, CALLBACK_IDS.more), 'withdraw', { [FIELDS.why]: 'Ya no hace falta.' })
  expect(channelOf(LEAD, id).isArchived).toBe(false)
  await bot.advance({ days: 7 })
  expect(channelOf(LEAD, id).isArchived).toBe(true)
  expect(story.card(id).says).toContain('✕ Withdrawn')
  expect(actionsOn(story.card(id))).toEqual([ACTION_IDS.reopen])
})
