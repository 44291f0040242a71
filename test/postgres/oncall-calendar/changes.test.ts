import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { noteDeactivated } from '../../../src/db/stores/oncall/facts.ts'
import { savePerson } from '../../../src/db/stores/people.ts'
import { addOverride, type NewOverride } from '../../../src/usecases/oncall/add-override.ts'
import { editSchedule } from '../../../src/usecases/oncall/apply-settings.ts'
import { openFeed } from '../../../src/usecases/oncall/calendar/open-feed.ts'
import { readFeed } from '../../../src/usecases/oncall/calendar/read-feed.ts'
import { openFeedsOf, revokeFeed } from '../../../src/usecases/oncall/calendar/revoke-feed.ts'
import { undoOverride } from '../../../src/usecases/oncall/undo-override.ts'
import { A, B, C, D, lead, requester } from '../../support/builders.ts'
import { type ReadCalendar, type ReadEvent, readCalendar } from '../../support/calendars.ts'
import { idOf, scheduled, takeUp } from '../../support/duty.ts'
import { type CalendarWorld, calendarOf, calendarWorld, coreIn, resolved, shown, textOf, tokenOf } from './kit.ts'

let world: CalendarWorld
beforeEach(async () => {
  world = await calendarWorld('2026-10-02T12:00:00Z')
  await takeUp(world, coreIn('America/New_York'))
})
afterEach(() => world.end())

/** Friday 18:00 to Monday 09:00 in New York, A's. */
const WEEKEND = { start: new Date('2026-10-30T22:00:00Z'), end: new Date('2026-11-02T14:00:00Z') }

const lives = (calendar: ReadCalendar) => calendar.events.filter((event) => event.status === 'CONFIRMED')
const byUid = (calendar: ReadCalendar) => new Map(calendar.events.map((event) => [event.uid, event]))

function weekendOf(calendar: ReadCalendar): ReadEvent {
  const found = calendar.events.find((event) => event.start.getTime() === WEEKEND.start.getTime())
  if (found === undefined) throw new Error('no weekend')
  return found
}

async function override(what: NewOverride): Promise<number> {
  const added = await addOverride(world.deps, lead, {
    scheduleId: await idOf(world, 'core'),
    override: what,
    isDespite: true,
  })
  if (!added.ok) throw new Error(JSON.stringify(added.refusal))
  return added.value.overrideId
}

describe('what calendars were told', () => {
  test('reading twice changes nothing', async () => {
    const token = await tokenOf(world, A)
    const text = await textOf(world, token)
    world.clock.advance(30)
    expect(await textOf(world, token)).toBe(text)
    expect(new Set((await calendarOf(world, token)).events.map((event) => event.sequence))).toEqual(new Set([0]))
  })

  test('a shift that is shortened stays the same event, with a higher sequence', async () => {
    const token = await tokenOf(world, A)
    const before = await calendarOf(world, token)
    const part = { start: new Date('2026-11-01T12:00:00Z'), end: WEEKEND.end }
    await override({ ...part, kind: 'replace', subject: A.id, by: D.id, reason: null })
    const after = await calendarOf(world, token)
    const { uid } = weekendOf(before)
    expect(byUid(after).get(uid)).toMatchObject({ ...WEEKEND, end: part.start, sequence: 1, status: 'CONFIRMED' })
    const others = (calendar: ReadCalendar) => calendar.events.filter((event) => event.uid !== uid)
    expect(others(after)).toEqual(others(before))
    const ofD = lives(await calendarOf(world, await tokenOf(world, D)))
    expect(ofD).toMatchObject([
      { ...part, summary: 'On call: core, primary (weekend)', description: 'covering (override)' },
    ])
  })

  test('a shift that is gone is cancelled, and comes back as the same event when it is undone', async () => {
    const token = await tokenOf(world, A)
    const { uid } = weekendOf(await calendarOf(world, token))
    const overrideId = await override({ ...WEEKEND, kind: 'replace', subject: A.id, by: D.id, reason: null })
    expect(byUid(await calendarOf(world, token)).get(uid)).toMatchObject({
      status: 'CANCELLED',
      sequence: 1,
      summary: 'Cancelled: On call: core, primary (weekend)',
    })
    const undone = await undoOverride(world.deps, lead, { overrideId })
    expect(undone.ok).toBe(true)
    expect(byUid(await calendarOf(world, token)).get(uid)).toMatchObject({
      ...WEEKEND,
      status: 'CONFIRMED',
      sequence: 2,
    })
  })

  test('an edit of the rules moves events that stay, and cancels those that are no more', async () => {
    const token = await tokenOf(world, B)
    const before = await calendarOf(world, token)
    const [edited] = scheduled(
      coreIn('America/New_York', { holidayDates: [{ on: '2026-10-14', name: 'Moved', as: 'holiday' }] }),
    )
    if (edited === undefined) throw new Error('no schedule')
    const scheduleId = await idOf(world, 'core')
    const done = await editSchedule(world.deps, lead, { scheduleId, version: 1, rules: edited.rules, reason: null })
    expect(done).toMatchObject({ ok: true })
    const after = await calendarOf(world, token)
    const now = world.clock.now()
    const until = new Date(now.getTime() + 170 * 86_400_000)
    expect(shown(after, now, until, ['primary', 'backup'])).toEqual(await resolved(world, B.id, now, until))
    const known = byUid(before)
    for (const event of after.events) {
      const was = known.get(event.uid)
      if (was === undefined) expect(event).toMatchObject({ sequence: 0, status: 'CONFIRMED' })
      else if (event.status === 'CANCELLED') expect(event.sequence).toBe(1)
      else
        expect(event.sequence).toBe(
          event.start.getTime() === was.start.getTime() && event.end.getTime() === was.end.getTime() ? 0 : 1,
        )
    }
    expect(before.events.filter((event) => !byUid(after).has(event.uid))).toEqual([])
    // The turns before the new holiday are as they were.
    const early = (calendar: ReadCalendar) =>
      lives(calendar).filter((event) => event.end <= new Date('2026-10-14T13:00:00Z'))
    expect(early(after)).toEqual(early(before))
    expect(early(before).length).toBeGreaterThan(3)
  })

  test('two who look at once are told the same', async () => {
    const mine = await tokenOf(world, A)
    const team = await tokenOf(world, lead, { kind: 'team', teamId: 'policy' })
    const { uid } = weekendOf(await calendarOf(world, mine))
    await override({ ...WEEKEND, kind: 'replace', subject: A.id, by: D.id, reason: null })
    const all = await Promise.all([...Array(6)].map((_, index) => textOf(world, index % 2 === 0 ? mine : team)))
    for (const calendar of [...all, await textOf(world, team)].map(readCalendar)) {
      expect(byUid(calendar).get(uid)).toMatchObject({ sequence: 1, status: 'CANCELLED' })
      const others = calendar.events.filter((event) => event.uid !== uid)
      expect(new Set(others.map((event) => event.sequence))).toEqual(new Set([0]))
    }
  })

  test('a team’s calendar has everybody’s shifts, with names', async () => {
    await world.deps.db.read((q) =>
      savePerson(q, {
        ...{ id: B.id, workspaceId: 'T0HERE', displayName: 'Ana, la de ; guardia', zone: 'America/New_York' },
        ...{ slackLocale: 'es-LA', isGuest: false, isBot: false, isDeactivated: false, learnedAt: world.clock.now() },
      }),
    )
    const calendar = await calendarOf(world, await tokenOf(world, lead, { kind: 'team', teamId: 'policy' }, 'es'))
    expect(calendar.name).toMatch(/^Guardias: /)
    const titles = new Set(calendar.events.map((event) => event.summary))
    expect(titles).toContain('Ana, la de ; guardia: core, primary (fin de semana)')
    expect(titles).toContain(`${A.id}: core, backup`)
    const now = world.clock.now()
    const until = new Date(now.getTime() + 170 * 86_400_000)
    const ofA = { ...calendar, events: calendar.events.filter((event) => event.summary.startsWith(A.id)) }
    expect(shown(ofA, now, until, ['primary', 'backup'])).toEqual(await resolved(world, A.id, now, until))
  })
})

describe('who may read a calendar', () => {
  const read = (token: string) => readFeed(world.deps, { token })

  test('a new address revokes the former one; revoking ends it', async () => {
    const first = await tokenOf(world, A)
    const second = await tokenOf(world, A)
    expect(await read(first)).toBeNull()
    expect(await read(second)).not.toBeNull()
    expect(await openFeedsOf(world.deps, A)).toMatchObject([{ of: { kind: 'person' } }])
    expect(await revokeFeed(world.deps, A, { of: { kind: 'person' } })).toBe(true)
    expect(await revokeFeed(world.deps, A, { of: { kind: 'person' } })).toBe(false)
    expect(await read(second)).toBeNull()
  })

  test('an outsider has none, and a team’s is its own people’s', async () => {
    const refused = { ok: false, refusal: { code: 'not_permitted' } }
    const team = { kind: 'team', teamId: 'policy' } as const
    expect(await openFeed(world.deps, requester, { of: { kind: 'person' }, language: 'en' })).toEqual(refused)
    expect(await openFeed(world.deps, requester, { of: team, language: 'en' })).toEqual(refused)
    expect(await openFeed(world.deps, { ...A, standing: 'guest' }, { of: team, language: 'en' })).toEqual(refused)
    expect(await openFeed(world.deps, C, { of: { kind: 'team', teamId: 'nowhere' }, language: 'en' })).toEqual(refused)
    expect(await openFeed(world.deps, C, { of: team, language: 'en' })).toMatchObject({ ok: true })
  })

  test('who leaves the team can’t look any more, and nobody can where we have no address', async () => {
    const token = await tokenOf(world, C, { kind: 'team', teamId: 'policy' })
    const settings = world.deps.settings()
    const teams = settings.teams.map((team) => ({ ...team, specialists: team.specialists.filter((id) => id !== C.id) }))
    world.set({ ...settings, teams })
    expect(await read(token)).toBeNull()
    const off = { ...world.deps, feeds: { ...world.deps.feeds, publicUrl: () => null } }
    expect(await openFeed(off, A, { of: { kind: 'person' }, language: 'en' })).toEqual({
      ok: false,
      refusal: { code: 'not_offered' },
    })
  })

  test('who was deactivated can’t either, and is in nobody’s calendar from then on', async () => {
    const token = await tokenOf(world, A)
    const team = await tokenOf(world, lead, { kind: 'team', teamId: 'policy' })
    expect(await read(token)).not.toBeNull()
    const now = world.clock.now()
    await world.deps.db.transact(async (tx) => {
      await savePerson(tx, {
        ...{ id: A.id, workspaceId: 'T0HERE', displayName: 'Ana', zone: 'America/New_York', slackLocale: 'en-US' },
        ...{ isGuest: false, isBot: false, isDeactivated: true, learnedAt: now },
      })
      await noteDeactivated(tx, A.id, now)
    })
    expect(await read(token)).toBeNull()
    const { events } = await calendarOf(world, team)
    const ahead = events.filter((event) => /(?:^|: )Ana: /.test(event.summary) && event.start > now)
    expect(new Set(ahead.map((event) => event.status))).toEqual(new Set(['CANCELLED']))
  })
})
