import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { changeSeverity } from '../../../src/usecases/escalation/change-severity.ts'
import { reopen } from '../../../src/usecases/escalation/reopen.ts'
import { resolve } from '../../../src/usecases/escalation/resolve.ts'
import { writeUpdate } from '../../../src/usecases/escalation/write-update.ts'
import { filedView, filingPreview } from '../../../src/usecases/views/filing.ts'
import { formFacts } from '../../../src/usecases/views/form-facts.ts'
import {
  A,
  clocks,
  fileClaimed,
  fileOne,
  got,
  liveClock,
  requester,
  testWorld,
  type World,
} from '../../support/builders.ts'

/** Friday, 16:30 in New York, where the team is; its hours end at 18:00. The Monday after is a holiday there. */
const FRIDAY = '2026-11-20T21:30:00Z'
const at = (text: string) => new Date(text)

let world: World
beforeEach(async () => {
  world = await testWorld(FRIDAY)
  const settings = world.deps.settings()
  const teams = settings.teams.map((team) => ({ ...team, calendar: { ...team.calendar, holidays: ['2026-11-23'] } }))
  world.set({ ...settings, teams })
})
afterEach(() => world.end())

const to = (escalationId: number, severity: 'sev1' | 'sev3' | 'sev4') =>
  changeSeverity(world.deps, A, { escalationId, severity, reason: null })
const update = (escalationId: number, nextBy: Date | null = null) =>
  writeUpdate(world.deps, A, { escalationId, text: 'Checked', audience: 'requester', nextBy })

describe('ONCALL 19: a promise in working time', () => {
  test('passes over the weekend and the holiday, and every screen says the same hour', async () => {
    const id = await fileOne(world, { severity: 'sev3' })
    // 90 minutes of Friday, and 7 h 30 of Tuesday.
    const due = at('2026-11-24T21:30:00Z')
    expect((await liveClock(world, id, 'first_update'))?.dueAt).toEqual(due)
    expect((await liveClock(world, id, 'claim'))?.dueAt).toEqual(at('2026-11-24T16:30:00Z'))
    const preview = await filingPreview(world.deps, requester, { category: 'press', severity: 'sev3', forTeamId: null })
    expect(preview.firstAnswerBy).toEqual(due)
    expect((await filedView(world.deps, requester, { escalationId: id })).firstAnswerBy).toEqual(due)
    const facts = got(await formFacts(world.deps, A, { escalationId: id }))
    expect(facts.nextUpdateBy).toEqual(at('2026-11-25T21:30:00Z'))
  })

  test('keeps the calendar that it began with when the file changes', async () => {
    const id = await fileOne(world, { severity: 'sev3' })
    const before = await liveClock(world, id, 'resolve')
    const settings = world.deps.settings()
    world.set({ ...settings, teams: settings.teams.map((team) => ({ ...team, zone: 'Europe/Madrid' })) })
    expect((await liveClock(world, id, 'resolve'))?.calendar).toEqual(before?.calendar)
    expect(before?.calendar).toMatchObject({ counts: 'working_hours', holidays: ['2026-11-23'] })
  })

  test('needed by a day counts where it is earlier, and nobody is promised less because they named one', async () => {
    const soon = at('2026-11-21T12:00:00Z')
    const early = await fileOne(world, { severity: 'sev3', neededBy: soon })
    expect(await liveClock(world, early, 'resolve')).toMatchObject({ dueAt: soon })
    const late = await fileOne(world, { severity: 'sev3', neededBy: at('2027-03-01T12:00:00Z') })
    const usual = await fileOne(world, { severity: 'sev3' })
    const dueOf = async (id: number) => (await liveClock(world, id, 'resolve'))?.dueAt
    expect(await dueOf(late)).toEqual(await dueOf(usual))
  })
})

describe('ONCALL 18: another severity', () => {
  test('ends each clock as it stood and starts a new one from the same beginning, in its own time', async () => {
    const id = await fileClaimed(world, { severity: 'sev3' })
    world.clock.advance(10)
    got(await to(id, 'sev1'))
    expect(await liveClock(world, id, 'first_update')).toMatchObject({
      startedAt: at(FRIDAY),
      dueAt: at('2026-11-20T22:00:00Z'),
      calendar: { counts: 'round_the_clock' },
    })
    got(await to(id, 'sev3'))
    expect((await liveClock(world, id, 'first_update'))?.dueAt).toEqual(at('2026-11-24T21:30:00Z'))
    expect((await clocks(world, id)).filter((clock) => clock.state === 'cancelled')).toHaveLength(4)
  })

  test('an hour that its owner named stands where it is earlier', async () => {
    const id = await fileClaimed(world)
    const named = at('2026-11-20T21:50:00Z')
    got(await update(id, named))
    got(await to(id, 'sev3'))
    expect((await liveClock(world, id, 'next_update'))?.dueAt).toEqual(named)
  })

  test('an hour that its owner named stands again where it became later than a target in between', async () => {
    const id = await fileClaimed(world, { severity: 'sev3' })
    const named = at('2026-11-21T00:30:10Z')
    got(await update(id, named))
    got(await to(id, 'sev1'))
    expect((await liveClock(world, id, 'next_update'))?.dueAt).toEqual(at('2026-11-20T22:30:00Z'))
    got(await to(id, 'sev3'))
    expect((await liveClock(world, id, 'next_update'))?.dueAt).toEqual(named)
    got(await to(id, 'sev1'))
    // Of a severity that promises no news the hour that was named is the only promise.
    got(await to(id, 'sev4'))
    expect((await liveClock(world, id, 'next_update'))?.dueAt).toEqual(named)
  })

  test('raised from one that promises no further news, after the first: its cadence begins now', async () => {
    const id = await fileClaimed(world, { severity: 'sev4' })
    got(await update(id))
    expect(await liveClock(world, id, 'next_update')).toBeUndefined()
    world.clock.advance(30)
    got(await to(id, 'sev1'))
    expect(await liveClock(world, id, 'next_update')).toMatchObject({
      startedAt: world.clock.now(),
      dueAt: at('2026-11-20T23:00:00Z'),
      breachedAt: null,
    })
  })

  test('reopened, new clocks run and the old ones stay as they ended', async () => {
    const id = await fileClaimed(world)
    const decision = { decision: 'kept_up', rule: null, reason: 'News', sentence: null, rootCause: null } as const
    got(await resolve(world.deps, A, { escalationId: id, ...decision }))
    const before = await clocks(world, id)
    world.clock.advance(60)
    got(await reopen(world.deps, requester, { escalationId: id, text: 'Not done' }))
    const after = await clocks(world, id)
    expect(after.slice(0, before.length)).toEqual(before)
    expect(after.slice(before.length).map((clock) => [clock.kind, clock.round, clock.startedAt])).toEqual([
      ['first_update', 1, world.clock.now()],
      ['resolve', 1, world.clock.now()],
    ])
  })
})
