import { asc, like } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { confirmations, dutyPosts, dutyTimers } from '../../../src/db/schema/oncall.ts'
import { outbox } from '../../../src/db/schema/outbox.ts'
import { dueDutyTimers } from '../../../src/db/stores/oncall/duty-timers.ts'
import { editSchedule } from '../../../src/usecases/oncall/apply-settings.ts'
import { runDuty } from '../../../src/usecases/oncall/duty.ts'
import { confirmPost } from '../../../src/usecases/oncall/posts/confirm-post.ts'
import { dutyPostDelivery } from '../../../src/usecases/views/duty-post.ts'
import { A, C, D, guest, lead, testWorld, type World } from '../../support/builders.ts'
import { idOf, runDueDuties, takeUp } from '../../support/duty.ts'
import { gotDuty, loaded, refusedDuty } from '../../support/exchange.ts'

/** It is Monday. Posted on Thursday at 15:00Z; the weekend begins on Friday at 17:00Z. */
const CORE = {
  name: 'core',
  team: 'policy',
  zone: 'Europe/Madrid',
  layers: {
    weekend: { from: 'friday 18:00', to: 'monday 09:00', anchor: '2026-11-16', rotations: { primary: [C.id, D.id] } },
  },
}
const THURSDAY = '2026-11-19T15:00:00Z'
const FRIDAY_NOON = '2026-11-20T11:00:00Z'
const BEGINS = '2026-11-20T17:00:00Z'

let world: World
beforeEach(async () => {
  world = await testWorld('2026-11-16T10:00:00Z')
  await takeUp(world, CORE)
})
afterEach(() => world.end())

const posts = () => world.deps.db.read((q) => q.select().from(dutyPosts).orderBy(asc(dutyPosts.id)))
const said = async () => {
  const rows = await world.deps.db.read((q) =>
    q.select().from(outbox).where(like(outbox.key, 'duty\\_%')).orderBy(asc(outbox.id)),
  )
  return rows.map((row) => row.key)
}
async function at(instant: string): Promise<void> {
  world.clock.set(instant)
  await runDueDuties(world)
}

test('ONCALL 22: a post is one row per schedule, kind and local date', async () => {
  await at(THURSDAY)
  expect((await posts()).map(({ kind, postedOn }) => `${kind} ${postedOn}`)).toEqual(['weekend 2026-11-19'])
  expect(await said()).toEqual(['duty_post:1:0', `duty_call:1:${C.id}:0`])
  await world.deps.db.transact((tx) =>
    tx.insert(dutyTimers).values({
      key: 'the same again',
      kind: 'duty_post',
      dueAt: new Date(THURSDAY),
      facts: { scheduleId: 1, post: 'weekend', on: '2026-11-19' },
    }),
  )
  await runDueDuties(world)
  expect(await posts()).toHaveLength(1)
  expect(await said()).toHaveLength(2)
})

test('ONCALL 22: after downtime it is still posted, and says that it is late', async () => {
  await at('2026-11-19T18:10:00Z')
  const delivery = await dutyPostDelivery(world.deps, { postId: 1, edition: 0 })
  expect(delivery?.view.lateMinutes).toBe(190)
  // A quarter of an hour is in time.
  await at(FRIDAY_NOON)
  expect(await said()).toContain(`duty_call:1:${C.id}:1`)
})

test('ONCALL 22: once the weekend has begun it is marked skipped, and nothing is said', async () => {
  await at(BEGINS)
  expect(await posts()).toEqual([])
  expect(await said()).toEqual([])
  const timers = await world.deps.db.read((q) => q.select().from(dutyTimers).where(like(dutyTimers.key, 'duty_post:%')))
  expect(timers.filter(({ isSkipped }) => isSkipped)).toHaveLength(1)
})

test('reminders that fell into the downtime come late, until the weekend begins', async () => {
  await at(THURSDAY)
  await at('2026-11-20T16:30:00Z')
  expect(await said()).toEqual([
    'duty_post:1:0',
    `duty_call:1:${C.id}:0`,
    `duty_call:1:${C.id}:1`,
    `duty_unconfirmed:1:${lead.id}`,
  ])
})

test('two bots: one posts', async () => {
  world.clock.set(THURSDAY)
  const ids = await world.deps.db.read((q) => dueDutyTimers(q, world.clock.now(), 100))
  await Promise.all([...ids, ...ids, ...ids].map((timerId) => runDuty(world.deps, { timerId })))
  expect(await posts()).toHaveLength(1)
  expect(await said()).toEqual(['duty_post:1:0', `duty_call:1:${C.id}:0`])
})

test('an edit that moves the post leaves its older time without effect', async () => {
  const scheduleId = await idOf(world, 'core')
  const { rules, version } = await loaded(world, scheduleId)
  const later = { ...rules, weekendPost: { weekday: 4, at: '18:00' } } as const
  gotDuty(await editSchedule(world.deps, lead, { scheduleId, version, rules: later, reason: null }))
  await runDueDuties(world)
  await at(THURSDAY)
  expect(await posts()).toEqual([])
  await at('2026-11-19T17:00:00Z')
  expect(await posts()).toHaveLength(1)
})

test('a confirmation is of a shift by whoever serves in it; guests and people without one are refused', async () => {
  await at(THURSDAY)
  expect(gotDuty(await confirmPost(world.deps, C, { postId: 1 }))).toEqual({ shifts: 1 })
  expect(gotDuty(await confirmPost(world.deps, C, { postId: 1 }))).toEqual({ shifts: 1 })
  expect(gotDuty(await confirmPost(world.deps, A, { postId: 1 }))).toEqual({ shifts: 0 })
  expect(refusedDuty(await confirmPost(world.deps, guest, { postId: 1 }))).toMatchObject({ code: 'not_permitted' })
  expect(refusedDuty(await confirmPost(world.deps, C, { postId: 99 }))).toEqual({ code: 'not_found' })
  const rows = await world.deps.db.read((q) => q.select().from(confirmations))
  expect(rows.map(({ userId }) => userId)).toEqual([C.id])
  await at(FRIDAY_NOON)
  await at('2026-11-20T14:00:00Z')
  expect(await said()).toEqual(['duty_post:1:0', `duty_call:1:${C.id}:0`])
  world.clock.set('2026-11-23T08:00:00Z')
  expect(refusedDuty(await confirmPost(world.deps, C, { postId: 1 }))).toMatchObject({ code: 'in_past' })
})
