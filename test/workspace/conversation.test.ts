import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendHttp } from '../../src/playground/bot/http-delivery.ts'
import { ACTION_IDS } from '../../src/slack/blocks/ids.ts'
import { FIELDS } from '../../src/slack/blocks/screens/ids.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import {
  ANA,
  BEN,
  CARLA,
  DAN,
  EVERYBODY,
  GUEST,
  hasButton,
  INTAKE,
  LEAD,
  PR,
  type Story,
  SUPPORT,
  storyOf,
} from '../support/story.ts'

let bot: RunningBot
let story: Story

beforeAll(async () => {
  bot = await startBot()
  story = storyOf(bot)
})

afterAll(async () => {
  bot.expectSound()
  await bot.stop()
})

/** A message of a DM as Slack's own servers would send it. */
function heardFromSlack(
  message: { readonly ts: string } & Readonly<Record<string, unknown>>,
  again?: { readonly num: number; readonly reason: string },
) {
  const { slack } = bot
  return sendHttp(
    { url: bot.eventsUrl, secret: slack.signingSecret, timeout: 3_000 },
    'events_api',
    {
      type: 'event_callback',
      token: 'again',
      team_id: slack.teamId,
      api_app_id: slack.appId,
      event_id: `Ev${message.ts}`,
      event_time: 0,
      event: { type: 'message', channel_type: 'im', event_ts: message.ts, ...message },
      authorizations: [{ team_id: slack.teamId, user_id: slack.botUserId, is_bot: true, is_enterprise_install: false }],
    },
    again ?? null,
  )
}

/** Who of all can read these words anywhere on their screens: messages, threads, channels that they are in. */
function readersOf(words: string): readonly string[] {
  return EVERYBODY.filter((who) => {
    const person = story.as(who)
    const rooms = person.channels().filter((room) => room.isMember && room.kind !== 'im')
    const messages = [...rooms.flatMap((room) => person.channel(room.id).everything()), ...person.dms()]
    return messages.some((message) => message.says.includes(words))
  }).toSorted()
}

/** Escalations are told apart by what was written in them. */
let count = 0
const unique = (what: string) => {
  count += 1
  return `${what} number ${count}`
}

async function asked(summary: string): Promise<number> {
  const id = await story.file(PR, { severity: 'sev1', summary })
  await story.claim(BEN, id)
  story.news()
  await story.does(BEN, id, 'ask_requester', { [FIELDS.text]: `Which country, ${summary}?` })
  return id
}

const isWaiting = (id: number) => story.card(id).says.includes('◐ Waiting for the requester')

// First, while nothing else is open: a week passes.
test('a question is repeated after one and three working days; then the owner is offered to resolve', async () => {
  // Asked on a Tuesday at 16:00 in Madrid.
  const id = await asked(unique('Silence'))
  await bot.advanceTo(new Date('2026-11-25T14:59:00Z'))
  story.news()
  await bot.advanceTo(new Date('2026-11-25T15:00:00Z'))
  expect(story.news()).toEqual({ [PR]: [`<@${PR}> ESC-${id} · una pregunta para usted`] })
  await bot.advanceTo(new Date('2026-11-27T14:59:00Z'))
  expect(story.news()[PR]).toBeUndefined()
  await bot.advanceTo(new Date('2026-11-27T15:00:00Z'))
  expect(story.news()).toEqual({ [PR]: [`<@${PR}> ESC-${id} · una pregunta para usted`] })
  // The next working day is Monday.
  await bot.advanceTo(new Date('2026-11-30T15:00:00Z'))
  expect(story.news()).toEqual({ [BEN]: [expect.stringContaining('no answer from the requester')] })
  const offer = story.inDm(BEN, ACTION_IDS.keepWaiting)
  await story.byForm(BEN, offer, 'resolve', { [FIELDS.decision]: 'kept_up', [FIELDS.reason]: 'No answer came.' })
  expect(story.card(id).says).toContain('✓ Kept up')
})

describe('an update', () => {
  test('for the requester is a line in their DM and the follower’s; the team reads it without a notification', async () => {
    const id = await story.file(PR, { severity: 'sev1', summary: unique('An update') })
    await story.does(PR, id, 'add_follower', { [FIELDS.people]: [SUPPORT] })
    await story.claim(BEN, id)
    story.news()
    const words = unique('Two tracks remain')
    await story.does(BEN, id, 'write_update', { [FIELDS.text]: words })
    // The team reads it as an edit of what it has; nobody else does.
    const readers = readersOf(words)
    expect(readers).toEqual(expect.arrayContaining([PR, SUPPORT]))
    expect(readers).not.toContain(GUEST)
    expect(Object.keys(story.news()).toSorted()).toEqual([PR, SUPPORT].toSorted())
    const dm = story.message(PR, `dm:${id}:${PR}`)
    expect(
      story
        .as(PR)
        .dms()
        .filter((message) => message.threadTs === dm.ts && message.says.includes(words)),
    ).toHaveLength(1)
    expect(dm.says).toContain(words)
    await story.command(CARLA, `show ${id}`)
    await story.press(CARLA, story.top(CARLA), 'view_timeline')
    expect(story.top(CARLA).says).toContain(words)
    await story.closeForms(CARLA)
  })

  test('for the team reaches the work channel’s members, and nobody is notified', async () => {
    const id = await story.file(PR, { severity: 'sev1', summary: unique('For the team') })
    await story.claim(BEN, id)
    await story.does(BEN, id, 'bring_in', { [FIELDS.person]: DAN })
    story.news()
    const words = unique('The label asks not to say so')
    await story.does(BEN, id, 'write_update', { [FIELDS.text]: words, [FIELDS.audience]: 'team' })
    expect(readersOf(words)).toEqual([BEN, DAN].toSorted())
    expect(story.news()).toEqual({})
    // Not in what the bot shows them either.
    await story.command(PR, `show ${id}`)
    expect(story.top(PR).says).not.toContain(words)
    expect(hasButton(story.top(PR), 'view_timeline')).toBe(false)
    await story.closeForms(PR)
  })

  test('for the team goes to the card’s thread where no channel is, which the requester doesn’t read', async () => {
    const id = await story.file(PR, { severity: 'sev3', summary: unique('In the thread') })
    await story.claim(BEN, id)
    const words = unique('Thread only')
    await story.does(BEN, id, 'write_update', { [FIELDS.text]: words, [FIELDS.audience]: 'team' })
    const thread = story.as(LEAD).channel(INTAKE).thread(story.card(id).ts)
    expect(thread.map((message) => message.says).join()).toContain(words)
    expect(readersOf(words)).toEqual([ANA, BEN, CARLA, DAN, LEAD].toSorted())
  })

  test('for the team goes round the channel once the requester was brought into it', async () => {
    const id = await story.file(PR, { severity: 'sev1', summary: unique('Brought in') })
    await story.claim(BEN, id)
    await story.does(BEN, id, 'bring_requester_in')
    const channel = story
      .as(BEN)
      .channels()
      .find((room) => room.name.startsWith(`esc-${id}`))
    expect(channel && story.as(BEN).channel(channel.id).members).toContain(PR)
    const words = unique('Round the channel')
    await story.does(BEN, id, 'write_update', { [FIELDS.text]: words, [FIELDS.audience]: 'team' })
    expect(readersOf(words)).toEqual([ANA, BEN, CARLA, DAN, LEAD].toSorted())
    expect(
      story
        .as(LEAD)
        .channel(INTAKE)
        .thread(story.card(id).ts)
        .map((one) => one.says)
        .join(),
    ).toContain(words)
  })
})

describe('a question to the requester', () => {
  test('waits, is told once with a mention, and shows what is needed', async () => {
    const id = await asked(unique('Asked'))
    expect(isWaiting(id)).toBe(true)
    expect(story.news()).toEqual({ [PR]: [`<@${PR}> ESC-${id} · una pregunta para usted`] })
    const dm = story.message(PR, `dm:${id}:${PR}`)
    expect(dm.says).toContain('◐ Necesitamos algo de usted')
    expect(hasButton(dm, ACTION_IDS.answer)).toBe(true)
    await story.byForm(PR, dm, 'answer', { [FIELDS.text]: 'España, por el botón.' })
    expect(isWaiting(id)).toBe(false)
    // The owner is called where they work; nobody else is.
    expect(Object.keys(story.news())).toEqual([BEN])
    expect(readersOf('España, por el botón.')).toContain(BEN)
  })

  test('is answered in the thread of the DM', async () => {
    const id = await asked(unique('In the thread of the DM'))
    const dm = story.message(PR, `dm:${id}:${PR}`)
    await story.say(PR, dm.channel, 'Portugal, en el hilo.', dm.ts)
    expect(isWaiting(id)).toBe(false)
    expect(readersOf('Portugal, en el hilo.')).toContain(BEN)
  })

  test('is answered at the top of the DM, when it is the only one that waits', async () => {
    const id = await asked(unique('At the top'))
    await story.say(PR, story.as(PR).dmChannel(), 'Italia, arriba.')
    expect(isWaiting(id)).toBe(false)
    expect(readersOf('Italia, arriba.')).toContain(BEN)
  })

  test('with two that wait, what is written outside a thread is taken for neither, and that is said', async () => {
    const first = await asked(unique('One of two'))
    const second = await asked(unique('Two of two'))
    await story.say(PR, story.as(PR).dmChannel(), 'Francia, sin decir cuál.')
    expect([isWaiting(first), isWaiting(second)]).toEqual([true, true])
    expect(story.told(PR)).not.toBe('')
    for (const id of [first, second]) {
      await story.byForm(PR, story.message(PR, `dm:${id}:${PR}`), 'answer', { [FIELDS.text]: 'Francia.' })
    }
  })

  test('what comes with a file is heard as well', async () => {
    const id = await asked(unique('With a picture'))
    const dm = story.message(PR, `dm:${id}:${PR}`)
    const ts = '1900000000.000100'
    const text = 'Bélgica, y la captura.'
    const heard = await heardFromSlack({
      subtype: 'file_share',
      channel: dm.channel,
      user: PR,
      text,
      ts,
      thread_ts: dm.ts,
      files: [],
    })
    expect(heard.kind).toBe('ok')
    await bot.settled()
    const answers = await bot.database.db.read((q) =>
      q.execute(sql`select body from texts where escalation_id = ${id} and kind = 'answer'`),
    )
    expect(answers).toMatchObject([{ body: text }])
  })

  test('an event that comes twice is taken once', async () => {
    const id = await asked(unique('Twice'))
    const dm = story.message(PR, `dm:${id}:${PR}`)
    const said = await story.say(PR, dm.channel, 'Bélgica, una vez.', dm.ts)
    const repeated = await heardFromSlack(
      { channel: said.channel, user: PR, text: said.text, ts: said.ts, thread_ts: dm.ts },
      { num: 1, reason: 'http_timeout' },
    )
    expect(repeated.kind).toBe('ok')
    await bot.settled()
    const heard = await bot.database.db.read((q) =>
      q.execute(
        sql`select count(*)::int as count from timeline where escalation_id = ${id} and event in ('question_answered', 'information_added')`,
      ),
    )
    expect(heard[0]?.count).toBe(1)
  })

  test('what is written in the thread while nothing is asked is more information, for the owner', async () => {
    const id = await story.file(PR, { severity: 'sev1', summary: unique('Information') })
    await story.claim(BEN, id)
    story.news()
    const dm = story.message(PR, `dm:${id}:${PR}`)
    await story.say(PR, dm.channel, 'Emiten a las seis.', dm.ts)
    expect(story.news()).toEqual({ [BEN]: [`<@${BEN}> ESC-${id} · more information`] })
  })
})
