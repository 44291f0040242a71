import { describe, expect, test } from 'vitest'
import { effectOf } from '../../../../src/domain/oncall/overrides.ts'
import { prepareSchedule } from '../../../../src/domain/oncall/prepare.ts'
import type { Block, Override, ScheduleSnapshot, ShiftRef, Swap } from '../../../../src/domain/oncall/schedule.ts'
import { voidSwaps } from '../../../../src/domain/oncall/swaps.ts'
import {
  add,
  allWeek,
  holiday,
  holidayLayer,
  nobody,
  replace,
  rotation,
  schedule,
} from '../../../support/oncall-schedules.ts'
import { between, minute, who } from './ask.ts'

/** In UTC: A has the first of June, B the second, C the third, and again; the backup runs one ahead. */
function daily(more: Partial<Omit<ScheduleSnapshot, 'layers'>> = {}, layers: Partial<ScheduleSnapshot['layers']> = {}) {
  const weekday = allWeek({
    handoff: { every: 'day', at: '00:00' },
    anchor: '2026-06-01',
    rotations: [rotation('primary', ['UA', 'UB', 'UC']), rotation('backup', ['UB', 'UC', 'UA'])],
  })
  return schedule({ weekday, ...layers }, { zone: 'UTC', ...more })
}

const day = (number: number, hour = 0) =>
  `2026-06-${String(number).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00Z`
const shift = (number: number, of = 'primary'): ShiftRef => ({
  rotation: of,
  layer: 'weekday',
  start: new Date(day(number)),
})
const swap = (number: number, giver: string, taker: string, inReturn: number | null = null): Swap => ({
  shift: shift(number),
  giver,
  taker,
  inReturn: inReturn === null ? null : shift(inReturn),
})
const block = (from: string, to: string, people: Block['people']): Block => ({
  start: new Date(from),
  end: new Date(to),
  tag: 'launch',
  people,
})
const effects = (snapshot: ScheduleSnapshot, override: Override) =>
  effectOf(prepareSchedule(snapshot), override).map(
    (part) => `${part.rotation} ${minute(part.start)} ${minute(part.end)}`,
  )

describe('SCHEDULES, Swaps', () => {
  test('a swap renames the holder of one shift and moves nobody in the line', () => {
    const snapshot = daily({ swaps: [swap(2, 'UB', 'UX')] })
    expect(between(snapshot, day(1), day(6))).toEqual([
      '2026-06-01T00:00 UA',
      '2026-06-02T00:00 UX swap',
      '2026-06-03T00:00 UC',
      '2026-06-04T00:00 UA',
      '2026-06-05T00:00 UB',
    ])
    expect(who(snapshot, day(2))).toBe('UX swap swap')
  })

  test('a swap with a return moves both shifts', () => {
    const snapshot = daily({ swaps: [swap(2, 'UB', 'UC', 3)] })
    expect([who(snapshot, day(2)), who(snapshot, day(3))]).toEqual(['UC swap swap', 'UB swap swap'])
  })

  test('swaps apply in order of acceptance, each on the holder left by those before it', () => {
    const both = [swap(2, 'UB', 'UC'), swap(2, 'UC', 'UX')]
    expect(who(daily({ swaps: both }), day(2))).toBe('UX swap swap')
    const wrongWay = daily({ swaps: both.toReversed() })
    expect(who(wrongWay, day(2))).toBe('UC swap swap')
    expect(voidSwaps(prepareSchedule(wrongWay))).toEqual([0])
  })

  test('one undone voids those that depended on it', () => {
    expect(voidSwaps(prepareSchedule(daily({ swaps: [swap(2, 'UC', 'UX'), swap(5, 'UB', 'UC')] })))).toEqual([0])
  })

  test('a swap of which one leg fails is void in both', () => {
    const snapshot = daily({ swaps: [swap(2, 'UB', 'UA', 3)] })
    expect(voidSwaps(prepareSchedule(snapshot))).toEqual([0])
    expect([who(snapshot, day(2)), who(snapshot, day(3))]).toEqual(['UB weekday turn', 'UC weekday turn'])
  })

  test('a shift that moved or is no longer served voids its swap; it never moves to another shift', () => {
    const moved = { ...swap(2, 'UB', 'UX'), shift: { ...shift(2), start: new Date(day(2, 1)) } }
    expect(voidSwaps(prepareSchedule(daily({ swaps: [moved] })))).toEqual([0])
    const covered = daily(
      { swaps: [swap(2, 'UB', 'UX')], holidays: [holiday('2026-06-02')] },
      { holiday: holidayLayer({ at: '00:00', rotations: ['UH'] }) },
    )
    expect(voidSwaps(prepareSchedule(covered))).toEqual([0])
    expect(who(covered, day(3))).toBe('UB weekday turn')
  })

  test('where a higher layer covers the shift the swap is silent', () => {
    const partly = daily(
      { swaps: [swap(2, 'UB', 'UX')], holidays: [holiday('2026-06-02')] },
      { holiday: holidayLayer({ at: '12:00', rotations: ['UH'] }) },
    )
    expect(voidSwaps(prepareSchedule(partly))).toEqual([])
    expect([who(partly, day(2, 11)), who(partly, day(2, 12))]).toEqual(['UX swap swap', 'UH holiday turn'])
  })

  test('a swap may put somebody on a day that they keep', () => {
    const keptDays = [{ person: 'UX', from: '2026-06-02', to: '2026-06-02', declaredAt: new Date(day(1)) }]
    expect(who(daily({ keptDays, swaps: [swap(2, 'UB', 'UX')] }), day(2))).toBe('UX swap swap')
  })
})

describe('SCHEDULES, Overrides and blocks', () => {
  test('ONCALL 2: a swap beats the layer, an override beats the swap, a block beats the override', () => {
    const swaps = [swap(2, 'UB', 'UX')]
    const overrides = [replace('UX', 'UY', day(2), day(3))]
    const blocks = [block(day(2), day(3), { primary: ['UZ'] })]
    expect(who(daily({ swaps }), day(2))).toBe('UX swap swap')
    expect(who(daily({ swaps, overrides }), day(2))).toBe('UY override replace')
    expect(who(daily({ swaps, overrides, blocks }), day(2))).toBe('UZ block block')
  })

  test('replace applies in every rotation where the subject would be on call, instant by instant', () => {
    const snapshot = daily({ overrides: [replace('UB', 'UX', day(1, 12), day(2, 12))] })
    expect(between(snapshot, day(1), day(3))).toEqual([
      '2026-06-01T00:00 UA',
      '2026-06-02T00:00 UX replace',
      '2026-06-02T12:00 UB',
    ])
    expect(between(snapshot, day(1), day(3), 'backup')).toEqual([
      '2026-06-01T00:00 UB',
      '2026-06-01T12:00 UX replace',
      '2026-06-02T00:00 UC',
    ])
  })

  test('ONCALL 2: an override says where it has an effect, and that it has none', () => {
    expect(effects(daily(), replace('UB', 'UX', day(1, 12), day(2, 12)))).toEqual([
      'primary 2026-06-02T00:00 2026-06-02T12:00',
      'backup 2026-06-01T12:00 2026-06-02T00:00',
    ])
    expect(effects(daily(), replace('UX', 'UB', day(1), day(9)))).toEqual([])
    expect(effects(daily(), add('UA', day(1), day(2)))).toEqual([])
    expect(effects(daily(), nobody(day(1), day(2)))).toEqual(['primary 2026-06-01T00:00 2026-06-02T00:00'])
  })

  test('overrides apply in order of creation, each on the answer left by those before it', () => {
    const first = replace('UB', 'UX', day(2), day(3))
    const second = replace('UX', 'UY', day(2), day(3))
    expect(who(daily({ overrides: [first, second] }), day(2))).toBe('UY override replace')
    expect(who(daily({ overrides: [second, first] }), day(2))).toBe('UX override replace')
    expect(effects(daily({ overrides: [second, first] }), second)).toEqual([])
    expect(effects(daily({ overrides: [first, second] }), second)).toHaveLength(1)
  })

  test('nobody empties the answer, is a declared gap, and a later one may add again', () => {
    const empty = nobody(day(2), day(3))
    expect(who(daily({ overrides: [empty] }), day(2))).toBe('- override nobody')
    expect(who(daily({ overrides: [empty, add('UX', day(2), day(3))] }), day(2))).toBe('UX override add')
    expect(who(daily({ overrides: [add('UX', day(2), day(3)), empty] }), day(2))).toBe('- override nobody')
  })

  test('the holder comes first, then those added in order of creation; nobody appears twice', () => {
    const overrides = [add('UY', day(2), day(3)), add('UX', day(2), day(3)), add('UB', day(2), day(3))]
    expect(who(daily({ overrides }), day(2))).toBe('UB,UY,UX override add')
    expect(who(daily({ overrides: [...overrides, replace('UX', 'UB', day(2), day(3))] }), day(2))).toBe(
      'UB,UY override replace',
    )
  })

  test('overrides and blocks never move a turn', () => {
    const blocks = [block(day(1), day(3), { primary: [] })]
    const overrides = [nobody(day(3), day(4))]
    expect(who(daily({ overrides, blocks }), day(4))).toBe('UA weekday turn')
  })

  test('a rotation that a block doesn’t name goes on as planned; one without people is a declared gap', () => {
    const snapshot = daily({ blocks: [block(day(2), day(3), { primary: [] })] })
    expect(who(snapshot, day(2))).toBe('- block block')
    expect(who(snapshot, day(2), 'backup')).toBe('UC weekday turn')
  })

  test('overrides inside a block have no effect and say so', () => {
    const snapshot = daily({ blocks: [block(day(2), day(2, 12), { primary: ['UZ'] })] })
    expect(effects(snapshot, replace('UB', 'UX', day(2), day(2, 12)))).toEqual([])
    expect(effects(snapshot, replace('UB', 'UX', day(2), day(3)))).toEqual([
      'primary 2026-06-02T12:00 2026-06-03T00:00',
    ])
  })

  test('kept days don’t apply in a block, deactivation does', () => {
    const blocks = [block(day(2), day(3), { primary: ['UA', 'UC'] })]
    const keptDays = [{ person: 'UA', from: '2026-06-02', to: '2026-06-02', declaredAt: new Date('2026-01-01') }]
    expect(who(daily({ blocks, keptDays }), day(2))).toBe('UA,UC block block')
    const deactivations = [{ person: 'UA', at: new Date(day(2, 6)), until: null }]
    expect(who(daily({ blocks, deactivations }), day(2, 6))).toBe('UC block block')
  })
})
