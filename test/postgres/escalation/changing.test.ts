import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { followersOf, participantsOf } from '../../../src/db/stores/escalations.ts'
import { channelsOf, updateChannel } from '../../../src/db/stores/posts.ts'
import { sightOf } from '../../../src/domain/access/permissions.ts'
import { addFollower } from '../../../src/usecases/escalation/add-follower.ts'
import { askRequester } from '../../../src/usecases/escalation/ask-requester.ts'
import { bringIn } from '../../../src/usecases/escalation/bring-in.ts'
import { bringRequesterIn } from '../../../src/usecases/escalation/bring-requester-in.ts'
import { changeSeverity } from '../../../src/usecases/escalation/change-severity.ts'
import { decideAccess } from '../../../src/usecases/escalation/decide-access.ts'
import { handToColleague } from '../../../src/usecases/escalation/hand-to-colleague.ts'
import { openChannel } from '../../../src/usecases/escalation/open-channel.ts'
import { requestAccess } from '../../../src/usecases/escalation/request-access.ts'
import { standingOf } from '../../../src/usecases/team.ts'
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
  MONDAY_NIGHT,
  neighbour,
  pages,
  refusalOf,
  requester,
  requestOf,
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

const channelsFor = (id: number) => world.deps.db.read((q) => channelsOf(q, id))
const sees = async (id: number, person: typeof A) => {
  const escalation = await stateOf(world, id)
  return world.deps.db.read(async (q) =>
    sightOf(await standingOf(q, world.deps.settings(), person, escalation), escalation),
  )
}

describe('another severity', () => {
  const to = (escalationId: number, severity: 'sev1' | 'sev2' | 'sev3' | 'sev4', by = A) =>
    changeSeverity(world.deps, by, { escalationId, severity, reason: 'The press called' })

  test('ends each clock as it stood; the new one counts from the same beginning', async () => {
    const escalationId = await fileClaimed(world, { severity: 'sev3' })
    const filedAt = world.clock.now()
    world.clock.advance(60)
    got(await to(escalationId, 'sev2'))
    const resolves = (await clocks(world, escalationId)).filter((clock) => clock.kind === 'resolve')
    expect(resolves).toMatchObject([
      { state: 'cancelled', breachedAt: null },
      { state: 'running', startedAt: filedAt, dueAt: new Date(filedAt.getTime() + 24 * 60 * 60_000) },
    ])
  })

  test('raised too late is late at once, and the timeline says so', async () => {
    const escalationId = await fileClaimed(world, { severity: 'sev3' })
    world.clock.advance(45)
    got(await to(escalationId, 'sev1'))
    expect(await liveClock(world, escalationId, 'first_update')).toMatchObject({
      breachedAt: new Date(world.clock.now().getTime() - 15 * 60_000),
    })
    expect(await eventsOf(world, escalationId)).toContain('clock_breached')
  })

  test('lowered, the breach stays in the record', async () => {
    const escalationId = await fileClaimed(world)
    world.clock.advance(31)
    got(await to(escalationId, 'sev3'))
    const firsts = (await clocks(world, escalationId)).filter((clock) => clock.kind === 'first_update')
    expect(firsts.map((clock) => [clock.state, clock.breachedAt !== null])).toEqual([
      ['cancelled', true],
      ['running', false],
    ])
  })

  test('what is paused stays paused', async () => {
    const escalationId = await fileClaimed(world)
    got(await askRequester(world.deps, A, { escalationId, text: 'Which one?' }))
    const pausedAt = world.clock.now()
    world.clock.advance(10)
    got(await to(escalationId, 'sev2'))
    expect(await liveClock(world, escalationId, 'resolve')).toMatchObject({ state: 'paused', pausedAt })
  })

  test('a thread becomes a channel, and stays one', async () => {
    const escalationId = await fileClaimed(world, { severity: 'sev3' })
    const said = await saidBy(world, async () => got(await to(escalationId, 'sev1')))
    expect(said.news).toEqual(['work_channel'])
    got(await to(escalationId, 'sev3'))
    expect(await stateOf(world, escalationId)).toMatchObject({ place: 'channel', severity: 'sev3' })
    expect(await channelsFor(escalationId)).toHaveLength(1)
  })

  test('raised at night while nobody has it: who would have been told in the morning is paged now, once', async () => {
    const own = await testWorld(MONDAY_NIGHT)
    const escalationId = await fileOne(own, { severity: 'sev3' })
    const held = (await pages(own, escalationId)).filter((page) => page.notBefore > own.clock.now())
    expect(held.map((page) => page.userId)).toEqual([C.id, D.id])
    const said = await saidBy(own, async () =>
      got(await changeSeverity(own.deps, B, { escalationId, severity: 'sev1', reason: null })),
    )
    expect(said.news).toEqual([
      `lead_notice filed_sev1 → ${lead.id}`,
      `page → ${C.id}`,
      `page → ${D.id}`,
      'work_channel',
    ])
    expect(said.held).toEqual([])
    await own.end()
  })

  test('raised from one that pages nobody: who is on call learns of it at their own start of work', async () => {
    const own = await testWorld(MONDAY_NIGHT)
    const escalationId = await fileOne(own, { severity: 'sev4' })
    expect(await pages(own, escalationId)).toEqual([])
    got(await changeSeverity(own.deps, B, { escalationId, severity: 'sev3', reason: null }))
    const asked = await pages(own, escalationId)
    expect(asked.map((page) => page.userId)).toEqual([A.id, C.id, D.id])
    expect(asked.filter((page) => page.notBefore > own.clock.now()).map((page) => page.userId)).toEqual([C.id, D.id])
    await own.end()
  })

  test('lowered to card only in the night: nobody is told in the morning after all', async () => {
    const own = await testWorld(MONDAY_NIGHT)
    const escalationId = await fileOne(own, { severity: 'sev3' })
    got(await changeSeverity(own.deps, B, { escalationId, severity: 'sev4', reason: null }))
    const live = (await pages(own, escalationId)).filter((page) => page.endedAt === null)
    expect(live.map((page) => page.userId)).toEqual([A.id, B.id])
    await own.end()
  })

  test('the same one is refused; so is anybody outside the team', async () => {
    const escalationId = await fileClaimed(world)
    expect(refusalOf(await to(escalationId, 'sev1'))).toEqual({ code: 'same_severity' })
    expect(refusalOf(await to(escalationId, 'sev2', requester))).toMatchObject({ code: 'not_permitted' })
  })
})

describe('naming people', () => {
  test('somebody brought in reads all of it, a restricted one too', async () => {
    const id = await fileClaimed(world, { category: 'child_safety' })
    expect(await sees(id, B)).toBe('exists')
    got(await bringIn(world.deps, A, { escalationId: id, userId: B.id }))
    expect(await sees(id, B)).toBe('all')
    got(await bringIn(world.deps, A, { escalationId: id, userId: B.id }))
    expect((await eventsOf(world, id)).filter((event) => event === 'person_brought_in')).toHaveLength(1)
  })

  test.each([
    ['a guest to a restricted one', guest.id, 'child_safety', false],
    ['a guest to another one', guest.id, 'press', true],
    ['somebody of another workspace', stranger.id, 'press', false],
    ['somebody unknown to a restricted one', 'U0UNKNOWN', 'child_safety', false],
  ])('%s: allowed %s', async (_name, userId, category, isAllowed) => {
    const escalationId = await fileClaimed(world, { category })
    expect((await bringIn(world.deps, A, { escalationId, userId })).ok).toBe(isAllowed)
    expect((await addFollower(world.deps, requester, { escalationId, userId })).ok).toBe(isAllowed)
    expect((await handToColleague(world.deps, requester, { escalationId, userId })).ok).toBe(isAllowed)
  })

  test('a follower adds nobody, and nobody follows what they may not see', async () => {
    const escalationId = await fileClaimed(world)
    const follow = (by: typeof A, userId: string) => addFollower(world.deps, by, { escalationId, userId })
    expect(refusalOf(await follow(colleague, colleague.id))).toEqual({ code: 'not_permitted', reason: 'restricted' })
    got(await follow(neighbour, neighbour.id))
    got(await follow(requester, colleague.id))
    expect(refusalOf(await follow(colleague, guest.id))).toMatchObject({ code: 'not_permitted' })
    got(await follow(A, A.id))
    expect(await world.deps.db.read((q) => followersOf(q, escalationId))).toEqual([colleague.id, neighbour.id, A.id])
  })

  test('handed to a colleague: they get the DM, the one before goes on following', async () => {
    const escalationId = await fileClaimed(world)
    const said = await saidBy(world, async () =>
      got(await handToColleague(world.deps, requester, { escalationId, userId: colleague.id })),
    )
    expect(said.news).toEqual([`requester_dm → ${colleague.id}`])
    expect(await stateOf(world, escalationId)).toMatchObject({ requesterId: colleague.id })
    expect(await world.deps.db.read((q) => followersOf(q, escalationId))).toEqual([requester.id])
    expect(refusalOf(await handToColleague(world.deps, requester, { escalationId, userId: guest.id }))).toEqual({
      code: 'not_permitted',
      reason: 'not_requester',
    })
  })
})

describe('the channel', () => {
  test('of a sev3 is opened when somebody asks for it, once', async () => {
    const escalationId = await fileClaimed(world, { severity: 'sev3' })
    got(await openChannel(world.deps, B, { escalationId }))
    got(await openChannel(world.deps, A, { escalationId }))
    expect(await channelsFor(escalationId)).toHaveLength(1)
    const members = await world.deps.db.read((q) => participantsOf(q, escalationId))
    expect(members.map((one) => one.userId).sort()).toEqual([A.id, B.id])
  })

  test('that Slack refused is asked for again', async () => {
    const escalationId = await fileClaimed(world)
    await world.deps.db.transact((tx) => updateChannel(tx, escalationId, 0, { state: 'refused' }))
    got(await openChannel(world.deps, A, { escalationId }))
    expect(await channelsFor(escalationId)).toMatchObject([{ state: 'refused' }, { state: 'wanted' }])
  })

  test('the requester comes in only by the owner or a lead, and once', async () => {
    const escalationId = await fileClaimed(world, { severity: 'sev3' })
    expect(refusalOf(await bringRequesterIn(world.deps, B, { escalationId }))).toMatchObject({ code: 'not_permitted' })
    got(await bringRequesterIn(world.deps, A, { escalationId }))
    got(await bringRequesterIn(world.deps, A, { escalationId }))
    expect(await stateOf(world, escalationId)).toMatchObject({ isRequesterInChannel: true, place: 'channel' })
    expect(await channelsFor(escalationId)).toHaveLength(1)
    expect((await eventsOf(world, escalationId)).filter((event) => event === 'requester_brought_in')).toHaveLength(1)
  })
})

describe('access to a restricted one', () => {
  const ask = (escalationId: number, by = B) => requestAccess(world.deps, by, { escalationId, reason: 'I know it' })

  test('is asked of the owner, once per quarter of an hour', async () => {
    const escalationId = await fileClaimed(world, { category: 'child_safety' })
    const at = world.clock.now()
    const said = await saidBy(world, async () => got(await ask(escalationId)))
    expect(said.news).toEqual([`request → ${A.id}`])
    world.clock.advance(14)
    expect(refusalOf(await ask(escalationId))).toEqual({ code: 'too_soon', again: new Date(at.getTime() + 900_000) })
    world.clock.advance(1)
    const second = await saidBy(world, async () => got(await ask(escalationId)))
    // The newer one takes the older one's buttons away.
    expect(second.news).toEqual([`request → ${A.id}`])
    expect(second.edits).toContain(`request → ${A.id}`)
    expect(await requestOf(world, escalationId)).toMatchObject({ askedAt: world.clock.now() })
  })

  test('of one that nobody has is asked of a cleared lead', async () => {
    const escalationId = await fileOne(world, { category: 'child_safety' })
    got(await ask(escalationId))
    expect(await requestOf(world, escalationId)).toMatchObject({ toId: lead.id })
  })

  test('granted, they see it; declined, they don’t and are told', async () => {
    const escalationId = await fileClaimed(world, { category: 'child_safety' })
    got(await ask(escalationId))
    const { id: requestId } = await requestOf(world, escalationId)
    const answer = (by: typeof A, isAccepted: boolean) =>
      decideAccess(world.deps, by, { escalationId, requestId, isAccepted })
    expect(refusalOf(await answer(B, true))).toEqual({ code: 'not_permitted', reason: 'restricted' })
    const said = await saidBy(world, async () => got(await answer(C, false)))
    expect(said.news).toEqual([`requester_line access_declined → ${B.id}`])
    expect(await sees(escalationId, B)).toBe('exists')
    world.clock.advance(15)
    got(await ask(escalationId))
    const second = await requestOf(world, escalationId)
    got(await decideAccess(world.deps, A, { escalationId, requestId: second.id, isAccepted: true }))
    expect(await sees(escalationId, B)).toBe('all')
    expect(refusalOf(await ask(escalationId))).toEqual({ code: 'stale' })
  })

  test('a guest can’t ask for it', async () => {
    const escalationId = await fileClaimed(world, { category: 'child_safety' })
    expect(refusalOf(await ask(escalationId, guest))).toEqual({ code: 'not_permitted', reason: 'guest' })
  })
})
