import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ClockKind } from '../../../src/domain/escalation/timeline-event.ts'
import type { TargetCalendar } from '../../../src/domain/sla/business-time.ts'
import {
  cancel,
  dueSoonAt,
  meet,
  observe,
  pause,
  resume,
  type SlaClock,
  startClock,
} from '../../../src/domain/sla/clock.ts'
import {
  isWarningDue,
  obligationWarnings,
  type Readers,
  warnsAt,
  whoHearsOfBreach,
  whoIsReminded,
} from '../../../src/domain/sla/warnings.ts'

const at = (text: string) => new Date(text)
const FILED = at('2026-11-24T03:02:00Z')

const OFFICE: TargetCalendar = {
  counts: 'working_hours',
  zone: 'Europe/Madrid',
  hours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' },
  holidays: [],
}

function working(kind: ClockKind, minutes: number, startedAt: Date): SlaClock {
  return startClock(kind, minutes, startedAt, OFFICE)
}

const UNWARNED = { warnedAt: null, toldRequesterAt: null }

describe('when a clock warns', () => {
  test('an update clock warns ten minutes ahead', () => {
    expect(warnsAt(startClock('first_update', 30, FILED))).toEqual(at('2026-11-24T03:22:00Z'))
    expect(warnsAt(startClock('next_update', 60, FILED))).toEqual(at('2026-11-24T03:52:00Z'))
  })

  test('a decision is warned of at three quarters of its time', () => {
    expect(warnsAt(startClock('resolve', 480, FILED))).toEqual(at('2026-11-24T09:02:00Z'))
  })

  test('a claim is warned of by the paging run alone', () => {
    expect(warnsAt(startClock('claim', 15, FILED))).toBeNull()
  })

  test('a target shorter than the warning’s lead warns half-way', () => {
    expect(warnsAt(startClock('next_update', 8, FILED))).toEqual(at('2026-11-24T03:06:00Z'))
  })

  test('of a deadline shortly after the opening people hear before the closing', () => {
    const clock = working('first_update', 65, at('2026-11-20T17:00:00+01:00'))
    expect(clock.dueAt).toEqual(at('2026-11-23T09:05:00+01:00'))
    expect(warnsAt(clock)).toEqual(at('2026-11-20T17:55:00+01:00'))
  })

  test('three quarters of working time, not of the weekend between', () => {
    // 36 working hours from Friday 09:00: with 9 left it is Wednesday's opening.
    expect(warnsAt(working('resolve', 36 * 60, at('2026-11-20T09:00:00+01:00')))).toEqual(
      at('2026-11-25T09:00:00+01:00'),
    )
  })

  test('a clock that is paused, over or late warns of nothing', () => {
    const clock = startClock('first_update', 30, FILED)
    expect(warnsAt(pause(clock, at('2026-11-24T03:10:00Z')))).toBeNull()
    expect(warnsAt(meet(clock, at('2026-11-24T03:10:00Z')))).toBeNull()
    expect(warnsAt(cancel(clock, at('2026-11-24T03:10:00Z')))).toBeNull()
    expect(warnsAt(observe(clock, at('2026-11-24T03:32:00Z')))).toBeNull()
  })

  test('after a pause the warning moves with the deadline', () => {
    const paused = pause(startClock('first_update', 30, FILED), at('2026-11-24T03:10:00Z'))
    expect(warnsAt(resume(paused, at('2026-11-24T04:10:00Z')))).toEqual(at('2026-11-24T04:22:00Z'))
  })

  test('people are warned at the instant at which the card says "due soon"', () => {
    const kind = fc.constantFrom<ClockKind[]>('first_update', 'next_update', 'resolve')
    fc.assert(
      fc.property(kind, fc.integer({ min: 1, max: 20_000 }), (one, minutes) => {
        const clock = startClock(one, minutes, FILED)
        expect(warnsAt(clock)).toEqual(dueSoonAt(clock))
      }),
    )
  })
})

describe('whether a warning still has a point when it leaves', () => {
  const clock = startClock('first_update', 30, FILED)
  const time = at('2026-11-24T03:22:00Z')

  test('not before its time, and not once the deadline is past: then it is a breach', () => {
    expect(isWarningDue(clock, { ...UNWARNED, at: at('2026-11-24T03:21:59Z') })).toBe(false)
    expect(isWarningDue(clock, { ...UNWARNED, at: time })).toBe(true)
    expect(isWarningDue(clock, { ...UNWARNED, at: at('2026-11-24T03:32:00Z') })).toBe(false)
  })

  test('one warning per clock', () => {
    expect(isWarningDue(clock, { at: time, warnedAt: time, toldRequesterAt: null })).toBe(false)
  })

  test('not to whoever has just written to the requester', () => {
    const facts = { at: time, warnedAt: null, toldRequesterAt: at('2026-11-24T03:20:00Z') }
    expect(isWarningDue(clock, facts)).toBe(false)
  })

  test('the update that began this clock doesn’t keep its promise', () => {
    const next = startClock('next_update', 60, FILED)
    const facts = { at: at('2026-11-24T03:55:00Z'), warnedAt: null, toldRequesterAt: FILED }
    expect(isWarningDue(next, facts)).toBe(true)
  })

  test('a decision is warned of whatever was written', () => {
    const resolve = startClock('resolve', 480, FILED)
    const facts = { at: at('2026-11-24T09:10:00Z'), warnedAt: null, toldRequesterAt: at('2026-11-24T09:00:00Z') }
    expect(isWarningDue(resolve, facts)).toBe(true)
  })
})

test('an obligation of one hour warns at 0, 15, 30 and 45 minutes', () => {
  expect(obligationWarnings(at('2026-11-24T03:00:00Z'), at('2026-11-24T04:00:00Z'))).toEqual([
    at('2026-11-24T03:00:00Z'),
    at('2026-11-24T03:15:00Z'),
    at('2026-11-24T03:30:00Z'),
    at('2026-11-24T03:45:00Z'),
  ])
})

const DAY: Readers = {
  owner: { userId: 'UOWNER', isAtWork: true },
  onCall: ['UPRIMARY', 'UBACKUP'],
  leads: [
    { userId: 'ULEAD1', isAtWork: true },
    { userId: 'ULEAD2', isAtWork: false },
  ],
  isUrgent: true,
}

const NIGHT: Readers = {
  ...DAY,
  owner: { userId: 'UOWNER', isAtWork: false },
  leads: [
    { userId: 'ULEAD1', isAtWork: false },
    { userId: 'ULEAD2', isAtWork: false },
  ],
}

describe('who is reminded', () => {
  test('the owner', () => {
    expect(whoIsReminded(DAY)).toEqual({ userId: 'UOWNER', isHeld: false })
  })

  test('for an owner off duty who is on call, where it is urgent', () => {
    expect(whoIsReminded(NIGHT)).toEqual({ userId: 'UPRIMARY', isHeld: false })
  })

  test('for an owner off duty it waits, where it isn’t', () => {
    expect(whoIsReminded({ ...NIGHT, isUrgent: false })).toEqual({ userId: 'UOWNER', isHeld: true })
  })

  test('with nobody on call the owner hears of what is urgent after all', () => {
    expect(whoIsReminded({ ...NIGHT, onCall: [] })).toEqual({ userId: 'UOWNER', isHeld: false })
  })

  test('nobody while nobody has it: they are being paged', () => {
    expect(whoIsReminded({ ...DAY, owner: null })).toBeNull()
  })
})

describe('who hears of a breach', () => {
  const late = (kind: ClockKind, minutes = 30) => {
    const clock = observe(startClock(kind, minutes, FILED), at('2026-11-25T03:00:00Z'))
    return { clock, at: clock.dueAt }
  }

  test('by day the owner and the leads, each by one DM', () => {
    const notices = whoHearsOfBreach(late('next_update'), DAY, false)
    expect(notices.owner).toEqual({ userId: 'UOWNER', isHeld: false })
    expect(notices.leads).toEqual({
      how: 'dm',
      to: [
        { userId: 'ULEAD1', isHeld: false },
        { userId: 'ULEAD2', isHeld: true },
      ],
    })
  })

  test('a lead’s later ones about the same escalation stand in the thread', () => {
    expect(whoHearsOfBreach(late('next_update'), DAY, true).leads).toMatchObject({ how: 'thread' })
  })

  test('at night what is urgent pages the lead on duty, and one lead at a time', () => {
    const { leads } = whoHearsOfBreach(late('claim'), NIGHT, true)
    expect(leads).toEqual({ how: 'page', userId: 'ULEAD1', next: ['ULEAD2'] })
  })

  test('at night what isn’t urgent wakes nobody', () => {
    const { owner, leads } = whoHearsOfBreach(late('first_update'), { ...NIGHT, isUrgent: false }, false)
    expect(owner).toMatchObject({ isHeld: true })
    expect(leads).toMatchObject({ how: 'dm', to: [{ isHeld: true }, { isHeld: true }] })
  })

  test('being owned silences nothing: the leads hear of it all the same', () => {
    const owned = whoHearsOfBreach(late('resolve'), DAY, false)
    expect(owned.leads).toEqual(whoHearsOfBreach(late('resolve'), { ...DAY, owner: null }, false).leads)
  })

  test('the requester only of the first answer and the decision', () => {
    expect(whoHearsOfBreach(late('claim'), DAY, false).requester).toBeNull()
    expect(whoHearsOfBreach(late('next_update'), DAY, false).requester).toBeNull()
    expect(whoHearsOfBreach(late('first_update'), DAY, false).requester).toEqual({
      clock: 'first_update',
      newTime: at('2026-11-24T04:02:00Z'),
    })
    expect(whoHearsOfBreach(late('resolve', 480), DAY, false).requester).toEqual({
      clock: 'resolve',
      newTime: at('2026-11-24T13:02:00Z'),
    })
  })

  test('the new time is never one that has passed, however late the breach is told', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 0, max: 10_000 }), (minutes, delay) => {
        const clock = startClock('first_update', minutes, FILED)
        const told = new Date(clock.dueAt.getTime() + delay * 60_000)
        const { requester } = whoHearsOfBreach({ clock, at: told }, DAY, false)
        expect(requester?.newTime.getTime()).toBeGreaterThan(told.getTime())
      }),
    )
  })
})
