import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Json } from '../../src/playground/json.ts'
import { extendedSeed } from '../../src/playground/seed.ts'
import { ACTION_IDS } from '../../src/slack/blocks/ids.ts'
import {
  CALLBACK_IDS,
  checksField,
  FIELDS,
  FORM_ACTIONS,
  type FormAction,
  formCallback,
  sentenceField,
} from '../../src/slack/blocks/screens/ids.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { type Forger, startForger } from '../support/forger.ts'
import { ANA, actionsOn, BEN, GUEST, LEAD, PR, SPECIALISTS, type Story, SUPPORT, storyOf } from '../support/story.ts'

/** Of another workspace, as Slack Connect brings them. */
const STRANGER = 'U0STRANGER'
/** A member of the workspace who has nothing to do with it. */
const COLLEAGUE = 'U0COLLEAGUE'
const OUTSIDERS = [STRANGER, GUEST, COLLEAGUE] as const

let bot: RunningBot
let story: Story
let forger: Forger

beforeAll(async () => {
  // A public intake channel: whoever is in it reads the cards, and has no right by that.
  const members = [...SPECIALISTS, LEAD, ...OUTSIDERS, 'bot']
  bot = await startBot({
    workspace: {
      seed: extendedSeed({
        people: [
          { id: STRANGER, name: 'Stranger', teamId: 'T0OTHER' },
          { id: COLLEAGUE, name: 'Colleague', locale: 'es-ES', tz: 'Europe/Madrid' },
        ],
        channels: [{ id: 'C0INTAKE', name: 'escalations', members }],
      }),
    },
  })
  story = storyOf(bot)
  forger = await startForger(bot)
})

afterAll(async () => {
  bot.expectSound()
  await forger.stop()
  await bot.stop()
})

const text = (value: string): Json => ({ type: 'plain_text_input', value })
const option = (value: string): Json => ({ type: 'static_select', selected_option: { value } })
const person = (id: string): Json => ({ type: 'users_select', selected_user: id })

/** Each form as somebody would fill it who may. */
function filled(other: number): Readonly<Record<FormAction, Readonly<Record<string, Json>>>> {
  return {
    claim_for: { [FIELDS.person]: option(BEN) },
    write_update: { [FIELDS.text]: text('News.'), [FIELDS.audience]: option('requester') },
    resolve: {
      [FIELDS.decision]: option('kept_up'),
      [FIELDS.reason]: text('Because.'),
      [sentenceField('kept_up')]: text('We kept it.'),
    },
    ask_requester: { [FIELDS.text]: text('Which one?') },
    check_list: {
      [checksField('eu_removal_order', 0)]: {
        type: 'checkboxes',
        selected_options: [{ value: 'eu_removal_order/preserve' }],
      },
    },
    hand_over: { [FIELDS.person]: option(BEN), [FIELDS.text]: text('Yours.') },
    release: {},
    change_severity: { [FIELDS.newSeverity]: option('sev1'), [FIELDS.why]: text('Worse.') },
    bring_in: { [FIELDS.person]: person(COLLEAGUE) },
    bring_requester_in: {},
    link: { [FIELDS.number]: text(String(other)) },
    unlink: {},
    reopen: { [FIELDS.text]: text('Not done.') },
    request_access: { [FIELDS.why]: text('I need it.') },
    answer: { [FIELDS.text]: text('This one.') },
    add_information: { [FIELDS.text]: text('More.') },
    still_urgent: { [FIELDS.why]: option('worse'), [FIELDS.text]: text('Worse.') },
    add_follower: { [FIELDS.people]: { type: 'multi_users_select', selected_users: [COLLEAGUE] } },
    hand_to_colleague: { [FIELDS.person]: person(COLLEAGUE) },
    withdraw: { [FIELDS.why]: text('Gone.') },
  }
}

/** All that could have changed. */
async function records(): Promise<unknown> {
  return bot.database.db.read(async (q) => [
    [
      ...(await q.execute(
        sql`select id, status, owner_id, requester_id, severity, version from escalations order by id`,
      )),
    ],
    [...(await q.execute(sql`select count(*)::int from timeline`))],
    [...(await q.execute(sql`select count(*)::int, sum(version)::int from outbox`))],
    [...(await q.execute(sql`select count(*)::int from requests`))],
    [...(await q.execute(sql`select count(*)::int from followers`))],
  ])
}

/** These open a modal that says no: they are pressed where they stand. */
const OPENING: readonly string[] = [ACTION_IDS.open, ACTION_IDS.view, ACTION_IDS.actions, ACTION_IDS.more]
/** Every button of every message, those as well that an outsider never sees. */
const PRESSES = [...Object.values(ACTION_IDS), 'open_channel', 'join', 'page'].filter(
  (action) => !OPENING.includes(action) && action !== ACTION_IDS.keepWaiting,
)
const OF_A_PART: readonly string[] = [
  ACTION_IDS.seen,
  ACTION_IDS.cannot,
  ACTION_IDS.snooze,
  ACTION_IDS.rateYes,
  ACTION_IDS.rateNo,
  ACTION_IDS.acceptRequest,
  ACTION_IDS.declineRequest,
]

type Refused = readonly [what: string, isRefused: boolean]

async function pressed(outsider: string, action: string, id: number): Promise<Refused> {
  // Any member may ask for access: that opens a form, and grants nothing.
  if (outsider === COLLEAGUE && action === ACTION_IDS.requestAccess) return [action, true]
  const said = await forger.press(outsider, action, OF_A_PART.includes(action) ? `${id}/1` : String(id))
  return [action, said !== '']
}

/** Sent without having been opened. */
async function sent(outsider: string, action: FormAction, id: number, other: number): Promise<Refused> {
  if (outsider === COLLEAGUE && action === 'request_access') return [action, true]
  const values = filled(other)[action]
  const answer = await forger.submit(outsider, { callbackId: formCallback(action), escalationId: id, values })
  return [`form ${action}`, /"response_action":"(update|errors)"/.test(answer)]
}

async function readsNothing(outsider: string, id: number): Promise<void> {
  for (const action of actionsOn(story.card(id)).filter((one) => OPENING.includes(one))) {
    await story.press(outsider, story.card(id), action)
    const opened = story.as(outsider).topView()
    if (opened !== null) expect(opened.callbackId).toBe(CALLBACK_IDS.notice)
    const said = opened?.says ?? story.told(outsider)
    expect(said).not.toBe('')
    expect(said).not.toContain('They ask why it is gone.')
    await story.closeForms(outsider)
  }
}

test('an outsider is refused at each action', async () => {
  const other = await story.file(SUPPORT, { severity: 'sev4', summary: 'The other one', body: 'Nothing in common.' })
  const stages: readonly { readonly name: string; readonly reach: (id: number) => Promise<void> }[] = [
    { name: 'unclaimed', reach: async () => {} },
    { name: 'claimed', reach: (id) => story.claim(ANA, id) },
    { name: 'waiting', reach: (id) => story.does(ANA, id, 'ask_requester', { [FIELDS.text]: 'Which one?' }) },
    { name: 'resolved', reach: (id) => story.resolve(ANA, id) },
  ]
  const id = await story.file(PR, { severity: 'sev2' })
  let refused = 0
  for (const stage of stages) {
    await stage.reach(id)
    const before = await records()
    story.news()
    for (const outsider of OUTSIDERS) {
      const refusals = [
        ...PRESSES.map((action) => pressed(outsider, action, id)),
        ...FORM_ACTIONS.map((action) => sent(outsider, action, id, other)),
      ]
      for (const [what, isRefused] of await Promise.all(refusals)) {
        expect([outsider, what, stage.name, isRefused]).toEqual([outsider, what, stage.name, true])
      }
      await readsNothing(outsider, id)
      refused += refusals.length
    }
    await bot.settled()
    expect(await records()).toEqual(before)
    expect(story.news()).toEqual({})
  }
  expect(refused).toBe(stages.length * OUTSIDERS.length * (PRESSES.length + FORM_ACTIONS.length))
})

test('the same submission is taken from whoever may', async () => {
  const id = await story.file(PR, { severity: 'sev4', summary: 'One more', body: 'As harmless as can be.' })
  await story.claim(ANA, id)
  const before = await records()
  const { write_update: values } = filled(id)
  const answer = await forger.submit(ANA, { callbackId: formCallback('write_update'), escalationId: id, values })
  await bot.settled()
  expect(answer).toContain('"clear"')
  expect(await records()).not.toEqual(before)
})
