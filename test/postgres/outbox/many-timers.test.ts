import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { lookAtDue } from '../../../src/db/stores/outbox.ts'
import { dueTimers, setTimer } from '../../../src/db/stores/timers.ts'
import { listen, notifyDue } from '../../../src/db/wake.ts'
import { runJobsOf } from '../../../src/jobs/cron.ts'
import { createEngine, type Engine } from '../../../src/jobs/engine.ts'
import { createWake } from '../../../src/system/wake.ts'
import { inTimer } from '../../../src/usecases/timers/in-timer.ts'
import { type TestDatabase, testDatabase } from '../../support/database.ts'
import { quietLog } from '../../support/quiet-log.ts'
import {
  bareEscalation,
  gate,
  MONDAY_10,
  page,
  relayDeps,
  relayOver,
  SENT,
  StillClock,
  sayAll,
} from '../../support/relay-kit.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.db.transact((tx) => tx.execute(sql`truncate outbox, posts, clock_offset, timers, clocks`))
})

const HOUR = 3_600_000
const deps = () => relayDeps(database.db, new StillClock(new Date(MONDAY_10.getTime() + HOUR)))
type Kit = ReturnType<typeof deps>

const minutesLate = (minutes: number) => new Date(MONDAY_10.getTime() + HOUR - minutes * 60_000)
const timerAt = (kit: Kit, escalationId: number, key: string, dueAt: Date) =>
  kit.db.transact((tx) => setTimer(tx, { key, kind: 'redraw', escalationId, dueAt }))

/** A bot: its own engine and relay over the shared database. `done`: what it did, in order. */
interface BotOptions {
  readonly fails?: (key: string) => boolean
  readonly sent?: string[]
  /** Awaited with a timer chosen and not yet locked, or a message leased: another bot may go on. */
  readonly holds?: () => Promise<void>
  /** Called when a timer was done. */
  readonly tells?: () => void
}

function bot(kit: Kit, options: BotOptions = {}) {
  const done: string[] = []
  const wake = createWake()
  const relay = relayOver(kit, async (row) => {
    options.sent?.push(row.key)
    await options.holds?.()
    return SENT
  })
  const engine: Engine = createEngine({
    clock: kit.clock,
    wake,
    log: quietLog,
    relay,
    look: (now) => kit.db.read((q) => lookAtDue(q, now)),
    dueTimers: async (now, limit) => (await kit.db.read((q) => dueTimers(q, now, limit))).map((timer) => timer.id),
    tellOthers: () => kit.db.read(notifyDue),
    runTimer: async (id) => {
      await options.holds?.()
      await inTimer(kit, id, async ({ timer }) => {
        if (options.fails?.(timer.key) === true) throw new Error('a fault')
        done.push(timer.key)
        options.tells?.()
      })
    },
  })
  return { engine, done, wake }
}

/** Neither of two goes on before the other has work in hand too: chance doesn't decide whether both work. */
function meeting(): readonly [() => Promise<void>, () => Promise<void>] {
  const [first, second] = [gate(), gate()]
  const arrive = (mine: ReturnType<typeof gate>, theirs: ReturnType<typeof gate>) => () => {
    mine.open()
    return theirs.opened
  }
  return [arrive(first, second), arrive(second, first)]
}

const waiting = async (kit: Kit) =>
  Number((await kit.db.read((q) => q.execute(sql`select count(*) from timers where done_at is null`)))[0]?.count)

/** Started engines work by themselves: the database says when they are through. */
async function untilDone(kit: Kit, left: number, wake: { sleep(ms: number): Promise<void> }): Promise<void> {
  while ((await waiting(kit)) > left) await wake.sleep(10)
}

describe('ONCALL 21: down for an hour means late, never lost', () => {
  test('an hour of downtime is made up for in order of urgency, and of the same urgency the earliest first', async () => {
    const kit = deps()
    const [sev3, sev1, sev2] = [await bareEscalation(kit), await bareEscalation(kit), await bareEscalation(kit)]
    await database.db.transact((tx) => tx.execute(sql`update escalations set severity = 'sev1' where id = ${sev1}`))
    await database.db.transact((tx) => tx.execute(sql`update escalations set severity = 'sev2' where id = ${sev2}`))
    await timerAt(kit, sev3, 'sev3 an hour late', minutesLate(60))
    await timerAt(kit, sev2, 'sev2 late', minutesLate(50))
    await timerAt(kit, sev1, 'sev1 just due', minutesLate(0))
    await timerAt(kit, sev1, 'sev1 late', minutesLate(40))
    const { engine, done } = bot(kit)
    await engine.runUntilIdle()
    expect(done).toEqual(['sev1 late', 'sev1 just due', 'sev2 late', 'sev3 an hour late'])
  })

  test('what fell due while nobody ran is done by whoever starts, all of it, each once', async () => {
    const kit = deps()
    const ids = await Promise.all(Array.from({ length: 20 }, () => bareEscalation(kit)))
    for (let index = 0; index < 200; index += 1) {
      await timerAt(kit, ids[index % ids.length] ?? 0, `timer ${index}`, minutesLate(index % 60))
    }
    const { engine, done } = bot(kit)
    engine.start()
    await untilDone(kit, 0, createWake())
    await engine.stop()
    expect(done).toHaveLength(200)
    expect(new Set(done).size).toBe(200)
  })
})

describe('two bots at once', () => {
  test('over 500 due timers: each is done once, and both work', async () => {
    const kit = deps()
    const ids = await Promise.all(Array.from({ length: 50 }, () => bareEscalation(kit)))
    await kit.db.transact((tx) =>
      tx.execute(sql`
        insert into timers (key, kind, escalation_id, due_at)
        select 'timer ' || n, 'redraw', (${JSON.stringify(ids)}::json ->> (n % 50))::int, ${minutesLate(1).toISOString()}::timestamptz
        from generate_series(1, 500) n`),
    )
    // Each goes on once the other has done one, held where nothing is locked: chance doesn't decide whether both work.
    const [oneDid, otherDid] = [gate(), gate()]
    let hasOtherBegun = false
    const one = bot(kit, { holds: () => otherDid.opened, tells: oneDid.open })
    const other = bot(kit, {
      holds: async () => {
        if (hasOtherBegun) await oneDid.opened
        hasOtherBegun = true
      },
      tells: otherDid.open,
    })
    one.engine.start()
    other.engine.start()
    await untilDone(kit, 0, createWake())
    await Promise.all([one.engine.stop(), other.engine.stop()])
    expect([...one.done, ...other.done].sort()).toEqual(Array.from({ length: 500 }, (_, n) => `timer ${n + 1}`).sort())
    expect(one.done.length).toBeGreaterThan(0)
    expect(other.done.length).toBeGreaterThan(0)
  })

  test('over 500 due pages: each is sent once, and both work', async () => {
    const kit = deps()
    const ids = await Promise.all(Array.from({ length: 500 }, () => bareEscalation(kit)))
    await sayAll(
      kit,
      ids.map((id) => page(id)),
    )
    const [byOne, byOther]: [string[], string[]] = [[], []]
    const [holdsOne, holdsOther] = meeting()
    const one = bot(kit, { sent: byOne, holds: holdsOne })
    const other = bot(kit, { sent: byOther, holds: holdsOther })
    one.engine.start()
    other.engine.start()
    const wake = createWake()
    while ((await kit.db.read((q) => lookAtDue(q, kit.clock.now()))).lanes.length > 0) await wake.sleep(10)
    await Promise.all([one.engine.stop(), other.engine.stop()])
    expect([...byOne, ...byOther].sort()).toEqual(ids.map((id) => `page:${id}`).sort())
    expect(byOne.length).toBeGreaterThan(0)
    expect(byOther.length).toBeGreaterThan(0)
  })
})

describe('many timers at a time', () => {
  test('as many as fail stop none behind them', async () => {
    const kit = deps()
    const id = await bareEscalation(kit)
    // More than a batch: they stand in front of everything else, and stay due.
    for (let index = 0; index < 40; index += 1) await timerAt(kit, id, `bad ${index}`, minutesLate(30))
    await timerAt(kit, id, 'good', minutesLate(1))
    const { engine, done } = bot(kit, { fails: (key) => key.startsWith('bad') })
    engine.start()
    await untilDone(kit, 40, createWake())
    await engine.stop()
    expect(done).toEqual(['good'])
  })

  test('what one bot’s timers leave to be said wakes the others, once for all of them', async () => {
    const kit = deps()
    const id = await bareEscalation(kit)
    for (let index = 0; index < 10; index += 1) await timerAt(kit, id, `timer ${index}`, minutesLate(1))
    let heard = 0
    const woken = gate()
    const listener = await listen(database.url, () => {
      heard += 1
      // The first is of the listening itself.
      if (heard === 2) woken.open()
    })
    const { engine } = bot(kit)
    engine.start()
    await woken.opened
    await untilDone(kit, 0, createWake())
    await engine.stop()
    await listener.stop()
    expect(heard).toBeLessThan(10)
  })
})

describe('the health of the engine', () => {
  test('answers once a pass that began after the question has ended', async () => {
    const kit = deps()
    const { engine } = bot(kit)
    let isAnswered = false
    const answered = engine.nextPass().then(() => {
      isAnswered = true
    })
    // Nobody runs it yet: whoever asks waits.
    await kit.db.read((q) => q.execute(sql`select 1`))
    expect(isAnswered).toBe(false)
    engine.start()
    await answered
    await engine.nextPass()
    await engine.stop()
  })

  test('a pass that fails is no answer; the next one that ends well is', async () => {
    const kit = deps()
    let looks = 0
    const wake = createWake()
    const engine = createEngine({
      clock: kit.clock,
      wake,
      log: quietLog,
      relay: relayOver(kit, async () => SENT),
      look: async (now) => {
        looks += 1
        if (looks === 1) {
          wake.wake()
          throw new Error('the database is away')
        }
        return kit.db.read((q) => lookAtDue(q, now))
      },
      dueTimers: async () => [],
      runTimer: async () => {},
    })
    const answered = engine.nextPass()
    engine.start()
    await answered
    expect(looks).toBe(2)
    await engine.stop()
  })
})

describe('ONCALL 23: node-cron isn’t moved', () => {
  test('whoever moves the clock calls what it would have woken meanwhile, once each', async () => {
    const called: string[] = []
    const job = (name: string, everyMs: number) => ({
      name,
      pattern: '* * * * *',
      everyMs,
      run: async () => {
        called.push(name)
        if (name === 'audit') throw new Error('a fault')
      },
    })
    const jobs = [job('audit', 60_000), job('groups', HOUR)]
    await runJobsOf(30_000, jobs, quietLog)
    expect(called).toEqual([])
    await runJobsOf(5 * 60_000, jobs, quietLog)
    expect(called).toEqual(['audit'])
    await runJobsOf(3 * HOUR, jobs, quietLog)
    expect(called).toEqual(['audit', 'audit', 'groups'])
  })
})
