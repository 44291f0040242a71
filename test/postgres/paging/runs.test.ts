import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { saveSilence } from '../../../src/db/stores/people.ts'
import { runningRun } from '../../../src/db/stores/runs.ts'
import type { Settings } from '../../../src/settings/types.ts'
import { claim } from '../../../src/usecases/escalation/claim.ts'
import { linkDuplicate } from '../../../src/usecases/escalation/link-duplicate.ts'
import { pageAgain } from '../../../src/usecases/escalation/page-again.ts'
import { pageSeen } from '../../../src/usecases/escalation/page-seen.ts'
import { passPage } from '../../../src/usecases/escalation/pass-page.ts'
import { release } from '../../../src/usecases/escalation/release.ts'
import { stillUrgent } from '../../../src/usecases/escalation/still-urgent.ts'
import { withdraw } from '../../../src/usecases/escalation/withdraw.ts'
import { readRun } from '../../../src/usecases/paging/run-record.ts'
import { passPreview } from '../../../src/usecases/views/page-preview.ts'
import {
  A,
  B,
  C,
  colleague,
  D,
  eventsOf,
  fileOne,
  got,
  lead,
  pages,
  refusalOf,
  requester,
  runDueTimers,
  testWorld,
  type World,
} from '../../support/builders.ts'

let world: World
beforeEach(async () => {
  world = await testWorld('2026-11-22T02:02:00Z')
})
afterEach(() => world.end())

/** A, then B, as two steps: what a schedule with primary and backup gives. */
function backedUp(settings: Settings): Settings {
  const steps = [A, B].map(({ id }) => ({ whom: [{ kind: 'person', userId: id } as const], waitMinutes: 5 }))
  const policy = { pages: 'at_once', steps, repeats: 1, lastResort: { kind: 'intake' }, mostAtOnce: 3 } as const
  return {
    ...settings,
    teams: settings.teams.map((team) => ({ ...team, paging: { sev1: { ...policy, ifSilenced: 'page_next' } } })),
  }
}

const live = async (id: number) =>
  (await pages(world, id)).filter((page) => page.endedAt === null).map((page) => page.userId)

async function pageOf(id: number, userId: string): Promise<number> {
  const page = (await pages(world, id)).findLast((one) => one.userId === userId)
  if (page === undefined) throw new Error(`${userId} has no page`)
  return page.id
}

async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    world.clock.advance(1)
    await runDueTimers(world)
  }
}

const phaseOf = async (id: number) => {
  const stored = await world.deps.db.read((q) => runningRun(q, id))
  return stored === null ? null : readRun(stored.run).phase.phase
}

describe('rule 13: a policy', () => {
  test('goes on with its next step when nobody answers, then repeats, then tells the room', async () => {
    world.set(backedUp(world.deps.settings()))
    const id = await fileOne(world)
    expect(await live(id)).toEqual([A.id])
    await pass(4)
    expect(await live(id)).toEqual([A.id])
    await pass(1)
    expect(await live(id)).toEqual([A.id, B.id])
    await pass(5)
    // Once more: the older page of A lost its buttons to this one.
    expect((await pages(world, id)).map((page) => [page.userId, page.isRepeat, page.outcome])).toEqual([
      [A.id, false, 'replaced'],
      [B.id, false, null],
      [A.id, true, null],
    ])
    await pass(15)
    expect(await eventsOf(world, id)).toContain('nobody_answers')
  })

  test('keeps its steps as they were when the run started; people are looked up live', async () => {
    world.set(backedUp(world.deps.settings()))
    const id = await fileOne(world)
    const { teams } = world.deps.settings()
    world.set({ ...world.deps.settings(), teams: teams.map((team) => ({ ...team, paging: {} })) })
    await pass(5)
    expect(await live(id)).toEqual([A.id, B.id])
  })

  test('whoever is left out of the call list by the settings meanwhile isn’t paged by the next step', async () => {
    const id = await fileOne(world)
    expect(await live(id)).toEqual([A.id, B.id, C.id])
    const settings = world.deps.settings()
    world.set({ ...settings, teams: settings.teams.map((team) => ({ ...team, specialists: [D.id] })) })
    await pass(5)
    expect(await live(id)).toContain(D.id)
  })
})

describe('rule 15: buttons act as of their page', () => {
  test('acknowledging stops the others’ pages; the second to press learns who was first', async () => {
    const id = await fileOne(world)
    const [a, b] = [await pageOf(id, A.id), await pageOf(id, B.id)]
    got(await pageSeen(world.deps, A, { pageId: a }))
    expect(await live(id)).toEqual([A.id])
    expect(refusalOf(await pageSeen(world.deps, B, { pageId: b }))).toMatchObject({ code: 'already_seen', byId: A.id })
    got(await pageSeen(world.deps, A, { pageId: a }))
    expect(await live(id)).toEqual([A.id])
  })

  test('a stale “can’t” is refused; a second one changes nothing', async () => {
    world.set(backedUp(world.deps.settings()))
    const id = await fileOne(world)
    const first = await pageOf(id, A.id)
    await pass(10)
    expect(refusalOf(await passPage(world.deps, A, { pageId: first }))).toEqual({ code: 'stale' })
    const now = await pageOf(id, A.id)
    got(await passPage(world.deps, A, { pageId: now }))
    got(await passPage(world.deps, A, { pageId: now }))
    expect((await eventsOf(world, id)).filter((event) => event === 'page_passed')).toHaveLength(1)
    expect(refusalOf(await passPage(world.deps, B, { pageId: now }))).toEqual({ code: 'not_found' })
  })

  test('“can’t” names whom it wakes and the hour there, and pages them in the same instant', async () => {
    world.set(backedUp(world.deps.settings()))
    const id = await fileOne(world)
    const pageId = await pageOf(id, A.id)
    const preview = got(await passPreview(world.deps, A, { pageId }))
    expect(preview.woken).toMatchObject([{ id: B.id, localTime: expect.stringMatching(/^\d\d:\d\d$/) }])
    got(await passPage(world.deps, A, { pageId }))
    expect(await live(id)).toEqual([B.id])
  })

  test('a claim stops all that is pending, and the run', async () => {
    const id = await fileOne(world)
    got(await claim(world.deps, B, { escalationId: id }))
    expect(await live(id)).toEqual([])
    expect(await phaseOf(id)).toBeNull()
    const ofRuns = async () => (await pages(world, id)).filter((page) => page.runId !== null).length
    const count = await ofRuns()
    await pass(30)
    expect(await ofRuns()).toBe(count)
  })
})

describe('rule 16: an acknowledgement expires', () => {
  test('after ten minutes whoever saw it is reminded, and the run goes on', async () => {
    world.set(backedUp(world.deps.settings()))
    const id = await fileOne(world)
    const pageId = await pageOf(id, A.id)
    await pass(3)
    got(await pageSeen(world.deps, A, { pageId }))
    await pass(9)
    expect(await live(id)).toEqual([A.id])
    await pass(1)
    const after = await pages(world, id)
    expect(after.map((page) => [page.userId, page.why, page.outcome])).toEqual([
      [A.id, 'named', 'replaced'],
      [A.id, 'reminder', null],
      [B.id, 'named', null],
    ])
  })

  test('not once it was claimed', async () => {
    const id = await fileOne(world)
    got(await pageSeen(world.deps, A, { pageId: await pageOf(id, A.id) }))
    await pass(2)
    got(await claim(world.deps, A, { escalationId: id }))
    await pass(20)
    expect(await live(id)).toEqual([])
  })
})

describe('rule 7: nobody on call is loud and fast', () => {
  const without = () => {
    const settings = world.deps.settings()
    world.set({ ...settings, teams: settings.teams.map((team) => ({ ...team, specialists: [] })) })
  }

  test('the leads are paged at once, the room is told, and again after a quarter of an hour at the soonest', async () => {
    without()
    const id = await fileOne(world)
    expect((await pages(world, id)).map((page) => [page.userId, page.why])).toEqual([[lead.id, 'fallback']])
    const told = async () => (await eventsOf(world, id)).filter((event) => event === 'nobody_answers').length
    expect(await told()).toBe(1)
    await pass(14)
    expect(await told()).toBe(1)
    await pass(2)
    expect(await told()).toBe(2)
  })

  test('who is found is paged within a minute', async () => {
    without()
    const id = await fileOne(world)
    await pass(3)
    const settings = world.deps.settings()
    world.set({ ...settings, teams: settings.teams.map((team) => ({ ...team, specialists: [A.id] })) })
    await pass(1)
    expect(await live(id)).toContain(A.id)
  })

  test('who left the workspace is nobody', async () => {
    await world.deps.db.transact((tx) => tx.execute(`update people set is_deactivated = true where id <> '${lead.id}'`))
    const id = await fileOne(world)
    expect(await live(id)).toEqual([lead.id])
  })
})

describe('rule 14: whom Slack silences', () => {
  const silence = (userId: string, hours: number) => {
    const now = world.clock.now()
    const until = new Date(now.getTime() + hours * 3_600_000)
    return world.deps.db.transact((tx) => saveSilence(tx, userId, { until, readAt: now }))
  }

  test('sev1 with no other way pages the backup in the same instant', async () => {
    world.set(backedUp(world.deps.settings()))
    await silence(A.id, 6)
    const id = await fileOne(world)
    expect(await live(id)).toEqual([A.id, B.id])
    expect(new Set((await pages(world, id)).map((page) => page.askedAt.getTime())).size).toBe(1)
  })

  test('once the silence is over the steps keep their time', async () => {
    world.set(backedUp(world.deps.settings()))
    await silence(A.id, 6)
    world.clock.advance(6 * 60)
    const id = await fileOne(world)
    expect(await live(id)).toEqual([A.id])
  })
})

describe('a run and the life of its escalation', () => {
  test('withdrawing stops it where it took effect', async () => {
    const id = await fileOne(world)
    got(await withdraw(world.deps, requester, { escalationId: id, reason: 'Solved itself' }))
    expect(await live(id)).toEqual([])
    expect(await phaseOf(id)).toBeNull()
  })

  test('linking stops it: the other escalation has its own', async () => {
    const [id, other] = [await fileOne(world), await fileOne(world)]
    got(await linkDuplicate(world.deps, lead, { escalationId: id, duplicateOf: other }))
    expect(await live(id)).toEqual([])
    expect(await phaseOf(other)).toBe('paging')
  })

  test('a release starts another, without the releaser', async () => {
    const id = await fileOne(world)
    got(await claim(world.deps, A, { escalationId: id }))
    got(await release(world.deps, A, { escalationId: id }))
    expect(await live(id)).toEqual([B.id, C.id, D.id])
    await pass(6)
    expect(await live(id)).not.toContain(A.id)
  })

  test('“it got worse” goes to the next step at once', async () => {
    world.set(backedUp(world.deps.settings()))
    const id = await fileOne(world)
    world.clock.advance(2)
    got(await stillUrgent(world.deps, requester, { escalationId: id, why: 'worse', text: 'It spreads.' }))
    expect(await live(id)).toEqual([A.id, B.id])
  })

  test('ten bots tick at once: each step pages once', async () => {
    world.set(backedUp(world.deps.settings()))
    const id = await fileOne(world)
    world.clock.advance(5)
    await Promise.all(Array.from({ length: 10 }, () => runDueTimers(world)))
    expect(await live(id)).toEqual([A.id, B.id])
  })

  test('down for an hour it goes on late, one step and not twelve', async () => {
    world.set(backedUp(world.deps.settings()))
    const id = await fileOne(world)
    world.clock.advance(60)
    await runDueTimers(world)
    const ofRun = (await pages(world, id)).filter((page) => page.runId !== null)
    expect(ofRun.map((page) => page.userId)).toEqual([A.id, B.id])
  })
})

describe('paging by hand', () => {
  test('is for specialists and leads; without a name it is the run’s next step', async () => {
    world.set(backedUp(world.deps.settings()))
    const id = await fileOne(world)
    expect(refusalOf(await pageAgain(world.deps, requester, { escalationId: id, userIds: [] }))).toMatchObject({
      code: 'not_permitted',
    })
    world.clock.advance(2)
    got(await pageAgain(world.deps, C, { escalationId: id, userIds: [] }))
    expect(await live(id)).toEqual([A.id, B.id])
  })

  test('by name it pages them once, and their older page has no buttons any more', async () => {
    const id = await fileOne(world)
    got(await pageAgain(world.deps, lead, { escalationId: id, userIds: [A.id] }))
    const theirs = (await pages(world, id)).filter((page) => page.userId === A.id)
    expect(theirs.map((page) => page.outcome)).toEqual(['replaced', null])
  })

  test('never somebody who could not have it', async () => {
    const id = await fileOne(world)
    expect(refusalOf(await pageAgain(world.deps, lead, { escalationId: id, userIds: [colleague.id] }))).toMatchObject({
      code: 'person_not_eligible',
    })
  })

  test('of a severity that pages nobody it reaches who is on call', async () => {
    const id = await fileOne(world, { severity: 'sev4' })
    expect(await live(id)).toEqual([])
    got(await pageAgain(world.deps, lead, { escalationId: id, userIds: [] }))
    expect(await live(id)).toHaveLength(3)
  })
})
