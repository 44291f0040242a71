import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../support/database.ts'
import { vigia } from '../../support/terminal.ts'

/** `vigia schedules` on a real database, by the machine's clock. */

const file = (layers: string) => `teams:
  - id: policy
    name: Policy
    intakeChannel: C0INTAKE
    leads: [U0LEAD1]
    specialists: [U0ANA, U0BEN]
restrictedVisibleTo: [U0LEAD1]
schedules:
  - name: core
    team: policy
    zone: Europe/Madrid
    layers:
${layers}
`
const WEEKDAY = `      weekday: { from: monday 09:00, to: friday 18:00, anchor: 2026-01-05, rotations: { primary: [U0ANA, U0BEN] } }`
const WEEKEND = `      weekend: { from: friday 18:00, to: monday 09:00, anchor: 2026-01-02, rotations: { primary: [U0BEN, U0ANA] } }`
const FIVE = WEEKDAY.replace('[U0ANA, U0BEN]', '[U0ANA, U0BEN, U0CARLA, U0DAN, U0EVA]').replace(
  'anchor',
  "handoff: { every: day, at: '09:00' }, anchor",
)
const OTHER = file(FIVE).replace('name: core', 'name: other')
const FILES = { 'five.yaml': OTHER, 'whole.yaml': file(`${WEEKDAY}\n${WEEKEND}`), 'half.yaml': file(WEEKDAY) }

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const run = (...args: readonly string[]) => vigia(['schedules', ...args], { DATABASE_URL: database.url }, FILES)

test('a plan changes nothing; what is applied is there; what makes gaps is said, and applied all the same', async () => {
  expect(await run('plan', '--settings', 'whole.yaml')).toMatchObject({ code: 0, err: '' })
  const planned = await run('plan', '--settings', 'whole.yaml')
  expect(planned.out).toBe('core: new\n  No new gaps in the next 30 days.\n')

  const applied = await run('apply', '--settings', 'whole.yaml')
  expect(applied).toMatchObject({ code: 0, err: '' })
  expect(applied.out).toContain('core: taken into the database.')
  expect((await run('plan', '--settings', 'whole.yaml')).out).toBe('core: as it is\n')

  const half = await run('plan', '--settings', 'half.yaml')
  expect(half.code).toBe(1)
  expect(half.out).toMatch(
    /^core: changes version 1\n {2}layers\.weekend: \{.+\} → –\n {2}⚠ nobody as primary from Fri .+ 18:00 to Mon .+ 09:00\n/,
  )
  expect((await run('apply', '--settings', 'half.yaml')).out).toContain('core: changed.')
  expect((await run('plan', '--settings', 'half.yaml')).out).toBe('core: as it is\n')
})

test('in the reader’s language, and for a script', async () => {
  const spanish = await vigia(
    ['schedules', 'plan', '--settings', 'half.yaml'],
    { DATABASE_URL: database.url, LANG: 'es_MX.UTF-8' },
    FILES,
  )
  expect(spanish.out).toBe('core: sin cambios\n')
  expect(JSON.parse((await run('plan', '--settings', 'half.yaml', '--json')).out)).toEqual([
    { kind: 'same', name: 'core' },
  ])
})

test('SCHEDULES, Layers: a line as long as the week keeps everybody on their weekday, and the plan says so', async () => {
  const planned = await run('plan', '--settings', 'five.yaml')
  expect(planned.out).toMatch(/^ {2}↻ primary \(weekday\): with 5 people and 5 shifts a week everybody keeps the same/m)
  // What the file doesn't name isn't taken away.
  expect(planned.out).toContain('core: not in this file; stays as it is')
})

test('a file that is wrong, without schedules or not named is a sentence', async () => {
  expect((await run('plan')).code).toBe(2)
  const none = { 'none.yaml': file(WEEKDAY).split('schedules:')[0] ?? '' }
  const answer = await vigia(['schedules', 'apply', '--settings', 'none.yaml'], { DATABASE_URL: database.url }, none)
  expect(answer).toMatchObject({ code: 1, out: '', err: 'none.yaml has no schedules.\n' })
})
