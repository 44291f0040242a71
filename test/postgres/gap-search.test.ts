import { and, asc, eq, isNull } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dutyTimers } from '../../src/db/schema/oncall.ts'
import { outbox } from '../../src/db/schema/outbox.ts'
import { intentSchema } from '../../src/outbox/intents.ts'
import { addOverride } from '../../src/usecases/oncall/add-override.ts'
import { nextGapSearch } from '../../src/usecases/oncall/gap-search.ts'
import { takeOpenShift } from '../../src/usecases/oncall/take-open-shift.ts'
import { rememberPerson } from '../../src/usecases/people/remember-person.ts'
import { gapNoticeDelivery } from '../../src/usecases/views/gap-notice.ts'
import { A, B, C, D, JOB, lead, testWorld, type World } from '../support/builders.ts'
import { idOf, runDueDuties, takeUp } from '../support/duty.ts'
import { gotDuty } from '../support/exchange.ts'

/** Madrid: A and B by the day; the lines of weekends end on December 4. */
const CORE = {
  name: 'core',
  team: 'policy',
  zone: 'Europe/Madrid',
  layers: {
    weekday: {
      ...{ from: 'monday 09:00', to: 'friday 18:00', handoff: { every: 'day', at: '09:00' }, anchor: '2026-11-16' },
      rotations: { primary: [A.id, B.id] },
    },
    weekend: {
      ...{ from: 'friday 18:00', to: 'monday 09:00', anchor: '2026-11-20' },
      rotations: { primary: [{ id: C.id, from: '2026-11-01', to: '2026-12-04' }] },
    },
  },
}
const FIRST = { rotation: 'primary', start: new Date('2026-12-04T17:00:00Z'), end: new Date('2026-12-07T08:00:00Z') }

let world: World
let scheduleId: number
beforeEach(async () => {
  // Monday, 11:00 in Madrid: today's search is over.
  world = await testWorld('2026-11-16T10:00:00Z')
  await takeUp(world, CORE)
  scheduleId = await idOf(world, 'core')
})
afterEach(() => world.end())

const searches = async () =>
  (
    await world.deps.db.read((q) =>
      q
        .select()
        .from(dutyTimers)
        .where(and(eq(dutyTimers.kind, 'gap_search'), isNull(dutyTimers.doneAt)))
        .orderBy(asc(dutyTimers.dueAt)),
    )
  ).map(({ key, dueAt }) => `${key} ${dueAt.toISOString()}`)

/** Who was told of how many gaps, from when on, and how often it was armed. */
const notices = async () =>
  (
    await world.deps.db.read((q) =>
      q.select().from(outbox).where(eq(outbox.kind, 'gap_notice')).orderBy(asc(outbox.id)),
    )
  ).map((row) => {
    const intent = intentSchema.parse(row.intent)
    if (intent.kind !== 'gap_notice') throw new Error('another kind')
    const { userId, findingIds } = intent
    return { userId, findingIds, from: row.notBefore.toISOString(), version: row.version }
  })

const stateOf = async (one: { readonly userId: string; readonly findingIds: readonly number[] } | undefined) => {
  if (one === undefined) throw new Error('nobody was told')
  const delivery = await gapNoticeDelivery(world.deps, { userId: one.userId, findingIds: [...one.findingIds] })
  return delivery?.view.gaps.map(({ became }) => became)
}

async function at(moment: string): Promise<void> {
  world.clock.set(moment)
  await runDueDuties(world)
}

describe('rule 7: gaps are looked for daily', () => {
  test('at 09:00 of the schedule’s zone, each search setting the next', async () => {
    expect(await searches()).toEqual([`gap_search:${scheduleId}:2026-11-17 2026-11-17T08:00:00.000Z`])
    await at('2026-11-17T08:00:00Z')
    expect(await searches()).toEqual([`gap_search:${scheduleId}:2026-11-18 2026-11-18T08:00:00.000Z`])
    // Down for two days: one search, and the next is ahead.
    await at('2026-11-20T11:00:00Z')
    expect(await searches()).toEqual([`gap_search:${scheduleId}:2026-11-21 2026-11-21T08:00:00.000Z`])
  })

  test.each([
    ['America/Santiago', '2026-09-05T13:00:00Z', '2026-09-06', '2026-09-06T12:00:00.000Z'],
    ['Europe/Madrid', '2026-10-24T07:00:00Z', '2026-10-25', '2026-10-25T08:00:00.000Z'],
    ['Asia/Kolkata', '2026-11-16T03:29:00Z', '2026-11-16', '2026-11-16T03:30:00.000Z'],
    // The 30th wasn't: its search is at the first instant after it.
    ['Pacific/Apia', '2011-12-29T20:00:00Z', '2011-12-30', '2011-12-30T10:00:00.000Z'],
  ])('in %s by the wall clock, where clocks change too', (zone, after, day, dueAt) => {
    const next = nextGapSearch({ scheduleId: 1, zone }, new Date(after))
    expect([next.key, next.dueAt.toISOString()]).toEqual([`gap_search:1:${day}`, dueAt])
  })

  test('what is new is one message to each lead, held for their working hours, and said once', async () => {
    await at('2026-11-17T08:00:00Z')
    const [first, ...others] = await notices()
    expect(others).toEqual([])
    // 03:00 in New York.
    expect(first).toMatchObject({ userId: lead.id, from: '2026-11-17T14:00:00.000Z', version: 1 })
    expect(first?.findingIds).toHaveLength(2)
    await at('2026-11-18T08:00:00Z')
    expect(await notices()).toEqual([first])
    // On Friday the weekend of December 18 comes into sight, which is another gap.
    await at('2026-11-19T08:00:00Z')
    expect(await notices()).toHaveLength(2)
  })
})

describe('a gap that somebody makes or fills', () => {
  const soon = { start: new Date('2026-11-17T20:00:00Z'), end: new Date('2026-11-17T22:00:00Z') }
  const later = { start: new Date('2026-11-19T20:00:00Z'), end: new Date('2026-11-19T22:00:00Z') }

  test.each([
    ['at any hour where it begins within a day', soon, '2026-11-17T03:00:00.000Z'],
    ['in their own hours where it doesn’t', later, '2026-11-17T08:00:00.000Z'],
  ])('is told to the leads who didn’t see it in a preview, %s', async (_when, gap, from) => {
    const settings = world.deps.settings()
    world.set({ ...settings, teams: settings.teams.map((team) => ({ ...team, leads: [lead.id, C.id] })) })
    // Four in the morning in Madrid.
    world.clock.set('2026-11-17T03:00:00Z')
    const override = { kind: 'nobody', rotation: 'primary', reason: null, ...gap } as const
    gotDuty(await addOverride(world.deps, lead, { scheduleId, override }))
    const [first] = await notices()
    expect([first?.userId, first?.from]).toEqual([C.id, from])
    expect(await notices()).toHaveLength(1)
  })

  test('is struck where it was told, with who fills it, and over once it is past', async () => {
    await at('2026-11-17T08:00:00Z')
    const [told] = await notices()
    expect(await stateOf(told)).toEqual([{ state: 'open' }, { state: 'open' }])
    gotDuty(await takeOpenShift(world.deps, D, { scheduleId, stretch: FIRST }))
    const [struck, ...others] = await notices()
    expect([struck?.version, others]).toEqual([2, []])
    expect(await stateOf(told)).toEqual([{ state: 'filled', by: [expect.any(String)] }, { state: 'open' }])
    await at('2026-12-11T17:00:00Z')
    await at('2026-12-14T08:00:00Z')
    expect((await stateOf(told))?.map(({ state }) => state)).toEqual(['filled', 'over'])
  })

  test('by a deactivation, is part of what the leads are asked, not another message', async () => {
    const person = {
      ...{ id: A.id, displayName: 'Specialist A', slackLocale: 'es-LA', zone: 'America/Mexico_City' },
      ...{ isDeactivated: true, isGuest: false, isBot: false, workspaceId: 'T1' },
    }
    await rememberPerson(world.deps, JOB, person)
    expect(await notices()).toEqual([])
    const asked = await world.deps.db.read((q) =>
      q
        .select()
        .from(outbox)
        .where(and(eq(outbox.kind, 'duty_notice'), eq(outbox.stream, `duty:${lead.id}`))),
    )
    // A was on call this very hour.
    expect(asked).toMatchObject([
      { intent: { notice: { code: 'slots_vacant', person: A.id } }, notBefore: world.clock.now() },
    ])
  })
})
