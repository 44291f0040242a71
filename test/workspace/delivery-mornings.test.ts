import { afterEach, expect, test } from 'vitest'
import { createLeases } from '../../src/outbox/lease.ts'
import type { SeenMessage } from '../../src/playground/driver.ts'
import { claim } from '../../src/usecases/escalation/claim.ts'
import { writeUpdate } from '../../src/usecases/escalation/write-update.ts'
import { type DeliveryBench, startBench } from '../support/delivery-kit.ts'
import { keyOf } from '../support/story.ts'

/** The morning's one message, whatever happens while it leaves. */
let bench: DeliveryBench

afterEach(() => bench.stop())

const HOUR = 60 * 60_000
const PR = 'U0REQUESTER1'
const BEN = { kind: 'person', id: 'U0SPECIALISTB', standing: 'member', intakeOf: ['policy'] } as const

/** Three escalations, with an update each in the night of Madrid; it is just before nine there. */
async function aNight(count = 3): Promise<readonly number[]> {
  bench = await startBench()
  // 22:00 in Madrid.
  bench.deps.clock.advance(11 * HOUR)
  const ids: number[] = []
  for (let i = 0; i < count; i += 1) {
    const id = await bench.file({ severity: 'sev3' })
    await claim(bench.deps, BEN, { escalationId: id })
    await writeUpdate(bench.deps, BEN, { escalationId: id, text: `Seen ${i}`, audience: 'requester', nextBy: null })
    ids.push(id)
  }
  await bench.settleDown()
  bench.deps.clock.advance(11 * HOUR - (bench.deps.clock.now().getTime() % HOUR))
  bench.slack.clearCalls()
  return ids
}

/** Messages in the person's DM that say what waited. */
const mornings = (): readonly SeenMessage[] =>
  bench.slack
    .as(PR)
    .dms()
    .filter((dm) => keyOf(dm)?.startsWith('morning:') === true)

function expectOne(ids: readonly number[]): void {
  const [only, ...others] = mornings()
  expect(others).toEqual([])
  ids.forEach((id, i) => {
    expect(only?.says).toContain(`ESC-${id}`)
    expect(only?.says.split(`Seen ${i}`)).toHaveLength(2)
  })
  expect(bench.slack.as(PR).dms()).toHaveLength(ids.length + 1)
}

test('is one, with all that waited', async () => {
  const ids = await aNight()
  await bench.settleDown()
  expectOne(ids)
  expect(bench.callsOf('chat.postMessage')).toHaveLength(1)
})

test('is one, whichever of two bots sends it', async () => {
  const ids = await aNight(8)
  const other = bench.secondRelay({})
  await Promise.all([bench.relay.runUntilIdle(), other.runUntilIdle()])
  await bench.settleDown()
  expectOne(ids)
})

test('is one after a kill between the call and its record', async () => {
  const ids = await aNight()
  const killed = createLeases({ ...bench.deps, leaseMs: -1 })
  for (const row of await killed.take('work', 50)) await bench.deliver(row, async () => true)
  expect(mornings()).toHaveLength(1)
  await bench.settleDown()
  expectOne(ids)
})

test('is one after a kill between taking them together and the call', async () => {
  const ids = await aNight()
  bench.slack.faults.set({ method: 'chat.postMessage', kind: 'http_500', times: 1 })
  const killed = createLeases({ ...bench.deps, leaseMs: -1 })
  for (const row of await killed.take('work', 50)) await bench.deliver(row, async () => true)
  bench.slack.faults.clear()
  await bench.settleDown()
  expectOne(ids)
})

test('is one after an answer that was lost', async () => {
  const ids = await aNight()
  bench.slack.faults.set({ method: 'chat.postMessage', kind: 'reset_after', times: 1 })
  await bench.settleDown()
  expectOne(ids)
})

test('loses nothing where Slack refuses them together', async () => {
  const ids = await aNight()
  bench.slack.faults.set({ method: 'chat.postMessage', kind: 'error', error: 'msg_too_long', times: 1 })
  await bench.settleDown()
  const lines = bench.slack
    .as(PR)
    .dms()
    .filter((dm) => keyOf(dm)?.startsWith('dm:') === false)
  // The one that led leaves by itself, the others without it.
  expect(lines.map((dm) => keyOf(dm)?.split(':')[0]).toSorted()).toEqual(['line', 'morning'])
  const said = lines.map((dm) => dm.says).join('\n')
  ids.forEach((_, i) => {
    expect(said.split(`Seen ${i}`)).toHaveLength(2)
  })
})

test('twenty long ones are as many messages as Slack’s size asks for, and no more', async () => {
  bench = await startBench()
  bench.deps.clock.advance(11 * HOUR)
  for (let i = 0; i < 20; i += 1) {
    const id = await bench.file({ severity: 'sev3' })
    await claim(bench.deps, BEN, { escalationId: id })
    const text = `Seen ${i} ${'word '.repeat(200)}`
    await writeUpdate(bench.deps, BEN, { escalationId: id, text, audience: 'requester', nextBy: null })
  }
  await bench.settleDown()
  bench.deps.clock.advance(11 * HOUR)
  await bench.settleDown()
  const all = mornings()
  const said = all.map((dm) => dm.says).join('\n')
  for (let i = 0; i < 20; i += 1) expect(said.split(`Seen ${i} word`)).toHaveLength(2)
  expect(all.length).toBeLessThanOrEqual(4)
})
