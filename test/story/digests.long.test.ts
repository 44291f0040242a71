import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PlaygroundRun, startPlaygroundRun } from '../../src/playground-run.ts'
import { playgroundSettings } from '../../src/settings/playground.ts'
import { movedClock } from '../../src/system/clock.ts'
import { deadline } from '../../src/system/deadline.ts'
import { createWake } from '../../src/system/wake.ts'
import { type PageLook, startBrowser, type TestBrowser } from '../support/browser.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { generateYear } from '../support/digest/generate.ts'
import { scheduled } from '../support/duty.ts'
import { quietLog } from '../support/quiet-log.ts'

/**
 * What leads read in the morning, after a year of a thousand and five hundred escalations: in both languages, light and dark, on a
 * desk and on a phone. A picture is kept of each.
 */

const PICTURES = new URL('../.artifacts/digests/', import.meta.url).pathname
const SUNDAY = Date.parse('2026-11-22T15:00:00Z')
const [A, B, C] = ['U0SPECIALISTA', 'U0SPECIALISTB', 'U0SPECIALISTC']
const LEAD = 'U0LEAD1'
const PHONE = { width: 390, height: 844 }

const CORE = {
  name: 'core',
  team: 'policy',
  zone: 'America/New_York',
  layers: {
    weekday: {
      ...{ from: 'monday 09:00', to: 'friday 18:00', handoff: { every: 'day', at: '09:00' }, anchor: '2026-11-16' },
      rotations: { primary: [B, A, C], backup: [C, B, A] },
    },
    weekend: { from: 'friday 18:00', to: 'monday 09:00', anchor: '2026-11-16', rotations: { primary: [A, B] } },
  },
  overrides: [{ from: '2026-11-28T18:00', to: '2026-11-29T09:00', nobody: true, rotation: 'primary' }],
}

let database: TestDatabase
let dataDir: string
let run: PlaygroundRun
let browser: TestBrowser

beforeAll(async () => {
  await rm(PICTURES, { recursive: true, force: true })
  await mkdir(PICTURES, { recursive: true })
  dataDir = await mkdtemp(join(tmpdir(), 'story-'))
  database = await testDatabase()
  await database.db.transact(async (tx) => {
    const kinds = { teams: ['policy'], categories: ['hate', 'press'] }
    await generateYear(tx, { seed: 7, count: 1_500, year: 2026, ...kinds })
    // What was left open long ago, or comes only later, isn't there: a team of today has a week's work open.
    await tx.execute(sql`
      update escalations set status = 'withdrawn', withdrawn_at = filed_at, owner_id = null, owned_since = null, waiting_since = null
      where status in ('unclaimed', 'claimed', 'waiting') and (filed_at < '2026-11-16' or filed_at > '2026-11-22')`)
  })
  const started = Date.now()
  // A lead in Madrid, too, who reads Spanish.
  const teams = playgroundSettings.teams.map((team) => ({ ...team, leads: [LEAD, C] }))
  run = await startPlaygroundRun({
    databaseUrl: database.url,
    settings: () => ({ ...playgroundSettings, teams, schedules: scheduled(CORE), digests: ['daily', 'weekly'] }),
    wake: createWake(),
    deadline,
    log: quietLog,
    clock: movedClock({ now: () => new Date(SUNDAY + Date.now() - started) }),
    dataDir,
    port: 0,
  })
  browser = await startBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.stop()
  await run?.stop()
  await database?.drop()
  if (dataDir !== undefined) await rm(dataDir, { recursive: true, force: true })
})

async function dmOf(name: string, look: PageLook = {}): Promise<Page> {
  const person = run.people.find((one) => one.name === name)
  if (person === undefined) throw new Error(`nobody here is called ${name}`)
  const page = await browser.open(person.address, { zone: 'Asia/Tokyo', locale: 'ja-JP', height: 1400, ...look })
  page.setDefaultTimeout(20_000)
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Vigía/ })
    .click()
  return page
}

let pictures = 0
async function picture(of: Page | Locator, step: string): Promise<void> {
  pictures += 1
  const path = join(PICTURES, `${String(pictures).padStart(2, '0')}-${step}.png`)
  await of.screenshot({ path, animations: 'disabled' })
}

const message = (page: Page, words: string): Locator => page.getByRole('article').filter({ hasText: words }).first()

test('Monday and Tuesday morning of two leads, as they look', async () => {
  await run.vigia.move(new Date('2026-11-23T14:00:30Z'))
  for (const isDark of [false, true]) {
    const shade = isDark ? 'dark' : 'light'
    const lead = await dmOf('Lead 1', { isDark })
    const monday = message(lead, 'Week of 16 Nov')
    await monday.getByRole('button', { name: 'Fix' }).first().waitFor()
    const text = await monday.innerText()
    // What needs them first, then the day, the days off and the week.
    const heads = ['Needs you', 'Late', 'On call', 'The weekend', 'The week\n', 'Load']
    const places = heads.map((head) => text.indexOf(head))
    expect(places).toEqual(places.toSorted((one, other) => one - other))
    expect(Math.min(...places)).toBeGreaterThan(0)
    await picture(monday, `monday-en-${shade}`)
    const carla = await dmOf('Specialist C', { isDark })
    await picture(message(carla, 'Semana del 16 nov'), `monday-es-${shade}`)
    await carla.setViewportSize(PHONE)
    await picture(message(carla, 'Semana del 16 nov'), `monday-es-phone-${shade}`)
  }
  const lead = await dmOf('Lead 1')
  await lead.getByRole('button', { name: /repl/i }).first().click()
  await lead.getByText('This week').waitFor()
  await picture(lead, 'monday-table-en')

  await run.vigia.move(new Date('2026-11-24T14:00:30Z'))
  await picture(message(lead, 'Today: '), 'tuesday-en')
  const carla = await dmOf('Specialist C', { isDark: true })
  await carla.setViewportSize(PHONE)
  await picture(message(carla, 'Hoy: '), 'tuesday-es-phone-dark')
  expect(browser.problems).toEqual([])
}, 240_000)
