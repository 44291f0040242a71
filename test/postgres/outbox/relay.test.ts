import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { outbox } from '../../../src/db/schema/outbox.ts'
import { createLeases } from '../../../src/outbox/lease.ts'
import { CONCURRENCY, createRelay, handled } from '../../../src/outbox/relay.ts'
import { settle } from '../../../src/usecases/delivery/settle.ts'
import { type TestDatabase, testDatabase } from '../../support/database.ts'
import {
  bareEscalation,
  card,
  channel,
  gate,
  line,
  obligationOf,
  page,
  recorder,
  relayDeps,
  relayOver,
  rowOf,
  SENT,
  sayAll,
} from '../../support/relay-kit.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.db.transact((tx) => tx.execute(sql`truncate outbox, posts, clock_offset`))
})

describe('the order of a stream', () => {
  test('lines of one thread leave in the order in which they were said', async () => {
    const deps = relayDeps(database.db)
    await sayAll(deps, [line(1, 3), line(1, 1), line(1, 2)])
    const { deliver, keys } = recorder()
    await relayOver(deps, deliver).runUntilIdle()
    expect(keys).toEqual([3, 1, 2].map((id) => `line:${id}:U0REQUESTER1`))
  })

  test('a line that has to be tried again keeps the later ones behind it, and nobody else', async () => {
    const deps = relayDeps(database.db)
    await sayAll(deps, [line(1, 1), line(1, 2), line(2, 9)])
    const later = new Date(deps.clock.now().getTime() + 60_000)
    let isRefusing = true
    const { deliver, keys } = recorder((row) =>
      isRefusing && row.key.startsWith('line:1:') ? { kind: 'retry', at: later, error: 'ratelimited' } : SENT,
    )
    const relay = relayOver(deps, deliver)
    await relay.runUntilIdle()
    expect(keys.toSorted()).toEqual(['line:1:U0REQUESTER1', 'line:9:U0REQUESTER1'])

    isRefusing = false
    keys.length = 0
    deps.clock.advance(60_000)
    await relay.runUntilIdle()
    expect(keys).toEqual(['line:1:U0REQUESTER1', 'line:2:U0REQUESTER1'])
  })

  test('what is held for the morning holds nothing else up', async () => {
    const deps = relayDeps(database.db)
    const morning = new Date(deps.clock.now().getTime() + 9 * 3_600_000)
    await sayAll(deps, [line(1, 1)], morning)
    await sayAll(deps, [line(1, 2)])
    const { deliver, keys } = recorder()
    const relay = relayOver(deps, deliver)
    await relay.runUntilIdle()
    expect(keys).toEqual(['line:2:U0REQUESTER1'])
    deps.clock.advance(9 * 3_600_000)
    await relay.runUntilIdle()
    expect(keys).toEqual(['line:2:U0REQUESTER1', 'line:1:U0REQUESTER1'])
  })

  test('what cannot be routed lets the next one pass, and says why', async () => {
    const deps = relayDeps(database.db)
    await sayAll(deps, [line(1, 1), line(1, 2)])
    const { deliver } = recorder((row) =>
      row.key.startsWith('line:1:') ? { kind: 'unroutable', error: 'channel_not_found' } : SENT,
    )
    const report = await relayOver(deps, deliver).runUntilIdle()
    expect(report).toMatchObject({ unroutable: 1, sent: 1 })
    expect(await rowOf(deps, 'line:1:U0REQUESTER1')).toMatchObject({
      state: 'unroutable',
      lastError: 'channel_not_found',
    })
  })
})

describe('the lanes', () => {
  test('a lane that is stuck delays no page', async () => {
    const deps = relayDeps(database.db)
    await sayAll(deps, [...[1, 2, 3, 4, 5].map(channel), ...[1, 2, 3, 4, 5, 6].map(card)])
    const stuck = gate()
    const paged = gate()
    const relay = relayOver(deps, async (row) => {
      if (row.lane === 'page') paged.open()
      else await stuck.opened
      return SENT
    })
    const run = relay.runUntilIdle()
    await sayAll(deps, [page(1)])
    await relay.drain('page')
    await paged.opened
    expect(await rowOf(deps, 'page:1')).toMatchObject({ state: 'sent' })
    stuck.open()
    expect(await run).toMatchObject({ sent: expect.any(Number) })
  })

  test('what a delivery leaves behind while the lane is looking is sent in the same run', async () => {
    const deps = relayDeps(database.db)
    await sayAll(deps, [card(1), card(2)])
    const leases = createLeases(deps)
    const hasLooked = gate()
    const isSettled = gate()
    let looks = 0
    const { deliver, keys } = recorder()
    const relay = createRelay({
      leases: {
        ...leases,
        take: async (lane, limit, urgency) => {
          const rows = await leases.take(lane, limit, urgency)
          if (lane !== 'work') return rows
          looks += 1
          // The second look finds nothing; before it says so, the second card ends and says a third.
          if (looks === 2) {
            hasLooked.open()
            await isSettled.opened
          }
          return rows
        },
      },
      deliver: async (row, keepLease) => {
        if (row.key === 'card:2') await hasLooked.opened
        return deliver(row, keepLease)
      },
      settle: async (row, outcome) => {
        if (row.key === 'card:2') await sayAll(deps, [card(3)])
        const isMine = await settle(deps, { row, outcome })
        if (row.key === 'card:2') setImmediate(isSettled.open)
        return isMine
      },
      clock: deps.clock,
      log: deps.log,
      backOffMs: () => 1_000,
    })
    await relay.runUntilIdle()
    expect(keys).toEqual(['card:1', 'card:2', 'card:3'])
  })

  test('one delivery that hangs delays no other of its lane', async () => {
    const deps = relayDeps(database.db)
    await sayAll(deps, [page(1)])
    const stuck = gate()
    const isHanging = gate()
    const second = gate()
    const relay = relayOver(deps, async (row) => {
      if (row.key === 'page:1') {
        isHanging.open()
        await stuck.opened
      } else {
        second.open()
      }
      return SENT
    })
    const run = relay.drain('page')
    await isHanging.opened
    await sayAll(deps, [page(2)])
    void relay.drain('page')
    await second.opened
    stuck.open()
    expect(handled(await run)).toBe(2)
  })
})

describe('the lane of pages', () => {
  test('a page of a sev1 is the next call, though 200 sev3 pages were due before it and Slack answers none', async () => {
    const deps = relayDeps(database.db)
    const calm = await bareEscalation(deps)
    const urgent = await bareEscalation(deps, 'sev1')
    await sayAll(
      deps,
      Array.from({ length: 200 }, (_, i) => page(calm, i + 1)),
    )
    const keys: string[] = []
    const answers = gate()
    const isFull = gate()
    const isPaged = gate()
    const relay = relayOver(deps, async (row) => {
      keys.push(row.key)
      if (keys.length === CONCURRENCY.page - 1) isFull.open()
      if (row.key === 'page:900') isPaged.open()
      await answers.opened
      return SENT
    })
    const run = relay.drain('page')
    await isFull.opened
    await sayAll(deps, [page(urgent, 900)])
    void relay.drain('page')
    await isPaged.opened
    expect(keys.indexOf('page:900')).toBe(CONCURRENCY.page - 1)
    answers.open()
    expect(handled(await run)).toBe(201)
  })

  test('what is overdue leaves in the order of its urgency, then of its age', async () => {
    const deps = relayDeps(database.db)
    const ids = { sev3: await bareEscalation(deps), sev2: await bareEscalation(deps, 'sev2') }
    const lawful = await bareEscalation(deps)
    await obligationOf(deps, lawful)
    const sev1 = await bareEscalation(deps, 'sev1')
    for (const [pageId, id] of [ids.sev3, lawful, ids.sev2, sev1].entries()) {
      await sayAll(deps, [page(id, pageId + 1)])
      deps.clock.advance(60_000)
    }
    const leased = await createLeases(deps).take('page', 10)
    expect(leased.map((row) => row.escalationId)).toEqual([sev1, lawful, ids.sev2, ids.sev3])
  })
})

describe('leases', () => {
  test('two relays send each of 300 messages once', async () => {
    const deps = relayDeps(database.db)
    await sayAll(
      deps,
      Array.from({ length: 300 }, (_, i) => card(i + 1)),
    )
    const { deliver, keys } = recorder()
    const relays = [relayOver(deps, deliver), relayOver(deps, deliver)]
    const reports = await Promise.all(relays.map((relay) => relay.runUntilIdle()))
    expect(keys).toHaveLength(300)
    expect(new Set(keys).size).toBe(300)
    expect(reports.reduce((sum, report) => sum + report.sent, 0)).toBe(300)
  })

  test('a message whose lease ran out is taken over as uncertain; a living lease is left alone', async () => {
    const deps = relayDeps(database.db)
    await sayAll(deps, [card(1), card(2)])
    const dead = createLeases({ ...deps, leaseMs: -1 })
    const living = createLeases({ ...deps, leaseMs: 60_000 })
    expect(await dead.take('work', 1)).toMatchObject([{ key: 'card:1', isUncertain: false }])
    expect(await living.take('work', 9)).toMatchObject([
      { key: 'card:1', isUncertain: true, attempts: 2 },
      { key: 'card:2', isUncertain: false },
    ])
    expect(await createLeases(deps).take('work', 9)).toEqual([])
  })

  test('whoever lost the lease sends nothing more and settles nothing', async () => {
    const deps = relayDeps(database.db)
    await sayAll(deps, [card(1)])
    const dead = createLeases({ ...deps, leaseMs: -1 })
    const [first] = await dead.take('work', 1)
    const [second] = await createLeases(deps).take('work', 1)
    if (first === undefined || second === undefined) throw new Error('leased twice')
    expect(await dead.keep(first)).toBe(false)
    expect(await createLeases(deps).keep(second)).toBe(true)
    expect(await settle(deps, { row: first, outcome: { kind: 'moot' } })).toBe(false)
    expect(await rowOf(deps, 'card:1')).toMatchObject({ state: 'waiting' })
    expect(await settle(deps, { row: second, outcome: SENT })).toBe(true)
    expect(await rowOf(deps, 'card:1')).toMatchObject({ state: 'sent', leasedBy: null, isUncertain: false })
  })

  test('after an answer that was lost the next attempt knows to look first', async () => {
    const deps = relayDeps(database.db)
    await sayAll(deps, [card(1)])
    const { deliver, rows } = recorder((row) =>
      row.attempts === 1 ? { kind: 'unknown', error: 'connection_lost' } : SENT,
    )
    const relay = relayOver(deps, deliver)
    expect(await relay.runUntilIdle()).toMatchObject({ unknown: 1, sent: 0 })
    deps.clock.advance(30_000)
    expect(await relay.runUntilIdle()).toMatchObject({ sent: 1 })
    expect(rows.map((row) => row.isUncertain)).toEqual([false, true])
  })
})

describe('what is said again', () => {
  test('a card that changed while it was being sent is drawn again', async () => {
    const deps = relayDeps(database.db)
    await sayAll(deps, [card(1)])
    const versions: number[] = []
    const relay = relayOver(deps, async (row) => {
      versions.push(row.version)
      if (versions.length === 1) await sayAll(deps, [card(1)])
      return SENT
    })
    await relay.runUntilIdle()
    expect(versions).toEqual([1, 2])
    expect(await rowOf(deps, 'card:1')).toMatchObject({ state: 'sent', version: 2 })
  })

  test('a notice is said once, however often it is asked for', async () => {
    const deps = relayDeps(database.db)
    const { deliver, keys } = recorder()
    const relay = relayOver(deps, deliver)
    await sayAll(deps, [line(1, 1)])
    await relay.runUntilIdle()
    await sayAll(deps, [line(1, 1)])
    await relay.runUntilIdle()
    expect(keys).toEqual(['line:1:U0REQUESTER1'])
  })

  test('of several steps one is done at a time until all are', async () => {
    const deps = relayDeps(database.db)
    await sayAll(deps, [channel(1)])
    let steps = 0
    const { deliver } = recorder(() => {
      steps += 1
      return steps < 4 ? { kind: 'sent', again: true } : { kind: 'unchanged' }
    })
    expect(await relayOver(deps, deliver).runUntilIdle()).toMatchObject({ sent: 3, unchanged: 1 })
  })
})

describe('faults of our own', () => {
  test('an error in one message is tried again, then somebody is told; the others are sent', async () => {
    const deps = relayDeps(database.db)
    await sayAll(deps, [card(1), card(2)])
    const relay = relayOver(deps, async (row) => {
      if (row.key === 'card:1') throw new Error('a fault')
      return SENT
    })
    expect(await relay.runUntilIdle()).toMatchObject({ retry: 1, sent: 1 })
    for (let i = 0; i < 11; i += 1) {
      deps.clock.advance(30_000)
      await relay.runUntilIdle()
    }
    expect(await rowOf(deps, 'card:1')).toMatchObject({ state: 'unroutable', lastError: 'internal_error' })
  })

  test('a message that this release cannot read is set aside and holds nobody up', async () => {
    const deps = relayDeps(database.db)
    await sayAll(deps, [card(1), card(2)])
    await deps.db.transact((tx) =>
      tx
        .update(outbox)
        .set({ intent: { kind: 'hologram' } })
        .where(sql`key = 'card:1'`),
    )
    const { deliver, keys } = recorder()
    await relayOver(deps, deliver).runUntilIdle()
    expect(keys).toEqual(['card:2'])
    expect(await rowOf(deps, 'card:1')).toMatchObject({ state: 'unroutable', lastError: 'unreadable_intent' })
  })

  test('stopping waits for what is in flight and takes nothing more', async () => {
    const deps = relayDeps(database.db)
    await sayAll(deps, [card(1)])
    const isSending = gate()
    const stuck = gate()
    const relay = relayOver(deps, async () => {
      isSending.open()
      await stuck.opened
      return SENT
    })
    const run = relay.runUntilIdle()
    await isSending.opened
    await sayAll(deps, [card(2)])
    const stopped = relay.stop()
    stuck.open()
    await Promise.all([run, stopped])
    expect(await rowOf(deps, 'card:1')).toMatchObject({ state: 'sent' })
    expect(await rowOf(deps, 'card:2')).toMatchObject({ state: 'waiting', leasedBy: null })
  })
})
