import { sql } from 'drizzle-orm'
import { readOffset } from '../../src/db/stores/timers.ts'
import type { Message } from '../../src/playground/model.ts'
import type { Playground } from '../../src/playground/start.ts'
import type { SmsOrder, ToChild } from './crash-orders.ts'
import { type BotProcess, forkBot, Killed } from './crash-process.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { startWorkspace } from './workspace.ts'

/** A Tuesday afternoon in Madrid, a working day everywhere. */
const TUESDAY = new Date('2026-11-24T15:00:00Z').getTime()
const TRIES = 8

/** Bots whose code is loaded, waiting to be started: what lived to the end of one story can live another. */
const ready: Promise<BotProcess>[] = []

function nextBot(): Promise<BotProcess> {
  return ready.shift() ?? forkBot()
}

export async function endSpareBots(): Promise<void> {
  for (const one of ready.splice(0)) (await one).end()
}

/** One story, in a workspace and a database that outlive the bot. */
export interface CrashBench {
  readonly slack: Playground
  readonly database: TestDatabase
  /** What went wrong beside the end picture: promises broken on the way, errors that the bot logged. */
  readonly problems: string[]
  /** A person tries until it is done, as people do: a press that came to nothing is pressed again. */
  step(name: string, isDone: () => Promise<boolean> | boolean, act: () => Promise<unknown>): Promise<void>
  /** As if so much time had passed: what falls due in it happens in order, whoever dies meanwhile. */
  pass(by: { readonly days?: number; readonly minutes?: number }): Promise<void>
  /** Sends what waits, and nothing that waits for a deadline. */
  settle(): Promise<void>
  now(): Date
  count(query: string): Promise<number>
  /** Boundaries met by the first bot, and whether it died at its own. */
  readonly met: () => number
  readonly wasKilled: () => boolean
  stop(): Promise<void>
}

export async function startCrashBench(
  killAt: number | null,
  options: { readonly sms?: SmsOrder; readonly prepare?: (database: TestDatabase) => Promise<void> } = {},
): Promise<CrashBench> {
  const database = await testDatabase()
  await options.prepare?.(database)
  let offset = 0
  const slack = await startWorkspace({ hasRateLimits: false, controls: { now: () => TUESDAY + offset } })
  const problems: string[] = []
  let bot = await nextBot()
  // Loads while the first one lives: a story kills once.
  const successor = nextBot()
  let lastMet = 0
  let isKilled = false

  async function startBot(at: number | null): Promise<void> {
    const { apiUrl, botToken, signingSecret } = slack
    const databaseUrl = database.url
    const sms = options.sms ?? null
    const order: ToChild = { do: 'start', databaseUrl, apiUrl, botToken, signingSecret, at: TUESDAY, killAt: at, sms }
    const started = await bot.ask(order)
    if (started.say !== 'started') throw new Error(`the bot said ${started.say}`)
    slack.connect(`http://127.0.0.1:${started.port}/slack/events`)
  }

  async function followClock(): Promise<void> {
    offset = Math.max(offset, await database.db.read(readOffset))
  }

  async function restart(): Promise<void> {
    await bot.dead
    isKilled = true
    // Leases are machine time: they run out, instead of being waited for.
    await database.db.transact((tx) =>
      tx.execute(
        sql`update outbox set leased_until = clock_timestamp() - interval '1 second' where leased_by is not null`,
      ),
    )
    bot = await successor
    await startBot(null)
  }

  /** Orders the bot; one that dies is replaced, and its successor ordered the same. */
  async function order(what: ToChild): Promise<void> {
    for (;;) {
      try {
        const said = await bot.ask(what)
        if (said.say === 'done') {
          if (!isKilled) lastMet = said.met
          problems.push(...said.errors)
        }
        return await followClock()
      } catch (error) {
        if (!(error instanceof Killed)) throw error
        await followClock()
        await restart()
      }
    }
  }

  await startBot(killAt)
  return {
    slack,
    database,
    problems,
    met: () => lastMet,
    wasKilled: () => isKilled,
    step: async (name, isDone, act) => {
      let last: unknown
      for (let attempt = 0; attempt < TRIES; attempt += 1) {
        if (await isDone()) return
        try {
          await act()
        } catch (error) {
          last = error
        }
        await slack.idle()
        await order({ do: 'settle' })
      }
      if (await isDone()) return
      const why = last instanceof Error ? last.message : 'every try seemed to work'
      throw new Error(`${name} was never done: ${why}; problems: ${problems.join('; ')}`)
    },
    pass: async ({ days = 0, minutes = 0 }) => {
      const to = TUESDAY + offset + (days * 1440 + minutes) * 60_000
      offset = to - TUESDAY
      await order({ do: 'move', to })
      await order({ do: 'settle' })
    },
    settle: () => order({ do: 'settle' }),
    now: () => new Date(TUESDAY + offset),
    count: async (query) => {
      const rows = await database.db.read((q) => q.execute(sql.raw(query)))
      return Number(rows[0]?.count)
    },
    stop: async () => {
      if (bot.isDead()) await restart()
      await bot.ask({ do: 'stop' })
      ready.push(Promise.resolve(bot))
      if (!isKilled) ready.push(successor)
      await slack.stop()
      await database.drop()
    },
  }
}

/** What people see at the end, and what is on record; figures left out, since a retry moves a minute. */
export async function pictureOf(bench: CrashBench) {
  const { slack, database } = bench
  const ours = Object.entries(slack.state().messages).flatMap(([channel, messages]) =>
    messages.filter((message) => keyOf(message) !== null).map((message) => ({ channel, message })),
  )
  const counts = new Map<string, number>()
  const twice: string[] = []
  const seen = new Set<string>()
  for (const { channel, message } of ours) {
    const key = keyOf(message) ?? ''
    const kind = `${key.split(':')[0]} in ${channel.startsWith('D') ? 'a DM' : 'a channel'}`
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
    if (seen.has(key)) twice.push(key)
    seen.add(key)
  }
  const rows = await database.db.read(async (q) => ({
    escalations: await q.execute(sql`select status, severity, round from escalations order by id`),
    timeline: await q.execute(sql`select event, count(*)::int from timeline group by event order by event`),
    // `moot` and `sent` are both ends; which of them may hang on what another lane did first.
    outbox: await q.execute(sql`
      select kind, case when state in ('sent', 'moot') then 'settled' else state end as ended, count(*)::int
      from outbox group by 1, 2 order by 1, 2`),
    clocks: await q.execute(
      sql`select kind, state, count(*)::int from clocks group by kind, state order by kind, state`,
    ),
  }))
  const surfaces = ours
    .filter(({ message }) => /^(card|dm|workcard|decision|page):/.test(keyOf(message) ?? ''))
    .map(({ message }) => `${keyOf(message)?.split(':')[0]} ${plain(message)}`)
  return {
    twice,
    messages: Object.fromEntries([...counts].sort()),
    surfaces: surfaces.sort(),
    channels: slack
      .channels()
      .filter((channel) => channel.name.startsWith('esc-'))
      .map((channel) => ({
        // A number that died with its transaction isn't given again.
        name: numberless(channel.name),
        isArchived: channel.isArchived,
        topic: numberless(channel.topic.value),
        members: [...channel.members].sort(),
        pins: channel.pins.length,
      })),
    notified: Object.fromEntries(slack.people().map(({ id }) => [id, slack.notifications(id).length])),
    records: JSON.parse(JSON.stringify(rows)) as unknown,
  }
}

function keyOf(message: Message): string | null {
  const payload = message.metadata?.event_payload
  if (typeof payload !== 'object' || payload === null || !('key' in payload)) return null
  return typeof payload.key === 'string' ? payload.key : null
}

function numberless(text: string): string {
  return text.replaceAll(/\besc-\d+/gi, 'esc-#')
}

function plain(message: Message): string {
  // Slack names blocks that have no name at random.
  const named = (key: string, value: unknown) => (key === 'block_id' ? undefined : value)
  return JSON.stringify(message.blocks, named).replaceAll(/\d+/g, '#')
}
