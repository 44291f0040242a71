import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PlaygroundRun, startPlaygroundRun } from '../../src/playground-run.ts'
import { playgroundSettings } from '../../src/settings/playground.ts'
import { movedClock } from '../../src/system/clock.ts'
import { deadline } from '../../src/system/deadline.ts'
import { createWake } from '../../src/system/wake.ts'
import { type PageLook, startBrowser, type TestBrowser } from '../support/browser.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { scheduled } from '../support/duty.ts'
import { quietLog } from '../support/quiet-log.ts'

/**
 * A week of being on call, as people meet it in the playground with the clock moved: the holiday's and the weekend's post, a
 * swap, cover, the handoff and a gap, in both languages. A picture is kept of each.
 */

const PICTURES = new URL('../.artifacts/on-call-week/', import.meta.url).pathname

/** The week before Thanksgiving, Tuesday 10:00 in New York. */
const TUESDAY = Date.parse('2026-11-17T15:00:00Z')
const [A, B, C, D] = ['U0SPECIALISTA', 'U0SPECIALISTB', 'U0SPECIALISTC', 'U0SPECIALISTD']

/** On the first weekend Saturday night is open. */
const CORE = {
  name: 'core',
  team: 'policy',
  zone: 'America/New_York',
  holidays: [
    { country: 'US', region: 'NY' },
    { country: 'ES', region: 'MD', as: 'weekend' },
  ],
  layers: {
    weekday: {
      ...{ from: 'monday 09:00', to: 'friday 18:00', handoff: { every: 'day', at: '09:00' }, anchor: '2026-11-16' },
      rotations: { primary: [B, A, C, D], backup: [C, D, B, A] },
    },
    weekend: {
      ...{ from: 'friday 18:00', to: 'monday 09:00', handoff: { every: 'day', at: '18:00' }, anchor: '2026-11-16' },
      rotations: { primary: [A, B, C, D], backup: [C, D, A, B] },
    },
    holiday: { at: '09:00', anchor: '2026-11-16', rotations: { primary: [A, C], backup: [D, B] } },
  },
  overrides: [{ from: '2026-11-22T18:00', to: '2026-11-23T09:00', nobody: true, rotation: 'primary' }],
  people: {
    [A]: { languages: ['es', 'en'] },
    [B]: { languages: ['en'] },
    [C]: { languages: ['es', 'en'] },
    [D]: { languages: ['en'] },
  },
  needs: { languages: ['es'] },
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
  const started = Date.now()
  const machine = { now: () => new Date(TUESDAY + Date.now() - started) }
  run = await startPlaygroundRun({
    databaseUrl: database.url,
    settings: () => ({ ...playgroundSettings, schedules: scheduled(CORE) }),
    wake: createWake(),
    deadline,
    log: quietLog,
    clock: movedClock(machine),
    dataDir,
    port: 0,
  })
  browser = await startBrowser()
})

afterAll(async () => {
  await browser?.stop()
  await run?.stop()
  await database?.drop()
  if (dataDir !== undefined) await rm(dataDir, { recursive: true, force: true })
})

const PHONE = { width: 390, height: 844 }

async function windowOf(name: string, look: PageLook = {}): Promise<Page> {
  const person = run.people.find((one) => one.name === name)
  if (person === undefined) throw new Error(`nobody here is called ${name}`)
  const page = await browser.open(person.address, { zone: 'Asia/Tokyo', locale: 'ja-JP', ...look })
  page.setDefaultTimeout(20_000)
  return page
}

let pictures = 0
async function picture(page: Page, step: string): Promise<void> {
  pictures += 1
  const path = join(PICTURES, `${String(pictures).padStart(2, '0')}-${step}.png`)
  await page.screenshot({ path, animations: 'disabled' })
}

const message = (place: Page | Locator, words: string | RegExp): Locator =>
  place.getByRole('article').filter({ hasText: words })
const channel = (page: Page, name: RegExp): Locator => page.getByRole('navigation').getByRole('button', { name })
const at = (instant: string) => run.vigia.move(new Date(instant))

test('a week on call: posts, confirmations, a swap, cover, the handoff and a gap, in both languages', async () => {
  const lead = await windowOf('Lead 1')
  const ana = await windowOf('Specialist A')
  const ben = await windowOf('Specialist B', { isDark: true })

  // Thursday at four: the weekend, and Thanksgiving a week ahead.
  await at('2026-11-19T21:00:00Z')
  await channel(lead, /^escalations/).click()
  const weekend = message(lead, 'Weekend on call')
  await weekend.getByText('Specialist A, not confirmed').first().waitFor()
  await message(lead, 'Holiday on call').getByText('holiday Thu 26').waitFor()
  await picture(lead, 'posts')
  await channel(ana, /^Vigía/).click()
  const next = message(ana, 'Te toca: guardia de fin de semana.')
  await next.getByRole('button', { name: 'Confirmo' }).waitFor()
  await picture(ana, 'you-are-next-es')

  await next.getByRole('button', { name: 'Confirmo' }).click()
  await next.getByText('✓ Confirmaste que estarás.').waitFor()
  await picture(ana, 'confirmed-es')
  await weekend.getByText('Specialist A ✓').first().waitFor()

  await channel(ben, /^escalations/).click()
  await message(ben, 'Weekend on call').getByRole('button', { name: 'In my time' }).click()
  await picture(ben, 'post-dark')

  // Ben can't: he asks who could, and Ana takes it.
  await message(ben, 'Weekend on call').getByRole('button', { name: 'Find cover' }).click()
  const cover = ben.getByRole('dialog', { name: 'Find cover' })
  await cover.getByRole('textbox', { name: /^Why/ }).fill('a wedding')
  await picture(ben, 'find-cover-dark')
  await cover.getByRole('contentinfo').getByRole('button', { name: 'Ask', exact: true }).click()
  await cover.getByText('✓ asked').waitFor()
  await picture(ben, 'asked-dark')
  const asked = message(ana, 'busca reemplazo')
  await asked.getByRole('button', { name: 'Lo tomo' }).waitFor()
  await picture(ana, 'swap-asked-es')
  await asked.getByRole('button', { name: 'Lo tomo' }).click()
  await asked.getByText('✓ Cubres').waitFor()
  await weekend.getByText('Sat 18–Sun 18 Specialist A ✓').waitFor()
  await picture(ana, 'swap-taken-es')

  // Friday: one reminder at noon, the lead at three, and posted anew, since Ana came in.
  await at('2026-11-20T17:00:00Z')
  const carla = await windowOf('Specialist C')
  await channel(carla, /^Vigía/).click()
  await carla.getByText('Sin confirmar todavía').first().waitFor()
  await carla.setViewportSize(PHONE)
  await picture(carla, 'reminder-es-phone')
  await at('2026-11-20T20:00:00Z')
  await channel(lead, /^Vigía/).click()
  await message(lead, 'Not confirmed for the weekend').waitFor()
  await picture(lead, 'unconfirmed-and-gaps')
  await at('2026-11-20T21:00:00Z')
  await channel(lead, /^escalations/).click()
  await lead.getByText('posted anew below').waitFor()
  await picture(lead, 'posted-anew')

  // The handoff at six, with one escalation open.
  const requester = await windowOf('Requester 2')
  const composer = requester.getByRole('textbox', { name: 'Message #general' })
  await composer.fill('/escalate Is this cover art fine?')
  await composer.press('Enter')
  const form = requester.getByRole('dialog', { name: 'File an escalation' })
  await form.getByRole('textbox', { name: /^What happened/ }).fill('See https://music.example/p/1')
  await form.getByRole('combobox', { name: 'What is it about?' }).click()
  await requester.getByRole('option', { name: 'Not sure: let the team choose' }).click()
  await form.getByRole('button', { name: 'File', exact: true }).click()
  await requester.getByRole('dialog', { name: /^ESC-/ }).waitFor()
  await at('2026-11-20T23:00:00Z')
  await ana.getByText('Entras tú').first().waitFor()
  await picture(ana, 'handoff-es')
  await message(ana, 'Entras tú').getByRole('button', { name: 'Ver y tomar' }).click()
  await ana
    .getByRole('dialog')
    .getByRole('button', { name: /^Tomar/ })
    .first()
    .waitFor()
  await picture(ana, 'see-and-take-es')
  await ana.keyboard.press('Escape')

  // Cover typed in Spanish, and read back before it is saved.
  const typing = ana.getByRole('textbox', { name: /^Mensaje/ })
  await typing.fill('/oncall cubrir @Specialist C desde el martes a las 8 hasta el miércoles a las 8')
  await typing.press('Enter')
  const hand = ana.getByRole('dialog', { name: 'Cubrir' })
  await hand.getByRole('textbox', { name: 'Hasta' }).waitFor()
  await picture(ana, 'cover-form-es')
  await hand.getByRole('contentinfo').getByRole('button', { name: 'Vista previa' }).click()
  await ana.getByText('Specialist A cubre a Specialist C').waitFor()
  await picture(ana, 'cover-preview-es')

  // What the lead does about the gap.
  await channel(lead, /^Vigía/).click()
  await message(lead, /gap/).getByRole('button', { name: /^Fix/ }).first().click()
  await lead.getByRole('dialog').getByText('⚠').first().waitFor()
  await picture(lead, 'fix')

  expect(browser.problems).toEqual([])
  expect(browser.refused).toEqual([])
})
