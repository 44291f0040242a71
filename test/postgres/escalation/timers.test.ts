import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dueTimers, type Timer } from '../../../src/db/stores/timers.ts'
import { askRequester } from '../../../src/usecases/escalation/ask-requester.ts'
import { claim } from '../../../src/usecases/escalation/claim.ts'
import { reopen } from '../../../src/usecases/escalation/reopen.ts'
import { resolve } from '../../../src/usecases/escalation/resolve.ts'
import { writeUpdate } from '../../../src/usecases/escalation/write-update.ts'
import { runTimer } from '../../../src/usecases/timers/run-timer.ts'
import {
  A,
  eventsOf,
  fileClaimed,
  fileOne,
  got,
  JOB,
  lead,
  liveClock,
  requester,
  runDueTimers,
  saidBy,
  stateOf,
  testWorld,
  type World,
} from '../../support/builders.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.end())

const dueOf = async (escalationId: number): Promise<readonly Timer[]> =>
  (await world.deps.db.read((q) => dueTimers(q, world.clock.now(), 1_000))).filter(
    (timer) => timer.escalationId === escalationId,
  )
const run = (timer: Timer) => runTimer(world.deps, JOB, { timerId: timer.id })
const decision = { decision: 'kept_up', rule: null, reason: 'News', sentence: null, rootCause: null } as const

describe('a deadline that passes by itself', () => {
  test('is drawn as due soon, then as late, and the timeline keeps the breach', async () => {
    const own = await testWorld()
    const escalationId = await fileOne(own)
    own.clock.advance(8)
    expect((await saidBy(own, () => runDueTimers(own))).edits).toContain('card')
    own.clock.advance(7)
    const late = await saidBy(own, () => runDueTimers(own))
    expect(late.news).toContain(`lead_notice breach → ${lead.id}`)
    expect(late.edits).toContain('card')
    expect(await eventsOf(own, escalationId)).toEqual(['escalation_filed', 'clock_breached'])
    expect(await liveClock(own, escalationId, 'claim')).toMatchObject({ breachedAt: own.clock.now(), state: 'running' })
    await own.end()
  })

  test('down for a day it is late, never lost: each breach is told at its own deadline', async () => {
    const own = await testWorld()
    const escalationId = await fileOne(own)
    const filedAt = own.clock.now().getTime()
    own.clock.advance(24 * 60)
    await runDueTimers(own)
    const breached = await Promise.all(
      (['claim', 'first_update', 'resolve'] as const).map((kind) => liveClock(own, escalationId, kind)),
    )
    expect(breached.map((clock) => ((clock?.breachedAt?.getTime() ?? 0) - filedAt) / 60_000)).toEqual([15, 30, 480])
    expect((await saidBy(own, () => runDueTimers(own))).edits).toEqual([])
    await own.end()
  })
})

describe('a timer', () => {
  test('that ten bots take at once is done once', async () => {
    const escalationId = await fileOne(world)
    world.clock.advance(15)
    const timer = (await dueOf(escalationId)).find(({ kind }) => kind === 'breach')
    if (timer === undefined) throw new Error('a timer is due')
    await Promise.all(Array.from({ length: 10 }, () => run(timer)))
    expect((await eventsOf(world, escalationId)).filter((event) => event === 'clock_breached')).toHaveLength(1)
  })

  test('that was moved meanwhile is left alone', async () => {
    const escalationId = await fileClaimed(world)
    world.clock.advance(20)
    const [timer] = await dueOf(escalationId)
    if (timer === undefined) throw new Error('a timer is due')
    got(await writeUpdate(world.deps, A, { escalationId, text: 'Checked', audience: 'requester', nextBy: null }))
    expect(await saidBy(world, () => run(timer))).toEqual({ news: [], edits: [], held: [] })
  })

  test('that became moot is done, and says nothing', async () => {
    const escalationId = await fileClaimed(world)
    got(await askRequester(world.deps, A, { escalationId, text: 'Which one?' }))
    got(await resolve(world.deps, A, { escalationId, ...decision }))
    world.clock.advance(8 * 24 * 60)
    const [closing] = await dueOf(escalationId)
    if (closing === undefined) throw new Error('a timer is due')
    got(await reopen(world.deps, requester, { escalationId, text: 'Not done' }))
    await run(closing)
    expect(await stateOf(world, escalationId)).toMatchObject({ status: 'claimed' })
    expect(await dueOf(escalationId)).toEqual([])
  })

  test('and a press in the same moment don’t wait for each other for ever', async () => {
    const ids: number[] = []
    for (let count = 0; count < 6; count += 1) ids.push(await fileOne(world))
    world.clock.advance(15)
    const work: Promise<unknown>[] = []
    for (const escalationId of ids) {
      for (const timer of await dueOf(escalationId)) work.push(run(timer))
      work.push(claim(world.deps, A, { escalationId }).then(got))
    }
    await Promise.all(work)
    for (const escalationId of ids) {
      expect(await stateOf(world, escalationId)).toMatchObject({ status: 'claimed', ownerId: A.id })
    }
  })
})
