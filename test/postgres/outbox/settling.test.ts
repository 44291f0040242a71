import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lockEscalation } from '../../../src/db/stores/escalations.ts'
import { addPage } from '../../../src/db/stores/pages.ts'
import { latestOf } from '../../../src/db/stores/timeline.ts'
import { createLeases } from '../../../src/outbox/lease.ts'
import { say } from '../../../src/outbox/say.ts'
import { settle } from '../../../src/usecases/delivery/settle.ts'
import { type TestDatabase, testDatabase } from '../../support/database.ts'
import { bareEscalation, card, gate, page, relayDeps, rowOf, sayAll } from '../../support/relay-kit.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

async function somebodyWaits(): Promise<void> {
  for (;;) {
    const rows = await database.db.read((q) => q.execute(sql`select 1 from pg_locks where not granted limit 1`))
    if (rows.length > 0) return
  }
}

test('a page that is settled and a press on its escalation never wait for each other in a circle', async () => {
  const deps = relayDeps(database.db)
  const id = await bareEscalation(deps)
  const asked = { escalationId: id, userId: 'U0SPECIALISTA', why: 'on_call' }
  const now = deps.clock.now()
  const { id: pageId } = await deps.db.transact((tx) => addPage(tx, { ...asked, notBefore: now, askedAt: now }))
  await sayAll(deps, [card(id), page(id, pageId)])
  const [leased] = await createLeases(deps).take('page', 1)
  if (leased === undefined) throw new Error('the page is due')

  let tries = 0
  const counted: typeof deps = {
    ...deps,
    db: {
      ...deps.db,
      transact: (work) =>
        deps.db.transact((tx) => {
          tries += 1
          return work(tx)
        }),
    },
  }
  const isHeld = gate()
  const mayGoOn = gate()
  const change = counted.db.transact(async (tx) => {
    await lockEscalation(tx, id)
    await say(tx, now, [{ intent: card(id) }])
    isHeld.open()
    await mayGoOn.opened
    await say(tx, now, [{ intent: page(id, pageId) }])
  })
  await isHeld.opened
  const settled = settle(counted, {
    row: leased,
    outcome: { kind: 'sent', facts: { step: 'pages_sent', pageIds: [pageId], postKey: `page:${pageId}` } },
  })
  await somebodyWaits()
  mayGoOn.open()
  expect(await Promise.all([change, settled])).toEqual([undefined, true])
  // Else Postgres ends one of the two after a second, to be done again.
  expect(tries).toBe(2)
  expect(await rowOf(deps, `page:${pageId}`)).toMatchObject({ state: 'waiting', version: 2, leasedBy: null })
})

test('what was said again while its older state was refused is delivered again, and nobody is told of the older one', async () => {
  const deps = relayDeps(database.db)
  const id = await bareEscalation(deps)
  await sayAll(deps, [card(id)])
  const leased = async () => (await createLeases(deps).take('work', 10)).find((row) => row.escalationId === id)
  const refused = { kind: 'unroutable', error: 'channel_not_found' } as const
  const failures = () => deps.db.read((q) => latestOf(q, id, ['delivery_failed'], 5))
  const older = await leased()
  if (older === undefined) throw new Error('the card is due')
  await sayAll(deps, [card(id)])
  expect(await settle(deps, { row: older, outcome: refused })).toBe(true)
  expect(await rowOf(deps, older.key)).toMatchObject({ state: 'waiting', version: 2, leasedBy: null })
  expect(await failures()).toEqual([])

  const newer = await leased()
  if (newer === undefined) throw new Error('the card is due again')
  expect(await settle(deps, { row: newer, outcome: refused })).toBe(true)
  expect(await rowOf(deps, older.key)).toMatchObject({ state: 'unroutable' })
  expect(await failures()).toHaveLength(1)
})
