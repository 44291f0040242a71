import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveSilence } from '../../../src/db/stores/people.ts'
import { askRequester } from '../../../src/usecases/escalation/ask-requester.ts'
import { claim } from '../../../src/usecases/escalation/claim.ts'
import { writeUpdate } from '../../../src/usecases/escalation/write-update.ts'
import { homeFor, listFor } from '../../../src/usecases/views/lists.ts'
import { A, B, fileOne, got, lead, testWorld, type World } from '../../support/builders.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.end())

const listed = async (page: number, pageSize: number, list: 'open' | 'mine' = 'open', who = A) => {
  const { items, total } = await listFor(world.deps, who, { query: { list }, page, pageSize })
  return { ids: items.map((item) => item.head.id), total }
}

test('work comes most severe first, then late, then due next, then oldest; what waits for an answer comes last', async () => {
  const { deps, clock } = world
  const take = async (id: number) => got(await claim(deps, B, { escalationId: id }))
  const answered = await fileOne(world, { severity: 'sev2' })
  const late = await fileOne(world, { severity: 'sev2' })
  const waiting = await fileOne(world, { severity: 'sev2' })
  const calm = await fileOne(world, { severity: 'sev4' })
  await take(waiting)
  got(await askRequester(deps, B, { escalationId: waiting, text: 'Which one?' }))
  await take(answered)
  got(await writeUpdate(deps, B, { escalationId: answered, text: 'Looked at it', audience: 'requester', nextBy: null }))
  // `late` should have been claimed an hour after it was filed.
  clock.advance(90)
  const next = await fileOne(world, { severity: 'sev2' })
  const twin = await fileOne(world, { severity: 'sev2' })
  const grave = await fileOne(world, { severity: 'sev1' })
  const order = [grave, late, next, twin, answered, waiting, calm]
  expect(await listed(0, 10)).toEqual({ ids: order, total: 7 })
  expect([...(await listed(0, 3)).ids, ...(await listed(1, 3)).ids, ...(await listed(2, 3)).ids]).toEqual(order)
  expect((await listed(0, 10, 'mine', B)).ids).toEqual([answered, waiting])
})

test('whom Slack silences now a lead reads on their Home, and nobody else does', async () => {
  const { deps, clock } = world
  const until = new Date(clock.now().getTime() + 8 * 3_600_000)
  await deps.db.transact((tx) => saveSilence(tx, A.id, { until, readAt: clock.now() }))
  const silentFor = async (who: typeof A) => {
    const { onCall } = await homeFor(deps, who, { pages: {}, pageSize: 5 })
    return onCall.flatMap(({ people }) => people).filter(({ silentUntil }) => silentUntil != null)
  }
  expect(await silentFor(lead)).toMatchObject([{ id: A.id, silentUntil: until }])
  expect(await silentFor(B)).toEqual([])
  clock.advance(8 * 60)
  expect(await silentFor(lead)).toEqual([])
})
