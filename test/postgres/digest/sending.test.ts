import { asc, like } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dutyTimers } from '../../../src/db/schema/oncall.ts'
import { outbox } from '../../../src/db/schema/outbox.ts'
import { dueDutyTimers } from '../../../src/db/stores/oncall/duty-timers.ts'
import { planDigests } from '../../../src/usecases/digest/send-digests.ts'
import { runDuty } from '../../../src/usecases/oncall/duty.ts'
import { digestDelivery } from '../../../src/usecases/views/digest.ts'
import { fileOne, lead, testWorld, type World } from '../../support/builders.ts'
import { runDueDuties } from '../../support/duty.ts'

/** It is Wednesday; the lead's clock is New York's: Monday's nine is 14:00Z in winter, 13:00Z from 14 March on. */
let world: World
beforeEach(async () => {
  world = await testWorld('2026-11-18T12:00:00Z')
  world.set({ ...world.deps.settings(), digests: ['weekly'] })
  await planDigests(world.deps)
})
afterEach(() => world.end())

async function at(instant: string): Promise<void> {
  world.clock.set(instant)
  await runDueDuties(world)
}

const rows = () =>
  world.deps.db.read((q) => q.select().from(outbox).where(like(outbox.key, 'digest:%')).orderBy(asc(outbox.id)))
const said = async () => (await rows()).map(({ key }) => key)
const timers = () =>
  world.deps.db.read((q) =>
    q.select().from(dutyTimers).where(like(dutyTimers.key, 'digest:%')).orderBy(asc(dutyTimers.id)),
  )

test('ONCALL 22: one message and its table, on Monday at nine of the reader, once; the next one is set', async () => {
  await planDigests(world.deps)
  await at('2026-11-23T13:59:59Z')
  expect(await said()).toEqual([])
  await at('2026-11-23T14:00:00Z')
  await planDigests(world.deps)
  await at('2026-11-24T14:00:00Z')
  expect(await said()).toEqual([`digest:${lead.id}:2026-11-23`, `digest:${lead.id}:2026-11-23:table`])
  expect((await timers()).map(({ dueAt }) => dueAt.toISOString())).toEqual([
    '2026-11-23T14:00:00.000Z',
    '2026-11-30T14:00:00.000Z',
  ])
})

test('two bots at once: one digest', async () => {
  world.clock.set('2026-11-23T14:00:00Z')
  const ids = await world.deps.db.read((q) => dueDutyTimers(q, world.clock.now(), 10))
  await Promise.all([...ids, ...ids, ...ids].map((timerId) => runDuty(world.deps, { timerId })))
  expect(await said()).toHaveLength(2)
})

test('three days of downtime over Monday: one late digest that says so', async () => {
  await fileOne(world)
  await at('2026-11-26T15:00:00Z')
  expect(await said()).toHaveLength(2)
  const delivery = await digestDelivery(world.deps, {
    userId: lead.id,
    on: '2026-11-23',
    dueAt: '2026-11-23T14:00:00.000Z',
  })
  expect(delivery).toMatchObject({ lateMinutes: 3 * 24 * 60 + 60, teams: [{ week: { period: { on: '2026-11-16' } } }] })
})

test('weeks of downtime: the last Monday’s week is told, none before it', async () => {
  await fileOne(world)
  await at('2026-12-09T15:00:00Z')
  const [message, table] = await rows()
  expect(message?.intent).toMatchObject({ on: '2026-11-23', monday: '2026-12-07', day: null })
  expect(table?.intent).toMatchObject({ monday: '2026-12-07' })
})

test('later than five days after its Monday it is skipped, visibly, and the next Monday has its own', async () => {
  await at('2026-12-12T15:00:00Z')
  expect(await said()).toEqual([])
  expect((await timers()).map(({ isSkipped, dueAt }) => [isSkipped, dueAt.toISOString()])).toEqual([
    [true, '2026-11-23T14:00:00.000Z'],
    [false, '2026-12-14T14:00:00.000Z'],
  ])
})

test('ONCALL 21: nine is nine on the Monday after the change of the clock', async () => {
  await at('2027-03-08T14:00:00Z')
  await at('2027-03-10T14:00:00Z')
  expect((await timers()).at(-1)?.dueAt.toISOString()).toBe('2027-03-15T13:00:00.000Z')
})

test('a week in which nothing happened is told to nobody; switched off, none is due', async () => {
  const intent = { userId: lead.id, on: '2026-11-23', dueAt: '2026-11-23T14:00:00.000Z' }
  expect(await digestDelivery(world.deps, intent)).toBeNull()
  world.set({ ...world.deps.settings(), digests: [] })
  await at('2026-11-23T14:00:00Z')
  expect(await said()).toEqual([])
  expect(await timers()).toHaveLength(1)
})
