import { asc, like } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { outbox } from '../../../src/db/schema/outbox.ts'
import { addOverride } from '../../../src/usecases/oncall/add-override.ts'
import { handoffDelivery } from '../../../src/usecases/views/handoff.ts'
import { A, B, C, fileClaimed, fileOne, lead, testWorld, type World } from '../../support/builders.ts'
import { idOf, runDueDuties, takeUp } from '../../support/duty.ts'
import { gotDuty } from '../../support/exchange.ts'

const daily = (...people: readonly string[]) => ({
  weekday: {
    from: 'monday 09:00',
    to: 'monday 09:00',
    handoff: { every: 'day', at: '09:00' },
    anchor: '2026-11-16',
    rotations: { primary: people },
  },
})
/** A until Tuesday at 08:00Z, then B, then A. */
const CORE = { name: 'core', team: 'policy', zone: 'Europe/Madrid', weekendPost: 'none', layers: daily(A.id, B.id) }
const TUESDAY = '2026-11-17T08:00:00.000Z'

let world: World
beforeEach(async () => {
  world = await testWorld('2026-11-16T10:00:00Z')
})
afterEach(() => world.end())

/** `arriving A`, in order. */
async function told(): Promise<readonly string[]> {
  const rows = await world.deps.db.read((q) =>
    q.select().from(outbox).where(like(outbox.key, 'handoff:%')).orderBy(asc(outbox.id)),
  )
  const names = new Map([A, B, C].map((one, index) => [one.id, 'ABC'[index] ?? '?']))
  return rows.map(({ key }) => {
    const [, , side, person = ''] = key.split(':')
    return `${side} ${names.get(person)}`
  })
}

async function at(instant: string): Promise<void> {
  world.clock.set(instant)
  await runDueDuties(world)
}

const handoff = async (side: 'arriving' | 'leaving', userId: string) =>
  handoffDelivery(world.deps, {
    userId,
    scheduleId: await idOf(world, 'core'),
    rotation: 'primary',
    side,
    at: TUESDAY,
    others: [],
  })

test('SCREENS 9: off on one schedule and on in another at the same instant is one message', async () => {
  await takeUp(world, CORE, { ...CORE, name: 'late', layers: daily(C.id, A.id) })
  await at(TUESDAY)
  expect((await told()).filter((one) => one.endsWith('A'))).toEqual(['arriving A'])
})

test('an edit right after a boundary that hadn’t run: who left by the schedule is told', async () => {
  await takeUp(world, CORE)
  world.clock.set('2026-11-17T08:00:02Z')
  const scheduleId = await idOf(world, 'core')
  const override = {
    kind: 'replace',
    subject: B.id,
    by: C.id,
    start: world.clock.now(),
    end: new Date('2026-11-18T08:00:00Z'),
    reason: null,
  } as const
  gotDuty(await addOverride(world.deps, C, { scheduleId, override }))
  await runDueDuties(world)
  expect(await told()).toEqual(['leaving A'])
})

test('ONCALL 21: after two shifts of downtime both who were there before are off, and one is on', async () => {
  await takeUp(world, { ...CORE, layers: daily(A.id, B.id, C.id) })
  await at('2026-11-18T08:30:00Z')
  expect((await told()).toSorted()).toEqual(['arriving C', 'leaving A', 'leaving B'])
})

test('that they are off isn’t told to who is on call again when it goes out', async () => {
  await takeUp(world, CORE)
  await fileClaimed(world)
  await at(TUESDAY)
  expect(await handoff('leaving', A.id)).not.toBeNull()
  await at('2026-11-18T08:00:00Z')
  expect(await handoff('leaving', A.id)).toBeNull()
})

test('what was due yesterday is late, not due today', async () => {
  await takeUp(world, CORE)
  await fileOne(world)
  await at(TUESDAY)
  expect((await handoff('arriving', B.id))?.view).toMatchObject({ open: 1, late: 1, dueToday: null })
})

test('an instant that only a forged button names is refused at once', async () => {
  await takeUp(world, CORE)
  const scheduleId = await idOf(world, 'core')
  const end = new Date('5138-01-01T00:00:00Z')
  const start = new Date('2026-11-20T17:00:00Z')
  const override = { kind: 'add', rotation: 'primary', subject: C.id, start, end, reason: null } as const
  expect(await addOverride(world.deps, lead, { scheduleId, override })).toEqual({
    ok: false,
    refusal: { code: 'too_far', days: 400 },
  })
})
