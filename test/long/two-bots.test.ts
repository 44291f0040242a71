import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addPage } from '../../src/db/stores/pages.ts'
import { compose, type Vigia } from '../../src/deps.ts'
import type { Intent } from '../../src/outbox/intents.ts'
import { say } from '../../src/outbox/say.ts'
import { playgroundSettings } from '../../src/settings/playground.ts'
import { deadline } from '../../src/system/deadline.ts'
import { createWake } from '../../src/system/wake.ts'
import { file } from '../../src/usecases/escalation/file.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { filing, got, requester } from '../support/builders.ts'
import { quietLog } from '../support/quiet-log.ts'
import { SPECIALISTS } from '../support/story.ts'

/** ONCALL 21 and 24: any number of bots share the work. */
let bot: RunningBot
let other: Vigia

beforeEach(async () => {
  bot = await startBot()
  const { slack, database } = bot
  other = compose({
    databaseUrl: database.url,
    settings: () => playgroundSettings,
    clock: { now: bot.now },
    wake: createWake(),
    deadline,
    log: quietLog,
    slack: {
      botToken: slack.botToken,
      apiUrl: slack.apiUrl,
      inbound: (routes) => ({
        ...{ kind: 'http', signingSecret: slack.signingSecret, host: '127.0.0.1', port: 0, routes },
      }),
    },
    overrides: { isEngineStarted: false },
  })
  await other.start()
})
afterEach(async () => {
  bot.expectSound()
  await other.stop()
  await bot.stop()
})

const ESCALATIONS = 10
const PAGES_EACH = 50

const pagesPosted = () =>
  bot.callsOf('chat.postMessage').flatMap(({ args }) => /"key":"(page:\d+)"/.exec(String(args.metadata))?.[1] ?? [])

/** So many escalations with so many pages each that are due now, asked for by hand. */
async function fiveHundredDue(): Promise<void> {
  const { deps } = bot.vigia
  const now = bot.now()
  const filed: number[] = []
  while (filed.length < ESCALATIONS) {
    filed.push(got(await file(deps, requester, filing({ severity: 'sev1' }))).escalationId)
  }
  await bot.settled()
  bot.slack.clearCalls()
  for (const escalationId of filed) {
    await deps.db.transact(async (tx) => {
      const intents: { intent: Intent }[] = []
      for (let asked = 0; asked < PAGES_EACH; asked += 1) {
        const userId = SPECIALISTS[asked % SPECIALISTS.length] ?? ''
        const page = await addPage(tx, { escalationId, userId, why: 'asked', notBefore: now, askedAt: now })
        intents.push({ intent: { kind: 'page', escalationId, pageId: page.id, userId } })
      }
      await say(tx, now, intents)
    })
  }
}

test('of 500 pages that are due two bots send each once, and both have sent some', async () => {
  await fiveHundredDue()
  const [mine, theirs] = await Promise.all([bot.vigia.engine.runUntilIdle(), other.engine.runUntilIdle()])
  const posted = pagesPosted()
  expect(posted).toHaveLength(ESCALATIONS * PAGES_EACH)
  expect(new Set(posted).size).toBe(posted.length)
  expect(Math.min(mine.messages.sent, theirs.messages.sent)).toBeGreaterThan(100)
  const waiting = sql`select count(*)::int as count from outbox where state = 'waiting'`
  const rows = await bot.database.db.read((q) => q.execute(waiting))
  expect(rows[0]?.count).toBe(0)
})
