import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ScheduleRules } from '../../../src/domain/oncall/rules.ts'
import type {
  Handoff,
  Override,
  Participant,
  Rotation,
  ShiftRef,
  WeekdayNumber,
} from '../../../src/domain/oncall/schedule.ts'
import { printSettings } from '../../../src/settings/export.ts'
import { parseSettings } from '../../../src/settings/parse.ts'
import { playgroundSettings } from '../../../src/settings/playground.ts'
import { parseSchedules } from '../../../src/settings/schedules/file.ts'
import { printMoment, readMoment } from '../../../src/settings/schedules/notation.ts'
import { parseScheduleRules } from '../../../src/settings/schedules/parse.ts'
import { entryOf, scheduleEntryOf } from '../../../src/settings/schedules/print.ts'
import type { ScheduleSettings } from '../../../src/settings/schedules/types.ts'

const ZONES = [
  ...['America/New_York', 'Europe/Madrid', 'America/Santiago', 'Australia/Lord_Howe', 'Pacific/Apia'],
  ...['Asia/Kolkata', 'UTC'],
]
const PEOPLE = ['U1', 'U2', 'U3', 'W4', 'U5']
const ROTATIONS = ['primary', 'backup', 'lead of the day', 'primary-emea', 'año']

const zone = fc.constantFrom(...ZONES)
const person = fc.constantFrom(...PEOPLE)
const time = fc
  .integer({ min: 0, max: 1439 })
  .map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`)
const day = fc
  .integer({ min: 0, max: 9000 })
  .map((n) => new Date(Date.UTC(2005, 0, 1) + n * 86_400_000).toISOString().slice(0, 10))
const instant = fc
  .integer({ min: Date.UTC(2005, 0, 1), max: Date.UTC(2035, 0, 1) })
  .chain((ms) => fc.constantFrom(ms, ms - (ms % 1000), ms - (ms % 60_000)).map((at) => new Date(at)))
const span = fc
  .tuple(instant, fc.integer({ min: 1, max: 1e9 }))
  .map(([start, length]) => ({ start, end: new Date(start.getTime() + length) }))
const weekday = fc.constantFrom<WeekdayNumber>(1, 2, 3, 4, 5, 6, 7)
const weekMoment = fc.record({ weekday, at: time })
const handoff: fc.Arbitrary<Handoff> = fc.oneof(
  fc.record({ every: fc.constant('day' as const), at: time }),
  fc.record({ every: fc.constant('week' as const), on: weekday, at: time }),
)

const participant: fc.Arbitrary<Participant> = fc
  .tuple(person, fc.option(day), fc.option(day))
  .map(([id, a, b]) => (a !== null && b !== null && a >= b ? { id, from: a, to: null } : { id, from: a, to: b }))
const rotation = (name: string): fc.Arbitrary<Rotation> =>
  fc
    .record({
      role: fc.constantFrom(name, 'primary', 'respaldo'),
      zone: fc.option(zone),
      hours: fc.option(
        fc
          .tuple(time, time)
          .filter(([from, to]) => from !== to)
          .map(([from, to]) => ({ from, to })),
      ),
      participants: fc.uniqueArray(participant, { selector: (one) => one.id, maxLength: 5 }),
      days: fc.uniqueArray(day, { maxLength: 2 }),
    })
    .map(({ days, ...rest }) => ({
      name,
      ...rest,
      reorderings: days.toSorted().map((on) => ({ on, order: rest.participants.map((one) => one.id).toReversed() })),
    }))
const rotations = fc.shuffledSubarray(ROTATIONS, { minLength: 1 }).chain((names) => fc.tuple(...names.map(rotation)))
const layer = { turn: fc.integer({ min: 1, max: 30 }), anchor: day, rotations }
const weekly = fc
  .record({ from: weekMoment, to: weekMoment, handoff: fc.option(handoff), ...layer })
  .filter(({ from, to, handoff }) => handoff !== null || from.weekday !== to.weekday || from.at !== to.at)
const treatment = fc.constantFrom('holiday' as const, 'weekend' as const, 'ignore' as const)
const name = fc.constantFrom('core', 'Guardia de respaldo', "it's: #1 ✓", 'null', '1')

const rules: fc.Arbitrary<ScheduleRules> = fc
  .record({
    name,
    teamId: fc.constant('policy'),
    zone,
    layers: fc
      .record({
        weekday: fc.option(weekly),
        weekend: fc.option(weekly),
        holiday: fc.option(fc.record({ at: time, handoff: fc.option(handoff), ...layer })),
      })
      .filter((one) => one.weekday !== null || one.weekend !== null || one.holiday !== null),
    holidayCalendars: fc.subarray([
      { country: 'US', region: 'NY', as: 'holiday' as const },
      { country: 'ES', region: 'MD', as: 'weekend' as const },
      { country: 'MX', region: null, as: 'ignore' as const },
    ]),
    holidayDates: fc.uniqueArray(fc.record({ on: day, name, as: treatment }), {
      selector: (one) => one.on,
      maxLength: 3,
    }),
    readers: fc.dictionary(
      person,
      fc.record({
        languages: fc.subarray(['en' as const, 'es' as const]),
        skills: fc.subarray(['press', 'niñez', 'on: off']),
      }),
    ),
    needsLanguages: fc.subarray(['en' as const, 'es' as const]),
    restHours: fc.constantFrom(0, 11, 0.5, 36),
    swapsNeedApproval: fc.boolean(),
    keptDaysAYear: fc.integer({ min: 0, max: 366 }),
    weekendPost: fc.option(weekMoment),
    holidayPostDays: fc.option(fc.integer({ min: 0, max: 60 })),
    postChannel: fc.option(fc.constant('C0POSTS')),
    userGroup: fc.option(fc.constant('S0ONCALL')),
    setsTopic: fc.boolean(),
    span,
    tag: fc.constantFrom('launch', '2026-01-01', 'a: b'),
  })
  .map(({ span: { start, end }, tag, ...rest }) => ({
    ...rest,
    holidayStrikes: ['2004-01-01'],
    blocks: [{ start, end, tag, people: { [firstRotation(rest.layers)]: ['U1', 'W4'] } }],
  }))

function firstRotation(layers: ScheduleRules['layers']): string {
  const names = [layers.weekday, layers.weekend, layers.holiday].flatMap((one) => one?.rotations ?? [])
  return names[0]?.name ?? 'primary'
}

const schedule: fc.Arbitrary<ScheduleSettings> = rules.chain((of) => {
  const rotation = firstRotation(of.layers)
  const layer = (['weekday', 'weekend', 'holiday'] as const).find((one) => of.layers[one] !== null) ?? 'weekday'
  const shift: fc.Arbitrary<ShiftRef> = instant.map((start) => ({ rotation, layer, start }))
  const reason = fc.option(fc.constantFrom('travel', 'boda: sí', '#1'))
  const override: fc.Arbitrary<Override> = fc.oneof(
    fc
      .record({
        kind: fc.constant('replace' as const),
        subject: fc.constant('U1'),
        by: fc.constant('U2'),
        reason,
        span,
      })
      .map(spread),
    fc
      .record({ kind: fc.constant('add' as const), rotation: fc.constant(rotation), subject: person, reason, span })
      .map(spread),
    fc.record({ kind: fc.constant('nobody' as const), rotation: fc.constant(rotation), reason, span }).map(spread),
  )
  return fc.record({
    rules: fc.constant(of),
    overrides: fc.array(override, { maxLength: 1 }),
    swaps: fc.array(
      fc.record({ shift, giver: fc.constant('U1'), taker: fc.constant('U2'), inReturn: fc.option(shift) }),
      { maxLength: 2 },
    ),
    keptDays: fc.array(
      fc.tuple(person, day, instant).map(([one, on, declaredAt]) => ({ person: one, from: on, to: on, declaredAt })),
      { maxLength: 2 },
    ),
    deactivations: fc.array(
      fc.tuple(person, span, fc.boolean()).map(([one, { start, end }, isOver]) => ({
        person: one,
        at: start,
        until: isOver ? end : null,
      })),
      { maxLength: 2 },
    ),
  })
})

function spread<T extends { readonly span: { readonly start: Date; readonly end: Date } }>({
  span: times,
  ...rest
}: T) {
  return { ...rest, ...times }
}

describe('what is written is read back as the same', () => {
  test('rules, as the database keeps them', () => {
    fc.assert(
      fc.property(rules, (of) => {
        const kept = JSON.parse(JSON.stringify(entryOf(of)))
        expect(parseScheduleRules(kept)).toMatchObject({ ok: true, rules: of })
      }),
      { numRuns: 200 },
    )
  })

  test('a schedule of the file, with what happens one by one', () => {
    fc.assert(
      fc.property(schedule, (of) => {
        const text = JSON.stringify({ schedules: [scheduleEntryOf(of)] })
        expect(parseSchedules(text, 'f')).toMatchObject({ ok: true, schedules: [of] })
      }),
      { numRuns: 200 },
    )
  })

  test('a printed policy with schedules', () => {
    fc.assert(
      fc.property(schedule, (of) => {
        const settings = { ...playgroundSettings, schedules: [of] }
        expect(parseSettings(printSettings(settings), 'p')).toMatchObject({ ok: true, settings })
      }),
      { numRuns: 15 },
    )
  })

  test('any instant, in any zone, with its offset', () => {
    fc.assert(
      fc.property(instant, zone, (at, of) => {
        expect(readMoment(printMoment(at, of), of)).toEqual({ kind: 'instant', at })
      }),
    )
  })
})
