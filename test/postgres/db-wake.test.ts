import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Listener, listen, notifyDue } from '../../src/db/wake.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { startTcpProxy, type TcpProxy, through } from '../support/tcp-proxy.ts'

let base: TestDatabase
let proxy: TcpProxy
let listener: Listener
let wakes = 0

beforeAll(async () => {
  base = await testDatabase()
  proxy = await startTcpProxy(Number(new URL(base.url).port || 5432))
  listener = await listen(through(proxy, base.url), () => {
    wakes += 1
  })
})

afterAll(async () => {
  await listener.stop()
  await proxy.close()
  await base.drop()
})

const wakesWithin = (ms: number, more: number, since: number) =>
  expect.poll(() => wakes, { interval: 5, timeout: ms }).toBeGreaterThanOrEqual(since + more)

describe('the wake-up call', () => {
  test('comes when a transaction that made something due commits', async () => {
    const before = wakes
    await base.db.transact(notifyDue)
    await wakesWithin(500, 1, before)
  })

  test('does not come when it is rolled back', async () => {
    const before = wakes
    await base.db
      .transact(async (tx) => {
        await notifyDue(tx)
        throw new Error('changed its mind')
      })
      .catch(() => undefined)
    // A later call overtakes nothing: once it is here, an earlier one would have been.
    await base.db.transact(notifyDue)
    await wakesWithin(500, 1, before)
    expect(wakes).toBe(before + 1)
  })

  test('survives a cut: it wakes once for what was missed, and hears the next call', async () => {
    const before = wakes
    proxy.cut()
    await wakesWithin(2_000, 1, before)
    await base.db.transact(notifyDue)
    await wakesWithin(500, 2, before)
  })

  test('survives a server that is not there for a while', async () => {
    const before = wakes
    await proxy.refuse()
    await base.db.transact(notifyDue)
    expect(wakes).toBe(before)
    await proxy.accept()
    await wakesWithin(2_000, 1, before)
    await base.db.transact(notifyDue)
    await wakesWithin(500, 2, before)
  })
})
