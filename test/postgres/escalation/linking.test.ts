import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sightOf } from '../../../src/domain/access/permissions.ts'
import { askRequester } from '../../../src/usecases/escalation/ask-requester.ts'
import { claim } from '../../../src/usecases/escalation/claim.ts'
import { linkDuplicate } from '../../../src/usecases/escalation/link-duplicate.ts'
import { unlink } from '../../../src/usecases/escalation/unlink.ts'
import { withdraw } from '../../../src/usecases/escalation/withdraw.ts'
import { standingOf } from '../../../src/usecases/team.ts'
import { detailFor } from '../../../src/usecases/views/detail.ts'
import {
  A,
  B,
  C,
  clocks,
  colleague,
  D,
  eventsOf,
  fileClaimed,
  fileOne,
  got,
  guest,
  lead,
  liveClock,
  neighbour,
  pages,
  refusalOf,
  requester,
  saidBy,
  stateOf,
  stranger,
  testWorld,
  type World,
} from '../../support/builders.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.end())

const link = (escalationId: number, duplicateOf: number, by = A) =>
  linkDuplicate(world.deps, by, { escalationId, duplicateOf })
const dueOf = async (id: number, kind: 'first_update' | 'resolve') => (await liveClock(world, id, kind))?.dueAt

const EVERYBODY = [requester, colleague, A, B, C, D, lead, guest, stranger, neighbour]
async function sights(id: number): Promise<Readonly<Record<string, string>>> {
  const escalation = await stateOf(world, id)
  const found: Record<string, string> = {}
  for (const person of EVERYBODY) {
    found[person.id] = await world.deps.db.read(async (q) =>
      sightOf(await standingOf(q, world.deps.settings(), person, escalation), escalation),
    )
  }
  return found
}

describe('linking', () => {
  test('redirects: the duplicate’s clocks, pages and question end, and both timelines say so', async () => {
    const target = await fileClaimed(world)
    const id = await fileClaimed(world, {})
    got(await askRequester(world.deps, A, { escalationId: id, text: 'Which one?' }))
    got(await link(id, target))
    expect(await stateOf(world, id)).toMatchObject({ status: 'duplicate', duplicateOf: target, ownerId: A.id })
    expect((await clocks(world, id)).every((clock) => clock.endedAt !== null)).toBe(true)
    expect((await eventsOf(world, id)).slice(-2)).toEqual(['question_dropped', 'escalation_linked'])
    expect((await eventsOf(world, target)).at(-1)).toBe('duplicate_received')
    const unclaimed = await fileOne(world)
    got(await link(unclaimed, target))
    expect((await pages(world, unclaimed)).every((page) => page.endedAt !== null)).toBe(true)
  })

  test('tells the duplicate’s requester and followers, nobody of the other one', async () => {
    const target = await fileClaimed(world)
    const id = await fileOne(world, { followers: [neighbour.id] }, colleague)
    const said = await saidBy(world, async () => got(await link(id, target)))
    expect(said.news).toEqual([
      `requester_line escalation_linked → ${colleague.id}`,
      `requester_line escalation_linked → ${neighbour.id}`,
    ])
    expect(said.edits).toContain('card')
  })

  test('keeps the earlier deadline of the two, wherever it comes from', async () => {
    const target = await fileClaimed(world, { severity: 'sev3' })
    const urgent = await fileClaimed(world, { severity: 'sev1' })
    const earlier = await dueOf(urgent, 'resolve')
    got(await link(urgent, target))
    expect(await dueOf(target, 'resolve')).toEqual(earlier)
    const calm = await fileClaimed(world, { severity: 'sev4' })
    got(await link(calm, target))
    expect(await dueOf(target, 'resolve')).toEqual(earlier)
  })

  test('linking grants nobody sight', async () => {
    const target = await fileClaimed(world, { category: 'child_safety' })
    const id = await fileOne(world, { followers: [neighbour.id] }, colleague)
    const [before, beforeTarget] = [await sights(id), await sights(target)]
    got(await link(id, target))
    expect(await sights(id)).toEqual(before)
    expect(await sights(target)).toEqual(beforeTarget)
    expect(beforeTarget[colleague.id]).toBe('nothing')
    expect(refusalOf(await detailFor(world.deps, colleague, { escalationId: target }))).toEqual({ code: 'not_found' })
  })

  test('to one that the linker may not see says that there is none', async () => {
    const target = await fileClaimed(world, { category: 'child_safety' })
    const id = await fileOne(world)
    expect(refusalOf(await link(id, target, B))).toEqual({ code: 'not_found' })
    expect(refusalOf(await link(id, 999_999, B))).toEqual({ code: 'not_found' })
  })

  test('to itself, in a circle, to what is over, or twice, is refused', async () => {
    const target = await fileClaimed(world)
    const id = await fileOne(world)
    const refuse = async (outcome: ReturnType<typeof link>) => {
      const refusal = refusalOf(await outcome)
      return refusal.code === 'cannot_link' ? refusal.reason : refusal.code
    }
    expect(await refuse(link(id, id))).toBe('itself')
    got(await link(id, target))
    expect(await refuse(link(target, id))).toBe('circular')
    expect(await refuse(link(id, target))).toBe('already_linked')
    const over = await fileOne(world)
    got(await withdraw(world.deps, requester, { escalationId: over, reason: 'Solved itself' }))
    expect(await refuse(link(target, over))).toBe('target_not_open')
  })

  test('two that are linked to each other in the same moment: one link, no deadlock', async () => {
    const [a, b] = [await fileClaimed(world), await fileClaimed(world)]
    const outcomes = await Promise.all([link(a, b), link(b, a)])
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1)
    const states = [await stateOf(world, a), await stateOf(world, b)].map((one) => one.status)
    expect(states.sort()).toEqual(['claimed', 'duplicate'])
  })
})

describe('undoing a link', () => {
  test('both have the deadlines again that they had', async () => {
    const target = await fileClaimed(world, { severity: 'sev3' })
    const id = await fileClaimed(world, { severity: 'sev1' })
    const [mine, theirs] = [await dueOf(id, 'resolve'), await dueOf(target, 'resolve')]
    world.clock.advance(5)
    got(await link(id, target))
    world.clock.advance(10)
    got(await unlink(world.deps, A, { escalationId: id }))
    expect(await dueOf(id, 'resolve')).toEqual(mine)
    expect(await dueOf(target, 'resolve')).toEqual(theirs)
    expect(await stateOf(world, id)).toMatchObject({ status: 'claimed', ownerId: A.id })
  })

  test('a pause of the target counts for the deadline that it gets back', async () => {
    const target = await fileClaimed(world, { severity: 'sev3' })
    const id = await fileClaimed(world, { severity: 'sev1' })
    const theirs = await dueOf(target, 'resolve')
    got(await link(id, target))
    got(await askRequester(world.deps, A, { escalationId: target, text: 'Which one?' }))
    world.clock.advance(30)
    got(await unlink(world.deps, A, { escalationId: id }))
    expect(await liveClock(world, target, 'resolve')).toMatchObject({ state: 'paused', dueAt: theirs })
  })

  test('nobody had it: a new claim clock, and everybody on call but who undid it is paged', async () => {
    const target = await fileClaimed(world)
    const id = await fileOne(world)
    got(await link(id, target))
    world.clock.advance(20)
    const said = await saidBy(world, async () => got(await unlink(world.deps, A, { escalationId: id })))
    expect(said.news.filter((news) => news.startsWith('page'))).toEqual([
      `page → ${B.id}`,
      `page → ${C.id}`,
      `page → ${D.id}`,
    ])
    expect(await liveClock(world, id, 'claim')).toMatchObject({ startedAt: world.clock.now() })
    expect((await claim(world.deps, B, { escalationId: id })).ok).toBe(true)
  })

  test('of what isn’t linked is refused', async () => {
    const id = await fileClaimed(world)
    expect(refusalOf(await unlink(world.deps, A, { escalationId: id }))).toEqual({
      code: 'wrong_status',
      status: 'claimed',
    })
  })
})
