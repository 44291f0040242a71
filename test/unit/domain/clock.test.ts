import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ROUND_THE_CLOCK, type TargetCalendar } from '../../../src/domain/sla/business-time.ts'
import {
  cancel,
  deadlineView,
  dueSoonAt,
  earlierOf,
  leadingDeadline,
  meet,
  nextRedrawAt,
  observe,
  pause,
  resume,
  retarget,
  revive,
  type SlaClock,
  startClock,
} from '../../../src/domain/sla/clock.ts'

const START = new Date('2026-11-16T15:00:00Z')
const plus = (minutes: number) => new Date(START.getTime() + minutes * 60_000)

const allDay = (minutes: number) => ({ minutes, calendar: ROUND_THE_CLOCK })
const started = (kind: SlaClock['kind'] = 'resolve', minutes = 60) => startClock(kind, minutes, START)

type Step = { readonly verb: 'observe' | 'pause' | 'resume' | 'meet' | 'cancel'; readonly wait: number }
const APPLY = { observe, pause, resume, meet, cancel }

const steps = fc.array(
  fc.record<Step>({
    verb: fc.constantFrom('observe', 'pause', 'resume', 'meet', 'cancel'),
    wait: fc.integer({ min: 0, max: 90 }),
  }),
  { maxLength: 15 },
)

/** The clock before and after each step, with the instant. */
function played(clock: SlaClock, path: readonly Step[]): { before: SlaClock; after: SlaClock; at: Date }[] {
  const seen: { before: SlaClock; after: SlaClock; at: Date }[] = []
  let now = 0
  let current = clock
  for (const { verb, wait } of path) {
    now += wait
    const next = APPLY[verb](current, plus(now))
    seen.push({ before: current, after: next, at: plus(now) })
    current = next
  }
  return seen
}

describe('whatever happens to a clock', () => {
  const law = (holds: (step: { before: SlaClock; after: SlaClock; at: Date }) => boolean) =>
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 120 }), (path, minutes) =>
        played(startClock('resolve', minutes, START), path).every(holds),
      ),
    )

  test('a breach is never undone, nor moved', () =>
    law(
      ({ before, after: next }) =>
        before.breachedAt === null || next.breachedAt?.getTime() === before.breachedAt.getTime(),
    ))

  test('an ended clock stays as it ended', () =>
    law(({ before, after: next }) => before.endedAt === null || next === before))

  test('its beginning and its target are what they were', () =>
    law(
      ({ before, after: next }) => next.startedAt === before.startedAt && next.targetMinutes === before.targetMinutes,
    ))

  test('it is paused exactly while it says since when', () =>
    law(({ after: next }) => (next.state === 'paused') === (next.pausedAt !== null)))

  test('met late means that it was breached, met that it wasn’t', () =>
    law(
      ({ after: next }) =>
        (next.state !== 'met_late' || next.breachedAt !== null) && (next.state !== 'met' || next.breachedAt === null),
    ))

  test('a deadline never moves back', () => law(({ before, after: next }) => next.dueAt >= before.dueAt))

  test('the deadline is its beginning, its target and the time that it was paused, nothing else', () => {
    fc.assert(
      fc.property(steps, (path) => {
        let pausedMs = 0
        for (const { before, after: next, at } of played(started(), path)) {
          if (before.state === 'paused' && next.state === 'running' && before.pausedAt !== null) {
            pausedMs += at.getTime() - before.pausedAt.getTime()
          }
          expect(next.dueAt.getTime()).toBe(plus(60).getTime() + pausedMs)
        }
      }),
    )
  })
})

describe('a deadline', () => {
  test('is missed at its very instant, not after it', () => {
    expect(observe(started(), plus(59.999)).breachedAt).toBeNull()
    expect(observe(started(), plus(60)).breachedAt).toEqual(plus(60))
  })

  test('is missed when it was due, whenever somebody looks', () => {
    expect(meet(started(), plus(500))).toMatchObject({ state: 'met_late', breachedAt: plus(60), endedAt: plus(500) })
    expect(pause(started(), plus(61)).breachedAt).toEqual(plus(60))
    expect(cancel(started(), plus(61))).toMatchObject({ state: 'cancelled', breachedAt: plus(60) })
  })

  test('can’t be missed while it is paused', () => {
    expect(observe(pause(started(), plus(59)), plus(5_000)).breachedAt).toBeNull()
    expect(meet(pause(started(), plus(59)), plus(5_000)).state).toBe('met')
  })

  test('is due soon ten minutes ahead, a decision in its last quarter, a short one halfway', () => {
    expect(dueSoonAt(started('next_update', 60))).toEqual(plus(50))
    expect(dueSoonAt(started('resolve', 60))).toEqual(plus(45))
    expect(dueSoonAt(started('claim', 15))).toEqual(plus(7.5))
  })

  test('is shown as running, due soon, late, paused, and not at all once it has ended', () => {
    const shown = (clock: SlaClock, minutes: number) => deadlineView(clock, plus(minutes))?.state ?? null
    expect([0, 45, 60].map((minutes) => shown(started(), minutes))).toEqual(['running', 'due_soon', 'late'])
    expect(shown(pause(started(), plus(10)), 500)).toBe('paused')
    expect(shown(meet(started(), plus(10)), 11)).toBeNull()
  })

  test('is drawn again when it becomes due soon, when it is late, and then no more', () => {
    const clocks = [started('resolve', 60), started('claim', 15)]
    expect(nextRedrawAt(clocks, plus(0))).toEqual(plus(7.5))
    expect(nextRedrawAt(clocks, plus(7.5))).toEqual(plus(15))
    expect(nextRedrawAt(clocks, plus(15))).toEqual(plus(45))
    expect(nextRedrawAt(clocks, plus(60))).toBeNull()
    expect(nextRedrawAt([pause(started(), plus(1))], plus(2))).toBeNull()
  })

  test('of an update leads, whatever else is due earlier', () => {
    expect(leadingDeadline([started('claim', 5), started('first_update', 30)], plus(0))?.clock).toBe('first_update')
    expect(leadingDeadline([started('claim', 5), started('resolve', 30)], plus(0))?.clock).toBe('claim')
    expect(leadingDeadline([meet(started(), plus(1))], plus(2))).toBeNull()
  })
})

describe('another target', () => {
  test('counts from the same beginning', () => {
    expect(retarget(started(), allDay(120), [], plus(30))).toMatchObject({
      startedAt: START,
      dueAt: plus(120),
      state: 'running',
    })
  })

  test('leaves out what was paused so far', () => {
    const once = resume(pause(started(), plus(10)), plus(30))
    expect(retarget(once, allDay(120), [{ from: plus(10), to: plus(30) }], plus(40)).dueAt).toEqual(plus(140))
  })

  test('of a paused one is paused since the same instant', () => {
    const clock = retarget(pause(started(), plus(10)), allDay(120), [{ from: plus(10), to: null }], plus(30))
    expect(clock).toMatchObject({ state: 'paused', pausedAt: plus(10), breachedAt: null })
    expect(resume(clock, plus(40)).dueAt).toEqual(plus(150))
  })

  test('that has passed is missed at once; one that had passed before the pause, too', () => {
    expect(retarget(started(), allDay(15), [], plus(30)).breachedAt).toEqual(plus(15))
    expect(
      retarget(pause(started(), plus(20)), allDay(15), [{ from: plus(20), to: null }], plus(30)).breachedAt,
    ).toEqual(plus(15))
    expect(
      retarget(pause(started(), plus(10)), allDay(15), [{ from: plus(10), to: null }], plus(30)).breachedAt,
    ).toBeNull()
  })
})

describe('ONCALL 19: a clock keeps the calendar of its target', () => {
  const OFFICE: TargetCalendar = {
    counts: 'working_hours',
    zone: 'Europe/Madrid',
    hours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' },
    holidays: ['2026-11-17'],
  }
  const FRIDAY = new Date('2026-11-13T16:00:00+01:00')
  const day = (text: string) => new Date(`2026-11-${text}+01:00`)
  const working = startClock('resolve', 4 * 60, FRIDAY, OFFICE)

  test('the deadline passes over the weekend', () => {
    expect(working.dueAt).toEqual(day('16T11:00'))
  })

  test('a pause over the weekend and a holiday shifts it by the hours that were open', () => {
    const back = resume(pause(working, day('13T17:00')), day('18T10:00'))
    // Friday 17–18, Monday 9–18, Wednesday 9–10: eleven hours later, from Monday 11:00 on.
    expect(back.dueAt).toEqual(day('18T13:00'))
  })

  test('another severity counts the same pause in its own time', () => {
    const pauses = [{ from: day('13T17:00'), to: day('16T10:00') }]
    const once = resume(pause(working, day('13T17:00')), day('16T10:00'))
    const night = retarget(once, { minutes: 60, calendar: ROUND_THE_CLOCK }, pauses, day('16T10:00'))
    expect(night.dueAt).toEqual(day('16T10:00'))
    const office = retarget(night, { minutes: 240, calendar: OFFICE }, pauses, day('16T10:00'))
    expect(office.dueAt).toEqual(once.dueAt)
  })

  test('linked, a deadline keeps the calendar that it came with', () => {
    const kept = startClock('resolve', 6 * 24 * 60, FRIDAY)
    expect(earlierOf(kept, working, FRIDAY)).toMatchObject({ calendar: OFFICE, dueAt: working.dueAt })
  })
})

describe('the earlier of two deadlines', () => {
  const later = startClock('resolve', 60, plus(10))

  test('is taken over with its beginning, or not at all', () => {
    expect(earlierOf(later, started(), plus(20))).toMatchObject({ startedAt: START, dueAt: plus(60) })
    expect(earlierOf(started(), later, plus(20))).toBeNull()
    expect(earlierOf(started(), started(), plus(20))).toBeNull()
  })

  test('is compared as both stand: a pause moves them', () => {
    expect(earlierOf(later, pause(started(), plus(11)), plus(22))).toBeNull()
    expect(earlierOf(later, pause(started(), plus(11)), plus(20))).toMatchObject({
      dueAt: plus(69),
      state: 'running',
    })
  })

  test('waits where the one before waited', () => {
    expect(earlierOf(pause(later, plus(15)), started(), plus(20))).toMatchObject({
      state: 'paused',
      pausedAt: plus(20),
    })
  })

  test('undone, each goes on as it stood', () => {
    expect(revive(cancel(started(), plus(20)), plus(30))).toEqual(started())
    expect(revive(cancel(started(), plus(20)), plus(90)).breachedAt).toEqual(plus(60))
    const instead = { clock: resume(pause(started(), plus(25)), plus(35)), dueAt: plus(60) }
    expect(revive(cancel(later, plus(20)), plus(40), instead).dueAt).toEqual(plus(80))
  })
})
