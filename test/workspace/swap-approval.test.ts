import { afterEach, expect, test } from 'vitest'
import type { SeenView } from '../../src/playground/driver.ts'
import { pressables } from '../../src/playground/pressing.ts'
import { playgroundSettings } from '../../src/settings/playground.ts'
import { DUTY_ACTIONS, DUTY_CALLBACKS } from '../../src/slack/blocks/duty/ids.ts'
import { ONCALL_ACTIONS, ONCALL_CALLBACKS } from '../../src/slack/blocks/screens/oncall-ids.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { scheduled } from '../support/duty.ts'
import { ANA, BEN, CARLA, DAN, hasButton, LEAD, type Story, storyOf } from '../support/story.ts'

/** It is Tuesday, 16:00 in Madrid; Ana is on call from Thursday to Friday. Swaps wait for a lead's yes. */
const CORE = {
  name: 'core',
  team: 'policy',
  zone: 'Europe/Madrid',
  swapsNeedApproval: true,
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

async function home(): Promise<SeenView> {
  await story.as(LEAD).openHome()
  await bot.settled()
  const view = story.as(LEAD).home()
  if (view === null) throw new Error('no Home')
  return view
}

/** Ana asks everybody, and Ben says yes. */
async function taken(): Promise<void> {
  bot = await startBot({ settings: { ...playgroundSettings, schedules: scheduled(CORE) } })
  story = storyOf(bot)
  await bot.settled()
  const room = story
    .as(ANA)
    .channels()
    .find((one) => one.isMember && one.kind !== 'im')
  expect(await story.as(ANA).command(room?.id ?? '', '/oncall', 'yo')).toEqual({ ok: true })
  await bot.settled()
  const shifts = story.top(ANA, ONCALL_CALLBACKS.me)
  const first = pressables(shifts.blocks).find(({ element }) => element.action_id === ONCALL_ACTIONS.findCover)
  await story.press(ANA, shifts, { action: ONCALL_ACTIONS.findCover, value: String(first?.element.value) })
  story.top(ANA, DUTY_CALLBACKS.cover)
  expect(await story.submit(ANA)).toBeNull()
  story.news()
  await story.press(BEN, story.inDm(BEN, DUTY_ACTIONS.takeSwap), DUTY_ACTIONS.takeSwap)
}

test('ONCALL 10: a swap that waits for a lead stands on their Home; approved there, both sides are told, once', async () => {
  await taken()
  expect(Object.keys(story.news())).toEqual([LEAD])
  const before = await home()
  expect(before.says).toContain('• Swap Specialist A ↔ Specialist B, Thu 26 Nov')
  await story.press(LEAD, before, DUTY_ACTIONS.approveSwap)
  expect(Object.keys(story.news()).sort()).toEqual([ANA, BEN].sort())
  expect((await home()).says).not.toContain('Swap Specialist A')
  // The request that the lead had by DM has no buttons left.
  const withButtons = story
    .as(LEAD)
    .dms()
    .filter((one) => hasButton(one, DUTY_ACTIONS.approveSwap))
  expect(withButtons).toEqual([])
})

test('refused: the shift stays with whom it was, and both are told', async () => {
  await taken()
  story.news()
  await story.press(LEAD, await home(), DUTY_ACTIONS.refuseSwap)
  expect(Object.keys(story.news()).sort()).toEqual([ANA, BEN].sort())
  const told = story
    .as(ANA)
    .dms()
    .map(({ says }) => says)
    .join('\n')
  expect(told).toContain('rechazó la permuta')
})

test('who isn’t a lead approves nothing, whatever they press', async () => {
  await taken()
  const request = story.inDm(LEAD, DUTY_ACTIONS.approveSwap)
  expect(request.says).toContain('waits for a lead')
  // Nobody else has such a button.
  for (const who of [ANA, BEN, CARLA, DAN]) {
    const dms = story.as(who).dms()
    expect(dms.filter((one) => hasButton(one, DUTY_ACTIONS.approveSwap))).toEqual([])
  }
})
