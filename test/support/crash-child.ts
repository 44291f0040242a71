/**
 * The bot in a process of its own that kills itself (SIGKILL) at its nth boundary: before and after each commit of something
 * written, before and after each call to Slack or Twilio. The boundaries are met, not listed; `src` knows nothing of it. Forked by `crash-bench.ts`.
 */
import { subscribe } from 'node:diagnostics_channel'
import { sql } from 'drizzle-orm'
import type { Database } from '../../src/db/client.ts'
import { lookAtDue } from '../../src/db/stores/outbox.ts'
import { compose, type PagersConfig, type Vigia } from '../../src/deps.ts'
import { playgroundSettings } from '../../src/settings/playground.ts'
import { deadline } from '../../src/system/deadline.ts'
import { createLog } from '../../src/system/log.ts'
import { createVault } from '../../src/system/vault.ts'
import { createWake } from '../../src/system/wake.ts'
import type { FromChild, SmsOrder, StartOrder, ToChild } from './crash-orders.ts'

/** The longest back-off, and a little. */
const PATIENCE_MS = 31_000

let killAt: number | null = null
let met = 0

/** One boundary. Slack and the database have whatever came before it, and nothing of what comes after. */
function boundary(): void {
  met += 1
  if (met !== killAt) return
  process.kill(process.pid, 'SIGKILL')
  // Until the kernel has done it, not one instruction more.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

const realFetch = globalThis.fetch
globalThis.fetch = async (...args: Parameters<typeof fetch>) => {
  boundary()
  const response = await realFetch(...args)
  boundary()
  return response
}

/** Where Twilio is; its calls don't go by `fetch`. */
let twilioUrl: string | null = null

/** Before the first byte leaves, and once the whole answer is there: the HTTP client says so while it does it. */
function boundaryOfTwilio(message: unknown): void {
  if (typeof message !== 'object' || message === null || !('request' in message)) return
  const { request } = message
  if (typeof request !== 'object' || request === null || !('origin' in request)) return
  if (twilioUrl !== null && request.origin === twilioUrl) boundary()
}
subscribe('undici:request:create', boundaryOfTwilio)
subscribe('undici:request:trailers', boundaryOfTwilio)

function counted(database: Database): Database {
  return {
    ...database,
    transact: async (work) => {
      let hasWritten = false
      const result = await database.transact(async (tx) => {
        const value = await work(tx)
        const rows = await tx.execute(sql`select pg_current_xact_id_if_assigned() is not null as has_written`)
        hasWritten = rows[0]?.has_written === true
        if (hasWritten) boundary()
        return value
      })
      // A transaction that wrote nothing changes nothing by ending: dying beside it is dying at the boundary before.
      if (hasWritten) boundary()
      return result
    },
  }
}

const errors: string[] = []
const log = createLog({
  level: 'error',
  destination: { write: (line) => errors.push(line) },
})

/** Stands still unless it is moved, forward only. */
function standingClock(start: number) {
  let offset = 0
  return {
    now: () => new Date(start + offset),
    follow: (shared: number) => {
      offset = Math.max(offset, shared)
    },
  }
}

let vigia: Vigia | null = null

function running(): Vigia {
  if (vigia === null) throw new Error('not started')
  return vigia
}

async function start(order: StartOrder): Promise<FromChild> {
  killAt = null
  twilioUrl = order.sms?.apiUrl ?? null
  const made = compose({
    databaseUrl: order.databaseUrl,
    settings: () => playgroundSettings,
    clock: standingClock(order.at),
    wake: createWake(),
    deadline,
    log,
    ...(order.sms === null ? {} : { pagers: bySms(order.sms) }),
    slack: {
      botToken: order.botToken,
      apiUrl: order.apiUrl,
      inbound: (routes) => ({
        kind: 'http',
        signingSecret: order.signingSecret,
        host: '127.0.0.1',
        port: 0,
        routes,
      }),
    },
    overrides: { database: counted, isEngineStarted: false },
  })
  const { port } = await made.start()
  vigia = made
  met = 0
  killAt = order.killAt
  return { say: 'started', port: port ?? 0 }
}

function bySms({ key, ...twilio }: SmsOrder): PagersConfig {
  const others = { publicUrl: null, mail: null, pagerDuty: null, webhookHosts: [] }
  return { vault: createVault(Buffer.from(key, 'hex')), twilio, ...others }
}

/** Sends what is due, and what is to be tried again, moving the clock to each; never as far as a deadline. */
async function settle(): Promise<FromChild> {
  const { engine, deps, move, idle } = running()
  // What was pressed is being done while Slack has its answer already.
  await idle()
  for (;;) {
    await engine.runUntilIdle()
    const now = deps.clock.now()
    const { nextAt } = await deps.db.read((q) => lookAtDue(q, now))
    if (nextAt === null || nextAt.getTime() > now.getTime() + PATIENCE_MS) {
      return { say: 'done', met, errors: errors.splice(0) }
    }
    await move(nextAt)
  }
}

async function obey(order: ToChild): Promise<FromChild> {
  switch (order.do) {
    case 'start':
      return start(order)
    case 'settle':
      return settle()
    case 'move':
      if (order.to > running().deps.clock.now().getTime()) await running().move(new Date(order.to))
      return { say: 'done', met, errors: errors.splice(0) }
    case 'stop':
      killAt = null
      await vigia?.stop()
      vigia = null
      return { say: 'done', met, errors: errors.splice(0) }
  }
}

process.on('message', (order: ToChild) => {
  obey(order).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      const text = error instanceof Error ? `${error.name}: ${error.message}\n${error.stack}` : String(error)
      process.send?.({ say: 'failed', error: text } satisfies FromChild)
    },
  )
})
process.on('disconnect', () => process.exit(0))
process.send?.({ say: 'loaded' } satisfies FromChild)
