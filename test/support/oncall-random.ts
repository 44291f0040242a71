import fc from 'fast-check'
import { shiftsBetween } from '../../src/domain/oncall/between.ts'
import { prepareSchedule, rotationsOf } from '../../src/domain/oncall/prepare.ts'
import type {
  Block,
  Deactivation,
  Handoff,
  HolidayLayer,
  KeptDays,
  Override,
  Participant,
  Rotation,
  ScheduleSnapshot,
  Swap,
  WeekdayNumber,
  WeeklyLayer,
} from '../../src/domain/oncall/schedule.ts'

/** Random schedules of some weeks around a date at which the zone's clock changes, or a day is missing. */

const DAY_MS = 24 * 60 * 60_000
const PEOPLE = ['UA', 'UB', 'UC', 'UD', 'UE', 'UF']
const TIMES = ['00:00', '02:30', '09:00', '18:00', '23:45'] as const

/** Zones of ONCALL 4, each with a day near which something happens. */
export const ERAS = [
  { zone: 'America/New_York', on: '2026-03-08' },
  { zone: 'America/New_York', on: '2026-11-01' },
  { zone: 'Europe/Madrid', on: '2026-03-29' },
  { zone: 'Europe/Madrid', on: '2026-10-25' },
  { zone: 'America/Santiago', on: '2026-09-06' },
  { zone: 'America/Santiago', on: '2026-04-05' },
  { zone: 'Australia/Lord_Howe', on: '2026-10-04' },
  { zone: 'Pacific/Apia', on: '2011-12-30' },
  { zone: 'Asia/Kolkata', on: '2026-06-15' },
] as const

interface Era {
  readonly zone: string
  readonly on: string
}

/** The days of an era in which schedules are asked: four weeks before and six after. */
export function rangeOf(era: Era): { readonly from: Date; readonly to: Date } {
  const middle = Date.parse(`${era.on}T00:00:00Z`)
  return { from: new Date(middle - 28 * DAY_MS), to: new Date(middle + 42 * DAY_MS) }
}

export interface RandomSchedule {
  readonly snapshot: ScheduleSnapshot
  readonly from: Date
  readonly to: Date
}

export interface Wanted {
  /** Overrides, swaps, blocks and deactivations too. */
  readonly withEvents: boolean
}

/** Schedules with the range in which they are worth asking. */
export function randomSchedules({ withEvents }: Wanted = { withEvents: true }): fc.Arbitrary<RandomSchedule> {
  return fc.constantFrom(...ERAS).chain((era) => {
    const range = rangeOf(era)
    const events = withEvents ? eventsIn(era) : fc.constant(NO_EVENTS)
    return fc
      .record({
        weekday: fc.option(weeklyLayer(era), { freq: 8 }),
        weekend: fc.option(weeklyLayer(era)),
        holiday: fc.option(holidayLayer(era)),
        holidays: fc.array(fc.record({ on: dayIn(era), as: fc.constantFrom('holiday', 'weekend', 'ignore') }), {
          maxLength: 6,
        }),
        keptDays: fc.array(keptDays(era), { maxLength: 5 }),
        events,
        swaps: withEvents ? fc.array(swapWish, { maxLength: 4 }) : fc.constant([]),
      })
      .map(({ weekday, weekend, holiday, holidays, keptDays: kept, events: happened, swaps }) => {
        const snapshot: ScheduleSnapshot = {
          name: 'random',
          teamId: 'team',
          zone: era.zone,
          layers: { weekday, weekend, holiday },
          holidays: holidays.map(({ on, as }) => ({ on, as, name: on, calendars: [] })),
          keptDays: kept,
          ...happened,
          swaps: [],
          checkpoints: [],
        }
        return { ...range, snapshot: { ...snapshot, swaps: granted(snapshot, range, swaps) } }
      })
  })
}

export function scheduleSnapshots(): fc.Arbitrary<ScheduleSnapshot> {
  return randomSchedules().map(({ snapshot }) => snapshot)
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

function dayIn(era: Era): fc.Arbitrary<string> {
  const middle = Date.parse(`${era.on}T00:00:00Z`)
  return fc.integer({ min: -28, max: 41 }).map((days) => isoDay(middle + days * DAY_MS))
}

function instantIn(era: Era): fc.Arbitrary<Date> {
  const { from, to } = rangeOf(era)
  const quarters = (to.getTime() - from.getTime()) / 900_000
  return fc.integer({ min: 0, max: quarters }).map((count) => new Date(from.getTime() + count * 900_000))
}

const time = fc.constantFrom(...TIMES)
const weekday = fc.constantFrom<WeekdayNumber[]>(1, 2, 3, 4, 5, 6, 7)
const person = fc.constantFrom(...PEOPLE)
const moment = fc.record({ weekday, at: time })

const handoff: fc.Arbitrary<Handoff> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ every: fc.constant('day'), at: time }) },
  { weight: 1, arbitrary: fc.record({ every: fc.constant('week'), on: weekday, at: time }) },
)

function participants(era: Era): fc.Arbitrary<readonly Participant[]> {
  return fc.uniqueArray(
    fc
      .record({ id: person, from: fc.option(dayIn(era), { freq: 2 }), to: fc.option(dayIn(era), { freq: 1 }) })
      .map(({ id, from, to }) => ({ id, from, to: from !== null && to !== null && to < from ? null : to })),
    { maxLength: 5, selector: ({ id }) => id, minLength: 1 },
  )
}

function rotations(era: Era): fc.Arbitrary<readonly Rotation[]> {
  const one = (name: string): fc.Arbitrary<Rotation> =>
    fc.record({
      name: fc.constant(name),
      role: fc.constantFrom(name, 'duty'),
      zone: fc.option(fc.constantFrom('Europe/Madrid', 'Asia/Kolkata', 'America/New_York'), { freq: 2 }),
      hours: fc.option(
        fc.record({ from: time, to: time }).filter(({ from, to }) => from !== to),
        { freq: 2 },
      ),
      participants: participants(era),
      reorderings: fc.uniqueArray(fc.record({ on: dayIn(era), order: fc.shuffledSubarray(PEOPLE, { minLength: 1 }) }), {
        maxLength: 2,
        selector: ({ on }) => on,
      }),
    })
  return fc
    .tuple(one('primary'), fc.option(one('backup')))
    .map(([first, second]) => (second === null ? [first] : [first, second]))
}

function common(era: Era) {
  return {
    turn: fc.constantFrom(1, 1, 2, 3, 7),
    anchor: dayIn(era).map((day) => isoDay(Date.parse(`${day}T00:00:00Z`) - 21 * DAY_MS)),
    rotations: rotations(era),
  }
}

function weeklyLayer(era: Era): fc.Arbitrary<WeeklyLayer> {
  return fc
    .record({ from: moment, to: moment, handoff: fc.option(handoff, { freq: 3 }), ...common(era) })
    .map((layer) => ({
      ...layer,
      // A window that never ends needs handoffs.
      handoff:
        layer.from.weekday === layer.to.weekday && layer.from.at === layer.to.at
          ? (layer.handoff ?? { every: 'day', at: layer.from.at })
          : layer.handoff,
    }))
}

function holidayLayer(era: Era): fc.Arbitrary<HolidayLayer> {
  return fc.record({ at: time, handoff: fc.option(handoff, { freq: 2 }), ...common(era) })
}

function keptDays(era: Era): fc.Arbitrary<KeptDays> {
  return fc
    .record({ person, from: dayIn(era), days: fc.nat({ max: 4 }), declaredAt: instantIn(era) })
    .map(({ person: who, from, days, declaredAt }) => ({
      person: who,
      from,
      to: isoDay(Date.parse(`${from}T00:00:00Z`) + days * DAY_MS),
      declaredAt,
    }))
}

type Events = Pick<ScheduleSnapshot, 'overrides' | 'blocks' | 'deactivations'>
const NO_EVENTS: Events = { overrides: [], blocks: [], deactivations: [] }

function eventsIn(era: Era): fc.Arbitrary<Events> {
  const span = fc
    .record({ start: instantIn(era), hours: fc.integer({ min: 1, max: 200 }) })
    .map(({ start, hours }) => ({
      start,
      end: new Date(start.getTime() + hours * 3_600_000),
    }))
  const name = fc.constantFrom('primary', 'backup')
  const override: fc.Arbitrary<Override> = fc.oneof(
    fc
      .record({ span, subject: person, by: person })
      .filter(({ subject, by }) => subject !== by)
      .map(({ span: { start, end }, subject, by }) => ({
        kind: 'replace' as const,
        start,
        end,
        subject,
        by,
        reason: null,
      })),
    fc.record({ span, subject: person, rotation: name }).map(({ span: { start, end }, subject, rotation }) => ({
      kind: 'add' as const,
      start,
      end,
      subject,
      rotation,
      reason: null,
    })),
    fc
      .record({ span, rotation: name })
      .map(({ span: { start, end }, rotation }) => ({ kind: 'nobody' as const, start, end, rotation, reason: null })),
  )
  const block: fc.Arbitrary<Block> = fc
    .record({ span, rotation: name, people: fc.uniqueArray(person, { maxLength: 2 }) })
    .map(({ span: { start, end }, rotation, people }) => ({
      start,
      end,
      tag: 'launch',
      people: { [rotation]: people },
    }))
  const deactivation: fc.Arbitrary<Deactivation> = fc
    .record({ person, span, isBack: fc.boolean() })
    .map(({ person: who, span: { start, end }, isBack }) => ({ person: who, at: start, until: isBack ? end : null }))
  return fc.record({
    overrides: fc.array(override, { maxLength: 6 }),
    blocks: fc.array(block, { maxLength: 1 }),
    deactivations: fc.array(deactivation, { maxLength: 2 }),
  })
}

interface SwapWish {
  readonly shift: number
  readonly inReturn: number | null
  readonly taker: string
}

const swapWish: fc.Arbitrary<SwapWish> = fc.record({
  shift: fc.nat({ max: 200 }),
  inReturn: fc.option(fc.nat({ max: 200 }), { freq: 2 }),
  taker: person,
})

/** Swaps of real shifts by whom they were planned for: most hold, some are void because an earlier one moved the shift. */
function granted(
  snapshot: ScheduleSnapshot,
  { from, to }: { readonly from: Date; readonly to: Date },
  wishes: readonly SwapWish[],
): readonly Swap[] {
  const prepared = prepareSchedule(snapshot)
  const shifts = rotationsOf(prepared)
    .flatMap((rotation) => shiftsBetween(prepared, rotation, from, to))
    .filter((shift) => shift.planned !== null)
  return wishes.flatMap(({ shift: at, inReturn, taker }) => {
    const shift = shifts[at % Math.max(1, shifts.length)]
    const back = inReturn === null ? undefined : shifts[inReturn % Math.max(1, shifts.length)]
    if (shift === undefined || shift.planned === null) return []
    const refOf = ({ rotation, layer, start }: typeof shift) => ({ rotation, layer, start })
    const other = back?.planned ?? taker
    if (other === shift.planned) return []
    return [
      {
        shift: refOf(shift),
        giver: shift.planned,
        taker: other,
        inReturn: back === undefined ? null : refOf(back),
      },
    ]
  })
}
