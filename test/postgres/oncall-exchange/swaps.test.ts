import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { swaps } from '../../../src/db/schema/oncall.ts'
import { acceptSwap } from '../../../src/usecases/oncall/accept-swap.ts'
import { addOverride } from '../../../src/usecases/oncall/add-override.ts'
import { askSwap } from '../../../src/usecases/oncall/ask-swap.ts'
import { approveSwap, refuseSwap } from '../../../src/usecases/oncall/decide-swap.ts'
import { declineSwap } from '../../../src/usecases/oncall/decline-swap.ts'
import { keepDays } from '../../../src/usecases/oncall/keep-days.ts'
import { takeNow } from '../../../src/usecases/oncall/take-now.ts'
import { undoSwap } from '../../../src/usecases/oncall/undo-swap.ts'
import { withdrawSwap } from '../../../src/usecases/oncall/withdraw-swap.ts'
import { A, B, C, colleague, D, guest, lead, testWorld, type World } from '../../support/builders.ts'
import { idOf, runDueDuties, takeUp } from '../../support/duty.ts'
import { codesTo, gotDuty, onCallAt, ref, refusedDuty, shiftAt, told } from '../../support/exchange.ts'

/** Madrid, in winter an hour before UTC. Daily at 09:00: A on Monday, then B, C, D, A; weekends A, B, C, D. */
const CORE = {
  name: 'core',
  team: 'policy',
  zone: 'Europe/Madrid',
  layers: {
    weekday: {
      ...{ from: 'monday 09:00', to: 'friday 18:00', handoff: { every: 'day', at: '09:00' }, anchor: '2026-11-16' },
      rotations: { primary: [A.id, B.id, C.id, D.id] },
    },
    weekend: {
      ...{ from: 'friday 18:00', to: 'monday 09:00', anchor: '2026-11-20' },
      rotations: { primary: [A.id, B.id, C.id, D.id] },
    },
  },
}
/** A's weekend, B's Tuesday, C's Wednesday. */
const WEEKEND = ref('weekend', '2026-11-20T17:00:00Z')
const WEDNESDAY = ref('weekday', '2026-11-18T08:00:00Z')
const DURING_WEEKEND = '2026-11-21T12:00:00Z'
const DURING_WEDNESDAY = '2026-11-18T12:00:00Z'

let world: World
let scheduleId: number
beforeEach(async () => {
  // Monday, two hours into A's shift.
  world = await testWorld('2026-11-16T10:00:00Z')
  await takeUp(world, CORE)
  scheduleId = await idOf(world, 'core')
})
afterEach(() => world.end())

const withRules = async (rules: object) => {
  await world.end()
  world = await testWorld('2026-11-16T10:00:00Z')
  await takeUp(world, { ...CORE, ...rules })
  scheduleId = await idOf(world, 'core')
}
const ask = async (to: readonly string[] | 'all', shift = WEEKEND, by = A, inReturn: typeof WEEKEND | null = null) =>
  gotDuty(await askSwap(world.deps, by, { scheduleId, shift, to, inReturn, reason: null })).swapId
const rowOf = async (id: number) => {
  const [row] = await world.deps.db.read((q) => q.select().from(swaps).where(eq(swaps.id, id)))
  return row
}

describe('rule 10: the first yes has it', () => {
  test('twenty people accept one swap at once, one has it', async () => {
    const settings = world.deps.settings()
    const twenty = Array.from({ length: 20 }, (_, index) => ({ ...B, id: `U0SPECIALIST${index + 100}` }))
    world.set({
      ...settings,
      teams: settings.teams.map((team) => ({ ...team, specialists: twenty.map((one) => one.id) })),
    })
    const swapId = await ask(twenty.map((one) => one.id))
    const outcomes = await Promise.all(twenty.map((one) => acceptSwap(world.deps, one, { swapId })))

    const winners = outcomes.filter((one) => one.ok)
    expect(winners).toHaveLength(1)
    const row = await rowOf(swapId)
    const byId = row?.taker ?? ''
    expect(row).toMatchObject({ state: 'accepted', acceptedSeq: 1, acceptedAt: world.clock.now() })
    expect(await onCallAt(world, scheduleId, DURING_WEEKEND)).toEqual([byId])
    const losers = outcomes.filter((one) => !one.ok).map(refusedDuty)
    expect(losers).toHaveLength(19)
    for (const refusal of losers) {
      expect(refusal).toEqual({ code: 'already_taken', byId, since: world.clock.now() })
    }
    expect(await codesTo(world, A.id)).toEqual(['swap_taken'])
  })

  test('two requests of one person on different schedules put them on duty once', async () => {
    const other = { ...CORE, name: 'other' }
    other.layers = structuredClone(CORE.layers)
    other.layers.weekend.rotations.primary = [D.id]
    other.layers.weekday.rotations.primary = [D.id]
    await takeUp(world, CORE, other)
    const otherId = await idOf(world, 'other')
    const first = await ask([B.id])
    const asked = await askSwap(world.deps, D, {
      ...{ scheduleId: otherId, shift: WEEKEND, to: [B.id], inReturn: null, reason: null },
    })
    const outcomes = await Promise.all([
      acceptSwap(world.deps, B, { swapId: first }),
      acceptSwap(world.deps, B, { swapId: gotDuty(asked).swapId }),
    ])
    expect(outcomes.filter((one) => one.ok)).toHaveLength(1)
    expect(outcomes.filter((one) => !one.ok).map(refusedDuty)).toMatchObject([
      { code: 'on_duty_twice', personId: B.id },
    ])
  })
})

describe('asking', () => {
  test('all who could are asked, never who is on duty then, and each is told', async () => {
    const { askedOf } = gotDuty(
      await askSwap(world.deps, B, {
        ...{ scheduleId, shift: ref('weekday', '2026-11-17T08:00:00Z'), to: 'all', inReturn: null, reason: 'dentist' },
      }),
    )
    expect(askedOf).not.toContain(B.id)
    expect(new Set(askedOf)).toEqual(new Set([A.id, C.id, D.id]))
    for (const person of askedOf) expect(await codesTo(world, person)).toEqual(['swap_asked'])
    expect(await codesTo(world, B.id)).toEqual([])
  })

  test('answers for a weekend are waited for until its post on Thursday, for a weekday until it begins', async () => {
    const weekend = await rowOf(await ask([B.id]))
    const weekday = await rowOf(await ask([A.id], WEDNESDAY, C))
    expect(weekend?.expiresAt).toEqual(new Date('2026-11-19T15:00:00Z'))
    expect(weekday?.expiresAt).toEqual(WEDNESDAY.start)
  })

  test('cover is sought once for one shift', async () => {
    await ask([B.id])
    world.clock.advance(5)
    const again = await askSwap(world.deps, A, { scheduleId, shift: WEEKEND, to: 'all', inReturn: null, reason: null })
    expect(refusedDuty(again)).toEqual({ code: 'already_asked', since: new Date('2026-11-16T10:00:00Z') })
  })

  test("nobody asks for another's shift but a lead, and nobody for one that has begun", async () => {
    const by = (who: typeof A, more: object) =>
      askSwap(world.deps, who, { scheduleId, shift: WEEKEND, to: [C.id], inReturn: null, reason: null, ...more })
    expect(refusedDuty(await by(B, {}))).toEqual({ code: 'not_holder', personId: B.id, holderId: A.id })
    expect(refusedDuty(await by(B, { forId: A.id }))).toEqual({ code: 'not_permitted', reason: 'not_lead' })
    expect(refusedDuty(await by(guest, {}))).toEqual({ code: 'not_permitted', reason: 'guest' })
    expect(refusedDuty(await by(colleague, {}))).toEqual({ code: 'not_permitted', reason: 'not_of_team' })
    expect(refusedDuty(await by(A, { shift: ref('weekday', '2026-11-16T08:00:00Z') }))).toEqual({
      ...{ code: 'already_begun', start: new Date('2026-11-16T08:00:00Z') },
    })
    gotDuty(await by(lead, { forId: A.id }))
  })

  test('when everybody said no it is over, and the giver is told', async () => {
    const swapId = await ask([B.id, C.id])
    expect(gotDuty(await declineSwap(world.deps, B, { swapId }))).toEqual({ isOver: false })
    expect(gotDuty(await declineSwap(world.deps, C, { swapId }))).toEqual({ isOver: true })
    expect(await codesTo(world, A.id)).toEqual(['swap_declined'])
    expect(refusedDuty(await acceptSwap(world.deps, B, { swapId }))).toMatchObject({
      ...{ code: 'already_ended', state: 'declined' },
    })
  })

  test('it expires when its hour comes, and the giver is told once', async () => {
    const swapId = await ask([B.id])
    world.clock.set('2026-11-19T15:00:00Z')
    expect(refusedDuty(await acceptSwap(world.deps, B, { swapId }))).toMatchObject({ state: 'expired' })
    await runDueDuties(world)
    await runDueDuties(world)
    expect(await rowOf(swapId)).toMatchObject({ state: 'expired', endedAt: world.clock.now() })
    expect((await codesTo(world, A.id)).filter((code) => code === 'swap_expired')).toHaveLength(1)
  })

  test('it may be withdrawn while nobody has it, and only by whose it is or a lead', async () => {
    const swapId = await ask([B.id])
    expect(refusedDuty(await withdrawSwap(world.deps, C, { swapId }))).toMatchObject({ reason: 'not_yours' })
    gotDuty(await withdrawSwap(world.deps, A, { swapId }))
    expect(refusedDuty(await acceptSwap(world.deps, B, { swapId }))).toMatchObject({ state: 'withdrawn', byId: A.id })
  })
})

describe('what is looked at again when it is accepted', () => {
  test('the giver still holds the shift', async () => {
    const swapId = await ask([B.id])
    gotDuty(
      await keepDays(world.deps, A, {
        ...{ scheduleId, days: { from: '2026-11-21', to: '2026-11-21' }, tradedHolidayOn: null },
      }),
    )
    expect(refusedDuty(await acceptSwap(world.deps, B, { swapId }))).toMatchObject({ state: 'void' })
    expect(await codesTo(world, A.id)).toContain('swap_void')
  })

  test('somebody who was added to the shift may take all of it: that is duty once', async () => {
    const swapId = await ask([B.id])
    gotDuty(
      await addOverride(world.deps, lead, {
        scheduleId,
        override: {
          ...{ kind: 'add', rotation: 'primary', subject: B.id, reason: null },
          ...{ start: new Date('2026-11-21T08:00:00Z'), end: new Date('2026-11-21T20:00:00Z') },
        },
      }),
    )
    gotDuty(await acceptSwap(world.deps, B, { swapId }))
    expect(await onCallAt(world, scheduleId, DURING_WEEKEND)).toEqual([B.id])
  })

  test('the rest rule holds', async () => {
    await withRules({ rest: '11 h' })
    const outcome = await askSwap(world.deps, A, {
      ...{ scheduleId, shift: ref('weekday', '2026-11-20T08:00:00Z'), to: [B.id], inReturn: null, reason: null },
    })
    gotDuty(outcome)
    const late = await addOverride(world.deps, lead, {
      scheduleId,
      override: {
        ...{ kind: 'replace', subject: D.id, by: B.id, reason: null },
        ...{ start: new Date('2026-11-19T20:00:00Z'), end: new Date('2026-11-20T02:00:00Z') },
      },
    })
    gotDuty(late)
    expect(refusedDuty(await acceptSwap(world.deps, B, { swapId: gotDuty(outcome).swapId }))).toEqual({
      ...{ code: 'rest_broken', personId: B.id, restHours: 11 },
      ...{ start: new Date('2026-11-20T02:00:00Z'), end: new Date('2026-11-20T08:00:00Z') },
    })
  })
})

describe("a lead's yes, where the rules want it", () => {
  beforeEach(() => withRules({ swapsNeedApproval: true }))

  test('it waits, and changes who is on call only then', async () => {
    const swapId = await ask([B.id])
    expect(gotDuty(await acceptSwap(world.deps, B, { swapId }))).toMatchObject({ state: 'awaiting_approval' })
    expect(await onCallAt(world, scheduleId, DURING_WEEKEND)).toEqual([A.id])
    expect(await codesTo(world, lead.id)).toEqual(['swap_to_approve'])
    expect(refusedDuty(await approveSwap(world.deps, C, { swapId }))).toMatchObject({ reason: 'not_lead' })
    gotDuty(await approveSwap(world.deps, lead, { swapId }))
    expect(await onCallAt(world, scheduleId, DURING_WEEKEND)).toEqual([B.id])
    expect(await codesTo(world, B.id)).toEqual(['swap_asked', 'swap_approved'])
  })

  test('a no leaves the shift where it is, and both are told', async () => {
    const swapId = await ask([B.id])
    gotDuty(await acceptSwap(world.deps, B, { swapId }))
    gotDuty(await refuseSwap(world.deps, lead, { swapId }))
    expect(await onCallAt(world, scheduleId, DURING_WEEKEND)).toEqual([A.id])
    for (const person of [A, B]) expect(await codesTo(world, person.id)).toContain('swap_refused')
  })

  test("a lead's own acceptance on somebody's behalf is that yes", async () => {
    const swapId = await ask([B.id])
    expect(gotDuty(await acceptSwap(world.deps, lead, { swapId, forId: C.id }))).toMatchObject({ state: 'accepted' })
    expect(await onCallAt(world, scheduleId, DURING_WEEKEND)).toEqual([C.id])
  })
})

describe('what follows', () => {
  test('an exchange moves both shifts, and undone gives both back', async () => {
    const swapId = await ask([C.id], WEEKEND, A, WEDNESDAY)
    gotDuty(await acceptSwap(world.deps, C, { swapId }))
    expect(await onCallAt(world, scheduleId, DURING_WEEKEND)).toEqual([C.id])
    expect(await onCallAt(world, scheduleId, DURING_WEDNESDAY)).toEqual([A.id])
    world.clock.advance(20)
    expect(refusedDuty(await undoSwap(world.deps, A, { swapId }))).toMatchObject({ code: 'too_late_to_undo' })
    gotDuty(await undoSwap(world.deps, lead, { swapId }))
    expect(await onCallAt(world, scheduleId, DURING_WEEKEND)).toEqual([A.id])
    expect(await onCallAt(world, scheduleId, DURING_WEDNESDAY)).toEqual([C.id])
  })

  test('one undone voids those that built on it, and their people are told', async () => {
    const first = await ask([B.id])
    gotDuty(await acceptSwap(world.deps, B, { swapId: first }))
    const second = await ask([D.id], WEEKEND, B)
    gotDuty(await acceptSwap(world.deps, D, { swapId: second }))
    expect(await onCallAt(world, scheduleId, DURING_WEEKEND)).toEqual([D.id])
    gotDuty(await undoSwap(world.deps, A, { swapId: first }))
    expect(await rowOf(second)).toMatchObject({ state: 'void' })
    expect(await onCallAt(world, scheduleId, DURING_WEEKEND)).toEqual([A.id])
    expect(await codesTo(world, D.id)).toContain('swap_void')
  })

  test('who takes a shift may not give it back once it has begun', async () => {
    const swapId = await ask([C.id], ref('weekday', '2026-11-17T08:00:00Z'), B)
    gotDuty(await acceptSwap(world.deps, C, { swapId }))
    world.clock.set('2026-11-17T08:00:00Z')
    expect(refusedDuty(await undoSwap(world.deps, lead, { swapId }))).toEqual({
      ...{ code: 'already_begun', start: new Date('2026-11-17T08:00:00Z') },
    })
  })

  test("a kept day that gives the giver's turn to the next voids the swap", async () => {
    const swapId = await ask([B.id])
    gotDuty(await acceptSwap(world.deps, B, { swapId }))
    const days = { from: '2026-11-21', to: '2026-11-21' }
    gotDuty(await keepDays(world.deps, A, { scheduleId, days, tradedHolidayOn: null }))
    expect(await rowOf(swapId)).toMatchObject({ state: 'void' })
    expect((await told(world)).filter((one) => one.notice.code === 'swap_void').map((one) => one.to)).toEqual([
      ...[A.id, B.id],
    ])
  })
})

describe('taken at once', () => {
  test('the rest of a duty that goes on, and who is relieved is told', async () => {
    const what = { kind: 'duty', person: A.id, until: null } as const
    const taken = gotDuty(await takeNow(world.deps, C, { scheduleId, what, reason: 'ill' }))
    expect(taken).toMatchObject({ kind: 'override', until: new Date('2026-11-17T08:00:00Z') })
    expect(await onCallAt(world, scheduleId, '2026-11-16T10:00:00Z')).toEqual([C.id])
    expect(await codesTo(world, A.id)).toEqual(['replaced'])
  })

  test('a whole shift that was never offered', async () => {
    const what = { kind: 'shift', shift: WEEKEND } as const
    gotDuty(await takeNow(world.deps, D, { scheduleId, what, reason: null }))
    expect((await shiftAt(world, scheduleId, '2026-11-20T17:00:00Z')).holder).toBe(D.id)
    const forAnother = await takeNow(world.deps, B, { scheduleId, what, forId: C.id, reason: null })
    expect(refusedDuty(forAnother)).toEqual({ code: 'not_permitted', reason: 'not_lead' })
  })
})
