import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { schedules } from '../../../src/db/schema/oncall.ts'
import { saveSilence } from '../../../src/db/stores/people.ts'
import { claim } from '../../../src/usecases/escalation/claim.ts'
import { leadsFor } from '../../../src/usecases/paging/facts.ts'
import { notBeforeFor } from '../../../src/usecases/quiet-hours.ts'
import { onCallFor } from '../../../src/usecases/team.ts'
import { detailFor } from '../../../src/usecases/views/detail.ts'
import { filingPreview } from '../../../src/usecases/views/filing.ts'
import { onCallNow } from '../../../src/usecases/views/on-call-now.ts'
import { pageDelivery } from '../../../src/usecases/views/page.ts'
import {
  A,
  B,
  C,
  D,
  eventsOf,
  fileOne,
  got,
  lead,
  pages,
  requester,
  runDueTimers,
  stateOf,
  testWorld,
  type World,
} from '../../support/builders.ts'
import { pass, runDueDuties, takeUp } from '../../support/duty.ts'

/** Half a day each, in turn: A, then B; C stands behind, then D. Round the clock. */
const CORE = {
  name: 'core',
  team: 'policy',
  zone: 'UTC',
  layers: {
    weekday: {
      ...{ from: 'monday 00:00', to: 'monday 00:00', handoff: { every: 'day', at: '06:00' }, anchor: '2026-11-20' },
      rotations: { backup: { participants: [C.id, D.id], role: 'backup' }, primary: [B.id, A.id] },
    },
  },
}

let world: World
beforeEach(async () => {
  // Sunday at 02:02, three hours before a handoff: A and D are on duty since Saturday, B and C come next.
  world = await testWorld('2026-11-22T02:02:00Z')
})
afterEach(() => world.end())

const live = async (id: number) =>
  (await pages(world, id)).filter((page) => page.endedAt === null).map((page) => page.userId)

const onDuty = async () => {
  const subject = { teamId: 'policy', category: 'press', isRestricted: false }
  return world.deps.db.read((q) => onCallFor(q, world.deps.settings(), subject, world.clock.now()))
}

describe('SCREENS 3: whom a sev1 pages', () => {
  test('the primary at once; after 5 minutes the primary again and the backup; then a lead', async () => {
    await takeUp(world, CORE)
    const id = await fileOne(world)
    expect(await live(id)).toEqual([A.id])
    await pass(world, 4)
    expect(await live(id)).toEqual([A.id])
    await pass(world, 1)
    expect((await live(id)).toSorted()).toEqual([A.id, D.id])
    expect((await pages(world, id)).map((page) => [page.userId, page.isRepeat])).toEqual([
      [A.id, false],
      [D.id, false],
      [A.id, true],
    ])
    await pass(world, 5)
    expect(await live(id)).toContain(lead.id)
    expect(await live(id)).not.toContain(B.id)
    expect(await live(id)).not.toContain(C.id)
  })

  test('nobody else of the team is paged for a sev2, and once it is claimed nobody at all', async () => {
    await takeUp(world, CORE)
    const id = await fileOne(world, { severity: 'sev2' })
    await pass(world, 10)
    expect((await live(id)).toSorted()).toEqual([A.id, D.id])
    got(await claim(world.deps, D, { escalationId: id }))
    await pass(world, 30)
    expect(await live(id)).toEqual([])
  })

  test('rule 14: Slack silences the primary, who has no other way: the backup is paged in the same instant', async () => {
    await takeUp(world, CORE)
    const until = new Date(world.clock.now().getTime() + 6 * 3_600_000)
    await world.deps.db.read((q) => saveSilence(q, A.id, { until, readAt: world.clock.now() }))
    const id = await fileOne(world)
    expect((await live(id)).toSorted()).toEqual([A.id, D.id])
  })

  test('a team without a schedule is paged as ever: everybody named is on call', async () => {
    const id = await fileOne(world)
    expect(await live(id)).toEqual([A.id, B.id, C.id])
    expect((await onDuty()).isScheduled).toBe(false)
  })

  test('its form says who is woken: the primary alone', async () => {
    await takeUp(world, CORE)
    const asked = { category: 'press', severity: 'sev1', forTeamId: null } as const
    const { onCall } = await filingPreview(world.deps, requester, asked)
    expect(onCall).toEqual([{ name: A.id, localTime: '20:02' }])
    expect(await onCallNow(world.deps)).toEqual([A.id, D.id])
  })

  test('a page says as what its reader is on call, and until when', async () => {
    await takeUp(world, CORE)
    const id = await fileOne(world)
    const [page] = await pages(world, id)
    const delivery = await pageDelivery(world.deps, { pageId: page?.id ?? 0 })
    const view = delivery?.view.kind === 'one' ? delivery.view.view : null
    expect(view?.duty).toEqual({ role: 'primary', layer: 'weekday', until: new Date('2026-11-22T06:00:00Z') })
  })
})

describe('rule 7: nobody scheduled, nobody reachable, look-up failed', () => {
  const nobodyAsPrimary = { ...CORE, overrides: [gap('primary')] }
  const nobody = { ...CORE, overrides: [gap('primary'), gap('backup')] }

  function gap(rotation: string) {
    return { from: '2026-11-22T02:02:00Z', to: '2026-11-22T08:00:00Z', nobody: true, rotation }
  }

  test('a gap of the primary is skipped at once: the backup is paged with the filing', async () => {
    await takeUp(world, nobodyAsPrimary)
    expect(await live(await fileOne(world))).toEqual([D.id])
  })

  test('a declared gap in every rotation pages a lead at once, and the room is told that nobody is on call', async () => {
    await takeUp(world, nobody)
    const id = await fileOne(world)
    expect(await live(id)).toEqual([lead.id])
    expect(await eventsOf(world, id)).toContain('nobody_answers')
    expect((await onDuty()).people).toEqual([])
  })

  test('rules that can’t be read are a look-up that failed, not an empty schedule', async () => {
    await takeUp(world, CORE)
    await world.deps.db.read((q) => q.update(schedules).set({ rules: { name: 'core' }, version: 2 }))
    const id = await fileOne(world)
    expect(await live(id)).toEqual([lead.id])
  })

  test('nobody cleared on call is nobody on call', async () => {
    const { weekday } = CORE.layers
    const rotations = { primary: [B.id], backup: [D.id] }
    await takeUp(world, { ...CORE, layers: { weekday: { ...weekday, rotations } } })
    const id = await fileOne(world, { category: 'child_safety' })
    expect((await stateOf(world, id)).isRestricted).toBe(true)
    expect(await live(id)).toEqual([lead.id])
  })
})

describe('rule 13: whoever comes on call while nobody has it is paged too', () => {
  test('the new primary at the boundary; the new backup when the step comes that names the backup', async () => {
    await takeUp(world, CORE)
    world.clock.advance(3 * 60 + 56)
    const id = await fileOne(world)
    expect(await live(id)).toEqual([A.id])
    await pass(world, 2)
    expect(world.clock.now().toISOString()).toBe('2026-11-22T06:00:00.000Z')
    expect((await live(id)).toSorted()).toEqual([A.id, B.id])
    await pass(world, 5)
    expect(await live(id)).toContain(C.id)
    expect((await pages(world, id)).filter((page) => page.why === 'came_on_call').map((page) => page.userId)).toEqual([
      B.id,
    ])
  })

  test('nobody is paged by the boundary for what is claimed', async () => {
    await takeUp(world, CORE)
    const id = await fileOne(world)
    got(await claim(world.deps, A, { escalationId: id }))
    world.clock.advance(4 * 60)
    await runDueDuties(world)
    await runDueTimers(world)
    expect((await pages(world, id)).map((page) => page.userId)).not.toContain(B.id)
  })
})

test('the lead on duty comes first, and a lead’s rotation is paged for nothing else', async () => {
  const settings = world.deps.settings()
  const leads = ['U0LEAD0', lead.id]
  world.set({ ...settings, teams: settings.teams.map((team) => ({ ...team, leads })) })
  const { weekday } = CORE.layers
  const rotations = { ...weekday.rotations, 'lead of the day': { participants: [lead.id], role: 'lead' } }
  await takeUp(world, { ...CORE, layers: { weekday: { ...weekday, rotations } } })
  const id = await fileOne(world)
  const escalation = await stateOf(world, id)
  const order = await world.deps.db.read((q) => leadsFor(q, world.deps.settings(), escalation, world.clock.now()))
  expect(order).toEqual([lead.id, 'U0LEAD0'])
  expect((await onDuty()).people).toEqual([A.id, D.id])
})

test('quiet hours: what is asked of who is on call isn’t held, and waits for who isn’t', async () => {
  await takeUp(world, CORE)
  const escalation = await stateOf(world, await fileOne(world))
  const heldFor = async (userId: string) => {
    const now = world.clock.now()
    const ask = { userId, as: 'duty', escalation } as const
    return (await world.deps.db.read((q) => notBeforeFor(q, world.deps.settings(), ask, now))) > now
  }
  expect(await heldFor(D.id)).toBe(false)
  expect(await heldFor(C.id)).toBe(true)
})

test('a lead may give it to any specialist of the team, on duty or not', async () => {
  await takeUp(world, CORE)
  const id = await fileOne(world)
  got(await claim(world.deps, lead, { escalationId: id, forId: B.id }))
})

test('what is filed during a planned launch is tagged with it, for the team to see', async () => {
  const block = { from: '2026-11-22T00:00', to: '2026-11-22T03:00', tag: 'launch', people: { primary: [A.id] } }
  await takeUp(world, { ...CORE, blocks: [block] })
  const during = await fileOne(world)
  world.clock.set('2026-11-22T03:00:00Z')
  const after = await fileOne(world)
  const tagsFor = async (person: typeof lead, escalationId: number) =>
    got(await detailFor(world.deps, person, { escalationId })).tags
  expect(await tagsFor(lead, during)).toEqual(['launch'])
  expect(await tagsFor(requester, during)).toEqual([])
  expect(await tagsFor(lead, after)).toEqual([])
})
