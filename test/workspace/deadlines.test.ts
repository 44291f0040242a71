import { afterEach, expect, test } from 'vitest'
import { ACTION_IDS } from '../../src/slack/blocks/ids.ts'
import { checksField, detailField, FIELDS } from '../../src/slack/blocks/screens/ids.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { buttonsOn } from '../support/person.ts'
import { ANA, BEN, CARLA, LEAD, PR, type Story, storyOf } from '../support/story.ts'

/** SCREENS 3 and 8: what an owner, the leads and the requester read of a deadline. */
let bot: RunningBot
let story: Story

afterEach(async () => {
  bot.expectSound()
  await bot.stop()
})

const SHORT = (id: number) => `SEV1 · ESC-${id} · press · ES content`

async function claimedByBen(at: string): Promise<number> {
  bot = await startBot({ at: new Date(at) })
  story = storyOf(bot)
  const id = await story.file(PR, { category: 'press', severity: 'sev1', more: { [FIELDS.contentLanguage]: 'es' } })
  await story.claim(BEN, id)
  story.news()
  return id
}

test('an owner ignores the update: reminded once ten minutes ahead, then late, and each hears of it once', async () => {
  // 10:02 in New York: owner and lead are at work.
  const id = await claimedByBen('2026-11-24T15:02:00Z')
  await bot.advance({ minutes: 19 })
  expect(story.news()).toEqual({})
  await bot.advance({ minutes: 1 })
  expect(story.news()).toEqual({ [BEN]: [`${SHORT(id)} · update by 10:32`] })
  const warning = story.inDm(BEN, ACTION_IDS.snooze)
  expect(warning.says).toContain(`ESC-${id}: update by `)
  expect(buttonsOn(warning)).toEqual(['Write update', '30 more min', 'Waiting for requester'])
  await bot.advance({ minutes: 9 })
  expect(story.news()).toEqual({})

  await bot.advance({ minutes: 1 })
  expect(story.news()).toEqual({
    [PR]: [`<@${PR}> ESC-${id} · más tarde de lo prometido`],
    [BEN]: [`${SHORT(id)} · update late since 10:32`],
    [LEAD]: [`${SHORT(id)} · late`],
  })
  expect(story.message(PR, `dm:${id}:${PR}`).says).toContain('⚠ Más tarde de lo prometido: nueva hora')
  expect(story.card(id).says).toContain('update late since')
  const reminders = story.messages(BEN, 'reminder:')
  expect(reminders.map((one) => buttonsOn(one).length)).toEqual([0, 3])
  await bot.advance({ minutes: 40 })
  expect(story.news()).toEqual({})

  // Written from the reminder itself: nothing is left to do on it.
  await story.byForm(BEN, story.inDm(BEN, ACTION_IDS.snooze), 'write_update', { [FIELDS.text]: 'All are checked.' })
  expect(story.news()).toEqual({ [PR]: [`<@${PR}> ESC-${id} · novedad`] })
  expect(story.message(PR, `dm:${id}:${PR}`).says).not.toContain('Más tarde')
  expect(story.messages(BEN, 'reminder:').flatMap(buttonsOn)).toEqual([])
})

test('put off by half an hour, it comes again, and the deadline stays', async () => {
  const id = await claimedByBen('2026-11-24T15:02:00Z')
  await bot.advance({ minutes: 20 })
  story.news()
  await story.press(BEN, story.inDm(BEN, ACTION_IDS.snooze), ACTION_IDS.snooze)
  expect(story.messages(BEN, 'reminder:').map((one) => one.says)).toEqual([expect.stringContaining('comes again at')])
  expect(story.card(id).says).toContain('update due soon')
  await bot.advance({ minutes: 29 })
  expect(story.news()[BEN]).toEqual([`${SHORT(id)} · update late since 10:32`])
  await bot.advance({ minutes: 1 })
  expect(story.news()).toEqual({ [BEN]: [`${SHORT(id)} · update late since 10:32`] })
})

test('in the night a lead is paged, with what is late and who has it', async () => {
  // 03:02 in New York.
  const id = await claimedByBen('2026-11-24T08:02:00Z')
  await bot.advance({ minutes: 30 })
  const page = story.messages(LEAD, 'page:').at(-1)
  expect(story.news()[LEAD]).toEqual([`${SHORT(id)} · update late since 03:32`])
  if (page === undefined) throw new Error('the lead was paged')
  expect(page.says).toContain('Update late since')
  expect(page.says).toContain('Specialist B has it.')
  await story.press(LEAD, page, ACTION_IDS.seen)
  await bot.advance({ minutes: 20 })
  expect(story.news()).toEqual({})
})

test('TRUST_AND_SAFETY: what a removal order asks is ticked off, and the card counts it', async () => {
  bot = await startBot({ at: new Date('2026-11-24T15:02:00Z') })
  story = storyOf(bot)
  const id = await story.file(PR, {
    category: 'government_request',
    severity: 'sev1',
    more: {
      [detailField('received_at')]: Date.parse('2026-11-24T14:52:00Z') / 1000,
      [detailField('authority')]: 'BKA',
    },
  })
  await story.claim(ANA, id)
  expect(story.message(ANA, `workcard:${id}:0`).says).toContain('0 of 2 checked')
  await story.does(ANA, id, 'check_list', { [checksField('eu_removal_order', 0)]: ['eu_removal_order/preserve'] })
  const card = story.message(ANA, `workcard:${id}:0`).says
  expect(card).toContain('1 of 2 checked')
  expect(card).toContain('☐ Report back to the authority')
  expect(card).not.toContain('Preserve for 6 months')
  await story.command(CARLA, `show ${id}`)
  expect(story.top(CARLA).says).toMatch(/☑ .* · Specialist A/)
})
