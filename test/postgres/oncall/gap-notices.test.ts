import { asc } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { gapFindings } from '../../../src/db/schema/oncall.ts'
import { addOverride } from '../../../src/usecases/oncall/add-override.ts'
import { takeOpenShift } from '../../../src/usecases/oncall/take-open-shift.ts'
import { gapNoticeDelivery } from '../../../src/usecases/views/gap-notice.ts'
import { fixFor, fixRotation } from '../../../src/usecases/views/oncall-gaps.ts'
import { A, C, D, lead, testWorld, type World } from '../../support/builders.ts'
import { idOf, runDueDuties, takeUp } from '../../support/duty.ts'
import { gotDuty, refusedDuty } from '../../support/exchange.ts'

const CORE = {
  name: 'core',
  team: 'policy',
  zone: 'Europe/Madrid',
  layers: {
    weekend: { from: 'friday 18:00', to: 'monday 09:00', anchor: '2026-11-16', rotations: { primary: [C.id, D.id] } },
  },
}

let world: World
beforeEach(async () => {
  world = await testWorld('2026-11-16T10:00:00Z')
  await takeUp(world, CORE)
})
afterEach(() => world.end())

async function nobody(start: string, end: string): Promise<void> {
  const scheduleId = await idOf(world, 'core')
  const span = { start: new Date(start), end: new Date(end) }
  const override = { kind: 'nobody', rotation: 'primary', ...span, reason: null } as const
  gotDuty(await addOverride(world.deps, lead, { scheduleId, override }))
  await runDueDuties(world)
}

test('two gaps that grow together: one goes on, the other is part of it', async () => {
  await nobody('2026-11-21T00:00:00Z', '2026-11-21T12:00:00Z')
  await nobody('2026-11-22T00:00:00Z', '2026-11-22T12:00:00Z')
  await nobody('2026-11-21T12:00:00Z', '2026-11-22T00:00:00Z')
  const found = await world.deps.db.read((q) => q.select().from(gapFindings).orderBy(asc(gapFindings.id)))
  const states: string[] = []
  for (const { id } of found) {
    const delivery = await gapNoticeDelivery(world.deps, { userId: lead.id, findingIds: [id] })
    states.push(delivery?.view.gaps[0]?.became.state ?? '-')
  }
  expect(states).toEqual(['open', 'joined'])
})

test('a stretch or a gap of another millennium is refused before anybody is looked for', async () => {
  const scheduleId = await idOf(world, 'core')
  const span = { start: new Date('2026-11-20T17:00:00Z'), end: new Date('5138-01-01T00:00:00Z') }
  const far = { code: 'too_far', days: 400 }
  const stretch = { rotation: 'primary', ...span }
  expect(refusedDuty(await takeOpenShift(world.deps, C, { scheduleId, stretch }))).toEqual(far)
  const gap = { scheduleId, kind: 'nobody', subject: 'primary', ...span } as const
  expect(refusedDuty(await fixRotation(world.deps, lead, gap))).toEqual(far)
  expect(refusedDuty(await fixFor(world.deps, lead, gap))).toEqual(far)
  expect(refusedDuty(await fixRotation(world.deps, A, gap))).toMatchObject({ code: 'not_permitted' })
})
