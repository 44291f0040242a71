import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openFindings } from '../../../src/db/stores/gaps-found.ts'
import { savePerson } from '../../../src/db/stores/people.ts'
import { acceptCover, declineCover } from '../../../src/usecases/oncall/answer-cover.ts'
import { askCover } from '../../../src/usecases/oncall/ask-cover.ts'
import { assignCover, objectToCover } from '../../../src/usecases/oncall/assign-cover.ts'
import { candidates } from '../../../src/usecases/oncall/candidates.ts'
import { confirmShift } from '../../../src/usecases/oncall/confirm-shift.ts'
import { findGaps, gapsAhead } from '../../../src/usecases/oncall/find-gaps.ts'
import { takeOpenShift } from '../../../src/usecases/oncall/take-open-shift.ts'
import { A, B, C, D, lead, testWorld, type World } from '../../support/builders.ts'
import { idOf, runDueDuties, takeUp } from '../../support/duty.ts'
import { codesTo, gotDuty, onCallAt, ref, refusedDuty } from '../../support/exchange.ts'

/** Madrid: A, B and C by the day; a block on Friday names nobody: a declared gap. */
const CORE = {
  name: 'core',
  team: 'policy',
  zone: 'Europe/Madrid',
  rest: '4 h',
  people: { [A.id]: { languages: ['en', 'es'] }, [B.id]: { languages: ['en'] }, [D.id]: { languages: ['es'] } },
  layers: {
    weekday: {
      ...{ from: 'monday 09:00', to: 'friday 18:00', handoff: { every: 'day', at: '09:00' }, anchor: '2026-11-16' },
      rotations: { primary: [A.id, B.id, C.id] },
    },
    weekend: {
      ...{ from: 'friday 18:00', to: 'monday 09:00', anchor: '2026-11-20', rotations: { primary: [] } },
    },
  },
}
/** The first weekend, of which nobody is in the line. */
const OPEN = {
  rotation: 'primary',
  start: new Date('2026-11-20T17:00:00Z'),
  end: new Date('2026-11-23T08:00:00Z'),
}
const DURING = '2026-11-21T12:00:00Z'

let world: World
let scheduleId: number
beforeEach(async () => {
  world = await testWorld('2026-11-16T10:00:00Z')
  await takeUp(world, CORE)
  scheduleId = await idOf(world, 'core')
})
afterEach(() => world.end())

const find = async () => {
  const report = await world.deps.db.transact((tx) =>
    findGaps(tx, world.deps.settings(), scheduleId, world.clock.now()),
  )
  if (report === null) throw new Error('no schedule')
  return report
}
const ask = async (to: readonly string[] | 'all') =>
  gotDuty(await askCover(world.deps, lead, { scheduleId, stretch: OPEN, to, language: null }))

describe('rule 7: gaps are looked for 30 days ahead', () => {
  test('each is found once, and closed when it is filled', async () => {
    const first = await find()
    expect(first.fresh.map((one) => one.startAt)).toEqual(
      ['2026-11-20', '2026-11-27', '2026-12-04', '2026-12-11'].map((day) => new Date(`${day}T17:00:00Z`)),
    )
    expect((await find()).fresh).toEqual([])
    // Taking it closes it, in the same transaction: the next search finds neither.
    gotDuty(await takeOpenShift(world.deps, D, { scheduleId, stretch: OPEN }))
    expect(await find()).toMatchObject({ fresh: [], closed: [] })
    const left = await world.deps.db.read((q) => openFindings(q, scheduleId))
    expect(left.map((one) => one.startAt)).toEqual(first.fresh.slice(1).map((one) => one.startAt))
    world.clock.set('2026-11-28T10:00:00Z')
    const later = await find()
    // The one that has begun is the one that was known.
    expect(later.closed).toEqual([])
    expect(later.fresh.map((one) => one.startAt)).toEqual([
      new Date('2026-12-18T17:00:00Z'),
      new Date('2026-12-25T17:00:00Z'),
    ])
  })

  test('nobody who reads a language that is needed is a gap too', async () => {
    await takeUp(world, CORE, { ...CORE, name: 'spanish', needs: { languages: ['es'] } })
    const gaps = await gapsAhead(world.deps, await idOf(world, 'spanish'))
    expect(gaps?.find((one) => one.kind === 'language')).toMatchObject({
      ...{ subject: 'es', start: new Date('2026-11-17T08:00:00Z'), end: new Date('2026-11-19T08:00:00Z') },
    })
  })
})

describe('cover that is asked for', () => {
  test('the first yes has it, the others learn who', async () => {
    const { askId, askedOf } = await ask('all')
    expect(askedOf).toContain(D.id)
    const people = [A, B, C, D].filter((one) => askedOf.includes(one.id))
    const outcomes = await Promise.all(people.map((one) => acceptCover(world.deps, one, { askId })))
    expect(outcomes.filter((one) => one.ok)).toHaveLength(1)
    const winner = people[outcomes.findIndex((one) => one.ok)]?.id ?? ''
    expect(await onCallAt(world, scheduleId, DURING)).toEqual([winner])
    for (const refusal of outcomes.filter((one) => !one.ok).map(refusedDuty)) {
      expect(refusal).toEqual({ code: 'already_taken', byId: winner, since: world.clock.now() })
    }
    expect(await codesTo(world, lead.id)).toEqual(['cover_taken'])
  })

  test('only a lead asks, and nobody for what somebody has', async () => {
    const by = (who: typeof A, stretch: typeof OPEN) =>
      askCover(world.deps, who, { scheduleId, stretch, to: 'all', language: null })
    expect(refusedDuty(await by(A, OPEN))).toMatchObject({ reason: 'not_lead' })
    const monday = { ...OPEN, start: new Date('2026-11-16T12:00:00Z'), end: new Date('2026-11-16T14:00:00Z') }
    expect(refusedDuty(await by(lead, monday))).toEqual({ code: 'already_covered', peopleIds: [A.id] })
  })

  test('when everybody said no, who asked is told; when it expires, too', async () => {
    const { askId } = await ask([D.id])
    expect(gotDuty(await declineCover(world.deps, D, { askId }))).toEqual({ isOver: true })
    expect(await codesTo(world, lead.id)).toEqual(['cover_declined'])
    const second = await ask([D.id])
    expect(second.expiresAt).toEqual(new Date('2026-11-19T15:00:00Z'))
    world.clock.set('2026-11-19T15:00:00Z')
    await runDueDuties(world)
    expect(await codesTo(world, lead.id)).toEqual(['cover_declined', 'cover_expired'])
    expect(refusedDuty(await acceptCover(world.deps, D, { askId: second.askId }))).toMatchObject({ state: 'expired' })
  })

  test('what somebody took meanwhile is asked of nobody any more', async () => {
    const { askId } = await ask([D.id])
    gotDuty(await takeOpenShift(world.deps, B, { scheduleId, stretch: OPEN }))
    expect(refusedDuty(await acceptCover(world.deps, D, { askId }))).toMatchObject({ state: 'withdrawn' })
  })

  test('assigned, they are told and may object; it stays theirs until a lead decides', async () => {
    const assigned = await assignCover(world.deps, lead, { scheduleId, stretch: OPEN, person: D.id })
    const [overrideId = 0] = gotDuty(assigned).overrideIds
    expect(await codesTo(world, D.id)).toEqual(['cover_assigned'])
    gotDuty(await objectToCover(world.deps, D, { overrideId }))
    expect(await codesTo(world, lead.id)).toEqual(['cover_objected'])
    expect(await onCallAt(world, scheduleId, DURING)).toEqual([D.id])
    expect(refusedDuty(await objectToCover(world.deps, A, { overrideId }))).toMatchObject({ reason: 'not_yours' })
  })
})

describe('rule 11: the least loaded come first, each with the reason', () => {
  test('who could, then who could not', async () => {
    // On Friday B is on duty until 18:00, and A again from Monday 09:00.
    gotDuty(
      await takeOpenShift(world.deps, C, {
        scheduleId,
        stretch: {
          rotation: 'primary',
          start: new Date('2026-11-27T17:00:00Z'),
          end: new Date('2026-11-30T08:00:00Z'),
        },
      }),
    )
    await world.deps.db.read((q) =>
      savePerson(q, {
        ...{ id: D.id, workspaceId: 'T0HERE', displayName: D.id, zone: 'Europe/London', slackLocale: 'en-GB' },
        ...{ isGuest: false, isBot: false, isDeactivated: true, learnedAt: world.clock.now() },
      }),
    )
    const list = gotDuty(await candidates(world.deps, lead, { scheduleId, stretch: OPEN, language: null, except: [] }))
    const offered = list.filter((one) => one.isOffered)
    expect(offered.at(-1)).toMatchObject({ person: C.id, code: 'free', load: { weekends: 1 } })
    expect(list.find((one) => one.person === D.id)).toMatchObject({ isOffered: false, code: 'deactivated' })
    expect(offered.find((one) => one.person === A.id)?.local).toEqual({
      ...{ zone: 'America/Mexico_City', weekday: 5, hour: 11 },
    })
  })

  test('who is on duty then, breaks the rest rule or does not read the language is named with that', async () => {
    const stretch = { start: new Date('2026-11-17T05:00:00Z'), end: new Date('2026-11-17T07:00:00Z') }
    const list = gotDuty(await candidates(world.deps, lead, { scheduleId, stretch, language: 'es', except: [] }))
    const codes = new Map(list.map((one) => [one.person, one.code]))
    expect(codes.get(A.id)).toBe('on_duty_then')
    expect(codes.get(B.id)).toBe('rest_rule')
    expect(codes.get(C.id)).toBe('does_not_read')
    expect(codes.get(D.id)).toBe('free')
  })
})

describe("I'll be there", () => {
  test('is said once, by who is on call in it', async () => {
    const shift = ref('weekday', '2026-11-17T08:00:00Z')
    const first = gotDuty(await confirmShift(world.deps, B, { scheduleId, shift }))
    world.clock.advance(30)
    expect(gotDuty(await confirmShift(world.deps, B, { scheduleId, shift }))).toEqual(first)
    expect(refusedDuty(await confirmShift(world.deps, C, { scheduleId, shift }))).toEqual({
      ...{ code: 'not_holder', personId: C.id, holderId: B.id },
    })
  })
})
