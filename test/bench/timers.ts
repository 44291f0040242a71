import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { type Database, openDatabase } from '../../src/db/client.ts'
import { startEmbeddedPostgres } from '../../src/db/embedded/server.ts'
import { migrateDatabase } from '../../src/db/migrate.ts'
import { quietLog } from '../support/quiet-log.ts'
import { pgBoss } from './boss.ts'
import { type Contestant, type Deadline, HANDS } from './contestant.ts'
import { median, percentile, table } from './figures.ts'
import { graphileWorker } from './graphile.ts'
import { vigia } from './vigia.ts'

const FIRST = 1001
const ESCALATIONS = 10_000
const SETTLE_MS = 1_500

export interface Plan {
  readonly runs: number
  readonly spread: { readonly deadlines: number; readonly seconds: number }
  readonly atOnce: number
  readonly past: number
  readonly future: number
  readonly idleSeconds: number
}

interface Figures {
  readonly medianMs: number[]
  readonly p99Ms: number[]
  readonly perSecond: number[]
}

/** Everything side by side on one server of its own, whose disk is written to as in production. */
export async function benchTimers(plan: Plan, print: (line: string) => void): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'vigia-bench-'))
  const server = await startEmbeddedPostgres({ dataDir, log: quietLog })
  const open = (url: string) =>
    openDatabase({
      url,
      max: HANDS + 4,
      statementTimeoutMs: 300_000,
      transactionDeadlineMs: 300_000,
      applicationName: 'vigia bench',
      log: quietLog,
    })
  try {
    await migrateDatabase(server.url, { log: quietLog })
    const db = open(server.url)
    await fileEscalations(db)
    const contestants = await line(server.url, db)
    // Before the others have been started: what they leave running would be counted with it.
    const idle = await idleTransactions(db, contestants.spread[0], plan.idleSeconds)
    // Connections open, statements known, code compiled: a bot has been running when a deadline comes.
    for (const one of new Set([...contestants.spread, ...contestants.atOnce])) {
      await reset(db, one, 0, 0)
      await lateness(db, one, { deadlines: 200, seconds: 3 })
    }
    const fresh = await measure(db, contestants, plan, print)
    print(`Loading ${plan.past} rows of history and ${plan.future} future deadlines …`)
    await loadPast(db, plan.past)
    const old = await measure(db, contestants, plan, print, plan)
    print('')
    print(table(rowsOf(fresh, old)))
    print('')
    print(`An idle bot: ${idle.toFixed(2)} database transactions a second.`)
    for (const one of contestants.all) await one.end()
    await db.close()
  } finally {
    await server.stop()
    // Where root starts it, the data lies elsewhere.
    for (const folder of [server.dataDir, dataDir]) rmSync(folder, { recursive: true, force: true })
  }
}

interface Line {
  /** Of deadlines spread over time: until the message is handed to the sender. */
  readonly spread: readonly [Contestant, ...Contestant[]]
  /** Of deadlines due at once: until the work is committed, for everybody alike. */
  readonly atOnce: readonly Contestant[]
  readonly all: readonly Contestant[]
}

async function line(url: string, db: Database): Promise<Line> {
  const relayed = vigia(url, db, { is: 'bare', isRelayed: true })
  const whole = vigia(url, db, { is: 'whole', isRelayed: true })
  const bare = vigia(url, db, { is: 'bare', isRelayed: false })
  const wholeAtOnce = vigia(url, db, { is: 'whole', isRelayed: false })
  const others = [await graphileWorker(url, db), await pgBoss(url, db)]
  return {
    spread: [relayed, whole, ...others],
    atOnce: [bare, wholeAtOnce, ...others],
    all: [relayed, ...others],
  }
}

async function fileEscalations(db: Database): Promise<void> {
  await db.transact(async (tx) => {
    await tx.execute(sql`
      insert into escalations (submission_key, team_id, category, severity, status, requester_id, content_language,
        channel_language, is_restricted, is_hard, place, filed_at)
      select 'bench' || n, 'policy', 'hate', case n % 10 when 0 then 'sev1' when 1 then 'sev2' else 'sev3' end, 'unclaimed',
        'U0REQUESTER1', 'en', 'en', false, false, 'thread', now()
      from generate_series(1, ${ESCALATIONS}::int) n`)
    await tx.execute(sql`
      insert into clocks (escalation_id, round, kind, target_minutes, started_at, due_at, state)
      select id, 0, 'claim', 60, now(), now() + interval '1 day', 'running' from escalations`)
  })
}

/** What a year leaves in the tables that everybody writes to. */
async function loadPast(db: Database, count: number): Promise<void> {
  await db.transact((tx) =>
    tx.execute(sql`
      insert into timeline (escalation_id, event, actor_kind, actor_id, facts, audience, at)
      select ${FIRST} + n % ${ESCALATIONS}, 'clock_breached', 'job', 'bench', '{"clock":"claim"}', 'team', now() - n * interval '1 second'
      from generate_series(1, ${count}::int) n`),
  )
  await db.transact((tx) =>
    tx.execute(sql`
      insert into outbox (key, kind, lane, stream, escalation_id, intent, state, not_before, next_attempt_at, created_at, settled_at)
      select 'past:' || n, 'page', 'page', 'past:' || n, ${FIRST} + n % ${ESCALATIONS}, '{"kind":"page"}', 'sent', now(), now(), now(), now()
      from generate_series(1, ${count}::int) n`),
  )
}

async function measure(
  db: Database,
  line: Line,
  plan: Plan,
  print: (line: string) => void,
  load: { readonly past: number; readonly future: number } = { past: 0, future: 0 },
): Promise<ReadonlyMap<string, Figures>> {
  const found = new Map<string, Figures>()
  const of = (name: string) => {
    const figures = found.get(name) ?? { medianMs: [], p99Ms: [], perSecond: [] }
    found.set(name, figures)
    return figures
  }
  // What is done stays done: history is loaded once, before the first run.
  if (load.past > 0) for (const one of line.all) await one.load(load.past, 0)
  const mark = await highest(db)
  for (let run = 1; run <= plan.runs; run += 1) {
    for (const one of line.spread) {
      await reset(db, one, mark, load.future)
      const late = await lateness(db, one, plan.spread)
      of(one.name).medianMs.push(percentile(late, 50))
      of(one.name).p99Ms.push(percentile(late, 99))
      print(`run ${run}: ${one.name}: ${percentile(late, 50).toFixed(1)} ms, p99 ${percentile(late, 99).toFixed(1)} ms`)
    }
    for (const one of line.atOnce) {
      await reset(db, one, mark, load.future)
      const perSecond = await throughput(db, one, plan.atOnce)
      of(one.name).perSecond.push(perSecond)
      print(`run ${run}: ${one.name}: ${perSecond.toFixed(0)} a second`)
    }
  }
  for (const one of line.all) await one.clear()
  await db.transact((tx) => tx.execute(sql`delete from outbox where id > ${mark}`))
  return found
}

async function highest(db: Database): Promise<number> {
  const rows = await db.read((q) => q.execute(sql`select coalesce(max(id), 0) as id from outbox`))
  return Number(rows[0]?.id)
}

/** Each measure begins on the same ground: no deadline but the future ones, no message of an earlier run, no dead rows. */
async function reset(db: Database, next: Contestant, mark: number, future: number): Promise<void> {
  await next.clear()
  await db.transact(async (tx) => {
    await tx.execute(sql`delete from outbox where id > ${mark}`)
    await tx.execute(sql`update clocks set breached_at = null, due_at = now() + interval '1 day'`)
  })
  if (future > 0) await next.load(0, future)
  for (const name of ['outbox', 'clocks', 'timers', 'timeline', 'escalations']) {
    await db.read((q) => q.execute(sql.raw(`vacuum analyze ${name}`)))
  }
  await db.read((q) => q.execute(sql`checkpoint`))
}

async function due(db: Database, next: Contestant, deadlines: readonly Deadline[]): Promise<void> {
  await db.transact((tx) =>
    tx.execute(sql`
      update clocks set due_at = to_timestamp((one->>'dueAtMs')::float8 / 1000)
      from json_array_elements(${JSON.stringify(deadlines)}::json) one
      where escalation_id = (one->>'escalationId')::int`),
  )
  await next.set(deadlines)
}

/** Milliseconds from due to handed over, of each deadline. */
async function lateness(db: Database, one: Contestant, spread: Plan['spread']): Promise<readonly number[]> {
  const startsAt = Date.now() + 4_000
  const count = Math.ceil(spread.deadlines / one.oneIn)
  const deadlines = Array.from({ length: count }, (_, index) => ({
    escalationId: FIRST + index,
    dueAtMs: startsAt + Math.floor((index * spread.seconds * 1000) / count),
  }))
  await due(db, one, deadlines)
  const dueAt = new Map(deadlines.map(({ escalationId, dueAtMs }) => [escalationId, dueAtMs]))
  const late = new Map<number, number>()
  await untilAll(one, deadlines.length, (escalationId) => {
    const at = dueAt.get(escalationId)
    if (at !== undefined && !late.has(escalationId)) late.set(escalationId, exactNow() - at)
    return late.size
  })
  return [...late.values()]
}

async function throughput(db: Database, one: Contestant, count: number): Promise<number> {
  const dueAtMs = Date.now() - 1_000
  await due(
    db,
    one,
    Array.from({ length: count }, (_, index) => ({ escalationId: FIRST + index, dueAtMs })),
  )
  let began = 0
  let ended = 0
  let done = 0
  await untilAll(one, count, () => {
    done += 1
    if (done === 1) began = exactNow()
    ended = exactNow()
    return done
  })
  return ((count - 1) * 1000) / (ended - began)
}

async function untilAll(one: Contestant, count: number, handed: (escalationId: number) => number): Promise<void> {
  let finish = () => {}
  const finished = new Promise<void>((resolve) => {
    finish = resolve
  })
  const running = await one.start((escalationId) => {
    if (handed(escalationId) >= count) finish()
  })
  await finished
  await running.stop()
}

function exactNow(): number {
  return performance.timeOrigin + performance.now()
}

/** Committed and rolled back, a second, while the bot has nothing to do. */
async function idleTransactions(db: Database, one: Contestant, seconds: number): Promise<number> {
  const running = await one.start(() => {})
  await pause(SETTLE_MS)
  const before = await transactions(db)
  await pause(seconds * 1000)
  const after = await transactions(db)
  await running.stop()
  // The question itself is one.
  return (after - before - 1) / seconds
}

async function transactions(db: Database): Promise<number> {
  const rows = await db.read((q) =>
    q.execute(sql`
      select pg_stat_clear_snapshot(), xact_commit + xact_rollback as count from pg_stat_database where datname = current_database()`),
  )
  return Number(rows[0]?.count)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

function rowsOf(
  fresh: ReadonlyMap<string, Figures>,
  old: ReadonlyMap<string, Figures>,
): readonly (readonly string[])[] {
  const reference = (figures: ReadonlyMap<string, Figures>) =>
    median(figures.get('graphile-worker 0.16')?.perSecond ?? [])
  const head = ['', 'late: median', 'late: p99', 'at once, per second', '× graphile-worker']
  const rows = (title: string, figures: ReadonlyMap<string, Figures>) =>
    [...figures].map(([name, { medianMs, p99Ms, perSecond }]) => [
      `${name}${title}`,
      `${median(medianMs).toFixed(1)} ms`,
      `${median(p99Ms).toFixed(1)} ms`,
      median(perSecond).toFixed(0),
      (median(perSecond) / reference(figures)).toFixed(2),
    ])
  return [head, ...rows('', fresh), ...rows(', with history', old)]
}
