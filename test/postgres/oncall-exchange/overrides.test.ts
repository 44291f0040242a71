import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isExclusionViolation } from '../../../src/db/errors.ts'
import { overrides } from '../../../src/db/schema/oncall.ts'
import { addOverride, type NewOverride, previewOverride } from '../../../src/usecases/oncall/add-override.ts'
import { undoOverride } from '../../../src/usecases/oncall/undo-override.ts'
import { A, B, C, colleague, D, lead, testWorld, type World } from '../../support/builders.ts'
import { idOf, recordOf, runDueDuties, takeUp } from '../../support/duty.ts'
import { codesTo, gotDuty, onCallAt, refusedDuty, told } from '../../support/exchange.ts'

/** Madrid: daily at 09:00 (08:00 UTC). A on Monday, then B, C, D; the backup is the next in line. */
const CORE = {
  name: 'core',
  team: 'policy',
  zone: 'Europe/Madrid',
  rest: '4 h',
  layers: {
    weekday: {
      ...{ from: 'monday 09:00', to: 'monday 09:00', handoff: { every: 'day', at: '09:00' }, anchor: '2026-11-16' },
      rotations: { primary: [A.id, B.id, C.id, D.id], backup: [B.id, C.id, D.id, A.id] },
    },
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

const replace = (subject: typeof A, by: typeof A, from: string, to: string): NewOverride => ({
  ...{ kind: 'replace', subject: subject.id, by: by.id, reason: 'travel' },
  ...{ start: new Date(`2026-11-${from}:00:00Z`), end: new Date(`2026-11-${to}:00:00Z`) },
})
const put = (override: NewOverride, by = lead, isDespite = false) =>
  addOverride(world.deps, by, { scheduleId, override, isDespite })
const count = async () => (await world.deps.db.read((q) => q.select().from(overrides))).length

describe('rule 3: two overrides of one person may not overlap', () => {
  test('the database refuses it', async () => {
    const id = gotDuty(await put(replace(B, D, '17T08', '17T20'))).overrideId
    const again = world.deps.db.transact((tx) =>
      tx.execute(sql`insert into overrides (schedule_id, kind, rotation, subject, substitute, start_at, end_at, created_at)
        select schedule_id, kind, rotation, subject, ${C.id}, start_at + interval '1 hour', end_at, created_at
        from overrides where id = ${id}`),
    )
    await expect(again).rejects.toSatisfy((error) => isExclusionViolation(error, 'overrides_apart'))
  })

  test('ten at once: one is saved, the others learn which', async () => {
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => put(replace(B, D, '17T09', '17T12'))))
    expect(outcomes.filter((one) => one.ok)).toHaveLength(1)
    for (const refusal of outcomes.filter((one) => !one.ok).map(refusedDuty)) {
      expect(refusal).toEqual({
        ...{ code: 'overlapping', kind: 'replace', subjectId: B.id, byId: lead.id },
        ...{ start: new Date('2026-11-17T09:00:00Z'), end: new Date('2026-11-17T12:00:00Z') },
      })
    }
    expect(await count()).toBe(1)
  })

  test('one that ends as the other begins is no overlap, and one undone is out of the way', async () => {
    const first = gotDuty(await put(replace(B, D, '17T09', '17T12'))).overrideId
    gotDuty(await put(replace(B, D, '17T12', '17T15')))
    expect(refusedDuty(await put(replace(B, A, '17T10', '17T13')))).toMatchObject({ code: 'overlapping' })
    gotDuty(await undoOverride(world.deps, lead, { overrideId: first }))
    gotDuty(await put(replace(B, A, '17T09', '17T12'), lead, true))
  })

  test('A by B and B by C may overlap', async () => {
    gotDuty(await put(replace(B, D, '17T09', '17T12')))
    gotDuty(await put(replace(D, A, '17T09', '17T12'), lead, true))
    expect(await onCallAt(world, scheduleId, '2026-11-17T10:00:00Z')).toEqual([A.id])
  })
})

describe('rule 2: an override applies where it has an effect', () => {
  test('without any it is refused and nothing is written', async () => {
    expect(refusedDuty(await put(replace(D, A, '17T09', '17T12')))).toEqual({ code: 'no_effect', personId: D.id })
    expect(await count()).toBe(0)
  })

  test('over several shifts it holds in each where they would be on call, and the preview shows the parts', async () => {
    const override = replace(B, D, '16T12', '22T08')
    const effect = gotDuty(await previewOverride(world.deps, lead, { scheduleId, override }))
    expect(effect.parts.map(({ rotation, start }) => `${rotation} ${start.toISOString().slice(0, 13)}`)).toEqual([
      ...['primary 2026-11-17T08', 'primary 2026-11-21T08', 'backup 2026-11-16T12', 'backup 2026-11-20T08'],
    ])
    expect(await count()).toBe(0)
  })

  test('nobody is a declared gap, and the preview shows it', async () => {
    const override: NewOverride = {
      ...{ kind: 'nobody', rotation: 'backup', reason: 'holidays' },
      ...{ start: new Date('2026-11-18T08:00:00Z'), end: new Date('2026-11-18T12:00:00Z') },
    }
    const { gaps } = gotDuty(await previewOverride(world.deps, lead, { scheduleId, override }))
    expect(gaps).toMatchObject([{ role: 'backup', layer: 'override', why: 'nobody' }])
    gotDuty(await put(override))
    expect(await onCallAt(world, scheduleId, '2026-11-18T09:00:00Z', 'backup')).toEqual([])
  })
})

describe('what is refused with the reason', () => {
  test('being on duty twice, unless a lead wants it all the same', async () => {
    // On Tuesday C is the backup.
    const twice = replace(B, C, '17T09', '17T12')
    expect(refusedDuty(await put(twice))).toEqual({
      ...{ code: 'on_duty_twice', personId: C.id },
      ...{ start: new Date('2026-11-17T09:00:00Z'), end: new Date('2026-11-17T12:00:00Z') },
    })
    expect(refusedDuty(await put(twice, C, true))).toMatchObject({ code: 'on_duty_twice' })
    gotDuty(await put(twice, lead, true))
  })

  test('a rest cut short', async () => {
    // A is off duty from Tuesday 08:00 to Thursday 08:00, when they are the backup.
    expect(refusedDuty(await put(replace(C, A, '19T02', '19T06')))).toMatchObject({
      ...{ code: 'rest_broken', personId: A.id, restHours: 4 },
    })
  })

  test('what lies in the past, ends before it begins, or is by themselves', async () => {
    expect(refusedDuty(await put(replace(A, D, '16T08', '16T10')))).toMatchObject({ code: 'in_past' })
    expect(refusedDuty(await put(replace(B, D, '17T12', '17T12')))).toMatchObject({ code: 'not_in_order' })
    expect(refusedDuty(await put(replace(B, B, '17T09', '17T12')))).toMatchObject({ code: 'same_person' })
    expect(refusedDuty(await put(replace(B, colleague, '17T09', '17T12')))).toMatchObject({ code: 'not_of_team' })
  })

  test("putting another on duty, by somebody who isn't a lead", async () => {
    expect(refusedDuty(await put(replace(B, D, '17T09', '17T12'), A))).toMatchObject({ reason: 'not_lead' })
    gotDuty(await put(replace(B, D, '17T09', '17T12'), D))
    expect(await codesTo(world, B.id)).toEqual(['replaced'])
  })
})

describe('what follows', () => {
  test('taken from now on, it changes the record from now on, and undone it ends now', async () => {
    const { overrideId } = gotDuty(await put(replace(A, D, '16T08', '16T14'), D))
    await runDueDuties(world)
    world.clock.advance(60)
    gotDuty(await undoOverride(world.deps, A, { overrideId }))
    await runDueDuties(world)
    expect((await recordOf(world)).filter((line) => line.startsWith('primary'))).toEqual([
      `primary 2026-11-16T10:00Z–2026-11-16T10:00:00.001Z ${A.id} weekday turn`,
      `primary 2026-11-16T10:00:00.001Z–2026-11-16T11:00Z ${D.id} override replace`,
      `primary 2026-11-16T11:00Z– ${A.id} weekday turn`,
    ])
    expect(refusedDuty(await undoOverride(world.deps, A, { overrideId }))).toMatchObject({ code: 'already_undone' })
  })

  test('whoever it concerns is told once, and never who did it', async () => {
    gotDuty(await put(replace(B, D, '17T09', '17T12')))
    expect((await told(world)).map((one) => `${one.notice.code} ${one.to}`)).toEqual([
      ...[`replaced ${B.id}`, `replaced ${D.id}`],
    ])
  })
})
