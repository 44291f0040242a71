import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { schedules, scheduleVersions, swaps } from '../../../src/db/schema/oncall.ts'
import { rotationsOf } from '../../../src/domain/oncall/prepare.ts'
import type { Log } from '../../../src/ports.ts'
import { applySchedules, editSchedule, takeSchedules } from '../../../src/usecases/oncall/apply-settings.ts'
import { schedulesOf } from '../../../src/usecases/oncall/load-schedules.ts'
import { createScheduleCache, withScheduleCache } from '../../../src/usecases/oncall/schedule-cache.ts'
import { planSchedules } from '../../../src/usecases/oncall/schedule-plan.ts'
import { touched } from '../../../src/usecases/oncall/touched.ts'
import { A, B, C, D, JOB, testWorld, type World } from '../../support/builders.ts'
import { idOf, scheduled, takeUp } from '../../support/duty.ts'

const CLI = { kind: 'cli', name: 'schedules apply' } as const

const CORE = {
  name: 'core',
  team: 'policy',
  zone: 'Europe/Madrid',
  layers: {
    weekday: {
      ...{ from: 'monday 09:00', to: 'friday 18:00', handoff: { every: 'day', at: '09:00' }, anchor: '2026-11-16' },
      // An order that neither letters nor lengths would give.
      rotations: { primary: [A.id, B.id], backup: [B.id, A.id], lead: [C.id] },
    },
    weekend: { from: 'friday 18:00', to: 'monday 09:00', anchor: '2026-11-20', rotations: { primary: [C.id, A.id] } },
  },
  overrides: [{ from: '2026-11-17T09:00', to: '2026-11-17T18:00', replace: B.id, by: D.id, reason: 'travel' }],
  swaps: [{ rotation: 'primary', layer: 'weekend', shift: '2026-11-20T18:00', giver: C.id, taker: B.id }],
  away: [{ person: A.id, from: '2026-12-24', to: '2026-12-26', declaredAt: '2026-10-01T12:00:00Z' }],
}

const WITHOUT_WEEKEND = { ...CORE, swaps: [], layers: { weekday: CORE.layers.weekday } }

let world: World
beforeEach(async () => {
  world = await testWorld('2026-11-16T10:00:00Z')
})
afterEach(() => world.end())

const loaded = () => world.deps.db.read((q) => schedulesOf(q, world.deps.settings(), null, world.clock.now()))

const plansFor = (...entries: readonly unknown[]) =>
  world.deps.db.read((q) => planSchedules(q, world.deps.settings(), scheduled(...entries), world.clock.now()))

describe('the database’s schedule wins once it has one', () => {
  test('what it doesn’t have is taken from the file, with overrides, swaps and kept days', async () => {
    await takeUp(world, CORE)
    const [core, ...others] = await loaded()
    expect(others).toEqual([])
    expect(rotationsOf(core?.prepared ?? fail())).toEqual(['primary', 'backup', 'lead'])
    expect(core?.facts.overrides.map((one) => one.start.toISOString())).toEqual(['2026-11-17T08:00:00.000Z'])
    expect(core?.swaps.map((swap) => swap.taker)).toEqual([B.id])
    expect(core?.facts.keptDays.map((one) => [one.person, one.from, one.to])).toEqual([
      [A.id, '2026-12-24', '2026-12-26'],
    ])
  })

  test('a second start, or a second bot at once, takes nothing twice', async () => {
    await takeUp(world, CORE)
    await Promise.all([takeSchedules(world.deps), takeSchedules(world.deps)])
    expect(await loaded()).toHaveLength(1)
    expect(await world.deps.db.read((q) => q.select().from(swaps))).toHaveLength(1)
    expect((await loaded())[0]?.facts.overrides).toHaveLength(1)
  })

  test('a changed file is logged as a plan and changes nothing', async () => {
    await takeUp(world, CORE)
    const said: string[] = []
    const log: Log = { ...world.deps.log, warn: (event) => said.push(event) }
    const settings = () => ({ ...world.deps.settings(), schedules: scheduled(WITHOUT_WEEKEND) })
    await takeSchedules({ ...world.deps, log, settings })
    expect(said).toEqual(['schedule_file_differs'])
    expect((await loaded())[0]?.rules.layers.weekend).not.toBeNull()
    // The same file again says nothing.
    said.length = 0
    await takeSchedules({ ...world.deps, log })
    expect(said).toEqual([])
  })

  test('the plan shows what changes where, and which gaps that makes; applied, it is the next version', async () => {
    await takeUp(world, CORE)
    const [plan] = await plansFor(WITHOUT_WEEKEND)
    if (plan?.kind !== 'changed') throw new Error('nothing changes')
    expect(plan.isFileChanged).toBe(true)
    expect(plan.changes.map((change) => change.path)).toEqual(['layers.weekend'])
    expect(plan.newGaps.map((gap) => [gap.role, gap.start.toISOString()])[0]).toEqual([
      'primary',
      '2026-11-20T17:00:00.000Z',
    ])
    const input = { schedules: scheduled(WITHOUT_WEEKEND), plans: [plan] }
    expect(await applySchedules(world.deps, CLI, input)).toEqual([{ name: 'core', became: 'edited' }])
    expect(await plansFor(WITHOUT_WEEKEND)).toEqual([{ kind: 'same', name: 'core' }])
    const versions = await world.deps.db.read((q) => q.select().from(scheduleVersions))
    expect(versions.map((row) => [row.version, row.by])).toEqual([
      [1, null],
      [2, null],
    ])
    // A plan that is older than the schedule is refused.
    expect(await applySchedules(world.deps, CLI, input)).toEqual([{ name: 'core', became: 'stale' }])
  })

  test('an edit in Slack is no change of the file: a start says nothing, and the plan says that it would be undone', async () => {
    await takeUp(world, CORE)
    const [edited] = scheduled(WITHOUT_WEEKEND)
    if (edited === undefined) throw new Error('there is one schedule')
    const scheduleId = await idOf(world, 'core')
    await editSchedule(world.deps, JOB, { scheduleId, version: 1, rules: edited.rules, reason: 'quiet weekends' })
    const [plan] = await plansFor(CORE)
    expect(plan).toMatchObject({ kind: 'changed', isFileChanged: false, version: 2 })
  })

  test('an edit that takes a shift away voids its swap', async () => {
    await takeUp(world, CORE)
    const [edited] = scheduled(WITHOUT_WEEKEND)
    if (edited === undefined) throw new Error('there is one schedule')
    const scheduleId = await idOf(world, 'core')
    await editSchedule(world.deps, JOB, { scheduleId, version: 1, rules: edited.rules, reason: null })
    const rows = await world.deps.db.read((q) => q.select().from(swaps))
    expect(rows.map((row) => row.state)).toEqual(['void'])
  })
})

describe('prepared once per revision', () => {
  test('the same schedule comes back until it is touched; one that was rolled back is never remembered', async () => {
    await takeUp(world, CORE)
    const scheduleId = await idOf(world, 'core')
    const settings = withScheduleCache(() => world.deps.settings(), createScheduleCache())
    const ask = () => world.deps.db.read((q) => schedulesOf(q, settings(), 'policy', world.clock.now()))
    const [first] = await ask()
    expect((await ask())[0]).toBe(first)
    const undone = world.deps.db.transact(async (tx) => {
      await touched(tx, scheduleId, world.clock.now())
      await schedulesOf(tx, settings(), 'policy', world.clock.now())
      throw new Error('rolled back')
    })
    await expect(undone).rejects.toThrow('rolled back')
    const [after] = await ask()
    expect(after?.revision).toBe(first?.revision)
    await world.deps.db.transact((tx) => touched(tx, scheduleId, world.clock.now()))
    const [fresh] = await ask()
    expect(fresh).not.toBe(after)
    const [row] = await world.deps.db.read((q) => q.select().from(schedules).where(eq(schedules.id, scheduleId)))
    expect(fresh?.revision).toBe(row?.revision)
  })
})

function fail(): never {
  throw new Error('it isn’t there')
}
