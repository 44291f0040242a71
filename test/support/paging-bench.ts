import { asc } from 'drizzle-orm'
import { pageAttempts, pages } from '../../src/db/schema/paging.ts'
import type { SeenMessage } from '../../src/playground/driver.ts'
import { createVault } from '../../src/system/vault.ts'
import { type RunningBot, startBot } from './bot.ts'
import { type EmulatedTwilio, startTwilio } from './emulated-twilio.ts'
import { type FrontDoor, startFrontDoor } from './front-door.ts'
import { giveNumber } from './give-way.ts'
import { ANA, SPECIALISTS, type Story, storyOf } from './story.ts'

export type StoredPage = typeof pages.$inferSelect
export type StoredAttempt = typeof pageAttempts.$inferSelect

/** The bot in a workspace behind a wire of its own, with Ana reached by SMS as well, and answering by it. */
export interface PagingBench {
  readonly bot: RunningBot
  readonly story: Story
  readonly twilio: EmulatedTwilio
  /** Between the bot and Slack; what people press still gets through. */
  readonly wire: FrontDoor
  readonly number: string
  pages(): Promise<readonly StoredPage[]>
  attempts(): Promise<readonly StoredAttempt[]>
  /** Page messages in this person's DM, oldest first. */
  pagesOf(who: string): readonly SeenMessage[]
  /** Keys of the page messages that Slack took, and said so, since its calls were forgotten last. */
  posted(): readonly string[]
  /** Page messages of all whom the team may page. */
  allPages(): readonly SeenMessage[]
  stop(): Promise<void>
}

/** As it came over the wire: JSON in a field of a form. */
const asText = (field: unknown) => (typeof field === 'string' ? field : JSON.stringify(field ?? null))

const NUMBER = '+525550100042'

/** `delayMinutes`: of Ana's SMS, after the page; `callAfter`: of the call, where she has that as well. */
export async function startPagingBench(
  delayMinutes: number,
  options: { readonly callAfter?: number } & NonNullable<Parameters<typeof startBot>[0]> = {},
): Promise<PagingBench> {
  const door = await startFrontDoor()
  const twilio = await startTwilio(`${door.url}/twilio/sms`)
  const { accountSid, authToken, from, url: apiUrl } = twilio
  const vault = createVault(new Uint8Array(32).fill(5))
  const wire = await startFrontDoor()
  const bot = await startBot({
    ...options,
    slackUrl: (url) => {
      const { host, port } = new URL(url)
      wire.leadTo(Number(port))
      return url.replace(host, `127.0.0.1:${wire.port}`)
    },
    pagers: {
      ...{ vault, publicUrl: door.url, mail: null, pagerDuty: null, webhookHosts: [] },
      twilio: { accountSid, authToken, from, apiUrl },
    },
  })
  door.leadTo(Number(new URL(bot.eventsUrl).port))
  const theirs = { userId: ANA, number: NUMBER }
  await giveNumber(bot.database, vault, { ...theirs, delayMinutes })
  const { callAfter } = options
  if (callAfter !== undefined) {
    await giveNumber(bot.database, vault, { ...theirs, delayMinutes: callAfter, kind: 'voice' })
  }
  const story = storyOf(bot)
  const { db } = bot.database
  const pagesOf = (who: string) => story.messages(who, 'page:')
  return {
    ...{ bot, story, twilio, number: NUMBER, wire, pagesOf },
    pages: () => db.read((q) => q.select().from(pages).orderBy(asc(pages.id))),
    attempts: () => db.read((q) => q.select().from(pageAttempts).orderBy(asc(pageAttempts.id))),
    posted: () =>
      bot
        .callsOf('chat.postMessage')
        .filter(({ answered }) => answered !== 'reset' && answered.ok)
        .flatMap(({ args }) => /"key":"(page:\d+)"/.exec(asText(args.metadata))?.[1] ?? []),
    allPages: () => [...SPECIALISTS, 'U0LEAD1'].flatMap(pagesOf),
    async stop() {
      await bot.stop()
      await Promise.all([wire.stop(), door.stop(), twilio.stop()])
    },
  }
}
