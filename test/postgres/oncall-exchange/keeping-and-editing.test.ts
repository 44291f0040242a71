import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { savePerson } from '../../../src/db/stores/people.ts'
import { addOverride } from '../../../src/usecases/oncall/add-override.ts'
import { changeParticipants, editHolidays, previewEdit } from '../../../src/usecases/oncall/edit-rules.ts'
import { keepDays, previewKeepDays, undoKeptDays } from '../../../src/usecases/oncall/keep-days.ts'
import { vacancies } from '../../../src/usecases/oncall/vacancies.ts'
import { rememberPerson } from '../../../src/usecases/people/remember-person.ts'
import { A, B, C, D, lead, testWorld, type World } from '../../support/builders.ts'
import { idOf, takeUp } from '../../support/duty.ts'
import { codesTo, gotDuty, loaded, onCallAt, peopleBetween, refusedDuty, told } from '../../support/exchange.ts'

/** Madrid: the whole week, daily at 09:00 (08:00 UTC). A on Monday, then B, C, A. Friday 4 December is a holiday. */
const CORE = {
  name: 'core',
  team: 'policy',
  zone: 'Europe/Madrid',
  keptDaysAYear: 3,
  holidayDates: [{ on: '2026-12-04', name: 'Patron', as: 'weekend' }],
  layers: {
    weekday: {
      ...{ from: 'monday 09:00', to: 'monday 09:00', handoff: { every: 'day', at: '09:00' }, anchor: '2026-11-16' },
      rotations: { primary: [A.id, B.id, C.id] },
    },
    holiday: { at: '09:00', anchor: '2026-11-16', rotations: { primary: [C.id, B.id] } },
  },
}

let world: World
let scheduleId: number
beforeEach(async () => {
  // Monday, two hours into A's shift.
  world = await testWorld('2026-11-16T10:00:00Z')
  await takeUp(world, CORE)
  scheduleId = await idOf(world, 'core')
})
afterEach(() => world.end())

const keep = (who: typeof A, from: string, to = from, more: object = {}) =>
  keepDays(world.deps, who, { scheduleId, days: { from, to }, tradedHolidayOn: null, ...more })
const at9 = (day: string) => `2026-11-${day}T08:00:00Z`
const daily = (from: string, to: string) => peopleBetween(world, scheduleId, at9(from), at9(to))

describe('kept days', () => {
  test('the rotation passes them over, the next moves up, and whose shifts moved are told', async () => {
    gotDuty(await keep(B, '2026-11-17'))
    expect(await daily('16', '20')).toEqual([
      ...[`${A.id} 2026-11-16T08:00Z`, `${C.id} 2026-11-17T08:00Z`, `${B.id} 2026-11-18T08:00Z`],
      `${A.id} 2026-11-19T08:00Z`,
    ])
    expect(await codesTo(world, C.id)).toEqual(['shifts_moved'])
    expect(await codesTo(world, B.id)).toEqual([])
    const moved = (await told(world)).map((one) => one.notice).find((one) => one.code === 'shifts_moved')
    expect(moved).toMatchObject({
      by: B.id,
      gained: expect.arrayContaining([expect.objectContaining({ start: '2026-11-17T08:00:00.000Z' })]),
    })
  })

  test('the preview shows what of their own duty moves, just as it is then', async () => {
    const days = { from: '2026-11-17', to: '2026-11-17' }
    const shown = gotDuty(await previewKeepDays(world.deps, B, { scheduleId, days, tradedHolidayOn: null }))
    const startsOf = (stretches: readonly { readonly start: Date }[]) =>
      stretches.map(({ start }) => start.toISOString().replace(':00.000Z', 'Z'))
    const ofB = async () =>
      (await daily('16', '30')).filter((one) => one.startsWith(B.id)).map((one) => one.slice(B.id.length + 1))
    const before = await ofB()
    gotDuty(await keep(B, '2026-11-17'))
    const after = await ofB()
    const within = (starts: readonly string[]) => starts.filter((one) => one < at9('30'))
    expect(within(startsOf(shown.lost))).toEqual(before.filter((one) => !after.includes(one)))
    expect(within(startsOf(shown.gained))).toEqual(after.filter((one) => !before.includes(one)))
    expect(shown.lost.length).toBeGreaterThan(0)
  })

  test('a turn that has begun is not moved: cover is to be found for it', async () => {
    expect(refusedDuty(await keep(A, '2026-11-16'))).toEqual({
      ...{ code: 'turn_begun', start: new Date(at9('16')), end: new Date(at9('17')) },
    })
    expect(refusedDuty(await keep(A, '2026-11-15'))).toEqual({ code: 'past_day', on: '2026-11-15' })
  })

  test('only up to a year’s number, each day once; a holiday that is traded is not counted', async () => {
    gotDuty(await keep(B, '2026-11-24', '2026-11-26'))
    expect(refusedDuty(await keep(B, '2026-12-01'))).toEqual({
      ...{ code: 'too_many_kept', allowance: 3, left: 0, year: 2026 },
    })
    expect(refusedDuty(await keep(B, '2026-11-26', '2026-11-27'))).toMatchObject({ code: 'already_kept' })
    gotDuty(await keep(B, '2027-01-07'))
    gotDuty(await keep(B, '2026-12-01', '2026-12-01', { tradedHolidayOn: '2026-12-04' }))
    const again = await keep(B, '2026-12-02', '2026-12-02', { tradedHolidayOn: '2026-12-04' })
    expect(refusedDuty(again)).toEqual({ code: 'already_traded', on: '2026-12-04' })
    const none = await keep(C, '2026-12-02', '2026-12-02', { tradedHolidayOn: '2026-12-03' })
    expect(refusedDuty(none)).toEqual({ code: 'not_a_holiday', on: '2026-12-03' })
  })

  test('an override may put them on duty all the same, with a warning', async () => {
    gotDuty(
      await addOverride(world.deps, lead, {
        scheduleId,
        override: {
          ...{ kind: 'add', rotation: 'primary', subject: B.id, reason: null },
          ...{ start: new Date('2026-11-19T10:00:00Z'), end: new Date('2026-11-19T12:00:00Z') },
        },
      }),
    )
    const days = { from: '2026-11-19', to: '2026-11-19' }
    const effect = gotDuty(await previewKeepDays(world.deps, B, { scheduleId, days, tradedHolidayOn: null }))
    expect(effect.stillOn).toEqual([
      ...[{ rotation: 'primary', start: new Date('2026-11-19T10:00:00Z'), end: new Date('2026-11-19T12:00:00Z') }],
    ])
    expect(await onCallAt(world, scheduleId, '2026-11-19T10:00:00Z')).toEqual([A.id, B.id])
  })

  test('given back, the turns that have begun stay with who has them', async () => {
    const { keptId } = gotDuty(await keep(B, '2026-11-18'))
    // B's turn of Tuesday ends on Wednesday: it went to C, and B has the next.
    expect(await onCallAt(world, scheduleId, '2026-11-17T12:00:00Z')).toEqual([C.id])
    world.clock.set('2026-11-17T10:00:00Z')
    gotDuty(await undoKeptDays(world.deps, B, { keptId }))
    expect(await onCallAt(world, scheduleId, '2026-11-17T12:00:00Z')).toEqual([C.id])
    expect(await onCallAt(world, scheduleId, '2026-11-18T12:00:00Z')).toEqual([B.id])
    expect(refusedDuty(await undoKeptDays(world.deps, B, { keptId }))).toMatchObject({ code: 'already_undone' })
  })

  test('nobody keeps days for another but a lead, who says so to them', async () => {
    expect(refusedDuty(await keep(A, '2026-11-24', '2026-11-24', { forId: B.id }))).toMatchObject({
      reason: 'not_lead',
    })
    gotDuty(await keep(lead, '2026-11-24', '2026-11-24', { forId: B.id }))
    expect(await codesTo(world, B.id)).toEqual(['days_kept'])
  })
})

describe('holidays edited by a lead', () => {
  const edits = [{ kind: 'add', on: '2026-11-19', name: 'Strike day', as: 'holiday' }] as const

  test('the preview shows whose shifts move, and saving is a new version', async () => {
    const edit = { what: 'holidays', edits } as const
    const preview = gotDuty(await previewEdit(world.deps, lead, { scheduleId, edit }))
    expect(preview.version).toBe(1)
    expect(preview.moved.map((one) => one.person)).toContain(C.id)
    expect(gotDuty(await editHolidays(world.deps, lead, { scheduleId, version: 1, edits, reason: null }))).toEqual({
      version: 2,
    })
    const { prepared } = await loaded(world, scheduleId)
    expect(prepared.snapshot.holidays.map((one) => one.on)).toContain('2026-11-19')
    expect(await onCallAt(world, scheduleId, '2026-11-19T12:00:00Z')).toEqual([C.id])
    expect((await told(world)).every((one) => one.notice.code === 'shifts_moved')).toBe(true)
  })

  test('of two edits of one version the second is stale', async () => {
    const both = await Promise.all([
      editHolidays(world.deps, lead, { scheduleId, version: 1, edits, reason: null }),
      editHolidays(world.deps, lead, {
        ...{ scheduleId, version: 1, edits: [{ kind: 'strike', on: '2026-12-04' }], reason: null },
      }),
    ])
    expect(both.filter((one) => one.ok)).toHaveLength(1)
    expect(both.filter((one) => !one.ok).map(refusedDuty)).toEqual([{ code: 'stale', version: 2 }])
  })

  test('the past and today are refused, and so is whoever is no lead', async () => {
    const by = (who: typeof A, on: string) =>
      editHolidays(world.deps, who, { scheduleId, version: 1, edits: [{ ...edits[0], on }], reason: null })
    expect(refusedDuty(await by(lead, '2026-11-16'))).toEqual({ code: 'past_day', on: '2026-11-16' })
    expect(refusedDuty(await by(A, '2026-11-20'))).toMatchObject({ reason: 'not_lead' })
  })

  test('a struck holiday is a working day again', async () => {
    const strike = [{ kind: 'strike', on: '2026-12-04' }] as const
    gotDuty(await editHolidays(world.deps, lead, { scheduleId, version: 1, edits: strike, reason: null }))
    expect((await loaded(world, scheduleId)).prepared.snapshot.holidays.map((one) => one.on)).not.toContain(
      ...['2026-12-04'],
    )
  })
})

describe('who is in a line', () => {
  const weekday = { layer: 'weekday', rotation: 'primary' } as const
  const change = (edits: Parameters<typeof changeParticipants>[2]['edits'], version = 1) =>
    changeParticipants(world.deps, lead, { scheduleId, version, edits, reason: null })

  test('somebody new comes at the end of the line, from their date on; the turn begun is served to its end', async () => {
    gotDuty(await change([{ kind: 'add', ...weekday, person: D.id, on: '2026-11-18' }]))
    expect(await daily('16', '21')).toEqual([
      ...[`${A.id} 2026-11-16T08:00Z`, `${B.id} 2026-11-17T08:00Z`, `${C.id} 2026-11-18T08:00Z`],
      ...[`${A.id} 2026-11-19T08:00Z`, `${B.id} 2026-11-20T08:00Z`],
    ])
    expect(await onCallAt(world, scheduleId, '2026-11-21T12:00:00Z')).toEqual([D.id])
    expect(await codesTo(world, D.id)).toEqual(['shifts_moved'])
  })

  test('whoever leaves is out from a date on', async () => {
    gotDuty(await change([{ kind: 'end', ...weekday, person: B.id, on: '2026-11-18' }]))
    expect(await daily('17', '21')).toEqual([
      ...[`${B.id} 2026-11-17T08:00Z`, `${C.id} 2026-11-18T08:00Z`, `${A.id} 2026-11-19T08:00Z`],
      `${C.id} 2026-11-20T08:00Z`,
    ])
    expect(refusedDuty(await change([{ kind: 'end', ...weekday, person: D.id, on: '2026-11-20' }], 2))).toEqual({
      code: 'nothing_changed',
    })
  })

  test('a reordering states who is first from its date on', async () => {
    gotDuty(await change([{ kind: 'reorder', ...weekday, on: '2026-11-17', order: [C.id, B.id] }]))
    expect(await daily('16', '20')).toEqual([
      ...[`${A.id} 2026-11-16T08:00Z`, `${C.id} 2026-11-17T08:00Z`, `${B.id} 2026-11-18T08:00Z`],
      `${A.id} 2026-11-19T08:00Z`,
    ])
  })

  test("a deactivated person's slots are vacant until a lead puts somebody in their place", async () => {
    const row = {
      ...{ id: B.id, workspaceId: 'T0HERE', displayName: B.id, zone: 'Europe/Madrid', slackLocale: 'es-ES' },
      ...{ isGuest: false, isBot: false },
    }
    await world.deps.db.read((q) => savePerson(q, { ...row, isDeactivated: false, learnedAt: world.clock.now() }))
    await rememberPerson(world.deps, { kind: 'job', name: 'people' }, { ...row, isDeactivated: true })
    expect(await vacancies(world.deps, 'policy')).toMatchObject([
      { scheduleId, person: B.id, places: [weekday, { layer: 'holiday', rotation: 'primary' }] },
    ])
    expect(await onCallAt(world, scheduleId, '2026-11-17T12:00:00Z')).toEqual([])
    gotDuty(await change([{ kind: 'replace', ...weekday, person: B.id, by: D.id, on: '2026-11-16' }]))
    expect(await onCallAt(world, scheduleId, '2026-11-17T12:00:00Z')).toEqual([D.id])
    expect(await onCallAt(world, scheduleId, '2026-11-18T12:00:00Z')).toEqual([C.id])
  })
})
