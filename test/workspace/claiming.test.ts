import { afterEach, describe, expect, test } from 'vitest'
import { defaultSeed, extendedSeed, type SeedPerson } from '../../src/playground/seed.ts'
import { ACTION_IDS } from '../../src/slack/blocks/ids.ts'
import { CALLBACK_IDS, FIELDS } from '../../src/slack/blocks/screens/ids.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { ANA, actionsOn, BEN, CARLA, DAN, hasButton, LEAD, PR, type Story, storyOf } from '../support/story.ts'

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

/** Fifty members of the private intake channel, who may claim what isn't restricted. */
function crowdOf(count: number): readonly SeedPerson[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `U0CROWD${String(i).padStart(2, '0')}`,
    name: `Crowd ${i}`,
    tz: 'Europe/Madrid',
    locale: i % 2 === 0 ? 'en-GB' : 'es-ES',
  }))
}

describe('a claim', () => {
  test('fifty people claim at once, one wins', async () => {
    const crowd = crowdOf(50)
    const intake = defaultSeed.channels.find((channel) => channel.id === 'C0INTAKE')
    const members = [...(intake?.members ?? []), ...crowd.map((person) => person.id)]
    const channels = [{ id: 'C0INTAKE', name: 'escalations', kind: 'private', members } as const]
    await begin({ workspace: { seed: extendedSeed({ people: crowd, channels }) } })
    const id = await story.file(PR, { severity: 'sev4' })
    const card = story.card(id)
    const answers = await Promise.all(crowd.map((person) => story.as(person.id).click(card, ACTION_IDS.claim)))
    expect(answers.filter((answer) => !answer.ok)).toEqual([])
    await bot.settled()

    const isWinner = (person: SeedPerson) =>
      story
        .as(person.id)
        .ephemerals()
        .some((message) => hasButton(message, ACTION_IDS.release))
    const winners = crowd.filter(isWinner)
    expect(winners).toHaveLength(1)
    const name = winners[0]?.name
    const losers = crowd.filter((person) => !isWinner(person))
    expect(losers).toHaveLength(49)
    for (const loser of losers) {
      const sentence = loser.locale === 'en-GB' ? `${name} claimed it just now.` : `${name} lo tomó hace un momento.`
      expect(story.told(loser.id)).toContain(sentence)
    }
    expect(story.card(id).says).toContain(`● ${name} since`)
    expect(bot.slack.messages('C0INTAKE').filter((message) => message.metadata !== null)).toHaveLength(1)
  })

  test('who comes later learns who was first, and how long ago', async () => {
    await begin()
    const id = await story.file(PR, { severity: 'sev4' })
    await story.claim(ANA, id)
    await bot.advance({ minutes: 12 })
    // Pressed in the detail that was opened before: the card has no such button any more.
    expect(hasButton(story.card(id), ACTION_IDS.claim)).toBe(false)
    await story.press(BEN, story.card(id), ACTION_IDS.open)
    expect(hasButton(story.top(BEN, CALLBACK_IDS.detail), ACTION_IDS.claim)).toBe(false)

    const other = await story.file(PR, { severity: 'sev4', summary: 'Another one', body: 'Something else.' })
    await story.press(BEN, story.card(other), ACTION_IDS.open)
    const opened = story.top(BEN, CALLBACK_IDS.detail)
    await story.claim(ANA, other)
    await bot.advance({ minutes: 12 })
    await story.press(BEN, opened, ACTION_IDS.claim)
    expect(story.top(BEN, CALLBACK_IDS.notice).says).toContain('Specialist A claimed it 12 min ago.')
  })

  test('from the channel’s card, by somebody who only looks into the channel, is answered as well', async () => {
    await begin()
    const id = await story.file(PR, { severity: 'sev2' })
    const channel = bot.slack.channels().find((one) => one.name.startsWith(`esc-${id}`))
    const [card] = story
      .as(BEN)
      .channel(channel?.id ?? '')
      .pinned()
    if (card === undefined) throw new Error('no card is pinned')
    expect(channel?.members).not.toContain(BEN)
    await story.press(BEN, card, ACTION_IDS.claim)
    expect(story.told(BEN)).toContain(`You have ESC-${id}.`)
    expect(story.card(id).says).toContain('● Specialist B since')
  })

  test('undo stands where the button was: it is released, and who is on call is paged again, the releaser not', async () => {
    await begin()
    const id = await story.file(PR, { severity: 'sev2' })
    await story.claim(BEN, id)
    expect(story.as(BEN).ephemerals().at(-1)?.says).toContain(`You have ESC-${id}.`)
    story.news()
    const undo = story.as(BEN).ephemerals().at(-1)
    if (undo === undefined) throw new Error('nothing was said to the claimer')
    await story.byForm(BEN, undo, 'release')
    expect(story.card(id).says).toContain('○ Unclaimed')
    expect(actionsOn(story.card(id))).toContain(ACTION_IDS.claim)
    const news = story.news()
    expect(Object.keys(news).sort()).toEqual([ANA, CARLA, DAN].sort())
    for (const texts of Object.values(news)) expect(texts).toHaveLength(1)
  })

  test('a page that is over says what ended it, at its own time, whatever happens afterwards', async () => {
    await begin()
    const id = await story.file(PR, { severity: 'sev2' })
    const pageOf = (who: string) => story.messages(who, 'page:')[0]?.says ?? ''
    await story.claim(BEN, id)
    const over = pageOf(ANA)
    expect(over).toContain('Lo tomó Specialist B')
    await bot.advance({ minutes: 20 })
    await story.resolve(BEN, id)
    await bot.advance({ minutes: 20 })
    await story.press(PR, story.message(PR, `decision:1:${PR}`), ACTION_IDS.reopen)
    await story.fill(PR, { [FIELDS.text]: 'Sigue retirada.' })
    expect(await story.submit(PR)).toBeNull()
    expect(pageOf(ANA)).toBe(over)
    expect(pageOf(BEN)).toContain('✓ You have it since')

    await story.does(BEN, id, 'release')
    const released = pageOf(BEN)
    expect(released).toContain('You released it at')
    expect(released).not.toContain('Nothing to do')
    expect(pageOf(ANA)).toBe(over)
    await bot.advance({ minutes: 3 })
    await story.claim(DAN, id)
    expect(pageOf(BEN)).toBe(released)
    expect(pageOf(ANA)).toBe(over)
    // Another one's release isn't their own.
    await story.does(LEAD, id, 'release')
    expect(story.messages(DAN, 'page:').some((page) => page.says.includes('Lead 1 released it at'))).toBe(true)
  })

  test('a lead claims on somebody’s behalf, who is told by one message with the owner’s tools', async () => {
    await begin()
    const id = await story.file(PR, { severity: 'sev4' })
    story.news()
    await story.does(LEAD, id, 'claim_for', { [FIELDS.person]: DAN })
    expect(story.card(id).says).toContain('● Specialist D since')
    expect(story.news()).toEqual({ [DAN]: [expect.stringContaining(`ESC-${id}`)] })
    expect(actionsOn(story.inDm(DAN, ACTION_IDS.writeUpdate))).toContain(ACTION_IDS.release)
    await story.command(BEN, `show ${id}`)
    await story.press(BEN, story.top(BEN, CALLBACK_IDS.detail), ACTION_IDS.actions)
    expect(actionsOn(story.top(BEN, CALLBACK_IDS.actions))).not.toContain('claim_for')
  })
})

describe('handing over', () => {
  test('to somebody on duty it happens at once, and they are paged', async () => {
    await begin()
    const id = await story.file(PR, { severity: 'sev1' })
    await story.claim(BEN, id)
    story.news()
    await story.does(BEN, id, 'hand_over', { [FIELDS.person]: DAN, [FIELDS.text]: 'Two tracks remain.' })
    expect(story.card(id).says).toContain('● Specialist D since')
    const news = story.news()
    expect(Object.keys(news)).toEqual([DAN])
    expect(news[DAN]).toHaveLength(1)
    expect(story.inDm(DAN, ACTION_IDS.writeUpdate).says).toContain('You have it since')
  })

  test('to somebody off duty it is an offer: the giver keeps it until the other one accepts', async () => {
    await begin()
    const id = await story.file(PR, { severity: 'sev1' })
    await story.claim(BEN, id)
    story.news()
    await story.does(BEN, id, 'hand_over', { [FIELDS.person]: LEAD, [FIELDS.text]: 'I am off at six.' })
    expect(story.card(id).says).toContain('● Specialist B since')
    expect(story.news()).toEqual({ [LEAD]: [expect.stringContaining('handover offered')] })
    const offer = story.inDm(LEAD, ACTION_IDS.acceptRequest)
    expect(offer.says).toContain('I am off at six.')
    await story.press(LEAD, offer, ACTION_IDS.acceptRequest)
    expect(story.card(id).says).toContain('● Lead 1 since')
    expect(hasButton(story.message(LEAD, `request:1`), ACTION_IDS.acceptRequest)).toBe(false)
    expect(Object.keys(story.news())).toEqual([BEN])
  })

  test('an offer that is declined leaves it where it is, and the giver is told', async () => {
    await begin()
    const id = await story.file(PR, { severity: 'sev2' })
    await story.claim(BEN, id)
    await story.does(BEN, id, 'hand_over', { [FIELDS.person]: LEAD })
    story.news()
    await story.press(LEAD, story.inDm(LEAD, ACTION_IDS.declineRequest), ACTION_IDS.declineRequest)
    expect(story.card(id).says).toContain('● Specialist B since')
    expect(Object.keys(story.news())).toEqual([BEN])
  })

  test('a lead may force it on somebody off duty; who isn’t a lead isn’t offered that', async () => {
    await begin()
    const id = await story.file(PR, { severity: 'sev2' })
    await story.claim(BEN, id)
    await story.command(BEN, `show ${id}`)
    await story.press(BEN, story.top(BEN), ACTION_IDS.actions)
    await story.press(BEN, story.top(BEN), 'hand_over')
    expect(story.top(BEN, 'form.hand_over').says).not.toContain('without')
    await expect(story.fill(BEN, { [FIELDS.force]: ['force'] })).rejects.toThrow()
    await story.closeForms(BEN)
    story.news()
    // A lead who takes it themselves is off duty too: nothing is offered to oneself.
    await story.does(LEAD, id, 'hand_over', { [FIELDS.person]: LEAD, [FIELDS.force]: ['force'] })
    expect(story.card(id).says).toContain('● Lead 1 since')
  })
})
