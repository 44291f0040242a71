import { asc, like } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dutyPosts } from '../../../src/db/schema/oncall.ts'
import { outbox } from '../../../src/db/schema/outbox.ts'
import type { ScheduleRules } from '../../../src/domain/oncall/rules.ts'
import { addOverride } from '../../../src/usecases/oncall/add-override.ts'
import { editSchedule } from '../../../src/usecases/oncall/apply-settings.ts'
import { confirmPost } from '../../../src/usecases/oncall/posts/confirm-post.ts'
import { takeNow } from '../../../src/usecases/oncall/take-now.ts'
import {
  dutyCallDelivery,
  dutyPostDelivery,
  dutyUnconfirmedDelivery,
  myPart,
} from '../../../src/usecases/views/duty-post.ts'
import { A, B, C, D, lead, testWorld, type World } from '../../support/builders.ts'
import { idOf, runDueDuties, takeUp } from '../../support/duty.ts'
import { gotDuty, loaded, ref } from '../../support/exchange.ts'

/** It is Monday. Posted on Thursday at 15:00Z; the weekend begins on Friday at 17:00Z. */
const WEEKEND = { from: 'friday 18:00', to: 'monday 09:00', anchor: '2026-11-16', rotations: { primary: [C.id, D.id] } }
const CORE = { name: 'core', team: 'policy', zone: 'Europe/Madrid', layers: { weekend: WEEKEND } }
const THURSDAY = '2026-11-19T15:00:00Z'
const FRIDAY_NOON = '2026-11-20T11:00:00Z'
const FRIDAY_THREE = '2026-11-20T14:00:00Z'
const BEGINS = new Date('2026-11-20T17:00:00Z')
const ENDS = new Date('2026-11-23T08:00:00Z')

let world: World
beforeEach(async () => {
  world = await testWorld('2026-11-16T10:00:00Z')
})
afterEach(() => world.end())

const posts = () => world.deps.db.read((q) => q.select().from(dutyPosts).orderBy(asc(dutyPosts.id)))
const rows = (keys: string) =>
  world.deps.db.read((q) => q.select().from(outbox).where(like(outbox.key, keys)).orderBy(asc(outbox.id)))
const said = async (keys = 'duty\\_%') => (await rows(keys)).map(({ key }) => key)

async function at(instant: string): Promise<void> {
  world.clock.set(instant)
  await runDueDuties(world)
}

async function edit(change: Partial<ScheduleRules>): Promise<void> {
  const scheduleId = await idOf(world, 'core')
  const { rules, version } = await loaded(world, scheduleId)
  gotDuty(await editSchedule(world.deps, lead, { scheduleId, version, rules: { ...rules, ...change }, reason: null }))
  // The boundary, and what it left to be done at once.
  await runDueDuties(world)
  await runDueDuties(world)
}

async function override(by: string): Promise<void> {
  const scheduleId = await idOf(world, 'core')
  const put = { kind: 'replace', subject: C.id, by, start: BEGINS, end: ENDS, reason: null } as const
  gotDuty(await addOverride(world.deps, lead, { scheduleId, override: put }))
  await runDueDuties(world)
}

test('the post’s day is moved after it was posted: the weekend isn’t announced twice', async () => {
  await takeUp(world, CORE)
  await at(THURSDAY)
  await edit({ weekendPost: { weekday: 5, at: '10:00' } })
  await at('2026-11-20T09:00:00Z')
  expect(await posts()).toHaveLength(1)
})

test('the post’s time is moved to one that has just passed: it is posted at once, and isn’t late', async () => {
  await takeUp(world, CORE)
  await at('2026-11-19T14:30:00Z')
  await edit({ weekendPost: { weekday: 4, at: '15:00' } })
  expect(await posts()).toMatchObject([{ postedOn: '2026-11-19' }])
  await at(THURSDAY)
  await at(FRIDAY_NOON)
  expect(await posts()).toHaveLength(1)
  expect((await dutyPostDelivery(world.deps, { postId: 1, edition: 0 }))?.view.lateMinutes).toBe(0)
})

test('moved on and back again, it is posted all the same', async () => {
  await takeUp(world, CORE)
  await edit({ weekendPost: { weekday: 5, at: '10:00' } })
  await at(THURSDAY)
  expect(await posts()).toHaveLength(0)
  await edit({ weekendPost: { weekday: 4, at: '16:00' } })
  expect(await posts()).toHaveLength(1)
})

test('a schedule that came after Thursday announces nothing that was due before it was there', async () => {
  await at('2026-11-20T09:00:00Z')
  await takeUp(world, CORE)
  expect(await posts()).toEqual([])
})

const HOLIDAY = {
  ...CORE,
  layers: {
    weekday: {
      from: 'monday 09:00',
      to: 'monday 09:00',
      handoff: { every: 'day', at: '09:00' },
      anchor: '2026-11-16',
      rotations: { primary: [A.id, B.id] },
    },
    holiday: { anchor: '2026-11-16', rotations: { primary: [C.id] } },
  },
  holidayDates: [{ on: '2026-11-25', name: 'Fiesta', as: 'holiday' }],
}

test('a holiday that is struck after its post is called off: nobody is reminded of it', async () => {
  await takeUp(world, HOLIDAY)
  await at('2026-11-18T15:00:00Z')
  expect(await said('duty\\_call%')).toEqual([`duty_call:1:${C.id}:0`])
  const [before] = await rows('duty\\_post%')
  await edit({ holidayDates: [] })
  await at('2026-11-24T11:00:00Z')
  await at('2026-11-24T14:00:00Z')
  await at('2026-11-24T15:00:00Z')
  expect(await said()).toEqual(['duty_post:1:0', `duty_call:1:${C.id}:0`])
  expect((await rows('duty\\_post%'))[0]?.version).toBeGreaterThan(before?.version ?? 0)
  expect((await dutyPostDelivery(world.deps, { postId: 1, edition: 0 }))?.view).toMatchObject({ state: 'called_off' })
  const call = await dutyCallDelivery(world.deps, { postId: 1, userId: C.id, edition: 0 })
  expect(call?.view.state).toBe('gone')
  const leads = await dutyUnconfirmedDelivery(world.deps, { postId: 1, userId: lead.id })
  expect(leads?.view).toMatchObject({ waiting: [], isCalledOff: true })
  expect(gotDuty(await confirmPost(world.deps, C, { postId: 1 }))).toEqual({ shifts: 0 })
})

test('a holiday that is added within the days of notice is posted at once', async () => {
  await takeUp(world, { ...HOLIDAY, holidayDates: [] })
  await at('2026-11-18T10:00:00Z')
  await edit({ holidayDates: [{ on: '2026-11-24', name: 'Fiesta', as: 'holiday' }] })
  expect(await posts()).toMatchObject([{ kind: 'holiday', startAt: new Date('2026-11-24T08:00:00Z') }])
})

test('the lead is told after a reminder that waited for its reader’s morning', async () => {
  // Theirs begins at 15:00Z.
  await takeUp(world, { ...CORE, layers: { weekend: { ...WEEKEND, rotations: { primary: [A.id, D.id] } } } })
  await at(THURSDAY)
  await at(FRIDAY_NOON)
  await at(FRIDAY_THREE)
  const [reminder] = await rows(`duty\\_call:1:${A.id}:1`)
  expect(await said('duty\\_unconfirmed%')).toEqual([])
  await at('2026-11-20T16:00:00Z')
  const [told] = await rows('duty\\_unconfirmed%')
  expect(reminder?.notBefore.toISOString()).toBe('2026-11-20T15:00:00.000Z')
  expect(told?.notBefore.toISOString()).toBe('2026-11-20T16:00:00.000Z')
})

test('whom a lead put on a shift hasn’t confirmed it; who took it has', async () => {
  await takeUp(world, CORE)
  const scheduleId = await idOf(world, 'core')
  const what = { kind: 'shift', shift: ref('weekend', BEGINS.toISOString()) } as const
  gotDuty(await takeNow(world.deps, lead, { scheduleId, what, forId: D.id, reason: null }))
  await runDueDuties(world)
  await at(THURSDAY)
  const seen = async () =>
    (await dutyPostDelivery(world.deps, { postId: 1, edition: 0 }))?.view.lines[0]?.parts[0]?.people
  expect(await seen()).toMatchObject([{ id: D.id, isConfirmed: false }])
  gotDuty(await takeNow(world.deps, B, { scheduleId, what, reason: null }))
  await runDueDuties(world)
  expect(await seen()).toMatchObject([{ id: B.id, isConfirmed: true }])
})

test('cover is sought by who has the shift and serves it; who covers for somebody asks a lead', async () => {
  await takeUp(world, CORE)
  await override(D.id)
  await at(THURSDAY)
  expect(await myPart(world.deps, C, 1)).toMatchObject({ shifts: [], isCovering: false })
  expect(await myPart(world.deps, D, 1)).toMatchObject({ shifts: [], isCovering: true })
})

test('two hours late at its end a post loses its buttons all the same', async () => {
  await takeUp(world, CORE)
  await at(THURSDAY)
  await at('2026-11-20T17:05:00Z')
  const version = async () => (await rows('duty\\_post%')).map((row) => row.version)
  const before = await version()
  await at('2026-11-23T10:05:00Z')
  expect(await version()).not.toEqual(before)
  expect((await dutyPostDelivery(world.deps, { postId: 1, edition: 0 }))?.view.state).toBe('over')
})

test('a weekly weekday shift round the weekend has nothing to confirm in it', async () => {
  const weekday = {
    from: 'monday 09:00',
    to: 'friday 18:00',
    handoff: { every: 'week', on: 'wednesday', at: '09:00' },
    anchor: '2026-11-11',
    rotations: { primary: [A.id, B.id] },
  }
  await takeUp(world, { ...CORE, layers: { ...CORE.layers, weekday } })
  await at(THURSDAY)
  const confirmed: number[] = []
  for (const person of [A, B, C]) {
    confirmed.push(gotDuty(await confirmPost(world.deps, person, { postId: 1 })).shifts)
  }
  expect(confirmed).toEqual([0, 0, 1])
  await at(FRIDAY_NOON)
  await at(FRIDAY_THREE)
  expect(await said('duty\\_unconfirmed%')).toEqual([])
})

test('who is added where the plan has no shift is asked like anybody, and says so once', async () => {
  const primary = { hours: { from: '08:00', to: '20:00' }, participants: [C.id] }
  await takeUp(world, { ...CORE, layers: { weekend: { ...WEEKEND, rotations: { primary } } } })
  const scheduleId = await idOf(world, 'core')
  // The night of Friday, from eight to midnight, which the rotation has no hours for.
  const [start, end] = [new Date('2026-11-20T19:00Z'), new Date('2026-11-20T23:00Z')]
  const added = { kind: 'add', rotation: 'primary', subject: D.id, start, end, reason: null } as const
  gotDuty(await addOverride(world.deps, lead, { scheduleId, override: added }))
  await at(THURSDAY)
  const night = async () => {
    const lines = (await dutyPostDelivery(world.deps, { postId: 1, edition: 0 }))?.view.lines ?? []
    return lines.find((line) => line.start.getTime() === start.getTime())?.parts[0]?.people
  }
  expect(await night()).toMatchObject([{ id: D.id, isConfirmed: false }])
  gotDuty(await confirmPost(world.deps, D, { postId: 1 }))
  expect(await night()).toMatchObject([{ id: D.id, isConfirmed: true }])
})
