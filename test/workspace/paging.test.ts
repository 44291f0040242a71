import { afterEach, describe, expect, test } from 'vitest'
import { playgroundSettings } from '../../src/settings/playground.ts'
import { ACTION_IDS } from '../../src/slack/blocks/ids.ts'
import { CALLBACK_IDS } from '../../src/slack/blocks/screens/ids.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { ANA, actionsOn, BEN, CARLA, DAN, LEAD, PR, type Story, storyOf } from '../support/story.ts'

let bot: RunningBot
let story: Story

async function begin(options: Parameters<typeof startBot>[0] = {}): Promise<void> {
  bot = await startBot(options)
  story = storyOf(bot)
}

afterEach(async () => {
  bot.expectSound()
  await bot.stop()
})

const pagesOf = (who: string) => story.messages(who, 'page:')

async function newestPage(who: string) {
  const page = pagesOf(who).at(-1)
  if (page === undefined) throw new Error(`${who} was never paged`)
  return page
}

describe('a sev1 that nobody takes', () => {
  test('is paged again after five minutes, and the leads after ten; a repeat is a new message and the older one loses its buttons', async () => {
    await begin()
    const id = await story.file(PR, { severity: 'sev1' })
    expect(actionsOn(await newestPage(ANA))).toEqual([ACTION_IDS.claim, ACTION_IDS.seen, ACTION_IDS.cannot])
    expect((await newestPage(BEN)).says).toMatch(/If nobody answers, Specialist D will be paged at /)
    expect((await newestPage(ANA)).says).toMatch(/Si nadie responde, a las .+ se alerta a Specialist D\./)
    story.news()
    await bot.advance({ minutes: 5 })
    const news = story.news()
    // One event, one person: whoever is paged hears it once.
    for (const texts of Object.values(news)) expect(texts).toHaveLength(1)
    expect(Object.keys(news)).toContain(DAN)
    expect(Object.keys(news)).not.toContain(LEAD)
    const repeated = [ANA, BEN, CARLA].find((who) => pagesOf(who).length === 2)
    if (repeated === undefined) throw new Error('nobody was paged again')
    const [older, newer] = pagesOf(repeated)
    expect(older === undefined ? [] : actionsOn(older)).toEqual([])
    expect(newer === undefined ? [] : actionsOn(newer)).toContain(ACTION_IDS.claim)
    expect(story.card(id).says).toContain('→')
    await bot.advance({ minutes: 5 })
    expect(Object.keys(story.news())).toContain(LEAD)
  })

  test('seen stops the others, says until when, and is reminded when it runs out', async () => {
    await begin()
    await story.file(PR, { severity: 'sev1' })
    await story.press(BEN, await newestPage(BEN), ACTION_IDS.seen)
    expect((await newestPage(BEN)).says).toMatch(/◔ Seen .+ Unless claimed by .+ will be paged\./)
    expect(actionsOn(await newestPage(BEN))).toEqual([ACTION_IDS.claim, ACTION_IDS.cannot])
    expect((await newestPage(ANA)).says).toContain('Specialist B')
    expect(actionsOn(await newestPage(ANA))).toEqual([])
    story.news()
    await bot.advance({ minutes: 10 })
    const news = story.news()
    expect(news[BEN]).toHaveLength(1)
    expect((await newestPage(BEN)).says).toContain('Your ten minutes are over')
  })

  test('can’t names who is woken and the hour there, before it does it', async () => {
    await begin()
    await story.file(PR, { severity: 'sev1' })
    await bot.advance({ minutes: 1 })
    await story.press(BEN, await newestPage(BEN), ACTION_IDS.cannot)
    expect(story.top(BEN, CALLBACK_IDS.pass).says).toMatch(/Wakes Specialist D: it is \d\d:\d\d there\. Go on\?/)
    story.news()
    expect(await story.submit(BEN)).toBeNull()
    expect(Object.keys(story.news())).toEqual([DAN])

    expect((await newestPage(BEN)).says).toMatch(/Passed to Specialist D, .+ Rest\./)
    expect(actionsOn(await newestPage(BEN))).toEqual([])
  })

  test('once claimed nobody is woken any more', async () => {
    await begin()
    const id = await story.file(PR, { severity: 'sev1' })
    await story.claim(BEN, id)
    story.news()
    await bot.advance({ minutes: 19 })
    expect(Object.keys(story.news())).toEqual([])
  })
})

describe('whom Slack silences', () => {
  test('nobody hears the first page: the next are paged in the same instant, and the card says until when', async () => {
    await begin()
    for (const who of [ANA, BEN, CARLA]) await bot.slack.change(who, { dnd: { fromMinute: 0, toMinute: 1439 } })
    const id = await story.file(PR, { severity: 'sev1' })
    expect(Object.keys(story.news())).toEqual(expect.arrayContaining([DAN]))
    expect(pagesOf(ANA).length).toBeGreaterThan(0)
    expect(story.card(id).says).toContain('silent until')
  })
})

describe('paging by hand', () => {
  test('the command names who is next, and who isn’t on call, before it pages them', async () => {
    await begin()
    const id = await story.file(PR, { severity: 'sev1' })
    await story.command(LEAD, `page ESC-${id} <@${DAN}|d>`)
    expect(story.top(LEAD, CALLBACK_IDS.page).says).toContain('This pages Specialist D (')
    story.news()
    expect(await story.submit(LEAD)).toBeNull()
    expect(Object.keys(story.news())).toEqual([DAN])
    expect((await newestPage(DAN)).says).toContain('asked for by name')
    await story.command(PR, `page ${id}`)
    expect(story.top(PR, CALLBACK_IDS.notice).says).toContain('Solo puede hacerlo el equipo')
  })

  test('nobody on call: the room is told without a mention, and the lead is paged', async () => {
    const teams = playgroundSettings.teams.map((team) => ({ ...team, specialists: [], specialistsGroup: null }))
    await begin({ settings: { ...playgroundSettings, teams } })
    const id = await story.file(PR, { severity: 'sev1' })
    const [alert] = story.messages(LEAD, `alert:${id}:`)
    expect(alert?.says).toContain('Nobody is on call. The leads are paged, one at a time.')
    expect(Object.keys(story.news())).toEqual(expect.arrayContaining([LEAD]))
    expect((await newestPage(LEAD)).says).toContain('nobody on call can be reached')
    expect(story.card(id).says).toContain('⚠ Nobody on call: leads paged')
  })
})

describe('who left the workspace', () => {
  test('gives back what they had: it is paged again, and not to them (rule 8)', async () => {
    await begin()
    const id = await story.file(PR, { severity: 'sev1' })
    await story.claim(BEN, id)
    story.news()
    await bot.slack.change(BEN, { isDeleted: true })
    await bot.settled()
    expect(story.card(id).says).toContain('○ Unclaimed')
    const news = story.news()
    expect(Object.keys(news)).toEqual(expect.arrayContaining([ANA, CARLA, DAN]))
    expect(news[BEN]).toBeUndefined()
  })
})
