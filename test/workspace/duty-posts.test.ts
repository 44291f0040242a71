import { afterEach, expect, test } from 'vitest'
import type { SeenMessage } from '../../src/playground/driver.ts'
import { pressables } from '../../src/playground/pressing.ts'
import { playgroundSettings } from '../../src/settings/playground.ts'
import { DUTY_CALLBACKS } from '../../src/slack/blocks/duty/ids.ts'
import { POST_ACTIONS } from '../../src/slack/blocks/duty/post-ids.ts'
import { ONCALL_ACTIONS } from '../../src/slack/blocks/screens/oncall-ids.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { scheduled } from '../support/duty.ts'
import { ANA, BEN, CARLA, DAN, hasButton, LEAD, type Story, storyOf } from '../support/story.ts'

/** It is Tuesday, 16:00 in Madrid. Carla and Dan have the weekend: Fri 18–Sat 18, Sat 18–Sun 18, Sun 18–Mon 09. */
const CORE = {
  name: 'core',
  team: 'policy',
  zone: 'Europe/Madrid',
  layers: {
    weekday: {
      ...{ from: 'monday 09:00', to: 'friday 18:00', handoff: { every: 'day', at: '09:00' }, anchor: '2026-11-23' },
      rotations: { primary: [ANA, BEN] },
    },
    weekend: {
      ...{ from: 'friday 18:00', to: 'monday 09:00', handoff: { every: 'day', at: '18:00' }, anchor: '2026-11-23' },
      rotations: { primary: [CARLA, DAN], backup: [DAN, CARLA] },
    },
  },
  people: { [CARLA]: { languages: ['es'] } },
  needs: { languages: ['es'] },
}

const THURSDAY = new Date('2026-11-26T15:00:00Z')
const NOON = new Date('2026-11-27T11:00:00Z')
const AT_THREE = new Date('2026-11-27T14:00:00Z')
const FRIDAY = new Date('2026-11-27T15:00:00Z')
const OVER = new Date('2026-11-30T08:00:00Z')

let bot: RunningBot
let story: Story

afterEach(async () => {
  bot.expectSound()
  await bot.stop()
})

async function started(schedule: object = CORE, language: 'en' | 'es' = 'en'): Promise<void> {
  const teams = playgroundSettings.teams.map((team) => ({ ...team, language }))
  bot = await startBot({ settings: { ...playgroundSettings, teams, schedules: scheduled(schedule) } })
  story = storyOf(bot)
  await bot.settled()
  story.news()
}

/** Who comes on call hears that, too. */
const OF_HANDOFF = /^(?:You're on|Entras tú)/

/** Moves, and says who heard something else than a handoff. */
async function until(at: Date): Promise<readonly string[]> {
  await bot.advanceTo(at)
  return Object.entries(story.news())
    .flatMap(([who, texts]) => (texts.every((text) => OF_HANDOFF.test(text)) ? [] : [who]))
    .sort()
}

function findCoverIn(message: SeenMessage): string {
  const found = pressables(message.blocks).find(({ element }) => element.action_id === ONCALL_ACTIONS.findCover)
  return String(found?.element.value)
}

const posts = () => story.messages(LEAD, 'duty_post:')

function onlyPost(): SeenMessage {
  const [post, ...others] = posts()
  if (post === undefined || others.length > 0) throw new Error(`${others.length + 1} posts`)
  return post
}

test('SCREENS 9: Thursday at 16:00 the weekend is posted once, and each on duty gets one DM', async () => {
  await started()
  expect(await until(new Date(THURSDAY.getTime() - 60_000))).not.toContain(CARLA)
  expect(posts()).toEqual([])
  expect(await until(THURSDAY)).toEqual([CARLA, DAN].sort())
  const { says } = onlyPost()
  expect(says).toContain('*Weekend on call, Fri 27 Nov 18:00 to Mon 30 Nov 09:00*')
  expect(says).toContain('Fri 18–Sat 18   Specialist C, not confirmed · backup Specialist D, not confirmed')
  expect(says).toContain('Reads Spanish: Specialist C')
  expect(says).toContain('Times are Madrid; yours:')
  expect(hasButton(onlyPost(), POST_ACTIONS.take)).toBe(false)
  expect(story.inDm(CARLA, POST_ACTIONS.confirm).says).toContain('Te toca: guardia de fin de semana.')
})

test('in Spanish where the channel is; in my time for whoever asks; whoever has no shift confirms nothing', async () => {
  await started(CORE, 'es')
  await until(THURSDAY)
  const { says } = onlyPost()
  expect(says).toContain('*Guardia de fin de semana, vie 27 nov 18:00 a lun 30 nov 09:00*')
  expect(says).toContain('vie 18–sáb 18   Specialist C, sin confirmar · respaldo Specialist D, sin confirmar')
  expect(says).toContain('Lee español: Specialist C')
  await story.press(BEN, onlyPost(), POST_ACTIONS.myTime)
  expect(story.told(BEN)).toContain('Fri 12–Sat 12   Specialist C, not confirmed')
  await story.press(BEN, onlyPost(), POST_ACTIONS.confirm)
  expect(story.told(BEN)).toBe('You have no shift in it: there is nothing to confirm.')
  expect(onlyPost().says).not.toContain('✓')
})

test('who confirms is ticked everywhere in silence; who doesn’t is reminded once, then the lead is told', async () => {
  await started()
  await until(THURSDAY)
  await story.press(CARLA, onlyPost(), POST_ACTIONS.confirm)
  expect(onlyPost().says).toContain('Fri 18–Sat 18   Specialist C ✓ · backup Specialist D, not confirmed')
  expect(story.news()).toEqual({})
  expect(await until(NOON)).toEqual([DAN])
  const reminder = story.inDm(DAN, POST_ACTIONS.confirm)
  expect(reminder.says).toContain('Not confirmed yet: your weekend on call.')
  const withButtons = story
    .as(DAN)
    .dms()
    .filter((one) => hasButton(one, POST_ACTIONS.confirm))
  expect(withButtons).toHaveLength(1)
  expect(await until(AT_THREE)).toEqual([LEAD])
  const toLead = story.inDm(LEAD, ONCALL_ACTIONS.findCover)
  expect(toLead.says).toContain('Not confirmed for the weekend:')
  expect(toLead.says).toContain('Specialist D')
  // On Dan's behalf: to the one who isn't on duty then.
  await story.press(LEAD, toLead, { action: ONCALL_ACTIONS.findCover, value: findCoverIn(toLead) })
  expect(story.top(LEAD, DUTY_CALLBACKS.cover).says).toContain('It is Specialist D’s: you ask for them.')
  expect(await story.submit(LEAD)).toBeNull()
  expect(Object.keys(story.news()).length).toBeGreaterThan(0)
  await story.closeForms(LEAD)
  await story.press(DAN, reminder, POST_ACTIONS.confirm)
  expect(story.message(LEAD, 'duty_unconfirmed:1:U0LEAD1').says).toContain('✓ Everybody has confirmed.')
  // Nothing changed and nobody is missing: Friday's edition is an edit.
  expect(await until(FRIDAY)).toEqual([])
  expect(onlyPost().says).toContain('Sun 18–Mon 09   Specialist C ✓ · backup Specialist D ✓')
  await until(OVER)
  expect(hasButton(onlyPost(), POST_ACTIONS.confirm)).toBe(false)
})

test('everybody confirmed: nobody is reminded, and no lead is told', async () => {
  await started()
  await until(THURSDAY)
  for (const who of [CARLA, DAN]) await story.press(who, story.inDm(who, POST_ACTIONS.confirm), POST_ACTIONS.confirm)
  expect(story.news()).toEqual({})
  expect(await until(new Date(FRIDAY.getTime() + 60_000))).toEqual([])
})

test('a gap stands in the post; who takes it is on call and confirmed, and on Friday it is posted anew', async () => {
  const gap = { from: '2026-11-28T18:00', to: '2026-11-29T18:00', nobody: true, rotation: 'primary' }
  await started({ ...CORE, overrides: [gap] })
  await until(THURSDAY)
  expect(onlyPost().says).toContain('Sat 18–Sun 18   ⚠ nobody · backup Specialist C, not confirmed')
  await story.press(BEN, onlyPost(), POST_ACTIONS.take)
  expect(story.told(BEN)).toContain('✓ Sat 28 Nov, 12:00–Sun 29 Nov, 12:00 is yours. Your leads are told.')
  expect(onlyPost().says).toContain('Sat 18–Sun 18   Specialist B ✓ · backup Specialist C, not confirmed')
  expect(hasButton(onlyPost(), POST_ACTIONS.take)).toBe(false)
  await until(FRIDAY)
  const [older, newer, ...others] = posts()
  expect(others).toEqual([])
  expect(older?.says).toContain('posted anew below')
  expect(older !== undefined && hasButton(older, POST_ACTIONS.confirm)).toBe(false)
  expect(newer?.says).toContain('Sat 18–Sun 18   Specialist B ✓')
  expect(newer !== undefined && hasButton(newer, POST_ACTIONS.confirm)).toBe(true)
})

test('a holiday is posted seven days ahead, with its name and countries; the eve reminds', async () => {
  await started({
    ...CORE,
    holidays: [{ country: 'ES', region: 'MD' }],
    layers: { ...CORE.layers, holiday: { at: '09:00', anchor: '2026-11-23', rotations: { primary: [DAN] } } },
  })
  // Sunday the sixth, its substitute and Tuesday the eighth: one run, one post.
  await until(new Date('2026-11-29T15:00:00Z'))
  const post = posts().at(-1)
  expect(post?.says).toContain('Holiday on call: Día de la Constitución Española and Immaculate Conception, Sun 6 Dec')
  expect(post?.says).toContain('holidays Sun 6, Mon 7, Tue 8 (Spain)')
  expect(post?.says).toContain('Sun 09–Wed 09   Specialist D, not confirmed')
  // It is Sunday: the DM comes with Dan's Monday.
  await until(new Date('2026-11-30T09:00:00Z'))
  expect(story.inDm(DAN, POST_ACTIONS.confirm).says).toContain("You're next: holiday on call.")
  await until(new Date('2026-12-05T10:59:00Z'))
  expect(await until(new Date('2026-12-05T11:00:00Z'))).toContain(DAN)
  expect(await until(new Date('2026-12-05T14:00:00Z'))).toContain(LEAD)
})
