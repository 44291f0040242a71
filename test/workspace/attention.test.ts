import { afterEach, expect, test } from 'vitest'
import { ACTION_IDS } from '../../src/slack/blocks/ids.ts'
import { FIELDS } from '../../src/slack/blocks/screens/ids.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { ANA, BEN, CARLA, DAN, LEAD, PR, type Story, SUPPORT, storyOf } from '../support/story.ts'

/** SCREENS 3: who is notified, filing to closing. Until schedules exist all specialists are on call, with one page each. */
let bot: RunningBot
let story: Story

afterEach(async () => {
  bot.expectSound()
  await bot.stop()
})

test('the sev1 story notifies exactly whom it should', async () => {
  // 03:02 in Mexico City, 10:02 in Madrid.
  bot = await startBot({ at: new Date('2026-11-24T09:02:00Z') })
  story = storyOf(bot)
  const id = await story.file(PR, { category: 'press', severity: 'sev1', more: { [FIELDS.contentLanguage]: 'es' } })
  await bot.advance({ minutes: 6 })
  await story.claim(BEN, id)
  // Each in time: ten minutes before the promised hour its owner would be reminded.
  const updates = [
    { minutes: 12, text: 'Twelve tracks checked, two remain.' },
    { minutes: 48, text: 'One remains.' },
    { minutes: 48, text: 'All are checked.' },
  ]
  for (const { minutes, text } of updates) {
    await bot.advance({ minutes })
    const workCard = story.message(BEN, `workcard:${id}:0`)
    await story.byForm(BEN, workCard, 'write_update', { [FIELDS.text]: text })
  }
  await bot.advance({ minutes: 24 })
  await story.byForm(BEN, story.message(BEN, `workcard:${id}:0`), 'resolve', {
    [FIELDS.decision]: 'kept_up',
    [FIELDS.reason]: 'News reporting, exception 4.2.',
  })
  // Nothing more comes until it is closed, and closing is an edit.
  await bot.advance({ days: 10 })
  expect(story.card(id).says).toContain('▪ Closed')
  expect(story.news()).toEqual({
    [PR]: [
      `SEV1 · ESC-${id} · prensa · contenido en español · buscando a alguien`,
      `<@${PR}> ESC-${id} · tomado`,
      `<@${PR}> ESC-${id} · novedad`,
      `<@${PR}> ESC-${id} · novedad`,
      `<@${PR}> ESC-${id} · novedad`,
      `SEV1 · ESC-${id} · prensa · contenido en español · resuelto`,
    ],
    // Three at once; not seen in five minutes they hear it again, and whoever had no page yet with them.
    [ANA]: [
      `SEV1 · ESC-${id} · prensa · contenido en español · tomar antes de las 03:17`,
      `SEV1 · ESC-${id} · prensa · contenido en español · tomar antes de las 03:17`,
    ],
    [BEN]: [
      `SEV1 · ESC-${id} · press · ES content · claim by 04:17`,
      `SEV1 · ESC-${id} · press · ES content · claim by 04:17`,
    ],
    [CARLA]: [`SEV1 · ESC-${id} · prensa · contenido en español · tomar antes de las 10:17`],
    [DAN]: [`SEV1 · ESC-${id} · press · ES content · claim by 09:17`],
    [LEAD]: [`SEV1 · ESC-${id} · press · ES content · filed`],
  })
  // Each page is edited to what it means now.
  for (const [person, count] of [
    [ANA, 2],
    [CARLA, 1],
    [DAN, 1],
  ] as const) {
    expect(story.as(person).dms()).toHaveLength(count)
    expect(story.as(person).dms()[0]?.isEdited).toBe(true)
  }
})

test('the sev3 story notifies exactly whom it should', async () => {
  // 22:40 in New York: nobody of the four is at work.
  bot = await startBot({ at: new Date('2026-11-25T03:40:00Z') })
  story = storyOf(bot)
  const id = await story.file(PR, { category: 'hate', more: { [FIELDS.contentLanguage]: 'es' } })
  await bot.advance({ minutes: 20 })
  const other = await story.file(SUPPORT, { category: 'fraud', summary: 'Streams bought', body: 'Some thousand.' })
  expect(story.news()).toEqual({
    [PR]: [`SEV3 · ESC-${id} · odio · contenido en español · buscando a alguien`],
    [SUPPORT]: [`SEV3 · ESC-${other} · fraud · content language not sure · looking for somebody`],
  })

  // Nine in the morning is another hour for each of them, and both escalations come in one message.
  const mornings = [
    { at: '2026-11-25T08:00:00Z', person: CARLA, text: '2 escalamientos te esperan' },
    { at: '2026-11-25T09:00:00Z', person: DAN, text: '2 escalations wait for you' },
    { at: '2026-11-25T14:00:00Z', person: BEN, text: '2 escalations wait for you' },
    { at: '2026-11-25T15:00:00Z', person: ANA, text: '2 escalamientos te esperan' },
  ]
  for (const { at, person, text } of mornings) {
    await bot.advanceTo(new Date(new Date(at).getTime() - 60_000))
    expect(story.news()).toEqual({})
    await bot.advanceTo(new Date(at))
    expect(story.news()).toEqual({ [person]: [text] })
  }
  const waiting = story.inDm(BEN, ACTION_IDS.claim)
  expect(waiting.says).toContain(`ESC-${id}`)
  expect(waiting.says).toContain(`ESC-${other}`)

  await story.press(BEN, waiting, { action: ACTION_IDS.claim, value: String(id) })
  expect(story.message(PR, `dm:${id}:${PR}`).says).toContain('● La atiende Specialist B')
  expect(story.news()).toEqual({})
  await bot.advance({ minutes: 30 })
  await story.resolve(BEN, id)
  expect(story.news()).toEqual({ [PR]: [`SEV3 · ESC-${id} · odio · contenido en español · resuelto`] })
  await bot.advance({ days: 8 })
  expect(story.card(id).says).toContain('▪ Closed')
  // The other one nobody took: each lead has one DM about it, the later ones in its thread; its requester hears of the two
  // promises that were broken.
  expect(story.news()).toEqual({
    [SUPPORT]: [`<@${SUPPORT}> ESC-${other} · later than promised`, `<@${SUPPORT}> ESC-${other} · later than promised`],
    [LEAD]: [
      `SEV3 · ESC-${other} · fraud · content language not sure · late`,
      `ESC-${other} · late`,
      `ESC-${other} · late`,
    ],
  })
})

test('a decision at night waits for the requester’s morning, and comes once', async () => {
  // 17:30 in New York, 23:30 in Madrid.
  bot = await startBot({ at: new Date('2026-11-24T22:30:00Z') })
  story = storyOf(bot)
  const id = await story.file(PR)
  await story.claim(BEN, id)
  await story.resolve(BEN, id)
  expect(story.news()[PR]).toHaveLength(1)
  expect(story.message(PR, `dm:${id}:${PR}`).says).toContain('✓ Resuelto')
  await bot.advanceTo(new Date('2026-11-25T07:59:00Z'))
  expect(story.news()).toEqual({})
  await bot.advanceTo(new Date('2026-11-25T08:00:00Z'))
  expect(story.news()).toEqual({ [PR]: [expect.stringContaining('resuelto')] })
})

test('a page that became moot in the night is not sent in the morning', async () => {
  bot = await startBot({ at: new Date('2026-11-25T03:40:00Z') })
  story = storyOf(bot)
  const id = await story.file(PR)
  await story.does(PR, id, 'withdraw', { [FIELDS.why]: 'It solved itself.' })
  story.news()
  await bot.advance({ hours: 14 })
  expect(story.news()).toEqual({})
  for (const person of [ANA, BEN, CARLA, DAN]) expect(story.as(person).dms()).toEqual([])
})
