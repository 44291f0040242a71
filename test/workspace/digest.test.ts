import { afterEach, expect, test } from 'vitest'
import type { SeenMessage } from '../../src/playground/driver.ts'
import { pressables } from '../../src/playground/pressing.ts'
import { playgroundSettings } from '../../src/settings/playground.ts'
import { ONCALL_ACTIONS, ONCALL_CALLBACKS, ONCALL_FIELDS } from '../../src/slack/blocks/screens/oncall-ids.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { scheduled } from '../support/duty.ts'
import { ANA, CARLA, hasButton, LEAD, PR, type Story, SUPPORT, storyOf } from '../support/story.ts'

/** It is Tuesday, 24 November 2026; Lead 1 reads English in New York, Carla Spanish in Madrid. */
const CORE = {
  name: 'core',
  team: 'policy',
  zone: 'Europe/Madrid',
  weekendPost: 'none',
  layers: {
    weekday: {
      ...{ from: 'monday 09:00', to: 'friday 18:00', handoff: { every: 'day', at: '09:00' }, anchor: '2026-11-23' },
      rotations: { primary: [ANA, CARLA] },
    },
    weekend: {
      ...{ from: 'friday 18:00', to: 'monday 09:00', anchor: '2026-11-20' },
      rotations: { primary: [{ id: ANA, from: '2026-11-01', to: '2026-12-01' }] },
    },
  },
}
const teams = playgroundSettings.teams.map((team) => ({ ...team, leads: [LEAD, CARLA] }))

let bot: RunningBot
let story: Story
afterEach(async () => {
  bot.expectSound()
  await bot.stop()
})

async function started(): Promise<void> {
  const settings = { ...playgroundSettings, teams, schedules: scheduled(CORE), digests: ['weekly'] as const }
  bot = await startBot({ settings })
  story = storyOf(bot)
  await bot.settled()
}

test('SCREENS 10: on Monday at nine each lead reads the week in their language, with the table in its thread', async () => {
  await started()
  const id = await story.file(SUPPORT, { severity: 'sev3' })
  await story.file(PR, { severity: 'sev4' })
  await story.claim(ANA, id)
  story.news()
  await bot.advanceTo(new Date('2026-11-30T08:00:30Z'))
  const [carla, below, ...more] = story.messages(CARLA, 'digest:')
  expect(more).toEqual([])
  expect(below?.threadTs).toBe(carla?.ts)
  expect(carla?.says).toContain('Semana del 23 nov')
  expect(carla?.says).toContain('*Pide tu atención*')
  expect(carla?.says).toContain('2 registrados')
  // In New York it is three in the morning.
  expect(story.messages(LEAD, 'digest:')).toEqual([])
  await bot.advanceTo(new Date('2026-11-30T14:00:30Z'))
  const [lead, table] = story.messages(LEAD, 'digest:')
  expect(lead?.says).toContain('Week of 23 Nov')
  expect(lead?.says).not.toMatch(/registrados|Semana/)
  expect(table?.says).toMatch(/filed +2/)
})

/** The lead asks Carla to fill the first gap of a message. */
async function fixFirst(message: SeenMessage): Promise<void> {
  const first = pressables(message.blocks).find(({ element }) => element.action_id === ONCALL_ACTIONS.fix)
  await story.press(LEAD, message, { action: ONCALL_ACTIONS.fix, value: String(first?.element.value) })
  expect(story.top(LEAD, ONCALL_CALLBACKS.fix).says).toContain('Least loaded first')
  await story.fill(LEAD, { [ONCALL_FIELDS.who]: [CARLA], [ONCALL_FIELDS.how]: 'ask' })
  expect(await story.submit(LEAD)).toBeNull()
  story.news()
  expect(await story.submit(LEAD)).toBeNull()
}

test('a gap of it is fixed where it stands', async () => {
  await started()
  await story.file(SUPPORT, { severity: 'sev4' })
  await bot.advanceTo(new Date('2026-11-30T14:00:30Z'))
  // It came in time, and is acted on at noon: an edit isn't late.
  await bot.advance({ hours: 3 })
  const [digest] = story.messages(LEAD, 'digest:')
  if (digest === undefined) throw new Error('no digest')
  expect(hasButton(digest, ONCALL_ACTIONS.fix)).toBe(true)
  await fixFirst(digest)
  // SCREENS 10: the line says whom was asked; the message is edited, and only who is asked hears of it.
  expect(Object.keys(story.news())).toEqual([CARLA])
  const [asked] = story.messages(LEAD, 'digest:')
  expect(asked?.ts).toBe(digest.ts)
  expect(asked?.says).toMatch(/nobody on call \(primary\) · ✓ asked Specialist C, 12:0\d/)
  expect(asked?.says).not.toContain(' h late')
  const fixes = (message: typeof digest) =>
    pressables(message.blocks).filter(({ element }) => element.action_id === ONCALL_ACTIONS.fix).length
  expect(fixes(asked ?? digest)).toBe(fixes(digest) - 1)
  await story.closeForms(LEAD)
})

test('the next day’s digest leaves the one before as it was read', async () => {
  await started()
  await story.file(SUPPORT, { severity: 'sev4' })
  await bot.advanceTo(new Date('2026-11-30T14:00:30Z'))
  const [before] = story.messages(LEAD, 'digest:')
  await bot.advanceTo(new Date('2026-12-01T14:00:30Z'))
  await fixFirst(story.inDm(LEAD, ONCALL_ACTIONS.fix))
  const [after] = story.messages(LEAD, 'digest:')
  expect(after?.says).toBe(before?.says)
})
