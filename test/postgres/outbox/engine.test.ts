import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { lookAtDue } from '../../../src/db/stores/outbox.ts'
import { dueTimers, readOffset, setTimer } from '../../../src/db/stores/timers.ts'
import { createEngine, type Engine } from '../../../src/jobs/engine.ts'
import type { LeasedRow } from '../../../src/outbox/outcome.ts'
import type { Wake } from '../../../src/ports.ts'
import { movedClock } from '../../../src/system/clock.ts'
import { createWake } from '../../../src/system/wake.ts'
import { moveClock } from '../../../src/usecases/clock/move-clock.ts'
import type { Deps } from '../../../src/usecases/deps.ts'
import { type TestDatabase, testDatabase } from '../../support/database.ts'
import { quietLog } from '../../support/quiet-log.ts'
import {
  bareEscalation,
  card,
  gate,
  MONDAY_10,
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
const at = (hours: number) => new Date(MONDAY_10.getTime() + hours * HOUR)

function timerAt(deps: Deps, escalationId: number, key: string, dueAt: Date): Promise<void> {
  return deps.db.transact((tx) => setTimer(tx, { key, kind: 'redraw', escalationId, dueAt }))
}

interface Made {
  readonly engine: Engine
  readonly timers: string[]
  readonly sent: { readonly key: string; readonly at: Date }[]
}

function engineOver(
  deps: Deps,
  options: {
    readonly wake?: Wake
    readonly followOffset?: (ms: number) => void
    readonly runTimer?: (id: number) => Promise<void>
    readonly deliver?: (row: LeasedRow) => Promise<void>
    readonly onLook?: () => void
  } = {},
): Made {
  const timers: string[] = []
  const sent: { key: string; at: Date }[] = []
  const relay = relayOver(deps, async (row) => {
    await options.deliver?.(row)
    sent.push({ key: row.key, at: deps.clock.now() })
    return SENT
  })
  const engine = createEngine({
    clock: deps.clock,
    wake: options.wake ?? createWake(),
    log: quietLog,
    relay,
    look: (now) => {
      options.onLook?.()
      return deps.db.read((q) => lookAtDue(q, now))
    },
    dueTimers: async (now, limit) => (await deps.db.read((q) => dueTimers(q, now, limit))).map((timer) => timer.id),
    runTimer:
      options.runTimer ??
      (async (id) => {
        const rows = await deps.db.transact((tx) =>
          tx.execute(sql`update timers set done_at = due_at where id = ${id} returning key`),
        )
        timers.push(String(rows[0]?.key))
      }),
    ...(options.followOffset === undefined ? {} : { followOffset: options.followOffset }),
  })
  return { engine, timers, sent }
}

describe('one pass', () => {
  test('timers that are due are done, the earliest first; those ahead are left', async () => {
    const deps = relayDeps(database.db, new StillClock(at(5)))
    const id = await bareEscalation(deps)
    await timerAt(deps, id, 'second', at(2))
    await timerAt(deps, id, 'first', at(1))
    await timerAt(deps, id, 'ahead', at(6))
    const { engine, timers } = engineOver(deps)
    expect(await engine.runOnce()).toMatchObject({ timers: 2 })
    expect(timers).toEqual(['first', 'second'])
  })

  test('a timer that fails stops no other, and is tried again after a while', async () => {
    const deps = relayDeps(database.db)
    const id = await bareEscalation(deps)
    await timerAt(deps, id, 'bad', at(-2))
    await timerAt(deps, id, 'good', at(-1))
    const tried: number[] = []
    const { engine } = engineOver(deps, {
      runTimer: async (timerId) => {
        tried.push(timerId)
        if (timerId === tried[0]) throw new Error('a fault')
        await deps.db.transact((tx) => tx.execute(sql`update timers set done_at = due_at where id = ${timerId}`))
      },
    })
    await engine.runUntilIdle()
    expect(tried).toHaveLength(2)
    await engine.runUntilIdle()
    expect(tried).toHaveLength(2)
    deps.clock.advance(2_000)
    await engine.runUntilIdle()
    expect(tried).toHaveLength(3)
  })
})

describe('the loop', () => {
  /** A Wake that never ends a sleep by itself, and says how long each was to be. */
  function heldWake(): Wake & { readonly sleeps: number[]; readonly slept: (count: number) => Promise<void> } {
    const inner = createWake()
    const sleeps: number[] = []
    let waiting: { count: number; done: () => void }[] = []
    return {
      sleeps,
      wake: inner.wake,
      sleep: (ms) => {
        sleeps.push(ms)
        for (const one of waiting.filter(({ count }) => sleeps.length >= count)) one.done()
        waiting = waiting.filter(({ count }) => sleeps.length < count)
        return inner.sleep(2_000_000)
      },
      slept: (count) =>
        sleeps.length >= count
          ? Promise.resolve()
          : new Promise((done) => {
              waiting.push({ count, done })
            }),
    }
  }

  test('an idle engine asks one statement and sleeps a second', async () => {
    const deps = relayDeps(database.db)
    const wake = heldWake()
    let looks = 0
    const { engine } = engineOver(deps, {
      wake,
      onLook: () => {
        looks += 1
      },
    })
    engine.start()
    await wake.slept(1)
    expect(wake.sleeps).toEqual([1_000])
    expect(looks).toBe(1)
    await engine.stop()
  })

  test('it sleeps no longer than until the next row falls due', async () => {
    const deps = relayDeps(database.db)
    const id = await bareEscalation(deps)
    await timerAt(deps, id, 'soon', new Date(MONDAY_10.getTime() + 120))
    const wake = heldWake()
    const { engine } = engineOver(deps, { wake })
    engine.start()
    await wake.slept(1)
    expect(wake.sleeps).toEqual([120])
    await engine.stop()
  })

  test('woken by a commit, it sends at once', async () => {
    const deps = relayDeps(database.db)
    const wake = heldWake()
    const delivered = gate()
    const { engine } = engineOver(deps, { wake, deliver: async () => delivered.open() })
    engine.start()
    await wake.slept(1)
    await sayAll(deps, [card(1)])
    wake.wake()
    await delivered.opened
    await engine.stop()
  })
})

describe('the moved clock', () => {
  function movable() {
    const machine = new StillClock()
    const clock = movedClock(machine)
    const deps: Deps = { ...relayDeps(database.db), clock }
    return { deps, clock, made: engineOver(deps, { followOffset: clock.follow }) }
  }

  test('moving it does all that falls due on the way, each at its own instant', async () => {
    const { deps, clock, made } = movable()
    const id = await bareEscalation(deps)
    await timerAt(deps, id, 'in three hours', at(3))
    await sayAll(deps, [card(1)], at(1))
    await sayAll(deps, [card(2)], at(2))
    await sayAll(deps, [card(3)], at(5))
    const moved = await moveClock(deps, {
      to: at(4),
      untilIdle: made.engine.runUntilIdle,
      followOffset: clock.follow,
    })
    expect(moved).toEqual({ ok: true, at: at(4) })
    expect(made.sent).toEqual([
      { key: 'card:1', at: at(1) },
      { key: 'card:2', at: at(2) },
    ])
    expect(made.timers).toEqual(['in three hours'])
  })

  test('another bot of the same database follows', async () => {
    const { deps, clock, made } = movable()
    await moveClock(deps, { to: at(1), untilIdle: made.engine.runUntilIdle, followOffset: clock.follow })
    const other = movable()
    await other.made.engine.runOnce()
    expect(other.clock.now()).toEqual(at(1))
  })

  test('it never goes back', async () => {
    const { deps, clock, made } = movable()
    const move = { untilIdle: made.engine.runUntilIdle, followOffset: clock.follow }
    await moveClock(deps, { to: at(2), ...move })
    expect(await moveClock(deps, { to: at(1), ...move })).toEqual({ ok: false, code: 'nothing_ahead' })
    expect(clock.now()).toEqual(at(2))
    expect(await deps.db.read(readOffset)).toBe(2 * HOUR)
  })

  test('the next deadline is that of the earliest running clock', async () => {
    const { deps, clock, made } = movable()
    const id = await bareEscalation(deps)
    await deps.db.transact((tx) =>
      tx.execute(sql`
        insert into clocks (escalation_id, round, kind, target_minutes, started_at, due_at, state)
        values (${id}, 0, 'claim', 15, ${MONDAY_10.toISOString()}, ${at(0.25).toISOString()}, 'running'),
               (${id}, 0, 'resolve', 60, ${MONDAY_10.toISOString()}, ${at(1).toISOString()}, 'running')`),
    )
    const move = { to: 'next_deadline', untilIdle: made.engine.runUntilIdle, followOffset: clock.follow } as const
    expect(await moveClock(deps, move)).toEqual({ ok: true, at: at(0.25) })
    expect(await moveClock(deps, move)).toEqual({ ok: true, at: at(1) })
    expect(await moveClock(deps, move)).toEqual({ ok: false, code: 'nothing_ahead' })
  })
})

test('ONCALL 23: idle is only what the started loop has committed, too: a timer in its hands is waited for', async () => {
  const deps = relayDeps(database.db, new StillClock(at(5)))
  const id = await bareEscalation(deps)
  await timerAt(deps, id, 'in hand', at(0))
  const [begin, end, looked] = [gate(), gate(), gate()]
  let looks = 0
  const { engine } = engineOver(deps, {
    runTimer: async (timerId) => {
      begin.open()
      await end.opened
      await deps.db.transact((tx) => tx.execute(sql`update timers set done_at = due_at where id = ${timerId}`))
    },
    onLook: () => {
      looks += 1
      if (looks > 8) looked.open()
    },
  })
  engine.start()
  await begin.opened
  let isIdle = false
  const idle = engine.runUntilIdle().then(() => {
    isIdle = true
    // Who finds it idle too early looks no more.
    looked.open()
  })
  await looked.opened
  expect(isIdle).toBe(false)
  end.open()
  await idle
  await engine.stop()
})
