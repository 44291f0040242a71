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
const FILES = { 'whole.yaml': file(`${WEEKDAY}\n${WEEKEND}`), 'half.yaml': file(WEEKDAY) }

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

test('a file that is wrong, without schedules or not named is a sentence', async () => {
  expect((await run('plan')).code).toBe(2)
  const none = { 'none.yaml': file(WEEKDAY).split('schedules:')[0] ?? '' }
  const answer = await vigia(['schedules', 'apply', '--settings', 'none.yaml'], { DATABASE_URL: database.url }, none)
  expect(answer).toMatchObject({ code: 1, out: '', err: 'none.yaml has no schedules.\n' })
})
