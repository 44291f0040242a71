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
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { quietLog } from '../support/quiet-log.ts'

/**
 * What a newcomer sees: the playground and the bot as `npm start` composes them, two persons in windows of their own,
 * every element found by the role and the words that they see. Times are awaited on the screen, never slept.
 */

const PICTURES = new URL('../.artifacts/story/', import.meta.url).pathname

let database: TestDatabase
let dataDir: string
let run: PlaygroundRun
let browser: TestBrowser

beforeAll(async () => {
  await rm(PICTURES, { recursive: true, force: true })
  await mkdir(PICTURES, { recursive: true })
  dataDir = await mkdtemp(join(tmpdir(), 'story-'))
  database = await testDatabase()
  run = await startPlaygroundRun({
    databaseUrl: database.url,
    settings: () => playgroundSettings,
    wake: createWake(),
    deadline,
    log: quietLog,
    clock: movedClock(),
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

/** One person's window. */
async function windowOf(name: string): Promise<Page> {
  const person = run.people.find((one) => one.name === name)
  if (person === undefined) throw new Error(`nobody here is called ${name}`)
  // A browser far from everybody: what a person reads is in the zone and the language that Slack knows of them.
  const page = await browser.open(person.address, { zone: 'Asia/Tokyo', locale: 'ja-JP' })
  page.setDefaultTimeout(20_000)
  return page
}

let pictures = 0
async function picture(page: Page, step: string): Promise<void> {
  pictures += 1
  await page.screenshot({
    path: join(PICTURES, `${String(pictures).padStart(2, '0')}-${step}.png`),
    animations: 'disabled',
  })
}

const dialog = (page: Page, title: string): Locator => page.getByRole('dialog', { name: title })

/** The one message of the channel in sight that says this. */
const message = (place: Page | Locator, words: string | RegExp): Locator =>
  place.getByRole('article').filter({ hasText: words })

const channel = (page: Page, name: RegExp): Locator => page.getByRole('navigation').getByRole('button', { name })

async function choose(form: Locator, label: string, option: string): Promise<void> {
  await form.getByRole('combobox', { name: label }).click()
  await form.page().getByRole('option', { name: option, exact: true }).click()
}

/** Presses a button at the foot of a form, and waits until the form is gone. */
async function leave(form: Locator, button: string): Promise<void> {
  await form.getByRole('contentinfo').getByRole('button', { name: button, exact: true }).click()
  await form.waitFor({ state: 'detached' })
}

test('two people, two languages: filed, claimed, kept posted, asked, answered, resolved, rated, reopened', async () => {
  const requester = await windowOf('Requester 1')
  const specialist = await windowOf('Specialist B')

  // Filed in Spanish, with the command typed where messages are written.
  const composer = requester.getByRole('textbox', { name: 'Mensaje a #general' })
  await composer.fill('/escalate Playlist retirada, pregunta una emisora')
  await composer.press('Enter')
  const form = dialog(requester, 'Registrar escalamiento')
  await form.getByText('No se despierta a nadie.').waitFor()
  expect(await form.getByRole('textbox', { name: 'En una línea' }).inputValue()).toBe(
    'Playlist retirada, pregunta una emisora',
  )
  await choose(form, '¿De qué se trata?', 'Prensa o consulta de alto perfil')
  await form.getByRole('textbox', { name: 'Medio' }).waitFor()
  await form
    .getByRole('textbox', { name: /^Qué ocurrió/ })
    .fill('Una emisora pregunta por https://music.example/p/8812 y emite a las 06:00.')
  await form.getByRole('radio', { name: /^sev1 · ahora/ }).check()
  await form.getByText('3 personas de guardia').waitFor()
  await picture(requester, 'form')
  await form.getByRole('button', { name: 'Registrar', exact: true }).click()
  const filed = dialog(requester, 'ESC-1001')
  await filed.getByText('ESC-1001 quedó registrado').waitFor()
  await picture(requester, 'filed')
  await leave(filed, 'Cerrar')

  await channel(requester, /^Vigía/).click()
  const mine = message(requester, /^.*ESC-1001 · Prensa/).first()
  await mine.getByText('Buscando a alguien: 3 personas alertadas').waitFor()
  await picture(requester, 'requester-looking')

  // Claimed in English, from the page. The card in the intake channel says the same to everybody.
  await channel(specialist, /^Vigía/).click()
  const page = message(specialist, 'SEV1 · ESC-1001')
  await page.getByText('Why you: on call for Policy operations').waitFor()
  await picture(specialist, 'page')
  await page.getByRole('button', { name: /^Claim/ }).click()
  await page.getByText('You have it since').waitFor()
  expect(await page.getByRole('button', { name: /^Claim/ }).count()).toBe(0)
  await picture(specialist, 'claimed')
  await mine.getByText('La atiende Specialist B').waitFor()
  await channel(specialist, /^escalations/).click()
  await message(specialist, 'SEV1 · ESC-1001').getByText('● Specialist B since').waitFor()
  await picture(specialist, 'card')

  // An update for the requester, in the channel that was opened for it.
  await channel(specialist, /^esc-1001/).click()
  const pinned = message(specialist, 'Pinned')
  await pinned.getByRole('button', { name: /^Write update/ }).click()
  const update = dialog(specialist, 'Write update')
  await update.getByRole('textbox', { name: 'What is new' }).fill('12 tracks checked, 2 remain')
  await picture(specialist, 'update-form')
  await leave(update, 'Send')
  await mine.getByText('Última: «12 tracks checked, 2 remain»').waitFor()
  await pinned.getByText('Last: “12 tracks checked, 2 remain”').waitFor()

  // A question, answered in the thread of the requester's own message.
  await pinned.getByRole('button', { name: /^Ask requester/ }).click()
  const ask = dialog(specialist, 'Ask requester')
  await ask.getByRole('textbox', { name: 'Question' }).fill('Which station is it, and when do they air?')
  await leave(ask, 'Send')
  await mine.getByText('Necesitamos algo de usted').waitFor()
  await pinned.getByText('Waiting for the requester').waitFor()
  await pinned.getByText('Which station is it, and when do they air?').waitFor()
  await mine.getByRole('button', { name: /respuestas$/ }).click()
  const thread = requester.getByRole('complementary', { name: 'Hilo' })
  await message(thread, 'Pregunta de Specialist B').waitFor()
  await picture(requester, 'question')
  const reply = thread.getByRole('textbox', { name: 'Responder…' })
  await reply.fill('Es Radio Norte, emiten a las 06:00.')
  await reply.press('Enter')
  await message(specialist, 'Answer from Requester 1').getByText('Es Radio Norte, emiten a las 06:00.').waitFor()
  await pinned.getByText('● Specialist B since').waitFor()
  await picture(specialist, 'answer')

  // Five minutes later by the workspace's clock, with the strip's button.
  const clock = specialist.getByRole('banner').getByText(/^\d{1,2}:\d{2} [AP]M$/)
  const before = minuteOfDay(await clock.innerText())
  await specialist.getByRole('button', { name: '+5 min' }).click()
  await expect
    .poll(async () => (minuteOfDay(await clock.innerText()) - before + 1440) % 1440, { timeout: 20_000 })
    .toBeGreaterThanOrEqual(5)

  // Resolved in English, told in Spanish.
  await pinned.getByRole('button', { name: /^Resolve/ }).click()
  const resolve = dialog(specialist, 'Resolve')
  await choose(resolve, 'Decision', 'Kept up')
  const sentence = resolve.getByRole('textbox', { name: /^A sentence that the requester may pass on/ })
  await expect.poll(() => sentence.inputValue(), { timeout: 20_000 }).toBe('Lo revisamos y se mantiene publicado.')
  await resolve.getByRole('textbox', { name: /^Rule/ }).fill('exception 4.2')
  await resolve.getByRole('textbox', { name: /^Reason/ }).fill('Cobertura informativa')
  await picture(specialist, 'resolve-form')
  await leave(resolve, 'Resolve')
  await pinned.getByText('✓ Kept up').waitFor()
  await picture(specialist, 'resolved')
  const decision = message(requester, 'ESC-1001 resuelto: se mantiene publicado')
  await decision.getByText('Motivo: Cobertura informativa').waitFor()
  await picture(requester, 'decision')

  // Rated, and reopened all the same.
  await decision.getByRole('button', { name: '👍 Sí' }).click()
  await decision.getByText('Gracias.').waitFor()
  await picture(requester, 'rated')
  await decision.getByRole('button', { name: /^Reabrir/ }).click()
  const reopen = dialog(requester, 'Reabrir')
  await reopen.getByRole('textbox', { name: 'Qué hay de nuevo' }).fill('La emisora encontró otra pista retirada.')
  await picture(requester, 'reopen-form')
  await leave(reopen, 'Reabrir')
  await decision.getByText('Reabierto: el equipo lo atiende de nuevo.').waitFor()
  await mine.getByText('La atiende Specialist B').waitFor()
  await picture(requester, 'reopened')
  await message(specialist, 'Requester 1 reopened it').getByText('La emisora encontró otra pista retirada.').waitFor()
  await pinned.getByRole('button', { name: /^Resolve/ }).waitFor()
  await picture(specialist, 'reopened-for-the-team')

  expect(browser.problems).toEqual([])
  expect(browser.refused).toEqual([])
})

/** "7:08 PM" → 1148 */
function minuteOfDay(text: string): number {
  const [, hour = '', minute = '', half = ''] = /^(\d+):(\d+) ([AP]M)$/.exec(text) ?? []
  return (Number(hour) % 12) * 60 + Number(minute) + (half === 'PM' ? 720 : 0)
}
