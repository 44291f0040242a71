import { afterEach, expect, test } from 'vitest'
import { playgroundSettings } from '../../src/settings/playground.ts'
import { HANDOFF_ACTIONS } from '../../src/slack/blocks/duty/handoff.ts'
import { ACTION_IDS } from '../../src/slack/blocks/ids.ts'
import { CALLBACK_IDS, formCallback } from '../../src/slack/blocks/screens/ids.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { scheduled } from '../support/duty.ts'
import { ANA, actionsOn, BEN, CARLA, DAN, hasButton, LEAD, type Story, SUPPORT, storyOf } from '../support/story.ts'

/** It is Tuesday, 16:00 in Madrid: Carla is on call, Ana stands behind. On Wednesday at 09:00 Dan, then Carla behind. */
const CORE = {
  name: 'core',
  team: 'policy',
  zone: 'Europe/Madrid',
  weekendPost: 'none',
  layers: {
    weekday: {
      ...{ from: 'monday 09:00', to: 'monday 09:00', handoff: { every: 'day', at: '09:00' }, anchor: '2026-11-23' },
      rotations: { primary: [BEN, CARLA, DAN], backup: [DAN, ANA, CARLA] },
    },
  },
}
const HANDOFF = new Date('2026-11-25T08:00:00Z')

let bot: RunningBot
let story: Story

afterEach(async () => {
  bot.expectSound()
  await bot.stop()
})

async function started(): Promise<void> {
  bot = await startBot({ settings: { ...playgroundSettings, schedules: scheduled(CORE) } })
  story = storyOf(bot)
  await bot.settled()
}

const handoffs = (who: string) => story.messages(who, 'handoff:')

test('SCREENS 9: who comes on call gets what is open and takes it by one press; who leaves without anything hears nothing', async () => {
  await started()
  expect(handoffs(CARLA)).toEqual([])
  const id = await story.file(SUPPORT, { severity: 'sev4' })
  story.news()
  await bot.advanceTo(HANDOFF)
  expect(handoffs(ANA)).toEqual([])
  const [arrived, ...more] = handoffs(DAN)
  expect(more).toEqual([])
  expect(arrived?.says).toContain("You're on (primary). Open: 1")
  expect(arrived?.says).toContain('Going off: Specialist C.')
  expect(arrived?.says).toContain('On call until ')
  if (arrived === undefined) throw new Error('nobody arrived')
  await story.press(DAN, arrived, HANDOFF_ACTIONS.seeAndTake)
  await story.press(DAN, story.top(DAN, CALLBACK_IDS.list), ACTION_IDS.claim)
  expect(story.card(id).says).toContain('Specialist D')
})

test('who goes on in another rotation gets one message, and none that they are off', async () => {
  await started()
  await bot.advanceTo(HANDOFF)
  expect(handoffs(CARLA).map(({ says }) => says.split('\n')[0])).toEqual([
    'Entras tú (respaldo). Nada abierto. Deja la guardia: Specialist A.',
  ])
})

test('who leaves reads what is still theirs, keeps it, or hands it over', async () => {
  await started()
  const id = await story.file(SUPPORT, { severity: 'sev3' })
  await story.claim(ANA, id)
  await bot.advanceTo(HANDOFF)
  const [left] = handoffs(ANA)
  expect(left?.says).toContain(`Sales. Sigues a cargo de 1: ESC-${id}.`)
  if (left === undefined) throw new Error('nobody left')
  await story.press(ANA, left, 'hand_over')
  story.top(ANA, formCallback('hand_over'))
  await story.closeForms(ANA)
  await story.press(ANA, left, HANDOFF_ACTIONS.keep)
  const [kept] = handoffs(ANA).length > 0 ? handoffs(ANA) : story.as(ANA).dms().slice(-1)
  expect(kept?.says).toContain(`✓ Te quedas con ESC-${id}.`)
  expect(kept !== undefined && hasButton(kept, HANDOFF_ACTIONS.keep)).toBe(false)
})

test('who leaves with several hands each over by a button of its own', async () => {
  await started()
  const ids = [await story.file(SUPPORT, { severity: 'sev3' }), await story.file(SUPPORT, { severity: 'sev4' })]
  for (const id of ids) await story.claim(ANA, id)
  await bot.advanceTo(HANDOFF)
  const [left] = handoffs(ANA)
  if (left === undefined) throw new Error('nobody left')
  expect(left.says).toContain('Sales. Sigues a cargo de 2: ')
  expect(actionsOn(left).filter((one) => one === 'hand_over')).toHaveLength(2)
  await story.press(ANA, left, HANDOFF_ACTIONS.keep)
  expect(story.as(ANA).dms().at(-1)?.says).toContain('✓ Te quedas con ')
})

test('ONCALL 27: whom Slack doesn’t let be told that they are on call, their lead hears of, in the morning', async () => {
  await started()
  await story.file(SUPPORT, { severity: 'sev4' })
  await bot.advanceTo(new Date(HANDOFF.getTime() - 60_000))
  bot.slack.faults.set({ method: 'chat.postMessage', kind: 'error', error: 'channel_not_found', times: null })
  await bot.advanceTo(HANDOFF)
  bot.slack.faults.clear('chat.postMessage')
  expect(handoffs(DAN)).toEqual([])
  // The lead's day begins at nine in New York.
  await bot.advanceTo(new Date('2026-11-25T14:01:00Z'))
  const told = story
    .as(LEAD)
    .dms()
    .filter(({ says }) => says.includes('own on-call duty'))
  expect(told.map(({ says }) => says)).toEqual([expect.stringContaining("Specialist D couldn't be told")])
})

test('SCREENS 8: Slack’s hours of quiet are told, and that nothing else reaches them then', async () => {
  await started()
  await bot.slack.change(DAN, { dnd: { fromMinute: 22 * 60, toMinute: 8 * 60 } })
  await bot.advanceTo(HANDOFF)
  const says = handoffs(DAN)[0]?.says.replace(/<!date[^|]*\|([^>]*)>/g, '$1')
  // Dan is in London: an hour behind Madrid.
  expect(says).toContain('On call until Thu 26 Nov 08:00. ⚠ Slack silences you 22:00–08:00: then nothing reaches you')
})
