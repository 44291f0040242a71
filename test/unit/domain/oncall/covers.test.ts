import { expect, test } from 'vitest'
import { coversIn } from '../../../../src/domain/oncall/covers.ts'
import { prepareSchedule } from '../../../../src/domain/oncall/prepare.ts'
import type { Swap } from '../../../../src/domain/oncall/schedule.ts'
import { add, replace, schedule, weekendLayer } from '../../../support/oncall-schedules.ts'

/** UA has the weekend of 2 January 2026, then UB, then UC, in New York. */
const FIRST = '2026-01-02T23:00Z'
const SECOND = '2026-01-09T23:00Z'
const RANGE = { from: new Date('2026-01-01T00:00Z'), to: new Date('2026-02-01T00:00Z') }
const layers = { weekend: weekendLayer({ rotations: ['UA', 'UB', 'UC'] }) }

function swap(start: string, giver: string, taker: string): Swap {
  return { shift: { rotation: 'primary', layer: 'weekend', start: new Date(start) }, giver, taker, inReturn: null }
}

function covers(more: Parameters<typeof schedule>[1], range = RANGE) {
  return Object.fromEntries(coversIn(prepareSchedule(schedule(layers, more)), range))
}

test('ONCALL 11: a swap is a cover given and one taken; an exchange is one each way', () => {
  const given = swap(FIRST, 'UA', 'UC')
  expect(covers({ swaps: [given] })).toEqual({ UA: { given: 1, taken: 0 }, UC: { given: 0, taken: 1 } })
  const exchanged = { ...swap(FIRST, 'UA', 'UB'), inReturn: { ...given.shift, start: new Date(SECOND) } }
  expect(covers({ swaps: [exchanged] })).toEqual({ UA: { given: 1, taken: 1 }, UB: { given: 1, taken: 1 } })
})

test('a replacement is one, who is added to others covers nobody, and what has no effect doesn’t count', () => {
  const end = '2026-01-05T14:00Z'
  expect(covers({ overrides: [replace('UA', 'UB', FIRST, end), add('UC', FIRST, end)] })).toEqual({
    UA: { given: 1, taken: 0 },
    UB: { given: 0, taken: 1 },
  })
  // UB doesn't have it: neither can be given away.
  expect(covers({ overrides: [replace('UB', 'UC', FIRST, end)], swaps: [swap(FIRST, 'UB', 'UC')] })).toEqual({})
})

test('what begins outside the range is of another time', () => {
  const later = { from: new Date(SECOND), to: RANGE.to }
  expect(covers({ swaps: [swap(FIRST, 'UA', 'UC')] }, later)).toEqual({})
})

test('a swap of a shift that a block covers whole is none', () => {
  const blocks = [
    { start: new Date(FIRST), end: new Date('2026-01-05T14:00Z'), tag: 'launch', people: { primary: ['UB'] } },
  ]
  expect(covers({ swaps: [swap(FIRST, 'UA', 'UC')], blocks })).toEqual({})
  const half = blocks.map((one) => ({ ...one, end: new Date('2026-01-04T00:00Z') }))
  expect(covers({ swaps: [swap(FIRST, 'UA', 'UC')], blocks: half })).toMatchObject({ UC: { taken: 1 } })
})
