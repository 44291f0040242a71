import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { clocks } from '../../../src/db/schema/sla.ts'
import { playgroundSettings } from '../../../src/settings/playground.ts'
import { addInformation } from '../../../src/usecases/escalation/add-information.ts'
import { claim } from '../../../src/usecases/escalation/claim.ts'
import { reopen } from '../../../src/usecases/escalation/reopen.ts'
import { resolve } from '../../../src/usecases/escalation/resolve.ts'
import { withdraw } from '../../../src/usecases/escalation/withdraw.ts'
import { writeUpdate } from '../../../src/usecases/escalation/write-update.ts'
import { type Attention, notBeforeFor } from '../../../src/usecases/quiet-hours.ts'
import {
  A,
  B,
  C,
  colleague,
  fileOne,
  got,
  lead,
  requester,
  saidBy,
  stateOf,
  testWorld,
  type World,
} from '../../support/builders.ts'

/** Tuesday, 03:00 in Madrid, 20:00 of Monday in Mexico City: nobody is at work. */
const NIGHT = '2026-11-17T02:00:00Z'
const MADRID_NINE = new Date('2026-11-17T08:00:00Z')

let world: World

beforeEach(async () => {
  world = await testWorld(NIGHT)
})
afterEach(() => world.end())

/** Whether this person hears of it now; otherwise when. */
async function told(userId: string, as: Attention, escalationId: number): Promise<'now' | Date> {
  const escalation = await stateOf(world, escalationId)
  const now = world.clock.now()
  const at = await world.deps.db.read((q) => notBeforeFor(q, world.deps.settings(), { userId, as, escalation }, now))
  return at.getTime() === now.getTime() ? 'now' : at
}

/** From now on only these are on call. */
function onCall(...people: readonly string[]): void {
  const teams = playgroundSettings.teams.map((team) => ({ ...team, specialists: people, specialistsGroup: null }))
  world.set({ ...playgroundSettings, teams })
}

const update = (escalationId: number) =>
  writeUpdate(world.deps, B, { escalationId, text: 'Checked', audience: 'requester', nextBy: null })

describe('outside a person’s working hours', () => {
  test.each([
    ['sev1', 'now'],
    ['sev2', 'now'],
    ['sev3', MADRID_NINE],
    ['sev4', MADRID_NINE],
  ] as const)('a page of a %s is delivered, or waits', async (severity, expected) => {
    const id = await fileOne(world, { severity })
    expect(await told(C.id, 'page', id)).toEqual(expected)
  })

  test('a page of what the law gives a deadline is delivered, whatever its severity, until that clock has ended', async () => {
    const id = await fileOne(world, { severity: 'sev3' })
    const now = world.clock.now()
    const clock = { escalationId: id, round: 0, obligation: 'order', targetMinutes: 60, startedAt: now }
    await world.deps.db.transact((tx) =>
      tx.insert(clocks).values({ ...clock, kind: 'obligation', dueAt: MADRID_NINE, state: 'running' }),
    )
    expect(await told(C.id, 'page', id)).toBe('now')
    await world.deps.db.transact((tx) => tx.update(clocks).set({ state: 'met', endedAt: now }))
    expect(await told(C.id, 'page', id)).toEqual(MADRID_NINE)
  })

  test('the requester of an open sev1 hears of it, a follower in the morning; of a sev3 both in the morning', async () => {
    const followers = [colleague.id]
    const urgent = await fileOne(world, { followers })
    got(await claim(world.deps, B, { escalationId: urgent }))
    const said = await saidBy(world, async () => got(await update(urgent)))
    expect(said.news.filter((one) => one.includes('→'))).toEqual([
      `requester_line update_written → ${colleague.id}`,
      `requester_line update_written → ${requester.id}`,
    ])
    expect(said.held).toEqual([`requester_line update_written → ${colleague.id}`])

    const calm = await fileOne(world, { severity: 'sev3', followers })
    got(await claim(world.deps, B, { escalationId: calm }))
    expect((await saidBy(world, async () => got(await update(calm)))).held).toHaveLength(2)
  })

  test('the first a follower hears of it, their DM, waits as well; whoever filed it has theirs at once', async () => {
    const said = await saidBy(world, () => fileOne(world, { followers: [colleague.id] }))
    expect(said.news).toContain(`requester_dm → ${requester.id}`)
    expect(said.held).toEqual([`requester_dm → ${colleague.id}`])
  })

  test('the decision of a sev1 ends it, and its requester still hears of it; what comes after waits', async () => {
    const id = await fileOne(world, { followers: [colleague.id] })
    got(await claim(world.deps, B, { escalationId: id }))
    const decision = { decision: 'kept_up', rule: null, reason: 'News', sentence: null, rootCause: null } as const
    const said = await saidBy(world, async () => got(await resolve(world.deps, B, { escalationId: id, ...decision })))
    expect(said.held).toEqual([`decision → ${colleague.id}`])
    expect(await told(requester.id, 'news', id)).toEqual(MADRID_NINE)
  })

  test('whoever acted on a sev1 in the last two hours hears of it, then no longer', async () => {
    const id = await fileOne(world, { followers: [colleague.id] })
    expect(await told(colleague.id, 'news', id)).toEqual(MADRID_NINE)
    got(await addInformation(world.deps, colleague, { escalationId: id, text: 'One more link' }))
    world.clock.advance(119)
    expect(await told(colleague.id, 'news', id)).toBe('now')
    world.clock.advance(2)
    expect(await told(colleague.id, 'news', id)).toEqual(MADRID_NINE)
  })

  test('what is asked about a sev1 reaches who is on call; an owner off duty reads it in the morning', async () => {
    const id = await fileOne(world)
    onCall(A.id)
    expect(await told(A.id, 'duty', id)).toBe('now')
    expect(await told(C.id, 'duty', id)).toEqual(MADRID_NINE)
    // News isn't anybody's duty, and a sev3 wakes nobody.
    expect(await told(A.id, 'news', id)).not.toBe('now')
    const calm = await fileOne(world, { severity: 'sev3' })
    expect(await told(A.id, 'duty', calm)).not.toBe('now')
  })

  test('a line that calls an owner off duty stands in the channel without a mention; they have it in the morning', async () => {
    const id = await fileOne(world)
    got(await claim(world.deps, C, { escalationId: id }))
    onCall(A.id)
    world.clock.advance(3 * 60)
    const said = await saidBy(world, async () =>
      got(await addInformation(world.deps, requester, { escalationId: id, text: 'One more link' })),
    )
    expect(said.news).toContain('work_line information_added')
    expect(said.held).toEqual([`requester_line information_added → ${C.id}`])
  })

  test('a lead hears at once that a sev1 was filed: they are who is left', async () => {
    const said = await saidBy(world, () => fileOne(world))
    expect(said.news).toContain(`lead_notice filed_sev1 → ${lead.id}`)
    expect(said.held).toEqual([])
  })
})

test('that nobody cleared is on call is told to the lead once a run, and again after a reopening', async () => {
  onCall(B.id)
  const told = [`lead_notice nobody_cleared → ${lead.id}`]
  let id = 0
  const ofCleared = async (step: () => Promise<unknown>) =>
    (await saidBy(world, step)).news.filter((one) => one.includes('nobody_cleared'))
  expect(await ofCleared(async () => (id = await fileOne(world, { category: 'child_safety' })))).toEqual(told)
  expect(
    await ofCleared(async () => got(await withdraw(world.deps, requester, { escalationId: id, reason: 'No' }))),
  ).toEqual([])
  expect(
    await ofCleared(async () => got(await reopen(world.deps, requester, { escalationId: id, text: 'Again' }))),
  ).toEqual(told)
})

describe('the start of a day', () => {
  test.each([
    ['when Madrid’s clocks go forward on the weekend', '2027-03-27T02:30:00Z', C.id, '2027-03-29T07:00:00Z'],
    ['when Madrid’s clocks go back on the weekend', '2026-10-24T02:30:00Z', C.id, '2026-10-26T08:00:00Z'],
    ['when New York’s clocks go back on the weekend', '2026-10-31T02:30:00Z', B.id, '2026-11-02T14:00:00Z'],
    ['of a Friday evening is Monday', '2026-11-20T21:00:00Z', C.id, '2026-11-23T08:00:00Z'],
  ])('is nine on the person’s own clock %s', async (_name, at, userId, expected) => {
    const id = await fileOne(world, { severity: 'sev3' })
    const escalation = await stateOf(world, id)
    const opensAt = await world.deps.db.read((q) =>
      notBeforeFor(q, playgroundSettings, { userId, as: 'page', escalation }, new Date(at)),
    )
    expect(opensAt).toEqual(new Date(expected))
  })
})
