import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { savePerson } from '../../../src/db/stores/people.ts'
import { answerHandover } from '../../../src/usecases/escalation/answer-handover.ts'
import { askRequester } from '../../../src/usecases/escalation/ask-requester.ts'
import { claim } from '../../../src/usecases/escalation/claim.ts'
import { handOver } from '../../../src/usecases/escalation/hand-over.ts'
import { pageSeen } from '../../../src/usecases/escalation/page-seen.ts'
import { release } from '../../../src/usecases/escalation/release.ts'
import { withdraw } from '../../../src/usecases/escalation/withdraw.ts'
import { cardDelivery } from '../../../src/usecases/views/card.ts'
import { pageDelivery } from '../../../src/usecases/views/page.ts'
import {
  A,
  B,
  C,
  colleague,
  D,
  eventsOf,
  fileClaimed,
  fileOne,
  got,
  lead,
  liveClock,
  pages,
  refusalOf,
  requester,
  requestOf,
  requestsOf,
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

const pageStateOf = async (pageId: number) => {
  const delivery = await pageDelivery(world.deps, { pageId })
  return delivery?.view.kind === 'one' ? delivery.view.view.state.state : null
}

describe('claiming', () => {
  test('fifty people claim at once, one wins', async () => {
    const settings = world.deps.settings()
    const fifty = Array.from({ length: 50 }, (_, index) => ({ ...A, id: `U0SPECIALIST${index + 100}` }))
    world.set({
      ...settings,
      teams: settings.teams.map((team) => ({ ...team, specialists: fifty.map((one) => one.id) })),
    })
    const escalationId = await fileOne(world)
    const outcomes = await Promise.all(fifty.map((one) => claim(world.deps, one, { escalationId })))
    world.set(settings)

    const winners = outcomes.filter((outcome) => outcome.ok)
    expect(winners).toHaveLength(1)
    const state = await stateOf(world, escalationId)
    expect(state).toMatchObject({ status: 'claimed', ownedSince: world.clock.now() })
    const ownerId = state.status === 'claimed' ? state.ownerId : ''
    const refusals = outcomes.filter((outcome) => !outcome.ok).map(refusalOf)
    expect(refusals).toHaveLength(49)
    for (const refusal of refusals) {
      expect(refusal).toEqual({ code: 'already_claimed', ownerId, since: world.clock.now() })
    }
    expect(await eventsOf(world, escalationId)).toEqual(['escalation_filed', 'escalation_claimed'])
  })

  test('who claims it twice learns since when it is theirs', async () => {
    const escalationId = await fileClaimed(world)
    const since = world.clock.now()
    world.clock.advance(3)
    expect(refusalOf(await claim(world.deps, A, { escalationId }))).toEqual({ code: 'already_yours', since })
  })

  test('a claim in time meets its clock, a late one keeps the breach', async () => {
    const inTime = await fileClaimed(world)
    expect(await liveClock(world, inTime, 'claim')).toBeUndefined()
    const late = await fileOne(world)
    world.clock.advance(16)
    const said = await saidBy(world, async () => got(await claim(world.deps, B, { escalationId: late })))
    expect(await eventsOf(world, late)).toEqual(['escalation_filed', 'clock_breached', 'escalation_claimed'])
    expect(said.news).toEqual([`requester_line escalation_claimed → ${requester.id}`])
  })

  test('a claim ends everybody’s page; each says who has it', async () => {
    const escalationId = await fileClaimed(world)
    const ended = Object.fromEntries((await pages(world, escalationId)).map((page) => [page.userId, page.outcome]))
    expect(ended).toEqual({
      [A.id]: 'claimed',
      [B.id]: 'claimed_by_other',
      [C.id]: 'claimed_by_other',
    })
  })

  test('a lead claims on somebody’s behalf: the owner is paged, and only somebody on call can be named', async () => {
    const escalationId = await fileOne(world)
    expect(refusalOf(await claim(world.deps, lead, { escalationId, forId: colleague.id }))).toEqual({
      code: 'person_not_eligible',
      personId: colleague.id,
    })
    expect(refusalOf(await claim(world.deps, B, { escalationId, forId: A.id }))).toEqual({
      code: 'not_permitted',
      reason: 'not_lead',
    })
    const said = await saidBy(world, async () => got(await claim(world.deps, lead, { escalationId, forId: B.id })))
    expect(said.news).toEqual([`page → ${B.id}`, `requester_line escalation_claimed → ${requester.id}`])
    const theirs = (await pages(world, escalationId)).filter((page) => page.userId === B.id)
    expect(await pageStateOf(theirs[1]?.id ?? 0)).toBe('yours')
  })
})

describe('a page', () => {
  test('is confirmed by whom it was for, and by nobody else', async () => {
    const escalationId = await fileOne(world)
    const page = (await pages(world, escalationId)).find((one) => one.userId === B.id)
    const pageId = page?.id ?? 0
    expect(refusalOf(await pageSeen(world.deps, C, { pageId }))).toEqual({ code: 'not_found' })
    got(await pageSeen(world.deps, B, { pageId }))
    got(await pageSeen(world.deps, B, { pageId }))
    expect(await eventsOf(world, escalationId)).toEqual(['escalation_filed', 'page_seen'])
    got(await claim(world.deps, A, { escalationId }))
    expect(refusalOf(await pageSeen(world.deps, B, { pageId }))).toMatchObject({
      code: 'already_claimed',
      ownerId: A.id,
    })
  })
})

describe('releasing', () => {
  test('a new claim clock runs from now, and everybody on call but the releaser is paged again', async () => {
    const escalationId = await fileClaimed(world)
    world.clock.advance(5)
    const said = await saidBy(world, async () => got(await release(world.deps, A, { escalationId })))
    expect(said.news).toEqual([`page → ${B.id}`, `page → ${C.id}`, `page → ${D.id}`])
    expect(await stateOf(world, escalationId)).toMatchObject({ status: 'unclaimed' })
    expect(await liveClock(world, escalationId, 'claim')).toMatchObject({ startedAt: world.clock.now() })
    expect(await liveClock(world, escalationId, 'first_update')).toMatchObject({ state: 'running' })
  })

  test('the card names each of those paged once, by their last page', async () => {
    const escalationId = await fileClaimed(world)
    world.clock.advance(5)
    got(await release(world.deps, A, { escalationId }))
    const paged = (await cardDelivery(world.deps, { escalationId }))?.view.paged ?? []
    expect(paged.map((page) => page.person.id).sort()).toEqual([A.id, B.id, C.id, D.id].sort())
    expect(paged.find((page) => page.person.id === B.id)?.at).toEqual(world.clock.now())
  })

  test('leaves nothing half: the question is dropped, its clocks go on, the offer falls', async () => {
    const escalationId = await fileClaimed(world)
    got(await handOver(world.deps, A, { escalationId, to: lead.id, text: null, isForced: false }))
    got(await askRequester(world.deps, A, { escalationId, text: 'Which one?' }))
    world.clock.advance(30)
    got(await release(world.deps, A, { escalationId }))
    expect(await liveClock(world, escalationId, 'resolve')).toMatchObject({ state: 'running' })
    expect(await requestsOf(world, escalationId)).toEqual([])
    expect(await eventsOf(world, escalationId)).toContain('question_dropped')
  })

  test('what was asked of the owner waits for the next one', async () => {
    const escalationId = await fileClaimed(world)
    got(await withdraw(world.deps, requester, { escalationId, reason: 'Solved itself' }))
    const asked = await requestOf(world, escalationId)
    world.clock.advance(1)
    got(await release(world.deps, A, { escalationId }))
    expect(await requestOf(world, escalationId)).toMatchObject({ toId: null, askedAt: asked.askedAt })
    const said = await saidBy(world, async () => got(await claim(world.deps, B, { escalationId })))
    expect(said.news).toContain(`request → ${B.id}`)
    expect(await requestOf(world, escalationId)).toMatchObject({ toId: B.id, textId: asked.textId })
  })

  test('only its owner or a lead releases it', async () => {
    const escalationId = await fileClaimed(world)
    expect(refusalOf(await release(world.deps, B, { escalationId }))).toEqual({
      code: 'not_permitted',
      reason: 'not_owner_or_lead',
    })
    const said = await saidBy(world, async () => got(await release(world.deps, lead, { escalationId })))
    expect(said.news).toContain(`page → ${A.id}`)
    expect(refusalOf(await release(world.deps, lead, { escalationId }))).toEqual({
      code: 'wrong_status',
      status: 'unclaimed',
    })
  })
})

describe('handing over', () => {
  const to = (person: { id: string }, isForced = false) => ({ to: person.id, text: null, isForced })

  test('to somebody on duty it happens at once, and they get the owner’s tools', async () => {
    const escalationId = await fileClaimed(world)
    world.clock.advance(2)
    const said = await saidBy(world, async () => {
      expect(got(await handOver(world.deps, A, { escalationId, ...to(B) })).how).toBe('on_duty')
    })
    expect(said.news).toEqual([`page → ${B.id}`])
    expect(await stateOf(world, escalationId)).toMatchObject({ ownerId: B.id, ownedSince: world.clock.now() })
    const theirs = (await pages(world, escalationId)).filter((page) => page.userId === B.id)
    expect(await pageStateOf(theirs[1]?.id ?? 0)).toBe('yours')
  })

  test('to somebody off duty it is an offer: the giver keeps it until it is accepted', async () => {
    const escalationId = await fileClaimed(world)
    const said = await saidBy(world, async () => {
      expect(got(await handOver(world.deps, A, { escalationId, ...to(lead) })).isAsked).toBe(true)
    })
    expect(said.news).toEqual([`request → ${lead.id}`])
    expect(await stateOf(world, escalationId)).toMatchObject({ ownerId: A.id })
    const { id: requestId } = await requestOf(world, escalationId)
    expect(refusalOf(await answerHandover(world.deps, B, { escalationId, requestId, isAccepted: true }))).toMatchObject(
      {
        code: 'not_permitted',
      },
    )
    got(await answerHandover(world.deps, lead, { escalationId, requestId, isAccepted: true }))
    expect(await stateOf(world, escalationId)).toMatchObject({ ownerId: lead.id })
    expect(refusalOf(await answerHandover(world.deps, lead, { escalationId, requestId, isAccepted: true }))).toEqual({
      code: 'already_decided',
      byId: lead.id,
      at: world.clock.now(),
    })
  })

  test('a declined offer changes nothing, and the giver is told', async () => {
    const escalationId = await fileClaimed(world)
    got(await handOver(world.deps, A, { escalationId, ...to(lead) }))
    const { id: requestId } = await requestOf(world, escalationId)
    const said = await saidBy(world, async () =>
      got(await answerHandover(world.deps, lead, { escalationId, requestId, isAccepted: false })),
    )
    expect(said.news).toEqual([`requester_line handover_declined → ${A.id}`])
    expect(said.edits).toContain(`request → ${lead.id}`)
    expect(await stateOf(world, escalationId)).toMatchObject({ ownerId: A.id })
  })

  test('an offer falls when the owner changes meanwhile', async () => {
    const escalationId = await fileClaimed(world)
    got(await handOver(world.deps, A, { escalationId, ...to(lead) }))
    const { id: requestId } = await requestOf(world, escalationId)
    got(await handOver(world.deps, A, { escalationId, ...to(B) }))
    expect(refusalOf(await answerHandover(world.deps, lead, { escalationId, requestId, isAccepted: true }))).toEqual({
      code: 'already_decided',
      byId: null,
      at: world.clock.now(),
    })
    expect(await stateOf(world, escalationId)).toMatchObject({ ownerId: B.id })
  })

  test('the same offer twice says since when; another one takes its place', async () => {
    const settings = world.deps.settings()
    const second = { ...lead, id: 'U0LEAD2' }
    world.set({
      ...settings,
      teams: settings.teams.map((team) => ({ ...team, leads: [...team.leads, second.id] })),
    })
    const escalationId = await fileClaimed(world)
    got(await handOver(world.deps, A, { escalationId, ...to(lead) }))
    expect(refusalOf(await handOver(world.deps, A, { escalationId, ...to(lead) }))).toEqual({
      code: 'already_asked',
      since: world.clock.now(),
    })
    got(await handOver(world.deps, A, { escalationId, ...to(second) }))
    expect(await requestOf(world, escalationId)).toMatchObject({ toId: second.id })
    world.set(settings)
  })

  test('only a lead may force it, and it pages the receiver', async () => {
    const escalationId = await fileClaimed(world)
    expect(refusalOf(await handOver(world.deps, A, { escalationId, ...to(lead, true) }))).toEqual({
      code: 'not_permitted',
      reason: 'not_lead',
    })
    const settings = world.deps.settings()
    world.set({
      ...settings,
      teams: settings.teams.map((team) => ({ ...team, leads: [...team.leads, 'U0LEAD2'] })),
    })
    const said = await saidBy(world, async () => {
      expect(
        got(await handOver(world.deps, lead, { escalationId, to: 'U0LEAD2', text: null, isForced: true })).how,
      ).toBe('forced')
    })
    world.set(settings)
    expect(said.news).toEqual(['page → U0LEAD2'])
  })

  test('nobody who couldn’t claim it can be given it', async () => {
    await world.deps.db.read((q) =>
      savePerson(q, {
        id: D.id,
        workspaceId: 'T0HERE',
        displayName: 'gone',
        zone: 'Europe/London',
        slackLocale: 'en-GB',
        isGuest: false,
        isBot: false,
        isDeactivated: true,
        learnedAt: world.clock.now(),
      }),
    )
    const escalationId = await fileClaimed(world)
    for (const person of [colleague, D]) {
      expect(refusalOf(await handOver(world.deps, lead, { escalationId, ...to(person, true) }))).toEqual({
        code: 'person_not_eligible',
        personId: person.id,
      })
    }
    const restricted = await fileClaimed(world, { category: 'child_safety' })
    expect(refusalOf(await handOver(world.deps, A, { escalationId: restricted, ...to(B) }))).toEqual({
      code: 'person_not_eligible',
      personId: B.id,
    })
  })

  test('two givers in the same moment: one new owner, the other learns that it is gone', async () => {
    const escalationId = await fileClaimed(world)
    const outcomes = await Promise.all([
      handOver(world.deps, A, { escalationId, ...to(B) }),
      handOver(world.deps, A, { escalationId, ...to(C) }),
    ])
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1)
    expect(outcomes.filter((outcome) => !outcome.ok).map(refusalOf)).toEqual([
      { code: 'not_permitted', reason: 'not_owner_or_lead' },
    ])
  })
})
