import { sql } from 'drizzle-orm'
import { playgroundSettings } from '../../src/settings/playground.ts'
import { ACTION_IDS } from '../../src/slack/blocks/ids.ts'
import { createVault } from '../../src/system/vault.ts'
import { file } from '../../src/usecases/escalation/file.ts'
import { filing, got, requester } from '../support/builders.ts'
import { type CrashBench, pictureOf, startCrashBench } from '../support/crash-bench.ts'
import type { SmsOrder } from '../support/crash-orders.ts'
import { type EmulatedTwilio, startTwilio } from '../support/emulated-twilio.ts'
import { giveNumber } from '../support/give-way.ts'
import { quietLog } from '../support/quiet-log.ts'
import { press } from './acts.ts'

export interface PagingResult {
  readonly wasKilled: boolean
  /** Boundaries that the first bot met. */
  readonly met: number
  readonly problems: readonly string[]
  readonly picture: Awaited<ReturnType<typeof pictureOf>>
  /** Runs, pages, attempts and timers, as they stand at the end. */
  readonly paging: unknown
  /** Every page message that was posted, in order, those that nobody recorded included. */
  readonly posted: readonly Posted[]
  /** The same of the texts that left. */
  readonly texts: readonly Posted[]
}

/** `key`: which page it is; the same key twice is the same page twice. */
export interface Posted {
  readonly key: string
  readonly isMarked: boolean
}

/** Has another way: an SMS at once. */
const BY_SMS = 'U0SPECIALISTA'
const ACKNOWLEDGES = 'U0SPECIALISTB'
const CLAIMS = 'U0SPECIALISTD'
const KEY = '07'.repeat(32)

let twilio: Promise<EmulatedTwilio> | undefined
let stories = 0

export async function endTwilio(): Promise<void> {
  await (await twilio)?.stop()
  twilio = undefined
}

/**
 * A sev1 that nobody takes: filed and paged, paged again with the leads, acknowledged by one, run out, claimed by another,
 * who is warned of a deadline and misses it. The bot dies at boundary `killAt` and is started again. `isBlind`: Slack
 * doesn't let it look whether a message stands there.
 */
export async function playPagingPath(killAt: number | null, isBlind = false): Promise<PagingResult> {
  twilio ??= startTwilio('http://127.0.0.1:9/none')
  const { url: apiUrl, accountSid, authToken, from, texts } = await twilio
  stories += 1
  // A number of its own: one Twilio serves all the stories.
  const number = `+52555${String(stories).padStart(7, '0')}`
  const way = { userId: BY_SMS, number, delayMinutes: 0 }
  const sms: SmsOrder = { apiUrl, accountSid, authToken, from, key: KEY }
  const bench = await startCrashBench(killAt, {
    sms,
    prepare: (database) => giveNumber(database, createVault(Buffer.from(KEY, 'hex')), way),
  })
  if (isBlind) {
    const refused = { kind: 'error', error: 'missing_scope', times: null } as const
    bench.slack.faults.set({ method: 'conversations.history', ...refused })
  }
  try {
    await play(bench)
    return {
      wasKilled: bench.wasKilled(),
      met: bench.met(),
      problems: bench.problems,
      picture: await pictureOf(bench),
      paging: await recordsOf(bench),
      posted: postedIn(bench),
      texts: texts.filter((text) => text.to === number).map(({ body }) => textOf(body)),
    }
  } finally {
    await bench.stop()
  }
}

async function play(bench: CrashBench): Promise<void> {
  const noted = (event: string) => bench.count(`select count(*) from timeline where event = '${event}'`)
  const { db } = bench.database
  const deps = { db, clock: { now: bench.now }, log: quietLog, settings: () => playgroundSettings }
  // How a filing survives a kill is the main path's; here it is what the pages follow from.
  got(await file(deps, requester, filing({ category: 'hate', severity: 'sev1' })))
  await bench.settle()
  await bench.pass({ minutes: 6 })
  await bench.settle()
  await bench.step(
    'acknowledging',
    async () => (await noted('page_seen')) > 0,
    () => press(bench.slack.as(ACKNOWLEDGES), ACTION_IDS.seen),
  )
  await bench.pass({ minutes: 11 })
  await bench.settle()
  await bench.step(
    'claiming',
    async () => (await noted('escalation_claimed')) > 0,
    () => press(bench.slack.as(CLAIMS), ACTION_IDS.claim),
  )
  // The warning of the first update, ten minutes ahead, and then its breach.
  await bench.pass({ minutes: 4 })
  await bench.settle()
  await bench.pass({ minutes: 11 })
  await bench.settle()
  const waiting = await bench.count("select count(*) from outbox where state = 'waiting'")
  if (waiting > 0) bench.problems.push(`${waiting} messages still wait`)
  const late = await bench.count(
    `select count(*) from timers where done_at is null and due_at <= '${bench.now().toISOString()}'`,
  )
  if (late > 0) bench.problems.push(`${late} timers are late`)
}

/** Without instants and ids: a restart moves a moment. */
async function recordsOf(bench: CrashBench): Promise<unknown> {
  const rows = await bench.database.db.read(async (q) => ({
    runs: await q.execute(sql`
      select run->'step' as step, run->'round' as round, run->'phase'->>'phase' as phase, run->'phase'->>'why' as why,
        run->'passed' as passed, run->'unreachable' as unreachable, ended_at is null as goes_on
      from paging_runs order by id`),
    pages: await q.execute(sql`
      select user_id, why, is_repeat, outcome, sent_at is not null as is_sent, seen_at is not null as is_seen,
        post_key is not null as has_post
      from pages order by asked_at, user_id`),
    attempts: await q.execute(sql`
      select a.kind, a.state, p.user_id from page_attempts a join pages p on p.id = a.page_id order by a.id`),
    timers: await q.execute(sql`
      select kind, done_at is not null as is_done, count(*)::int from timers group by 1, 2 order by 1, 2`),
    clocks: await q.execute(sql`
      select kind, state, warnings, warned_at is not null as is_warned, breach_told_at is not null as is_told
      from clocks order by id`),
  }))
  return JSON.parse(JSON.stringify(rows))
}

const MARK = /Once more|De nuevo/

function postedIn(bench: CrashBench): readonly Posted[] {
  return bench.slack
    .calls()
    .filter((call) => call.method === 'chat.postMessage' && call.answered !== 'reset' && call.answered.ok)
    .flatMap(({ args }) => {
      const key = /"key":"((?:page|bundle):\d+)"/.exec(asText(args.metadata))?.[1]
      return key === undefined ? [] : [{ key, isMarked: MARK.test(asText(args.blocks)) }]
    })
}

/** As it came over the wire: JSON in a field of a form. */
function asText(field: unknown): string {
  return typeof field === 'string' ? field : JSON.stringify(field ?? null)
}

/** The mark stands before the number: what is left is which page it is. */
function textOf(body: string): Posted {
  const plain = body.replace(/ \((?:again|de nuevo)\)/, '')
  return { key: plain, isMarked: plain !== body }
}
