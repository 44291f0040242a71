import { afterEach, describe, expect, test } from 'vitest'
import { ACTION_IDS } from '../../src/slack/blocks/ids.ts'
import { file } from '../../src/usecases/escalation/file.ts'
import { filing, got, requester } from '../support/builders.ts'
import { type PagingBench, type StoredPage, startPagingBench } from '../support/paging-bench.ts'
import { ANA, actionsOn, BEN, INTAKE, keyOf, LEAD, PR, SUPPORT } from '../support/story.ts'

/** ONCALL 26: Slack away is a state. Every page that is still needed arrives, once, and none that isn't. */
let bench: PagingBench

afterEach(async () => {
  bench.bot.expectSound()
  await bench.stop()
})

const MINUTE = 60_000

/** How Slack is away, and how it comes back. */
const WAYS_TO_BE_AWAY = {
  'refuses every connection': {
    leave: () => bench.wire.shut(),
    back: () => bench.wire.open(),
  },
  'answers 500 to everything': {
    leave: async () => bench.bot.slack.faults.set({ method: '*', kind: 'http_500', times: null }),
    back: async () => bench.bot.slack.faults.clear(),
  },
}

/** The form is open and filled before Slack goes; pressing [File] reaches the bot. */
async function fillForm(who: string): Promise<void> {
  await bench.story.command(who)
  await bench.story.fillFiling(who, { severity: 'sev1' })
}

const live = (pages: readonly StoredPage[]) => pages.filter((page) => page.endedAt === null)
const minutesIn = (text: string) => Number(/(?:⚠|Llega) (\d+) min/.exec(text)?.[1] ?? 0)

describe.each(Object.entries(WAYS_TO_BE_AWAY))('Slack %s for ten minutes', (_name, { leave, back }) => {
  test('then the newest card, each page that is still needed once, and one line that says from when to when', async () => {
    bench = await startPagingBench(3)
    const { bot, story } = bench
    await fillForm(PR)
    await fillForm(SUPPORT)
    story.news()
    bot.slack.clearCalls()
    await leave()
    expect(await story.submit(PR)).toBeNull()
    await bot.advance({ minutes: 4 })
    expect(await story.submit(SUPPORT)).toBeNull()
    await bot.advance({ minutes: 6 })
    expect(story.news()).toEqual({})
    // Replaced by newer ones while nobody had heard of any.
    const waited = await bench.pages()
    const needed = live(waited)
    expect(needed.length).toBeLessThan(waited.length)
    expect(bench.posted()).toEqual([])

    await back()
    await bot.advance({ minutes: 1 })
    expect(live(await bench.pages()).map((page) => page.id)).toEqual(needed.map((page) => page.id))
    const shown = bench.allPages()
    expect(bench.posted().toSorted()).toEqual(needed.map((page) => `page:${page.id}`).toSorted())
    expect(shown.map(keyOf).toSorted()).toEqual(needed.map((page) => `page:${page.id}`).toSorted())
    for (const message of shown) {
      const page = needed.find((one) => keyOf(message) === `page:${one.id}`)
      const waitedMs = bot.now().getTime() - (page?.askedAt.getTime() ?? 0)
      expect(actionsOn(message)).toContain(ACTION_IDS.claim)
      // To the minute: it left within the last one.
      expect(minutesIn(message.says)).toBeGreaterThanOrEqual(
        waitedMs < 3 * MINUTE ? 0 : Math.floor(waitedMs / MINUTE) - 1,
      )
    }
    expect(shown.some((message) => message.says.includes('min late (Slack didn’t answer)'))).toBe(true)

    const inIntake = story.as(LEAD).channel(INTAKE).everything()
    expect(inIntake.filter((one) => keyOf(one)?.startsWith('card:'))).toHaveLength(2)
    const lines = inIntake.filter((one) => keyOf(one)?.startsWith('outage:'))
    expect(lines.map((one) => one.says)).toEqual([
      expect.stringMatching(/^⚠ Slack could not be reached from .+ to .+\.$/),
    ])
    const heard = story.news()
    for (const who of [ANA, BEN]) {
      expect(heard[who]).toHaveLength(needed.filter((page) => page.userId === who).length)
    }
  })
})

describe('Slack refuses every connection', () => {
  const { leave, back } = WAYS_TO_BE_AWAY['refuses every connection']

  test('the other way goes after half a minute, and not after its own delay', async () => {
    bench = await startPagingBench(4)
    const { bot, story, twilio } = bench
    await fillForm(PR)
    await leave()
    expect(await story.submit(PR)).toBeNull()
    expect(twilio.texts).toEqual([])
    await bot.advance({ minutes: 1 })
    expect(twilio.texts.map((text) => text.to)).toEqual([bench.number])
    const [first] = await bench.attempts()
    const asked = (await bench.pages()).find((page) => page.id === first?.pageId)?.askedAt.getTime() ?? 0
    const afterMs = (first?.sentAt?.getTime() ?? 0) - asked
    expect(afterMs).toBeGreaterThanOrEqual(30_000)
    expect(afterMs).toBeLessThan(40_000)
    await back()
    await bot.advance({ minutes: 3 })
    // Not again after its own delay, nor because Slack is back.
    expect(twilio.texts).toHaveLength(1)
  })

  test('what was claimed meanwhile, on the card or by SMS, wakes nobody afterwards', async () => {
    bench = await startPagingBench(0)
    const { bot, story, twilio } = bench
    const onCard = await story.file(PR, { severity: 'sev1' })
    const bySms = await story.file(SUPPORT, { severity: 'sev1' })
    await bot.advance({ minutes: 1 })
    story.news()
    bot.slack.clearCalls()
    await leave()
    await bot.advance({ minutes: 5 })
    // The repeats wait, and whoever has a phone was told by it.
    expect(twilio.texts).toHaveLength(4)
    const pressed = await story.as(BEN).click(story.card(onCard), ACTION_IDS.claim)
    expect(pressed).toEqual({ ok: true })
    await twilio.receive(bench.number, `${bySms} 1`)
    await bot.settled()
    await bot.advance({ minutes: 4 })
    expect(live(await bench.pages())).toEqual([])

    await back()
    await bot.advance({ minutes: 1 })
    // Each requester reads who has theirs; nobody else hears anything.
    expect(Object.keys(story.news())).toEqual([PR, SUPPORT])
    expect(bench.posted()).toEqual([])
    expect(story.card(onCard).says).toContain('Specialist B')
    expect(story.card(bySms).says).toContain('Specialist A')
    for (const message of bench.allPages()) {
      expect(actionsOn(message)).not.toContain(ACTION_IDS.claim)
    }
  })
})

test('Slack asks for five minutes: the other way goes after half a minute, and the one after it by its own delay', async () => {
  bench = await startPagingBench(4, { callAfter: 3 })
  const { bot, story, twilio } = bench
  await fillForm(PR)
  bot.slack.faults.set({ method: 'chat.postMessage', kind: 'ratelimited', times: null, amount: 290 })
  expect(await story.submit(PR)).toBeNull()
  await bot.advanceTo(new Date(bot.now().getTime() + 40_000))
  expect(twilio.spoken).toHaveLength(1)
  await bot.advance({ minutes: 2 })
  expect(twilio.texts).toEqual([])
  await bot.advance({ minutes: 2 })
  expect(twilio.texts).toHaveLength(1)
  const [first] = await bench.pages()
  const afterMs = (await bench.attempts()).map((one) => (one.sentAt?.getTime() ?? 0) - (first?.askedAt.getTime() ?? 0))
  expect(afterMs[0]).toBeGreaterThanOrEqual(240_000)
  expect(afterMs[1]).toBeGreaterThanOrEqual(30_000)
  expect(afterMs[1]).toBeLessThan(31_000)
})

test('429 with Retry-After on every second call: every page that is needed arrives once', async () => {
  bench = await startPagingBench(3)
  const { bot, story } = bench
  const { deps } = bot.vigia
  // Whoever files has been seen before.
  await story.command(PR)
  await story.closeForms(PR)
  bot.slack.clearCalls()
  const busy = { kind: 'ratelimited', amount: 10, times: null, every: 2 } as const
  for (const method of ['*', 'chat.postMessage', 'conversations.open']) bot.slack.faults.set({ method, ...busy })
  for (let count = 0; count < 6; count += 1) got(await file(deps, requester, filing({ severity: 'sev3' })))
  const id = got(await file(deps, requester, filing({ severity: 'sev1' }))).escalationId
  await bot.advance({ minutes: 4 })
  const ofUrgent = (await bench.pages()).filter((page) => page.escalationId === id)
  expect(ofUrgent).toHaveLength(3)
  expect(ofUrgent.every((page) => page.sentAt !== null)).toBe(true)
  expect(bench.posted().toSorted()).toEqual(ofUrgent.map((page) => `page:${page.id}`).toSorted())
  await bot.advance({ minutes: 6 })
  const needed = live(await bench.pages()).filter((page) => page.escalationId === id)
  const posted = bench.posted()
  expect(new Set(posted).size).toBe(posted.length)
  expect(posted).toEqual(
    expect.arrayContaining(needed.filter((page) => page.sentAt !== null).map((page) => `page:${page.id}`)),
  )
  await bot.advance({ minutes: 3 })
  expect(needed.every((page) => bench.posted().includes(`page:${page.id}`))).toBe(true)
})

describe('a reset after the call took effect', () => {
  test('the page is found where it stands, and comes once', async () => {
    bench = await startPagingBench(3)
    const { bot, story } = bench
    await fillForm(PR)
    bot.slack.clearCalls()
    bot.slack.faults.set({ method: 'chat.postMessage', kind: 'reset_after', times: 8 })
    expect(await story.submit(PR)).toBeNull()
    await bot.advance({ minutes: 2 })
    expect(bot.callsOf('chat.postMessage').filter((call) => call.answered === 'reset').length).toBeGreaterThan(3)
    const pages = await bench.pages()
    expect(pages).toHaveLength(3)
    expect(bench.allPages().map(keyOf).toSorted()).toEqual(pages.map((page) => `page:${page.id}`).toSorted())
    expect(pages.every((page) => page.sentAt !== null)).toBe(true)
    const heard = story.news()
    for (const who of [ANA, BEN]) expect(heard[who]).toHaveLength(1)
  })
})
