import { afterEach, expect, test } from 'vitest'
import { playgroundSettings } from '../../src/settings/playground.ts'
import { ONCALL_ACTIONS, ONCALL_CALLBACKS } from '../../src/slack/blocks/screens/oncall-ids.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { scheduled } from '../support/duty.ts'
import { ANA, BEN, CARLA, DAN, type Story, storyOf } from '../support/story.ts'

/** It is Tuesday, 24 November 2026. */
const CORE = {
  name: 'core',
  team: 'policy',
  zone: 'Europe/Madrid',
  weekendPost: 'none',
  layers: {
    weekday: {
      ...{ from: 'monday 09:00', to: 'friday 18:00', handoff: { every: 'day', at: '09:00' }, anchor: '2026-11-23' },
      rotations: { primary: [BEN, CARLA, DAN], backup: [DAN, ANA, CARLA] },
    },
  },
}

let bot: RunningBot
let story: Story
afterEach(async () => {
  bot.expectSound()
  await bot.stop()
})

async function opened(who: string) {
  bot = await startBot({ settings: { ...playgroundSettings, schedules: scheduled(CORE) } })
  story = storyOf(bot)
  await bot.settled()
  const room = story
    .as(who)
    .channels()
    .find((one) => one.isMember && one.kind !== 'im')
  expect(await story.as(who).command(room?.id ?? '', '/oncall', 'team')).toEqual({ ok: true })
  await bot.settled()
  return story.top(who, ONCALL_CALLBACKS.team)
}

const withFiles = (who: string) =>
  story
    .as(who)
    .dms()
    .filter(({ files }) => files.length > 0)

test('the month that is shown comes as a picture to the DM, with the same in words', async () => {
  const team = await opened(ANA)
  await story.press(ANA, team, ONCALL_ACTIONS.teamMonth)
  const [sent, ...more] = withFiles(ANA)
  expect(more).toEqual([])
  expect(sent?.says).toContain('noviembre de 2026')
  expect(sent?.says).toContain('principal 09:00 Specialist B')
  const file = bot.slack.state().files[sent?.files[0] ?? '']
  expect(file).toMatchObject({ name: '2026-11.png', mimetype: 'image/png', isShared: true })
  expect(file?.altText).toContain('noviembre de 2026')
  expect(file?.size).toBeGreaterThan(20_000)
})

test('a later page is a later month', async () => {
  const team = await opened(BEN)
  await story.press(BEN, team, ONCALL_ACTIONS.teamNext)
  await story.press(BEN, story.top(BEN, ONCALL_CALLBACKS.team), ONCALL_ACTIONS.teamMonth)
  expect(withFiles(BEN)[0]?.says).toContain('December 2026')
})

test('where files may not be sent that is said, and the two weeks stay', async () => {
  const team = await opened(BEN)
  bot.slack.faults.set({
    method: 'files.getUploadURLExternal',
    kind: 'error',
    error: 'file_uploads_disabled',
    times: null,
  })
  await story.press(BEN, team, ONCALL_ACTIONS.teamMonth)
  bot.slack.faults.clear('files.getUploadURLExternal')
  expect(withFiles(BEN)).toEqual([])
  expect(story.as(BEN).dms().at(-1)?.says).toContain('Vigía may not send files here')
})

test('an answer that is lost brings the picture once', async () => {
  const team = await opened(BEN)
  bot.slack.faults.set({ method: 'files.completeUploadExternal', kind: 'reset_after', times: 1 })
  await story.press(BEN, team, ONCALL_ACTIONS.teamMonth)
  await bot.advance({ minutes: 2 })
  expect(withFiles(BEN)).toHaveLength(1)
})
