import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SWAP_STATES, type SwapCourse, type SwapEvent, stepSwap } from '../../../../src/domain/oncall/swap-states.ts'

const START = new Date('2026-11-16T10:00:00Z')
const PEOPLE = ['GIVER', 'A', 'B', 'C', 'LEAD']
const ASKED = ['A', 'B', 'C']

function offered(more: Partial<SwapCourse> = {}): SwapCourse {
  return {
    state: 'offered',
    giver: 'GIVER',
    offeredTo: ASKED,
    declinedBy: [],
    taker: null,
    acceptedAt: null,
    expiresAt: new Date('2026-11-19T15:00:00Z'),
    decidedBy: null,
    endedAt: null,
    isExchange: false,
    ...more,
  }
}

const person = fc.constantFrom(...PEOPLE)
const event: fc.Arbitrary<SwapEvent> = fc.oneof(
  fc.record({ kind: fc.constant('accept' as const), by: person, needsApproval: fc.boolean() }),
  fc.record({ kind: fc.constantFrom('decline' as const, 'approve' as const, 'refuse' as const), by: person }),
  fc.record({ kind: fc.constant('withdraw' as const), by: person }),
  fc.record({ kind: fc.constant('undo' as const), by: person, isLead: fc.boolean() }),
  fc.constant({ kind: 'expire' as const }),
  fc.constant({ kind: 'fall' as const }),
)
/** Events, each some minutes after the one before. */
const course = fc.array(fc.record({ event, minutes: fc.integer({ min: 0, max: 3000 }) }), { maxLength: 25 })

/** Every state that it came through, with the event that led there. */
function run(first: SwapCourse, steps: readonly { readonly event: SwapEvent; readonly minutes: number }[]) {
  let now = START.getTime()
  let swap = first
  const path: { readonly swap: SwapCourse; readonly event: SwapEvent | null; readonly at: Date }[] = []
  path.push({ swap, event: null, at: START })
  for (const { event: one, minutes } of steps) {
    now += minutes * 60_000
    const step = stepSwap(swap, one, new Date(now))
    if (!step.ok) continue
    swap = step.next
    path.push({ swap, event: one, at: new Date(now) })
  }
  return path
}

describe('rule 10: a swap is a locked state machine', () => {
  test('whatever happens, what has ended stays as it ended', () => {
    fc.assert(
      fc.property(course, (steps) => {
        const path = run(offered(), steps)
        const end = path.findIndex(({ swap }) => swap.endedAt !== null)
        if (end >= 0) expect(path).toHaveLength(end + 1)
      }),
    )
  })

  test('accepted and waiting for approval name a taker who was asked, and nothing else names one that is open', () => {
    fc.assert(
      fc.property(course, (steps) => {
        for (const { swap } of run(offered(), steps)) {
          expect(SWAP_STATES).toContain(swap.state)
          if (swap.state === 'accepted' || swap.state === 'awaiting_approval') {
            expect(ASKED).toContain(swap.taker)
            expect(swap.acceptedAt).not.toBeNull()
          }
          if (swap.state === 'offered') expect(swap.taker).toBeNull()
        }
      }),
    )
  })

  test('once somebody has it nobody else gets it, unless they take their word back before a lead gave theirs', () => {
    fc.assert(
      fc.property(course, (steps) => {
        const path = run(offered(), steps)
        for (const [index, { swap }] of path.entries()) {
          const before = path[index - 1]?.swap
          if (before?.taker != null && swap.taker !== before.taker) {
            expect(before.state).toBe('awaiting_approval')
            expect(swap.taker).toBeNull()
          }
        }
      }),
    )
  })

  test('nobody accepts, approves or refuses after its hour', () => {
    fc.assert(
      fc.property(course, (steps) => {
        for (const { swap, event: by, at } of run(offered(), steps)) {
          if (by?.kind === 'accept' || by?.kind === 'approve' || by?.kind === 'refuse') {
            expect(at < swap.expiresAt).toBe(true)
          }
        }
      }),
    )
  })

  test('it is declined by those asked only when all of them said no', () => {
    fc.assert(
      fc.property(course, (steps) => {
        for (const { swap, event: by } of run(offered(), steps)) {
          if (swap.state === 'declined' && by?.kind === 'decline') {
            expect(new Set(swap.declinedBy)).toEqual(new Set(ASKED))
          }
        }
      }),
    )
  })
})

describe('undoing', () => {
  const accepted = offered({ state: 'accepted', taker: 'A', acceptedAt: START })
  const later = (minutes: number) => new Date(START.getTime() + minutes * 60_000)

  test('within a quarter of an hour by either', () => {
    expect(stepSwap(accepted, { kind: 'undo', by: 'A', isLead: false }, later(14)).ok).toBe(true)
    expect(stepSwap(accepted, { kind: 'undo', by: 'A', isLead: false }, later(15)).ok).toBe(false)
  })

  test('later by whom it puts on duty again, and never so in an exchange', () => {
    expect(stepSwap(accepted, { kind: 'undo', by: 'GIVER', isLead: false }, later(600)).ok).toBe(true)
    const exchange = { ...accepted, isExchange: true }
    expect(stepSwap(exchange, { kind: 'undo', by: 'GIVER', isLead: false }, later(600)).ok).toBe(false)
    expect(stepSwap(exchange, { kind: 'undo', by: 'LEAD', isLead: true }, later(600)).ok).toBe(true)
  })
})
