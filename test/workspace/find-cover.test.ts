import { afterEach, describe, expect, test } from 'vitest'
import { pressables } from '../../src/playground/pressing.ts'
import { playgroundSettings } from '../../src/settings/playground.ts'
import { DUTY_ACTIONS, DUTY_CALLBACKS, DUTY_FIELDS } from '../../src/slack/blocks/duty/ids.ts'
import { ONCALL_ACTIONS } from '../../src/slack/blocks/screens/oncall-ids.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { scheduled } from '../support/duty.ts'
import { ANA, BEN, CARLA, DAN, hasButton, type Story, storyOf } from '../support/story.ts'

/** It is Tuesday, 16:00 in Madrid; Ana is on call on Friday. */
const CORE = {
  name: 'core',
  team: 'policy',
  zone: 'Europe/Madrid',
  layers: {
    weekday: {
      ...{ from: 'monday 09:00', to: 'friday 18:00', handoff: { every: 'day', at: '09:00' }, anchor: '2026-11-23' },
      rotations: { primary: [BEN, CARLA, DAN, ANA] },
    },
  },
}

let bot: RunningBot
let story: Story

afterEach(async () => {
  bot.expectSound()
  await bot.stop()
})

async function asked(): Promise<void> {
  bot = await startBot({ settings: { ...playgroundSettings, schedules: scheduled(CORE) } })
  story = storyOf(bot)
  await bot.settled()
  const room = story
    .as(ANA)
    .channels()
    .find((one) => one.isMember && one.kind !== 'im')
  expect(await story.as(ANA).command(room?.id ?? '', '/oncall', 'yo')).toEqual({ ok: true })
  await bot.settled()
  story.news()
  const shifts = story.top(ANA)
  const first = pressables(shifts.blocks).find(({ element }) => element.action_id === ONCALL_ACTIONS.findCover)
  await story.press(ANA, shifts, { action: ONCALL_ACTIONS.findCover, value: String(first?.element.value) })
  expect(story.top(ANA, DUTY_CALLBACKS.cover).says).toContain('vie 27')
  await story.fill(ANA, { [DUTY_FIELDS.reason]: 'dentista <!channel>' })
  await story.submit(ANA)
}

describe('ONCALL 10: find cover', () => {
  test('is asked of all who could, the first yes has it, the giver is told, and the others’ buttons go', async () => {
    await asked()
    const news = story.news()
    expect(Object.keys(news).sort()).toEqual([BEN, CARLA, DAN].sort())
    const request = (who: string) => story.inDm(who, DUTY_ACTIONS.takeSwap)
    const toBen = request(BEN)
    expect(toBen.says).not.toContain('<!channel>')
    await story.press(BEN, toBen, DUTY_ACTIONS.takeSwap)
    expect(Object.keys(story.news())).toContain(ANA)
    for (const who of [BEN, CARLA, DAN]) {
      expect(
        story
          .as(who)
          .dms()
          .some((message) => hasButton(message, DUTY_ACTIONS.takeSwap)),
      ).toBe(false)
    }
  })

  test('declined by all: the giver is told, and keeps the shift', async () => {
    await asked()
    story.news()
    for (const who of [BEN, CARLA, DAN]) {
      await story.press(who, story.inDm(who, DUTY_ACTIONS.declineSwap), DUTY_ACTIONS.declineSwap)
    }
    expect(Object.keys(story.news())).toEqual([ANA])
  })
})
