import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { resolutionOf } from '../../../src/db/stores/exchanges.ts'
import { channelsOf, updateChannel } from '../../../src/db/stores/posts.ts'
import type { PersonActor } from '../../../src/domain/actor.ts'
import { askRequester } from '../../../src/usecases/escalation/ask-requester.ts'
import { claim } from '../../../src/usecases/escalation/claim.ts'
import { close } from '../../../src/usecases/escalation/close.ts'
import { decideWithdrawal } from '../../../src/usecases/escalation/decide-withdrawal.ts'
import { rate } from '../../../src/usecases/escalation/rate.ts'
import { reopen } from '../../../src/usecases/escalation/reopen.ts'
import { resolve } from '../../../src/usecases/escalation/resolve.ts'
import { withdraw } from '../../../src/usecases/escalation/withdraw.ts'
import { writeUpdate } from '../../../src/usecases/escalation/write-update.ts'
import {
  A,
  B,
  clocks,
  colleague,
  eventsOf,
  fileClaimed,
  fileOne,
  got,
  JOB,
  lead,
  liveClock,
  pages,
  refusalOf,
  requester,
  requestOf,
  requestsOf,
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

const decision = {
  decision: 'kept_up',
  rule: '4.2',
  reason: 'News reporting',
  sentence: 'We reviewed it and it stays.',
  rootCause: 'policy_unclear',
} as const
const decide = (escalationId: number, by = A) => resolve(world.deps, by, { escalationId, ...decision })
const again = (escalationId: number, by = requester) =>
  reopen(world.deps, by, { escalationId, text: 'The broadcaster called again' })

/** As the delivery side records it once Slack made the channel. */
const openChannelOf = (escalationId: number, sequence: number) =>
  world.deps.db.transact((tx) =>
    updateChannel(tx, escalationId, sequence, {
      state: 'open',
      channelId: `C${escalationId}${sequence}`,
      name: `esc-${escalationId}`,
      openedAt: world.clock.now(),
    }),
  )
const channelsFor = (escalationId: number) => world.deps.db.read((q) => channelsOf(q, escalationId))

describe('resolving', () => {
  test('tells the requester and the followers the decision, once each, and nobody else', async () => {
    const escalationId = await fileClaimed(world, { followers: [colleague.id] })
    world.clock.advance(20)
    const said = await saidBy(world, async () => got(await decide(escalationId)))
    expect(said.news).toEqual([`decision → ${colleague.id}`, `decision → ${requester.id}`])
    expect(await stateOf(world, escalationId)).toMatchObject({ status: 'resolved', decision: 'kept_up', ownerId: A.id })
  })

  test('meets the promises that still run; one that was late stays late', async () => {
    const escalationId = await fileClaimed(world)
    world.clock.advance(31)
    got(await writeUpdate(world.deps, A, { escalationId, text: 'Checked', audience: 'requester', nextBy: null }))
    world.clock.advance(10)
    got(await decide(escalationId))
    const states = Object.fromEntries((await clocks(world, escalationId)).map((clock) => [clock.kind, clock.state]))
    expect(states).toEqual({ claim: 'met', first_update: 'met_late', next_update: 'met', resolve: 'met' })
  })

  test('closes what was open: the question, the requests, the reminders', async () => {
    const escalationId = await fileClaimed(world)
    got(await askRequester(world.deps, A, { escalationId, text: 'Which one?' }))
    got(await withdraw(world.deps, requester, { escalationId, reason: 'Solved itself' }))
    const { id: requestId } = await requestOf(world, escalationId)
    const said = await saidBy(world, async () => got(await decide(escalationId)))
    expect(await requestsOf(world, escalationId)).toEqual([])
    expect(said.edits).toContain(`request → ${A.id}`)
    expect(refusalOf(await decideWithdrawal(world.deps, A, { escalationId, requestId, isAccepted: true }))).toEqual({
      code: 'already_decided',
      byId: null,
      at: world.clock.now(),
    })
  })

  test('is for the owner or a lead, and needs a reason', async () => {
    const escalationId = await fileClaimed(world)
    expect(refusalOf(await decide(escalationId, B))).toEqual({ code: 'not_permitted', reason: 'not_owner_or_lead' })
    expect(refusalOf(await resolve(world.deps, A, { escalationId, ...decision, reason: ' ' }))).toMatchObject({
      code: 'invalid_text',
      field: 'reason',
    })
    expect(refusalOf(await resolve(world.deps, A, { escalationId, ...decision, rule: 'x'.repeat(201) }))).toMatchObject(
      {
        code: 'invalid_text',
        field: 'rule',
        max: 200,
      },
    )
    expect((await decide(escalationId, lead)).ok).toBe(true)
    expect(refusalOf(await decide(escalationId))).toEqual({ code: 'wrong_status', status: 'resolved' })
  })

  test('nobody is told of what they decided themselves', async () => {
    const escalationId = await fileOne(world, { followers: [colleague.id] }, lead)
    got(await claim(world.deps, A, { escalationId }))
    const said = await saidBy(world, async () => got(await decide(escalationId, lead)))
    expect(said.news).toEqual([`decision → ${colleague.id}`])
  })
})

describe('rating', () => {
  test('the requester says once whether it helped', async () => {
    const escalationId = await fileClaimed(world, { followers: [colleague.id] })
    const { resolutionId } = got(await decide(escalationId))
    const vote = (by = requester) => rate(world.deps, by, { escalationId, resolutionId, wasHelpful: true })
    expect(refusalOf(await vote(colleague))).toEqual({ code: 'not_permitted', reason: 'not_requester' })
    const said = await saidBy(world, async () => got(await vote()))
    expect(said.news).toEqual([])
    expect(said.edits).toContain(`decision → ${requester.id}`)
    expect(refusalOf(await vote())).toEqual({ code: 'already_decided', byId: requester.id, at: world.clock.now() })
    const other = await fileClaimed(world)
    got(await decide(other))
    expect(
      refusalOf(await rate(world.deps, requester, { escalationId: other, resolutionId, wasHelpful: true })),
    ).toEqual({ code: 'not_found' })
  })

  test('a decision that was undone can’t be rated', async () => {
    const escalationId = await fileClaimed(world)
    const { resolutionId } = got(await decide(escalationId))
    got(await again(escalationId))
    got(await decide(escalationId))
    expect(refusalOf(await rate(world.deps, requester, { escalationId, resolutionId, wasHelpful: false }))).toEqual({
      code: 'stale',
    })
  })
})

describe('closing', () => {
  test('comes by itself after the days that the settings give; edits only, and the channel is archived', async () => {
    const own = await testWorld()
    const escalationId = await fileClaimed(own)
    await own.deps.db.transact((tx) =>
      updateChannel(tx, escalationId, 0, { state: 'open', channelId: 'C1', name: 'esc', openedAt: own.clock.now() }),
    )
    got(await resolve(own.deps, A, { escalationId, ...decision }))
    own.clock.advance(7 * 24 * 60 - 1)
    await runDueTimers(own)
    expect(await stateOf(own, escalationId)).toMatchObject({ status: 'resolved' })
    own.clock.advance(1)
    const said = await saidBy(own, () => runDueTimers(own))
    expect(await stateOf(own, escalationId)).toMatchObject({ status: 'closed', closedAt: own.clock.now() })
    expect(said.news).toEqual([])
    expect(await own.deps.db.read((q) => channelsOf(q, escalationId))).toMatchObject([{ archiveWanted: true }])
    expect(refusalOf(await close(own.deps, JOB, { escalationId }))).toEqual({ code: 'wrong_status', status: 'closed' })
    await own.end()
  })

  test('a reopening in time keeps it from closing', async () => {
    const own = await testWorld()
    const escalationId = await fileClaimed(own)
    got(await resolve(own.deps, A, { escalationId, ...decision }))
    got(await reopen(own.deps, requester, { escalationId, text: 'Not done' }))
    own.clock.advance(8 * 24 * 60)
    await runDueTimers(own)
    expect(await stateOf(own, escalationId)).toMatchObject({ status: 'claimed' })
    await own.end()
  })
})

describe('reopening', () => {
  test('goes back to its last owner with new clocks; the old ones and the decision stay in the record', async () => {
    const escalationId = await fileClaimed(world)
    got(await decide(escalationId))
    world.clock.advance(60)
    const said = await saidBy(world, async () => got(await again(escalationId)))
    expect(said.news).toEqual(['work_line escalation_reopened'])
    expect(said.edits).toContain(`decision → ${requester.id}`)
    expect(await stateOf(world, escalationId)).toMatchObject({ status: 'claimed', ownerId: A.id })
    const all = await clocks(world, escalationId)
    expect(all.filter((clock) => clock.round === 0).every((clock) => clock.endedAt !== null)).toBe(true)
    expect(all.filter((clock) => clock.round === 1).map((clock) => [clock.kind, clock.startedAt])).toEqual([
      ['first_update', world.clock.now()],
      ['resolve', world.clock.now()],
    ])
    expect(await world.deps.db.read((q) => resolutionOf(q, escalationId))).toBeNull()
  })

  test('by the team is told to whoever was told the decision', async () => {
    const escalationId = await fileClaimed(world)
    got(await decide(escalationId))
    const said = await saidBy(world, async () => got(await again(escalationId, B)))
    expect(said.news).toEqual([`requester_line escalation_reopened → ${requester.id}`, 'work_line escalation_reopened'])
  })

  test('can be resolved again: a decision of its own', async () => {
    const escalationId = await fileClaimed(world)
    const first = got(await decide(escalationId))
    got(await again(escalationId))
    world.clock.advance(1)
    const said = await saidBy(world, async () => got(await decide(escalationId)))
    expect(said.news).toEqual([`decision → ${requester.id}`])
    const inForce = await world.deps.db.read((q) => resolutionOf(q, escalationId))
    expect(inForce?.id).not.toBe(first.resolutionId)
  })

  test('an archived channel gets a successor, an open one goes on', async () => {
    const escalationId = await fileClaimed(world)
    await openChannelOf(escalationId, 0)
    got(await decide(escalationId))
    got(await again(escalationId))
    expect(await channelsFor(escalationId)).toHaveLength(1)
    got(await decide(escalationId))
    got(await close(world.deps, JOB, { escalationId }))
    const said = await saidBy(world, async () => got(await again(escalationId)))
    expect(await channelsFor(escalationId)).toMatchObject([
      { sequence: 0, archiveWanted: true },
      { sequence: 1, state: 'wanted', archiveWanted: false },
    ])
    expect(said.news).toContain('work_channel')
  })

  test('a withdrawn one that nobody had goes back to nobody: claim clock and pages begin again', async () => {
    const escalationId = await fileOne(world)
    got(await withdraw(world.deps, requester, { escalationId, reason: 'Solved itself' }))
    world.clock.advance(10)
    const said = await saidBy(world, async () => got(await again(escalationId)))
    expect(said.news.filter((news) => news.startsWith('page'))).toHaveLength(3)
    expect(await liveClock(world, escalationId, 'claim')).toMatchObject({ round: 1, startedAt: world.clock.now() })
  })

  test('is for team and requester, says what is new, and needs something finished', async () => {
    const escalationId = await fileClaimed(world, { followers: [colleague.id] })
    expect(refusalOf(await again(escalationId))).toEqual({ code: 'wrong_status', status: 'claimed' })
    got(await decide(escalationId))
    expect(refusalOf(await again(escalationId, colleague))).toMatchObject({ code: 'not_permitted' })
    expect(refusalOf(await reopen(world.deps, requester, { escalationId, text: '' }))).toMatchObject({
      code: 'invalid_text',
      field: 'text',
    })
  })
})

describe('withdrawing', () => {
  const asks = (escalationId: number, by = requester) =>
    withdraw(world.deps, by, { escalationId, reason: 'Solved itself' })

  test('takes effect at once while nobody has it: clocks and pages end', async () => {
    const escalationId = await fileOne(world)
    expect(got(await asks(escalationId)).isAsked).toBe(false)
    expect(await stateOf(world, escalationId)).toMatchObject({ status: 'withdrawn', ownerId: null })
    expect((await clocks(world, escalationId)).every((clock) => clock.state === 'cancelled')).toBe(true)
    expect((await pages(world, escalationId)).every((page) => page.outcome === 'withdrawn')).toBe(true)
  })

  test('after a claim is a request to the owner, and stops neither clock nor work', async () => {
    const escalationId = await fileClaimed(world)
    const before = await clocks(world, escalationId)
    const said = await saidBy(world, async () => {
      expect(got(await asks(escalationId)).isAsked).toBe(true)
    })
    expect(said.news).toEqual([`request → ${A.id}`])
    expect(await stateOf(world, escalationId)).toMatchObject({ status: 'claimed' })
    expect(await clocks(world, escalationId)).toEqual(before)
    expect(refusalOf(await asks(escalationId))).toEqual({ code: 'already_asked', since: world.clock.now() })
  })

  test('of an owner who filed it themselves takes effect at once: nobody else is asked', async () => {
    const escalationId = await fileOne(world, {}, B)
    got(await claim(world.deps, B, { escalationId }))
    expect(got(await asks(escalationId, B))).toEqual({ isAsked: false })
    expect(await stateOf(world, escalationId)).toMatchObject({ status: 'withdrawn', ownerId: B.id })
    expect(await requestsOf(world, escalationId)).toEqual([])
  })

  test('under an obligation is always asked: of the next owner, or of a lead where the owner asks themselves', async () => {
    const underLaw = async (escalationId: number) =>
      world.deps.db.transact((tx) =>
        tx.execute(sql`update clocks set obligation = 'removal_order' where escalation_id = ${escalationId}
          and kind = 'resolve'`),
      )
    const unclaimed = await fileOne(world)
    await underLaw(unclaimed)
    expect(got(await asks(unclaimed))).toEqual({ isAsked: true })
    expect(await stateOf(world, unclaimed)).toMatchObject({ status: 'unclaimed' })
    got(await claim(world.deps, A, { escalationId: unclaimed }))
    expect(await requestOf(world, unclaimed)).toMatchObject({ kind: 'withdrawal', toId: A.id })

    const own = await fileOne(world, {}, B)
    got(await claim(world.deps, B, { escalationId: own }))
    await underLaw(own)
    expect(got(await asks(own, B))).toEqual({ isAsked: true })
    const { id: requestId, toId } = await requestOf(world, own)
    expect(toId).toBe(lead.id)
    const agree = (by: PersonActor) =>
      decideWithdrawal(world.deps, by, { escalationId: own, requestId, isAccepted: true })
    expect(refusalOf(await agree(B))).toEqual({ code: 'not_permitted', reason: 'not_lead' })
    got(await agree(lead))
    expect(await stateOf(world, own)).toMatchObject({ status: 'withdrawn' })
  })

  test('agreed to, it is withdrawn; declined, the requester is told', async () => {
    const declined = await fileClaimed(world)
    got(await asks(declined))
    const first = await requestOf(world, declined)
    const answer = (escalationId: number, requestId: number, isAccepted: boolean, by = A) =>
      decideWithdrawal(world.deps, by, { escalationId, requestId, isAccepted })
    expect(refusalOf(await answer(declined, first.id, true, B))).toMatchObject({ code: 'not_permitted' })
    const said = await saidBy(world, async () => got(await answer(declined, first.id, false)))
    expect(said.news).toEqual([`requester_line withdrawal_declined → ${requester.id}`])
    expect(await stateOf(world, declined)).toMatchObject({ status: 'claimed' })

    const agreed = await fileClaimed(world)
    got(await asks(agreed))
    expect(refusalOf(await answer(agreed, first.id, true))).toEqual({ code: 'not_found' })
    got(await answer(agreed, (await requestOf(world, agreed)).id, true))
    expect(await stateOf(world, agreed)).toMatchObject({ status: 'withdrawn', ownerId: A.id })
    expect(await eventsOf(world, agreed)).toContain('escalation_withdrawn')
  })

  test('a claim and a withdrawal in the same moment: either it is withdrawn, or the owner is asked', async () => {
    const escalationId = await fileOne(world)
    const [claimed, withdrawn] = await Promise.all([claim(world.deps, A, { escalationId }), asks(escalationId)])
    const { status } = await stateOf(world, escalationId)
    expect(withdrawn.ok).toBe(true)
    expect(status).toBe(claimed.ok ? 'claimed' : 'withdrawn')
    expect(got(withdrawn).isAsked).toBe(claimed.ok)
  })
})
