import { afterEach, describe, expect, test } from 'vitest'
import { A, B, C, D } from '../../support/builders.ts'
import { takeUp } from '../../support/duty.ts'
import {
  AHEAD_MS,
  type CalendarWorld,
  calendarOf,
  calendarWorld,
  coreIn,
  passDays,
  resolved,
  shown,
  tokenOf,
} from './kit.ts'

let world: CalendarWorld
afterEach(() => world.end())

const ROTATIONS = ['primary', 'backup']

/** The instant at which the calendar is read; both changes of the zone lie in the 180 days after it. */
const ZONES = [
  ['America/New_York', '2026-10-02T12:00:00Z', ['2026-11-01T06:00:00Z', '2027-03-14T07:00:00Z']],
  ['Europe/Madrid', '2026-10-02T12:00:00Z', ['2026-10-25T01:00:00Z', '2027-03-28T01:00:00Z']],
  // No midnight on 2026-09-06.
  ['America/Santiago', '2026-03-16T12:00:00Z', ['2026-04-05T03:00:00Z', '2026-09-06T04:00:00Z']],
  ['Australia/Lord_Howe', '2026-10-01T12:00:00Z', ['2026-10-03T15:30:00Z']],
] as const

/** Dates after the reading: a planned launch, somebody replaced, nobody, one more, and a weekend exchanged. */
function happenings(start: string): Readonly<Record<string, unknown>> {
  const day = (days: number) => new Date(Date.parse(start) + days * 86_400_000).toISOString().slice(0, 10)
  return {
    blocks: [{ from: `${day(12)}T09:00`, to: `${day(14)}T18:00`, tag: 'launch', people: { primary: [A.id, D.id] } }],
    overrides: [
      { from: `${day(20)}T10:00`, to: `${day(27)}T15:30`, replace: A.id, by: D.id, reason: 'travel' },
      { from: `${day(33)}T00:00`, to: `${day(34)}T00:00`, add: C.id, rotation: 'backup' },
      { from: `${day(40)}T03:15`, to: `${day(40)}T20:00`, nobody: true, rotation: 'primary' },
    ],
  }
}

describe('a calendar, read by another library, says what the resolver says', () => {
  test.each(ZONES)('in %s, across both changes of the clock', async (zone, start, changes) => {
    world = await calendarWorld(start)
    await takeUp(world, coreIn(zone, happenings(start)))
    const now = world.clock.now()
    const until = new Date(now.getTime() + AHEAD_MS - 86_400_000)
    for (const change of changes) expect(new Date(change) > now && new Date(change) < until, change).toBe(true)

    for (const person of [A, B, C, D]) {
      const calendar = await calendarOf(world, await tokenOf(world, person))
      expect(calendar.zones).toEqual([zone])
      const expected = await resolved(world, person.id, now, until)
      expect(shown(calendar, now, until, ROTATIONS), person.id).toEqual(expected)
      expect(Object.values(expected).flat().length, person.id).toBeGreaterThan(0)
    }
  })

  test('an exchanged weekend is the taker’s, and says that they cover', async () => {
    world = await calendarWorld('2026-10-02T12:00:00Z')
    const shift = { rotation: 'primary', layer: 'weekend', shift: '2026-10-30T18:00' }
    await takeUp(world, { ...coreIn('America/New_York'), swaps: [{ ...shift, giver: A.id, taker: C.id }] })
    const now = world.clock.now()
    const until = new Date(now.getTime() + AHEAD_MS - 86_400_000)
    const ofTaker = await calendarOf(world, await tokenOf(world, C))
    const ofGiver = await calendarOf(world, await tokenOf(world, A))
    expect(shown(ofTaker, now, until, ROTATIONS)).toEqual(await resolved(world, C.id, now, until))
    expect(shown(ofGiver, now, until, ROTATIONS)).toEqual(await resolved(world, A.id, now, until))
    const start = new Date('2026-10-30T22:00:00Z')
    const covered = ofTaker.events.filter((event) => event.start.getTime() === start.getTime())
    expect(covered.map(({ summary, description, end }) => [summary, description, end.toISOString()])).toEqual([
      ['On call: core, primary (weekend)', 'covering (swap)', '2026-11-02T14:00:00.000Z'],
    ])
    expect(ofGiver.events.filter((event) => event.start.getTime() === start.getTime())).toEqual([])
  })

  test('each shift begins on the wall clock of its schedule, summer and winter', async () => {
    world = await calendarWorld('2026-10-02T12:00:00Z')
    await takeUp(world, coreIn('America/New_York'))
    const { events } = await calendarOf(world, await tokenOf(world, B))
    const starts = new Set(
      events
        .filter((event) => event.summary === 'On call: core, primary (weekend)' && event.start > world.clock.now())
        .map((event) => event.writtenStart.replace(/\d{4}-\d\d-\d\d/, '')),
    )
    // Christmas is a Friday: of that weekend what is left begins on Saturday.
    expect([...starts].toSorted()).toEqual(['TZID=America/New_York:T09:00:00', 'TZID=America/New_York:T18:00:00'])
  })

  test('what is past comes from the record, and is the event that it was', async () => {
    world = await calendarWorld('2026-10-19T12:00:00Z')
    await takeUp(world, coreIn('Europe/Madrid', happenings('2026-10-13T00:00:00Z')))
    const start = world.clock.now()
    const planned = await resolved(world, A.id, start, new Date(start.getTime() + 20 * 86_400_000))
    const token = await tokenOf(world, A)
    const before = await calendarOf(world, token)
    await passDays(world, 20)
    const after = await calendarOf(world, token)
    expect(shown(after, start, world.clock.now(), ROTATIONS)).toEqual(planned)
    const told = (calendar: typeof before) =>
      calendar.events
        .filter((event) => event.start < world.clock.now())
        .map(({ uid, sequence, status, start: from, end }) => ({ uid, sequence, status, from, end }))
    expect(told(after)).toEqual(told(before))
  })
})
