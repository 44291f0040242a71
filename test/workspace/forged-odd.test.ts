import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asJson } from '../../src/playground/json.ts'
import { ACTION_IDS } from '../../src/slack/blocks/ids.ts'
import { CALLBACK_IDS, FIELDS, FORM_ACTIONS, formCallback } from '../../src/slack/blocks/screens/ids.ts'
import {
  COLLEAGUE,
  FILLED,
  modal,
  option,
  PRESSES,
  REDRAWING,
  type SealedBench,
  startSealedBench,
  text,
} from '../support/sealed.ts'
import { ANA, BEN, LEAD, PR, SUPPORT } from '../support/story.ts'

let bench: SealedBench

beforeAll(async () => {
  bench = await startSealedBench()
}, 120_000)

afterAll(() => bench.stop())

/** Numbers that no screen of ours holds. */
const ODD_NUMBERS = [-1, 0, 1.5, 1e21, 2 ** 31, 999_999_999, 2 ** 53, '1001', null, [1001], { id: 1001 }]
const ODD_TEXTS = [
  'nothing\u0000at all',
  '\ud800 half a sign',
  '<!channel>',
  'x'.repeat(4_000),
  '%_\\',
  '\u202egniht',
  ' ',
]

/** What our own code, or the database, broke on; that a forged place is none is Slack's own refusal. */
const broken = () =>
  bench.bot.errors.filter((error) => !/trigger|An API error occurred: (not_found|user_not_in_channel)/.test(error))

describe('what no screen sends is refused, and breaks nothing', () => {
  test('numbers out of bounds', async () => {
    const before = await bench.records()
    const all = ODD_NUMBERS.flatMap((number) => {
      const metadata = JSON.stringify({
        id: number,
        version: number,
        page: number,
        kind: 'open',
        words: '',
        open: number,
      })
      const value = JSON.stringify(number)
      return [
        ...FORM_ACTIONS.map((action) => bench.submit(ANA, formCallback(action), metadata, FILLED)),
        ...PRESSES.flatMap((action) => [
          bench.press(ANA, action, value),
          bench.press(ANA, action, `${value}/${value}`),
        ]),
        ...REDRAWING.map((action) => bench.press(ANA, action, value, modal(formCallback('resolve'), metadata, FILLED))),
        bench.command(ANA, `show ${value}`),
      ]
    })
    const { answers } = await bench.forged(all)
    expect(answers.filter((answer) => answer.includes('"clear"'))).toEqual([])
    await bench.bot.settled()
    expect(broken()).toEqual([])
    expect(await bench.records()).toEqual(before)
  })

  test('metadata that is no metadata', async () => {
    const odd = ['', '{', 'null', '[]', '"1001"', '{"id":{}}', `{"id":${'9'.repeat(400)}}`]
    const all = odd.flatMap((metadata) => [
      ...FORM_ACTIONS.map((action) => bench.submit(ANA, formCallback(action), metadata, FILLED)),
      ...REDRAWING.map((action) => bench.press(ANA, action, 'home', modal(formCallback('resolve'), metadata, FILLED))),
      bench.submit(PR, CALLBACK_IDS.file, metadata, FILLED),
      bench.submit(PR, CALLBACK_IDS.similar, metadata),
    ])
    await bench.forged(all)
    expect(broken()).toEqual([])
  })

  test('texts, menus and people that nobody can have chosen', async () => {
    const filings = ODD_TEXTS.flatMap((odd) => [
      { category: option(odd) },
      { severity: option(odd) },
      { otherTeam: option(odd) },
      { contentLanguage: option(odd) },
      { followers: { type: 'multi_users_select', selected_users: [odd, BEN, 'U0NOBODY'] } },
      { neededBy: { type: 'datetimepicker', selected_date_time: 8.7e15 } },
      { summary: text(odd), body: text(odd) },
    ])
    const metadata = JSON.stringify({ details: true, source: 'command' })
    const all = filings.map((odd, at) => {
      const plain = { category: option('press'), severity: option('sev4'), summary: text('Plain'), body: text('Plain') }
      const values = Object.entries({ ...plain, ...odd }).map(([key, held]) => [
        FIELDS[key as keyof typeof FIELDS],
        held,
      ])
      const [kind, payload] = bench.submit(PR, CALLBACK_IDS.file, metadata, {
        ...Object.fromEntries(values),
        'file.detail.outlet': text(ODD_TEXTS[at % ODD_TEXTS.length] ?? ''),
      })
      const view = { ...asJson(payload.view), id: `V0ODD${at}`, root_view_id: `V0ODD${at}` }
      return [kind, { ...payload, view }] as const
    })
    await bench.forged(all)
    await bench.bot.settled()
    expect(broken()).toEqual([])
    const typed = ODD_TEXTS.flatMap((odd) => [
      bench.command(ANA, odd),
      bench.command(ANA, `find ${odd}`),
      bench.command(ANA, `show ${odd}`),
    ])
    await bench.forged(typed)
    await bench.forged(
      ODD_TEXTS.map((odd, at) =>
        bench.event({
          ...{ type: 'message', channel_type: 'im', channel: bench.story.as(PR).dmChannel() },
          user: PR,
          text: odd,
          ts: `8.${at}`,
        }),
      ),
    )
    expect(broken()).toEqual([])
  })

  test('parts of another escalation, and other people’s pages', async () => {
    const mine = await bench.story.file(SUPPORT, {
      severity: 'sev4',
      summary: 'Somebody else’s',
      body: 'Nothing in common.',
    })
    const before = await bench.records()
    const parts = [...Array(40).keys()].flatMap((part) =>
      [ACTION_IDS.acceptRequest, ACTION_IDS.declineRequest, ACTION_IDS.rateYes, ACTION_IDS.seen].map((action) =>
        bench.press(COLLEAGUE, action, `${mine}/${part + 1}`),
      ),
    )
    await bench.forged(parts)
    // The lead may decide on withdrawals: but not on that of one by the number of another.
    await bench.forged([bench.press(LEAD, ACTION_IDS.acceptRequest, `${mine}/${bench.requestId}`)])
    expect(await bench.records()).toEqual(before)
    expect(broken()).toEqual([])
  })

  test('a card is not written over by a button that stands elsewhere', async () => {
    const [row] = await bench.bot.database.db.read((q) =>
      q.execute(sql`select ts from posts where key like 'card:%' limit 1`),
    )
    const [kind, payload] = bench.press(COLLEAGUE, ACTION_IDS.keepWaiting, '1001')
    const card = { type: 'message', ts: String(row?.ts), text: '' }
    const { said } = await bench.forged([[kind, { ...payload, message: card }]])
    expect(said).not.toContain('chat.update')
  })
})
