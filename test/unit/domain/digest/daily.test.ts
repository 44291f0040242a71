import { describe, expect, test } from 'vitest'
import { DAY_NAMED, dayWorkOf, isQuietDay, type OpenWork } from '../../../../src/domain/digest/daily.ts'

const now = new Date('2026-11-24T08:00:00Z')
const of = { now, dayEnd: new Date('2026-11-24T23:00:00Z'), waitingBefore: new Date('2026-11-19T08:00:00Z') }

const work = (escalationId: number, more: Partial<OpenWork> = {}): OpenWork => ({
  escalationId,
  severity: 'sev3',
  isRestricted: false,
  ownerId: 'UA',
  filedAt: new Date('2026-11-23T08:00:00Z'),
  waitingSince: null,
  clocks: [],
  ...more,
})
const clock = (kind: OpenWork['clocks'][number]['kind'], dueAt: string, isBreached = false) => ({
  kind,
  dueAt: new Date(dueAt),
  isBreached,
})

describe('a lead’s morning', () => {
  test('each stands there once, for what presses most; what is in order isn’t there', () => {
    const found = dayWorkOf(
      [
        work(1, {
          ownerId: null,
          clocks: [clock('claim', '2026-11-24T07:00:00Z', true), clock('resolve', '2026-11-24T12:00:00Z')],
        }),
        work(2, { clocks: [clock('resolve', '2026-11-24T22:59:59Z')] }),
        work(3, { clocks: [clock('resolve', '2026-11-24T23:00:00Z')] }),
        work(4, { ownerId: null }),
        work(5, { waitingSince: new Date('2026-11-19T08:00:00Z') }),
        work(6, { waitingSince: new Date('2026-11-19T08:00:01Z') }),
        // Its deadline has passed in this second, and nobody has written that down yet.
        work(7, { clocks: [clock('first_update', now.toISOString())] }),
      ],
      of,
    )
    const ids = Object.fromEntries(
      Object.entries(found).map(([reason, { named }]) => [reason, named.map((one) => one.escalationId)]),
    )
    expect(ids).toEqual({ late: [1, 7], due: [2], unowned: [4], waiting: [5] })
    expect(found.late.named[0]).toEqual({
      escalationId: 1,
      severity: 'sev3',
      ownerId: null,
      clock: 'claim',
      at: new Date('2026-11-24T07:00:00Z'),
    })
  })

  test('the latest is first, what is due by severity; more than five are counted', () => {
    const late = Array.from({ length: DAY_NAMED + 2 }, (_, n) =>
      work(n + 1, { clocks: [clock('resolve', `2026-11-2${n % 3}T0${n}:00:00Z`, true)] }),
    )
    const { late: section } = dayWorkOf(late, of)
    expect(section.count).toBe(DAY_NAMED + 2)
    const instants = section.named.map(({ at }) => at.getTime())
    expect(instants).toEqual(instants.toSorted((a, b) => a - b))
    const due = [
      work(1, { clocks: [clock('claim', '2026-11-24T09:00:00Z')] }),
      work(2, { severity: 'sev1', clocks: [clock('resolve', '2026-11-24T15:00:00Z')] }),
    ]
    expect(dayWorkOf(due, of).due.named.map((one) => one.escalationId)).toEqual([2, 1])
  })

  test('what is restricted is counted, never named', () => {
    const { unowned } = dayWorkOf([work(1, { ownerId: null, isRestricted: true }), work(2, { ownerId: null })], of)
    expect(unowned).toMatchObject({ count: 2, restricted: 1 })
    expect(unowned.named.map((one) => one.escalationId)).toEqual([2])
  })

  test('a day without anything to act on is quiet', () => {
    expect(isQuietDay({ work: dayWorkOf([work(1)], of), gaps: [], approvals: [] })).toBe(true)
    expect(isQuietDay({ work: dayWorkOf([work(1, { ownerId: null })], of), gaps: [], approvals: [] })).toBe(false)
  })
})
