import { and, eq, isNull, lte } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dutyTimers, onCallRecord, overrides } from '../../../src/db/schema/oncall.ts'
import { editSchedule } from '../../../src/usecases/oncall/apply-settings.ts'
import { runDuty } from '../../../src/usecases/oncall/duty.ts'
import { keepRecord } from '../../../src/usecases/oncall/keep-record.ts'
import { touched } from '../../../src/usecases/oncall/touched.ts'
import { rememberPerson } from '../../../src/usecases/people/remember-person.ts'
import { A, B, C, D, JOB, testWorld, type World } from '../../support/builders.ts'
import { idOf, recordOf, runDueDuties, scheduled, takeUp } from '../../support/duty.ts'

/** Daily at 09:00 in Madrid (08:00 UTC in November) from Monday to Friday 18:00, then the weekend. */
const CORE = {
  name: 'core',
  team: 'policy',
  zone: 'Europe/Madrid',
  layers: {
    weekday: {
      ...{ from: 'monday 09:00', to: 'friday 18:00', handoff: { every: 'day', at: '09:00' }, anchor: '2026-11-16' },
      rotations: { primary: [A.id, B.id, C.id], backup: [B.id, C.id, A.id] },
    },
    weekend: { from: 'friday 18:00', to: 'monday 09:00', anchor: '2026-11-20', rotations: { primary: [C.id, A.id] } },
  },
}

let world: World
beforeEach(async () => {
  // Monday, two hours into the first shift.
  world = await testWorld('2026-11-16T10:00:00Z')
})
afterEach(() => world.end())

const primary = async () => (await recordOf(world)).filter((line) => line.startsWith('primary'))
const HOUR = 60

/** The daily search for gaps may be due at the same instant. */
async function dueBoundary(): Promise<number> {
  const due = and(eq(dutyTimers.kind, 'boundary'), isNull(dutyTimers.doneAt), lte(dutyTimers.dueAt, world.clock.now()))
  const [row] = await world.deps.db.read((q) => q.select({ id: dutyTimers.id }).from(dutyTimers).where(due))
  if (row === undefined) throw new Error('no boundary is due')
  return row.id
}

/** `by` in the place of `subject` from now on, for so many hours. */
async function replace(subject: string, by: string, hours: number): Promise<void> {
  const scheduleId = await idOf(world, 'core')
  const now = world.clock.now()
  await world.deps.db.transact(async (tx) => {
    await tx.insert(overrides).values({
      ...{ scheduleId, kind: 'replace', rotation: '*', subject, substitute: by, createdAt: now, createdBy: A.id },
      ...{ startAt: now, endAt: new Date(now.getTime() + hours * 3_600_000) },
    })
    await touched(tx, scheduleId, now)
  })
}

describe('rule 9: who was on call is written as it happens', () => {
  test('at a boundary the open stretch is closed, and the next one begins', async () => {
    await takeUp(world, CORE)
    expect(await recordOf(world)).toEqual([
      `backup 2026-11-16T10:00Z– ${B.id} weekday turn`,
      `primary 2026-11-16T10:00Z– ${A.id} weekday turn`,
    ])
    world.clock.advance(22 * HOUR)
    await runDueDuties(world)
    expect(await recordOf(world)).toEqual([
      `backup 2026-11-16T10:00Z–2026-11-17T08:00Z ${B.id} weekday turn`,
      `backup 2026-11-17T08:00Z– ${C.id} weekday turn`,
      `primary 2026-11-16T10:00Z–2026-11-17T08:00Z ${A.id} weekday turn`,
      `primary 2026-11-17T08:00Z– ${B.id} weekday turn`,
    ])
  })

  test('down over a weekend means late, with the true instants, and nobody where nobody was', async () => {
    await takeUp(world, CORE)
    world.clock.advance(7 * 24 * HOUR)
    await runDueDuties(world)
    expect(await primary()).toEqual([
      `primary 2026-11-16T10:00Z–2026-11-17T08:00Z ${A.id} weekday turn`,
      `primary 2026-11-17T08:00Z–2026-11-18T08:00Z ${B.id} weekday turn`,
      `primary 2026-11-18T08:00Z–2026-11-19T08:00Z ${C.id} weekday turn`,
      `primary 2026-11-19T08:00Z–2026-11-20T08:00Z ${A.id} weekday turn`,
      `primary 2026-11-20T08:00Z–2026-11-20T17:00Z ${B.id} weekday turn`,
      `primary 2026-11-20T17:00Z–2026-11-23T08:00Z ${C.id} weekend turn`,
      `primary 2026-11-23T08:00Z– ${C.id} weekday turn`,
    ])
    expect(await recordOf(world)).toContainEqual(
      'backup 2026-11-20T17:00Z–2026-11-23T08:00Z nobody weekend no_rotation',
    )
  })

  test('a replacement begins when it was said and ends when it was undone; what was before stays', async () => {
    await takeUp(world, CORE)
    world.clock.advance(3 * HOUR)
    await replace(A.id, D.id, 40)
    await runDueDuties(world)
    world.clock.advance(2 * HOUR)
    await world.deps.db.transact(async (tx) => {
      await tx.update(overrides).set({ undoneAt: world.clock.now(), undoneBy: D.id })
      await touched(tx, await idOf(world, 'core'), world.clock.now())
    })
    await runDueDuties(world)
    expect(await primary()).toEqual([
      `primary 2026-11-16T10:00Z–2026-11-16T13:00Z ${A.id} weekday turn`,
      `primary 2026-11-16T13:00Z–2026-11-16T15:00Z ${D.id} override replace`,
      `primary 2026-11-16T15:00Z– ${A.id} weekday turn`,
    ])
  })

  test('a replacement that began while a boundary was overdue has its own instant, and so has the boundary', async () => {
    await takeUp(world, CORE)
    world.clock.advance(26 * HOUR)
    await replace(B.id, D.id, 4)
    world.clock.advance(2 * HOUR)
    await runDueDuties(world)
    expect(await primary()).toEqual([
      `primary 2026-11-16T10:00Z–2026-11-17T08:00Z ${A.id} weekday turn`,
      `primary 2026-11-17T08:00Z–2026-11-17T12:00Z ${B.id} weekday turn`,
      `primary 2026-11-17T12:00Z– ${D.id} override replace`,
    ])
  })

  test('an edit of the rules binds from its instant: the turn that has begun is served, a rotation taken away ends', async () => {
    await takeUp(world, CORE)
    world.clock.advance(2 * HOUR)
    const { weekday, weekend } = CORE.layers
    const [edited] = scheduled({
      ...CORE,
      layers: { weekday: { ...weekday, rotations: { primary: [C.id, D.id] } }, weekend },
    })
    if (edited === undefined) throw new Error('there is one schedule')
    const scheduleId = await idOf(world, 'core')
    await editSchedule(world.deps, JOB, { scheduleId, version: 1, rules: edited.rules, reason: null })
    world.clock.advance(20 * HOUR)
    await runDueDuties(world)
    const lines = await recordOf(world)
    expect(lines).toContain(`backup 2026-11-16T10:00Z–2026-11-16T12:00Z ${B.id} weekday turn`)
    expect(lines[1]).toBe(`primary 2026-11-16T10:00Z–2026-11-17T08:00Z ${A.id} weekday turn`)
    expect(lines[2]).toMatch(/^primary 2026-11-17T08:00Z– U0SPECIALIST[CD] weekday turn$/)
    expect(lines).toHaveLength(3)
  })

  test('from the moment of deactivation the slot is vacant, until they come back', async () => {
    await takeUp(world, CORE)
    const told = { id: A.id, workspaceId: 'T0HERE', displayName: 'A', zone: 'Europe/Madrid', slackLocale: 'es-ES' }
    const person = { ...told, isGuest: false, isBot: false }
    world.clock.advance(3 * HOUR)
    await rememberPerson(world.deps, JOB, { ...person, isDeactivated: true })
    await rememberPerson(world.deps, JOB, { ...person, isDeactivated: true })
    await runDueDuties(world)
    world.clock.advance(2 * HOUR)
    await rememberPerson(world.deps, JOB, { ...person, isDeactivated: false })
    await runDueDuties(world)
    expect(await primary()).toEqual([
      `primary 2026-11-16T10:00Z–2026-11-16T13:00Z ${A.id} weekday turn`,
      'primary 2026-11-16T13:00Z–2026-11-16T15:00Z nobody weekday vacant',
      `primary 2026-11-16T15:00Z– ${A.id} weekday turn`,
    ])
  })

  test('the database refuses to change or delete what is written', async () => {
    await takeUp(world, CORE)
    const rewrite = world.deps.db.transact((tx) => tx.update(onCallRecord).set({ people: [D.id] }))
    await expect(rewrite).rejects.toThrow()
    await expect(world.deps.db.transact((tx) => tx.delete(onCallRecord))).rejects.toThrow()
  })
})

describe('rule 21: what is due is a row', () => {
  test('fifty ticks at once write one record', async () => {
    await takeUp(world, CORE)
    const scheduleId = await idOf(world, 'core')
    world.clock.advance(22 * HOUR)
    const now = world.clock.now()
    const timerId = await dueBoundary()
    const ticks = Array.from({ length: 25 }, () => runDuty(world.deps, { timerId }))
    const others = Array.from({ length: 25 }, () =>
      world.deps.db.transact((tx) => keepRecord(tx, world.deps.settings(), { scheduleId }, now)),
    )
    await Promise.all([...ticks, ...others])
    expect(await primary()).toEqual([
      `primary 2026-11-16T10:00Z–2026-11-17T08:00Z ${A.id} weekday turn`,
      `primary 2026-11-17T08:00Z– ${B.id} weekday turn`,
    ])
    await expect(dueBoundary()).rejects.toThrow('no boundary')
  })

  test('a tick that is cut off in the middle has done nothing, and the next one does it all', async () => {
    await takeUp(world, CORE)
    world.clock.advance(22 * HOUR)
    const before = await recordOf(world)
    const timerId = await dueBoundary()
    const cut = {
      ...world.deps,
      db: {
        ...world.deps.db,
        transact: <T>(work: Parameters<typeof world.deps.db.transact<T>>[0]) =>
          world.deps.db.transact<T>(async (tx) => {
            await work(tx)
            throw new Error('killed')
          }),
      },
    }
    await expect(runDuty(cut, { timerId })).rejects.toThrow('killed')
    expect(await recordOf(world)).toEqual(before)
    await runDueDuties(world)
    expect(await primary()).toHaveLength(2)
  })

  test('the next boundary is set by the one before, and once done it is never set again', async () => {
    await takeUp(world, CORE)
    const waiting = async () =>
      (await world.deps.db.read((q) => q.select().from(dutyTimers).where(eq(dutyTimers.kind, 'boundary'))))
        .filter((timer) => timer.doneAt === null)
        .map((timer) => timer.dueAt.toISOString())
    expect(await waiting()).toEqual(['2026-11-17T08:00:00.000Z'])
    world.clock.advance(22 * HOUR)
    await runDueDuties(world)
    await runDueDuties(world)
    expect(await waiting()).toEqual(['2026-11-18T08:00:00.000Z'])
  })
})
