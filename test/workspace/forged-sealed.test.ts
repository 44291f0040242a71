import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FORM_ACTIONS, formCallback } from '../../src/slack/blocks/screens/ids.ts'
import {
  COLLEAGUE,
  FILLED,
  modal,
  PRESSES,
  REDRAWING,
  SECRETS,
  type SealedBench,
  startSealedBench,
  WORD,
} from '../support/sealed.ts'
import { ANA, BEN, GUEST } from '../support/story.ts'

// Nothing that the bot says or shows in return may hold a word of what that person may not read.

/** Ben knows that it exists, and no more; the others don't know that. */
const ATTACKERS = [BEN, GUEST, COLLEAGUE]

let bench: SealedBench

beforeAll(async () => {
  bench = await startSealedBench()
}, 120_000)

afterAll(() => bench.stop())

function expectSealed(said: string): void {
  for (const secret of SECRETS) expect(said.split('\n').filter((line) => line.includes(secret))).toEqual([])
}

test('whoever may see it is told: what is looked for below can be found', async () => {
  const { said } = await bench.forged(bench.ids.map((id) => bench.command(ANA, `show ${id}`)))
  for (const secret of SECRETS) expect(said).toContain(secret)
})

describe.each(ATTACKERS)('what is restricted stays sealed for %s', (attacker) => {
  test('whatever is pressed', async () => {
    const before = await bench.records()
    for (const id of bench.ids) {
      const metadata = JSON.stringify({
        id,
        version: 1,
        page: 0,
        kind: 'found',
        words: WORD,
        details: false,
        source: 'command',
      })
      const inModal = modal(formCallback('resolve'), metadata, FILLED)
      const presses = PRESSES.flatMap((action) => [
        bench.press(attacker, action, String(id)),
        bench.press(attacker, action, `${id}/${bench.requestId}`),
      ])
      presses.push(...REDRAWING.map((action) => bench.press(attacker, action, '0', inModal)))
      expectSealed((await bench.forged(presses)).said)
    }
    expect(await bench.records()).toEqual(before)
  })

  test('whatever is sent', async () => {
    const before = await bench.records()
    for (const id of bench.ids) {
      const forms = FORM_ACTIONS.filter((action) => action !== 'request_access')
      const metadata = JSON.stringify({ id, version: 1 })
      const { answers, said } = await bench.forged(
        forms.map((action) => bench.submit(attacker, formCallback(action), metadata, FILLED)),
      )
      expectSealed(said)
      const taken = forms.filter((_, at) => !/"response_action":"(errors|update)"/.test(answers[at] ?? ''))
      expect(taken).toEqual([])
    }
    expect(await bench.records()).toEqual(before)
  })

  test('whatever is typed or looked for', async () => {
    const words = bench.ids.flatMap((id) => [`show ${id}`, `find ${id}`])
    const typed = [...words, `find ${WORD}`, 'find %', 'find _', 'list', 'mine'].map((one) =>
      bench.command(attacker, one),
    )
    expectSealed((await bench.forged(typed)).said)
    expectSealed(
      (await bench.forged([bench.event({ type: 'app_home_opened', tab: 'home', user: attacker, channel: 'D0' })])).said,
    )
  })

  test('whatever is written in a thread of somebody else', async () => {
    const before = await bench.records()
    const places = await bench.bot.database.db.read((q) =>
      q.execute(sql`select channel_id, ts from posts where channel_id like 'D%'`),
    )
    const written = places.map((row, at) => ({
      ...{ type: 'message', channel_type: 'im', channel: String(row.channel_id), user: attacker },
      ...{ text: 'Forged.', ts: `9.00000${at}`, thread_ts: String(row.ts) },
    }))
    expect(written.length).toBeGreaterThan(5)
    expectSealed((await bench.forged(written.map(bench.event))).said)
    expect(await bench.records()).toEqual(before)
  })
})
