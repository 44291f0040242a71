import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dutyByPerson, type Stretch, without } from '../../../src/domain/oncall/moved.ts'
import { addOverride } from '../../../src/usecases/oncall/add-override.ts'
import { coverByHand, previewCover } from '../../../src/usecases/oncall/cover-by-hand.ts'
import { undoOverride, undoOverrides } from '../../../src/usecases/oncall/undo-override.ts'
import { A, B, C, D, lead, testWorld, type World } from '../../support/builders.ts'
import { idOf, runDueDuties, takeUp } from '../../support/duty.ts'
import { gotDuty, loaded, refusedDuty, told } from '../../support/exchange.ts'

const daily = (name: string, ...people: readonly string[]) => ({
  name,
  team: 'policy',
  zone: 'Europe/Madrid',
  weekendPost: 'none',
  layers: {
    weekday: {
      from: 'monday 09:00',
      to: 'monday 09:00',
      handoff: { every: 'day', at: '09:00' },
      anchor: '2026-11-16',
      rotations: { primary: people },
    },
  },
})

const HOUR_MS = 3_600_000
let world: World
beforeEach(async () => {
  // It is Monday: until Tuesday at 08:00Z A has both, then C and D.
  world = await testWorld('2026-11-16T10:00:00Z')
  await takeUp(world, daily('core', A.id, C.id), daily('late', A.id, D.id))
})
afterEach(() => world.end())

const wanted = (fromHours: number, hours: number, by: string) => {
  const start = new Date(world.clock.now().getTime() + fromHours * HOUR_MS)
  return { person: A.id, by, start, end: new Date(start.getTime() + hours * HOUR_MS), reason: null }
}

async function dutyOf(person: string, name: string): Promise<readonly Stretch[]> {
  const { prepared } = await loaded(world, await idOf(world, name))
  const from = world.clock.now()
  return dutyByPerson(prepared, { from, to: new Date(from.getTime() + 30 * 24 * HOUR_MS) }).get(person) ?? []
}

const texts = (stretches: readonly Stretch[]) =>
  stretches.map(({ rotation, start, end }) => `${rotation} ${start.toISOString()} ${end.toISOString()}`)

test('what is confirmed is what is saved: on both schedules just those stretches move', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 1, max: 120 }), async (from, hours) => {
      const want = wanted(from, hours, B.id)
      const looked = await previewCover(world.deps, lead, want)
      if (!looked.ok) return expect(looked.refusal.code).toBe('no_effect')
      const names = ['core', 'late']
      const before = new Map(await Promise.all(names.map(async (name) => [name, await dutyOf(A.id, name)] as const)))
      const { schedules } = looked.value
      const scheduleIds = schedules.map(({ scheduleId }) => scheduleId)
      const { overrideIds } = gotDuty(await coverByHand(world.deps, lead, { ...want, scheduleIds }))
      for (const name of names) {
        const shown = schedules.find((one) => one.schedule === name)?.parts ?? []
        expect(texts(without(before.get(name) ?? [], await dutyOf(A.id, name)))).toEqual(texts(shown))
        expect(texts(await dutyOf(B.id, name))).toEqual(texts(shown))
      }
      for (const overrideId of overrideIds) gotDuty(await undoOverride(world.deps, lead, { overrideId }))
      await runDueDuties(world)
    }),
    { numRuns: 8, seed: 20_261_123 },
  )
})

test('over two schedules it is saved on both or on neither', async () => {
  const want = wanted(0, 20, B.id)
  const looked = gotDuty(await previewCover(world.deps, lead, want))
  const scheduleIds = looked.schedules.map(({ scheduleId }) => scheduleId)
  expect(scheduleIds).toHaveLength(2)
  // Meanwhile somebody replaces A on the second.
  const late = await idOf(world, 'late')
  const { start, end } = want
  const override = { kind: 'replace', subject: A.id, by: D.id, start, end, reason: null } as const
  gotDuty(await addOverride(world.deps, lead, { scheduleId: late, override }))
  expect(refusedDuty(await coverByHand(world.deps, lead, { ...want, scheduleIds }))).toMatchObject({
    code: 'overlapping',
    byId: lead.id,
  })
  expect(await dutyOf(B.id, 'core')).toEqual([])
})

test('a schedule of another team, named by a forged form, is refused as a whole', async () => {
  const want = wanted(0, 20, B.id)
  const scheduleIds = [await idOf(world, 'core'), 999_999]
  expect(refusedDuty(await coverByHand(world.deps, lead, { ...want, scheduleIds }))).toEqual({ code: 'not_found' })
  expect(await dutyOf(B.id, 'core')).toEqual([])
})

test('over two schedules it is one event: whom it relieves is told once, and once that it was undone, of both', async () => {
  const want = wanted(0, 20, B.id)
  const { schedules } = gotDuty(await previewCover(world.deps, lead, want))
  const scheduleIds = schedules.map(({ scheduleId }) => scheduleId)
  // A form that names one twice means it once.
  const twice = { ...want, scheduleIds: [...scheduleIds, ...scheduleIds] }
  const { overrideIds } = gotDuty(await coverByHand(world.deps, lead, twice))
  expect(overrideIds).toHaveLength(2)
  const [first, second] = overrideIds
  const noticesTo = async (userId: string) => (await told(world)).filter((one) => one.to === userId)
  expect(await noticesTo(A.id)).toEqual([
    { to: A.id, notice: { code: 'replaced', overrideId: first, by: lead.id, also: [second] } },
  ])
  gotDuty(await undoOverrides(world.deps, lead, { overrideIds }))
  expect((await noticesTo(A.id)).map(({ notice }) => notice.code)).toEqual(['replaced', 'override_undone'])
  expect((await noticesTo(B.id)).map(({ notice }) => notice.code)).toEqual(['replaced', 'override_undone'])
})

test('whoever isn’t a lead doesn’t come to be on duty twice by one form: refused, and nothing is saved', async () => {
  const want = wanted(0, 20, C.id)
  expect(refusedDuty(await previewCover(world.deps, C, want)).code).toBe('on_duty_twice')
  const scheduleIds = [await idOf(world, 'core'), await idOf(world, 'late')]
  expect(refusedDuty(await coverByHand(world.deps, C, { ...want, scheduleIds })).code).toBe('on_duty_twice')
  expect(await dutyOf(A.id, 'core')).toEqual(expect.arrayContaining([expect.objectContaining({ rotation: 'primary' })]))
  // A lead is shown it, and may want it all the same.
  const shown = gotDuty(await previewCover(world.deps, lead, want)).schedules.map(
    ({ refusal }) => refusal?.code ?? null,
  )
  expect(shown).toContain('on_duty_twice')
})

test('undone on all its schedules or on none; what somebody undid already isn’t in the way', async () => {
  const want = wanted(0, 20, B.id)
  const scheduleIds = [await idOf(world, 'core'), await idOf(world, 'late')]
  const { overrideIds } = gotDuty(await coverByHand(world.deps, lead, { ...want, scheduleIds }))
  const [first = 0] = overrideIds
  // D made none of them, and is replaced by none.
  expect(refusedDuty(await undoOverrides(world.deps, D, { overrideIds })).code).toBe('not_permitted')
  expect(refusedDuty(await undoOverrides(world.deps, lead, { overrideIds: [...overrideIds, 999_999] })).code).toBe(
    'not_found',
  )
  expect(await dutyOf(B.id, 'core')).not.toEqual([])
  gotDuty(await undoOverride(world.deps, lead, { overrideId: first }))
  gotDuty(await undoOverrides(world.deps, A, { overrideIds }))
  expect([await dutyOf(B.id, 'core'), await dutyOf(B.id, 'late')]).toEqual([[], []])
  expect(refusedDuty(await undoOverrides(world.deps, A, { overrideIds })).code).toBe('already_undone')
})
