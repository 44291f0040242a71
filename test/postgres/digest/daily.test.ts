import { asc, like } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { outbox } from '../../../src/db/schema/outbox.ts'
import type { IntentOf } from '../../../src/outbox/intents.ts'
import { planDigests } from '../../../src/usecases/digest/send-digests.ts'
import { digestDelivery } from '../../../src/usecases/views/digest.ts'
import { A, fileClaimed, fileOne, runDueTimers, testWorld, type World } from '../../support/builders.ts'
import { runDueDuties, takeUp } from '../../support/duty.ts'
import { vigia } from '../../support/terminal.ts'

/** Thursday; the lead's clock is New York's: nine is 14:00Z. Friday 27 November is struck from the calendar below. */
let world: World
const DAYS = ['2026-11-19', '2026-11-20', '2026-11-23', '2026-11-24'] as const
beforeEach(async () => {
  world = await testWorld('2026-11-19T12:00:00Z')
  world.set({ ...world.deps.settings(), digests: ['daily', 'weekly'] })
  await planDigests(world.deps)
})
afterEach(() => world.end())

async function at(instant: string): Promise<void> {
  world.clock.set(instant)
  await runDueDuties(world)
}

const sent = async () => {
  const rows = await world.deps.db.read((q) =>
    q.select().from(outbox).where(like(outbox.key, 'digest:%')).orderBy(asc(outbox.id)),
  )
  return rows.map(({ intent }) => intent as IntentOf<'digest'>).filter(({ part }) => part === 'message')
}
const parts = async () => (await sent()).map(({ on, monday, day }) => [on, monday ?? '-', day ?? '-'].join(' '))
const last = async () => {
  const intent = (await sent()).at(-1)
  if (intent === undefined) throw new Error('no digest')
  return digestDelivery(world.deps, intent)
}

describe('the daily digest', () => {
  test('ONCALL 22: each working morning once; on Monday one message holds the day and the week', async () => {
    for (const day of [...DAYS.slice(0, 2), '2026-11-21', '2026-11-22', ...DAYS.slice(2)]) await at(`${day}T14:00:00Z`)
    expect(await parts()).toEqual([
      '2026-11-19 - 2026-11-19',
      '2026-11-20 - 2026-11-20',
      '2026-11-23 2026-11-23 2026-11-23',
      '2026-11-24 - 2026-11-24',
    ])
  })

  test('a holiday of the team’s calendar is no morning', async () => {
    const settings = world.deps.settings()
    const teams = settings.teams.map((team) => ({ ...team, calendar: { ...team.calendar, holidays: ['2026-11-20'] } }))
    world.set({ ...settings, teams })
    for (const day of DAYS) await at(`${day}T14:00:00Z`)
    expect((await parts()).map((line) => line.slice(0, 10))).toEqual(['2026-11-19', '2026-11-23', '2026-11-24'])
  })

  test('three days of downtime over a weekend: one late digest that says so, not three', async () => {
    await fileOne(world)
    await at('2026-11-23T19:30:00Z')
    expect(await parts()).toEqual(['2026-11-19 2026-11-23 2026-11-23'])
    expect(await last()).toMatchObject({ lateMinutes: 4 * 24 * 60 + 330 })
    await at('2026-11-24T14:00:00Z')
    expect((await parts()).at(-1)).toBe('2026-11-24 - 2026-11-24')
  })

  test('SCREENS 1.4: back at night nobody is told; the next morning’s message has the Monday that was missed', async () => {
    await fileOne(world)
    await at('2026-11-19T14:00:00Z')
    await at('2026-11-20T14:00:00Z')
    // Down from Monday at eight to Tuesday at three in the morning, New York.
    await at('2026-11-24T08:00:00Z')
    expect(await parts()).toHaveLength(2)
    await at('2026-11-24T14:00:00Z')
    expect((await parts()).slice(2)).toEqual(['2026-11-24 2026-11-23 2026-11-24'])
    expect(await last()).toMatchObject({ lateMinutes: 24 * 60 })
    await at('2026-11-25T14:00:00Z')
    expect((await parts()).slice(3)).toEqual(['2026-11-25 - 2026-11-25'])
  })

  test('who is made a lead on a Wednesday isn’t told of the week before', async () => {
    const settings = world.deps.settings()
    const teams = settings.teams.map((team) => ({ ...team, leads: [...team.leads, A.id] }))
    world.set({ ...settings, teams })
    world.clock.set('2026-11-25T12:00:00Z')
    await planDigests(world.deps)
    await at('2026-11-25T16:00:00Z')
    const theirs = (await sent()).filter(({ userId }) => userId === A.id)
    expect(theirs.map(({ monday }) => monday)).toEqual([null])
  })

  test('back on Saturday: Friday’s morning is over, and nothing is said of it', async () => {
    await at('2026-11-19T14:00:00Z')
    await at('2026-11-21T10:00:00Z')
    expect(await parts()).toEqual(['2026-11-19 - 2026-11-19'])
    await at('2026-11-23T14:00:00Z')
    expect(await parts()).toHaveLength(2)
  })

  test('it says what is late, due and nobody’s, and is silent where there is nothing', async () => {
    await at('2026-11-19T14:00:00Z')
    expect(await last()).toBeNull()
    const mine = await fileClaimed(world, { severity: 'sev3' })
    const open = await fileOne(world, { severity: 'sev3' })
    const sealed = await fileOne(world, { category: 'threats', severity: 'sev3' })
    world.clock.set('2026-11-23T13:59:00Z')
    await runDueTimers(world)
    await at('2026-11-23T14:00:00Z')
    const [team] = (await last())?.teams ?? []
    const { late } = team?.day?.work ?? {}
    expect(late?.named.map(({ escalationId, owner }) => [escalationId, owner?.id ?? null])).toEqual(
      expect.arrayContaining([
        [mine, A.id],
        [open, null],
      ]),
    )
    expect(late?.count).toBe((late?.named.length ?? 0) + (late?.restricted ?? 0))
    expect(JSON.stringify(team)).not.toContain(String(sealed))
  })

  test('Monday tells the weekend: what came in, who was paged, who worked', async () => {
    await takeUp(world, {
      name: 'core',
      team: 'policy',
      zone: 'America/New_York',
      weekendPost: 'none',
      layers: {
        weekend: { from: 'friday 18:00', to: 'monday 09:00', anchor: '2026-11-16', rotations: { primary: [A.id] } },
      },
    })
    await at('2026-11-20T23:00:00Z')
    world.clock.set('2026-11-21T15:00:00Z')
    await fileOne(world, { severity: 'sev3' })
    await at('2026-11-23T14:00:00Z')
    const [team] = (await last())?.teams ?? []
    expect(team?.daysOff).toMatchObject({ isWeekend: true, figures: { filed: 1 }, people: [{ id: A.id }] })
    expect(team?.day?.duty).toEqual([])
  })
})

describe('vigia digest --kind daily', () => {
  const digest = (...more: readonly string[]) =>
    vigia(['digest', '--kind', 'daily', '--at', '2026-11-23', ...more], { DATABASE_URL: world.url })

  test('shows a morning in either language, and sends nothing', async () => {
    await fileOne(world, { severity: 'sev3' })
    const { code, out } = await digest()
    expect(code).toBe(0)
    expect(out).toMatch(/^Today: 1 late/)
    expect(out).toMatch(/Late:\n {2}ESC-\d+ · sev3 · claim was due .* · nobody/)
    expect((await digest('--lang', 'es')).out).toMatch(/^Hoy: 1 con retraso/)
    expect(JSON.parse((await digest('--format', 'json')).out)).toMatchObject({ work: { late: { count: 1 } } })
    expect(JSON.parse((await digest('--format', 'slack')).out)).toMatchObject({ text: 'Today: 1 late.' })
    expect(await sent()).toEqual([])
  })

  test('a kind that isn’t there is told which are', async () => {
    const { code, err } = await vigia(['digest', '--kind', 'hourly'], { DATABASE_URL: world.url })
    expect([code, err]).toEqual([2, 'hourly is no kind of digest. Known: daily, weekly.\n'])
  })
})
