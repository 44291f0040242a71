import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '../../src/playground/driver.ts'
import { ACTION_IDS } from '../../src/slack/blocks/ids.ts'
import { CALLBACK_IDS, FIELDS, formCallback, SCREEN_ACTION_IDS } from '../../src/slack/blocks/screens/ids.ts'
import { fillForm, inTime, OUTAGES, type OutageBench, startOutageBench, takeAway } from '../support/outage.ts'

const NOT_SURE = {
  en: '⚠ Not sure that it was saved. Press File again: nothing is filed twice.',
  es: '⚠ No es seguro que se haya guardado. Pulse Registrar otra vez: nada se registra dos veces.',
}
const TRY_AGAIN = 'That did not work, and nothing was changed. Try again in a moment.'
const UNSURE = 'Not sure that it was saved. Look at the escalation before you try again.'

let bench: OutageBench
let english: Person
let spanish: Person
let specialist: Person

beforeAll(async () => {
  bench = await startOutageBench()
  english = bench.slack.as('U0REQUESTER2')
  spanish = bench.slack.as('U0REQUESTER1')
  specialist = bench.slack.as('U0SPECIALISTB')
}, 60_000)

afterEach(async () => {
  for (const person of [english, spanish, specialist]) if (person.topView() !== null) await person.close(true)
  await bench.vigia.idle()
  expect(bench.uncaught).toEqual([])
  expect(bench.takeFaults()).toEqual([])
})

afterAll(() => bench.stop(), 60_000)

const filedWith = (summary: string) =>
  bench.count(`select count(*) from texts where kind = 'summary' and body = '${summary}'`)

function cardOf(summary: string) {
  return specialist
    .channel('C0INTAKE')
    .messages()
    .find((message) => message.says.includes(summary))
}

/** Files while all is well, and waits for the card. */
async function filed(person: Person, summary: string) {
  await fillForm(person, summary)
  await bench.vigia.idle()
  expect(await person.submit()).toEqual({ ok: true })
  await person.close(true)
  await bench.until('the card is there', () => cardOf(summary) !== undefined)
  const card = cardOf(summary)
  if (card === undefined) throw new Error('the card is gone')
  return card
}

describe.each(OUTAGES)('a database outage (%s)', (outage) => {
  test('keeps the form, and says so in English and in Spanish', async () => {
    const filers = [
      { person: english, language: 'en', summary: `Kept through ${outage}, en` },
      { person: spanish, language: 'es', summary: `Kept through ${outage}, es` },
    ] as const
    await Promise.all(filers.map(({ person, summary }) => fillForm(person, summary)))
    await bench.vigia.idle()

    const giveBack = await takeAway(bench, outage)
    const pressed = filers.map(async ({ person, language }) => {
      const form = person.topView()
      const answer = await inTime(() => person.submit())
      expect(answer).toEqual({ ok: false, why: 'errors', errors: { [FIELDS.summary]: NOT_SURE[language] } })
      expect(person.topView()?.id).toBe(form?.id)
      expect(person.topView()?.callbackId).toBe(CALLBACK_IDS.file)
      expect(person.topView()?.state).toEqual(form?.state)
    })
    await Promise.all(pressed).finally(giveBack)

    for (const { person, summary } of filers) {
      expect(await person.submit()).toEqual({ ok: true })
      expect(person.topView()?.callbackId).toBe(CALLBACK_IDS.filed)
      expect(await filedWith(summary)).toBe(1)
    }
  })

  test('the form opens all the same, and is drawn again', async () => {
    const giveBack = await takeAway(bench, outage)
    try {
      await inTime(async () => {
        expect(await english.command('C0GENERAL', '/escalate', 'Opened without a database')).toEqual({ ok: true })
        await bench.vigia.idle()
      })
      expect(english.topView()?.callbackId).toBe(CALLBACK_IDS.file)
      expect(english.topView()?.says).toContain('Opened without a database')
      await english.fill({ [FIELDS.category]: 'hate', [FIELDS.body]: 'Typed meanwhile' })
      await inTime(async () => {
        const view = english.topView()
        if (view === null) throw new Error('the form is gone')
        expect(await english.click(view, SCREEN_ACTION_IDS.fileMore)).toEqual({ ok: true })
        await bench.vigia.idle()
      })
      expect(english.topView()?.blocks.some((block) => block.block_id === FIELDS.neededBy)).toBe(true)
      expect(JSON.stringify(english.topView()?.state)).toContain('Typed meanwhile')
    } finally {
      await giveBack()
    }
  })

  test('a claim says that it failed, and can be pressed again', async () => {
    const summary = `Claimed after ${outage}`
    const card = await filed(english, summary)
    const giveBack = await takeAway(bench, outage)
    try {
      await specialist.click(card, ACTION_IDS.claim)
      await bench.vigia.idle()
      expect(specialist.ephemerals().at(-1)?.says).toBe(TRY_AGAIN)
    } finally {
      await giveBack()
    }
    // What a vanished press had locked is free within seconds: whoever is told that it failed presses again.
    let told = -1
    await bench.until('it is claimed', async () => {
      if (cardOf(summary)?.says.includes('● Specialist B') === true) return true
      const toldNow = specialist.ephemerals().length
      if (toldNow !== told) {
        told = toldNow
        await specialist.click(card, ACTION_IDS.claim)
        await bench.vigia.idle()
      }
      return false
    })
  })

  test('a form of the team keeps its text, and is taken afterwards', async () => {
    const summary = `Updated after ${outage}`
    const card = await filed(english, summary)
    await specialist.click(card, ACTION_IDS.claim)
    await bench.until('it is claimed', () => cardOf(summary)?.says.includes('● Specialist B') === true)
    await specialist.click(card, ACTION_IDS.actions)
    await bench.vigia.idle()
    const actions = specialist.topView()
    if (actions === null) throw new Error('no Actions modal')
    await specialist.click(actions, ACTION_IDS.writeUpdate)
    await bench.vigia.idle()
    await specialist.fill({ [FIELDS.text]: `Both tracks checked, ${outage}` })

    const giveBack = await takeAway(bench, outage)
    try {
      const answer = await inTime(() => specialist.submit())
      if (answer.ok || answer.why !== 'errors') throw new Error(`answered ${JSON.stringify(answer)}`)
      expect([TRY_AGAIN, UNSURE]).toContain(Object.values(answer.errors)[0])
      expect(specialist.topView()?.callbackId).toBe(formCallback('write_update'))
      expect(JSON.stringify(specialist.topView()?.state)).toContain(`Both tracks checked, ${outage}`)
    } finally {
      await giveBack()
    }
    expect(await specialist.submit()).toEqual({ ok: true })
    expect(specialist.topView()).toBeNull()
  })

  test('what is pressed in a modal says that it failed, on top of it', async () => {
    const card = await filed(english, `Looked at during ${outage}`)
    await specialist.click(card, ACTION_IDS.open)
    await bench.vigia.idle()
    const detail = specialist.topView()
    expect(detail?.callbackId).toBe(CALLBACK_IDS.detail)
    const giveBack = await takeAway(bench, outage)
    try {
      if (detail !== null) await specialist.click(detail, ACTION_IDS.actions)
      await bench.vigia.idle()
      expect(specialist.topView()?.callbackId).toBe(CALLBACK_IDS.notice)
      expect([TRY_AGAIN, UNSURE].some((said) => specialist.topView()?.says.includes(said))).toBe(true)
      await specialist.close()
      expect(specialist.topView()?.id).toBe(detail?.id)
    } finally {
      await giveBack()
    }
  })

  test('Home says so, with a way to try again', async () => {
    const giveBack = await takeAway(bench, outage)
    try {
      await specialist.openHome()
      await bench.vigia.idle()
      expect(specialist.home()?.says).toContain(TRY_AGAIN)
    } finally {
      await giveBack()
    }
    const home = specialist.home()
    if (home === null) throw new Error('no Home')
    await specialist.click(home, SCREEN_ACTION_IDS.homeRetry)
    await bench.vigia.idle()
    expect(specialist.home()?.says).not.toContain(TRY_AGAIN)
  })
})

describe('a commit that came late', () => {
  test.each(['black-holed', 'cut'] as const)('is found by the second press (%s after COMMIT)', async (how) => {
    const summary = `Came late, ${how}`
    await fillForm(english, summary)
    await bench.vigia.idle()
    let filing: number | null = null
    bench.proxy.onClientData = (data, connection) => {
      if (data.includes('insert into "escalations"')) filing = connection
      if (connection !== filing || !data.includes('commit')) return 'pass'
      bench.proxy.onClientData = undefined
      if (how === 'cut') return 'cut_after'
      // What was sent goes through; the answer, and all that follows, is swallowed.
      queueMicrotask(() => bench.proxy.blackHole())
      return 'pass'
    }
    try {
      const answer = await inTime(() => english.submit())
      expect(answer).toEqual({ ok: false, why: 'errors', errors: { [FIELDS.summary]: NOT_SURE.en } })
      await bench.until('the commit was done', async () => (await filedWith(summary)) === 1)
      expect(english.topView()?.callbackId).toBe(CALLBACK_IDS.file)
    } finally {
      bench.proxy.onClientData = undefined
      bench.proxy.heal()
    }
    expect(await english.submit()).toEqual({ ok: true })
    expect(english.topView()?.says).toMatch(/ESC-\d+ is filed/)
    expect(await filedWith(summary)).toBe(1)
  })
})
