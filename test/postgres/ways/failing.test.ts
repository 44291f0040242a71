import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { attemptsOf } from '../../../src/db/stores/ways.ts'
import { claim } from '../../../src/usecases/escalation/claim.ts'
import { B, C, eventsOf, fileOne, MONDAY_NIGHT, pages } from '../../support/builders.ts'
import { type PagerWorld, pagerWorld } from '../../support/pager-world.ts'

/** What is refused, throttled or lost on the way: tried again, by the next way, or told; never lost. */

const KEY = 'R'.repeat(32)
let world: PagerWorld
let id: number

beforeAll(async () => {
  world = await pagerWorld(MONDAY_NIGHT)
  await world.way(C, 'pagerduty', KEY)
  await world.way(C, 'webhook', `${world.webhook.url}/page`, 10)
  await world.way(B, 'email', 'specialist.b@example.com')
  await world.way(B, 'sms', '+447700900042', 30)
})
afterAll(() => world.end())
afterEach(async () => {
  await claim(world.deps, C, { escalationId: id })
  await world.settled()
})

async function attempts(userId: string) {
  const page = (await pages(world, id)).find((one) => one.userId === userId)
  return world.deps.db.read((q) => attemptsOf(q, page?.id ?? 0))
}

test('“not for a minute” is obeyed, and then it goes', async () => {
  world.pagerDuty.answerNext({ status: 429, headers: { 'retry-after': '60' } })
  id = await fileOne(world, { severity: 'sev1' })
  await world.settled()
  expect(world.pagerDuty.alerts.has(`vigia-${id}`)).toBe(false)
  world.clock.advance(0.9)
  await world.settled()
  expect(world.pagerDuty.alerts.has(`vigia-${id}`)).toBe(false)
  world.clock.advance(0.2)
  await world.settled()
  expect(world.pagerDuty.alerts.get(`vigia-${id}`)).toBe('triggered')
})

test('what is refused is told, and the next way goes at once', async () => {
  world.mail.refuseNext(550)
  id = await fileOne(world, { severity: 'sev1' })
  await world.settled()
  expect((await attempts(B.id)).map((one) => [one.kind, one.state, one.error])).toEqual([
    ['email', 'failed', 'smtp_550'],
    ['sms', 'sent', null],
  ])
  expect(await eventsOf(world, id)).toContain('delivery_failed')
})

test('a way that keeps failing isn’t waited for', async () => {
  for (let i = 0; i < 4; i += 1) world.pagerDuty.answerNext({ status: 500 })
  id = await fileOne(world, { severity: 'sev1' })
  const hooks = world.webhook.hooks.length
  for (let i = 0; i < 4; i += 1) {
    await world.settled()
    world.clock.advance(0.1)
  }
  expect(world.webhook.hooks.length).toBe(hooks + 1)
  world.clock.advance(1)
  await world.settled()
  expect(world.pagerDuty.alerts.get(`vigia-${id}`)).toBe('triggered')
})

test('after a lost answer it is sent again and says that it is a repeat', async () => {
  id = await fileOne(world, { severity: 'sev1' })
  await world.settled()
  const hooks = world.webhook.hooks.length
  world.webhook.resetNext()
  world.clock.advance(10)
  await world.settled()
  world.clock.advance(1)
  await world.settled()
  const posted = world.webhook.hooks.slice(hooks).map((one) => one.body)
  expect(posted).toMatchObject([{ isRepeat: false }, { isRepeat: true }])
  expect(posted[0]?.id).toBe(posted[1]?.id)
  expect(world.webhook.hooks.every((one) => one.isSigned)).toBe(true)
})
