import { sql } from 'drizzle-orm'
import { afterEach, expect, test } from 'vitest'
import { manifestScopes } from '../../src/playground/manifest.ts'
import { type DeliveryBench, startBench } from '../support/delivery-kit.ts'
import { sayAll } from '../support/relay-kit.ts'
import { projectManifest } from '../support/workspace.ts'

/** ONCALL 25 and 26: what is urgent goes first wherever Slack leaves room for one, and a page that comes again says so. */
let bench: DeliveryBench

afterEach(() => bench.stop())

const PAGED = ['U0SPECIALISTA', 'U0SPECIALISTB', 'U0SPECIALISTC']
const REPEATED = /Once more: nobody has claimed it yet|De nuevo: aún no lo tomó nadie/

const dmsOf = (person: string) => bench.slack.as(person).dms()
const pagesOf = async (id: number) =>
  (await bench.deps.db.read((q) => q.execute(sql`select id, user_id from pages where escalation_id = ${id}`))).map(
    (row) => ({ pageId: Number(row.id), userId: String(row.user_id) }),
  )

test('a card that is refused for half a minute keeps no page waiting', async () => {
  bench = await startBench()
  bench.slack.faults.set({ method: 'chat.postMessage', kind: 'ratelimited', times: null, amount: 30 })
  const id = await bench.file({ severity: 'sev1' })
  await bench.relay.drain('work')
  expect(bench.messagesWith(`card:${id}`)).toEqual([])
  bench.slack.faults.clear()
  await bench.relay.drain('page')
  for (const person of PAGED) expect(dmsOf(person)).toHaveLength(1)
})

test('once Slack lets us call again pages of a sev1 go first, and all else a moment later', async () => {
  bench = await startBench()
  bench.slack.faults.set({ method: 'conversations.open', kind: 'ratelimited', times: 1, amount: 30 })
  for (let count = 0; count < 4; count += 1) await bench.file({ severity: 'sev3' })
  const id = await bench.file({ severity: 'sev1' })
  // The requester's DM meets it, and every DM that isn't open yet waits.
  await bench.relay.drain('work')
  await bench.relay.runUntilIdle()
  bench.slack.clearCalls()
  bench.deps.clock.advance(30_000)
  await bench.relay.drain('work')
  expect(bench.callsOf('conversations.open')).toEqual([])
  await bench.relay.drain('page')
  for (const person of PAGED) expect(dmsOf(person)).toHaveLength(1)
  bench.deps.clock.advance(1_000)
  await bench.relay.runUntilIdle()
  expect(bench.messagesWith(`dm:${id}:U0REQUESTER1`)).toHaveLength(1)
})

test('where we may not look, a page comes again once, and says so for as long as it waits', async () => {
  const scopes = manifestScopes(await projectManifest()).filter((scope) => scope !== 'im:history')
  bench = await startBench({ grantedScopes: scopes })
  const id = await bench.file({ severity: 'sev1' })
  bench.slack.faults.set({ method: 'chat.postMessage', kind: 'reset_after', times: PAGED.length })
  await bench.relay.drain('page')
  await bench.settleDown()
  const paged = await pagesOf(id)
  expect(paged.map((page) => page.userId).toSorted()).toEqual(PAGED)
  // Drawn again, as each change of the escalation does.
  await sayAll(
    bench.deps,
    paged.map((page) => ({ kind: 'page', escalationId: id, ...page })),
  )
  await bench.settleDown()
  for (const person of PAGED) {
    expect(dmsOf(person).map((message) => REPEATED.test(message.says))).toEqual([false, true])
  }
})
