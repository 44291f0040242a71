import { afterAll, beforeAll, expect, test } from 'vitest'
import { extendedSeed } from '../../src/playground/seed.ts'
import { playgroundSettings } from '../../src/settings/playground.ts'
import { CALLBACK_IDS } from '../../src/slack/blocks/screens/ids.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { PR, type Story, storyOf } from '../support/story.ts'

/** A specialist because Slack's user group says so: the settings name the group, not her. */
const MARTA = 'U0MARTA'

let bot: RunningBot
let story: Story

beforeAll(async () => {
  const settings = {
    ...playgroundSettings,
    teams: playgroundSettings.teams.map((team) => ({ ...team, specialistsGroup: 'S0TEAM' })),
  }
  const seed = extendedSeed({
    people: [{ id: MARTA, name: 'Marta', locale: 'es-ES', tz: 'Europe/Madrid' }],
    channels: [{ id: 'C0CORNER', name: 'corner', members: [MARTA] }],
    userGroups: [{ id: 'S0TEAM', handle: 'team', name: 'Team', users: [MARTA] }],
  })
  bot = await startBot({ settings, workspace: { seed } })
  story = storyOf(bot)
  await bot.settled()
})

afterAll(async () => {
  bot.expectSound()
  await bot.stop()
})

/** What is said about a number that isn't there. */
async function nothingFor(who: string): Promise<string> {
  await story.command(who, 'show 999999')
  const { says } = story.top(who, CALLBACK_IDS.notice)
  await story.closeForms(who)
  return says
}

test('who is a specialist by a user group is spoken to like the team, a requester is not', async () => {
  expect(await nothingFor(MARTA)).toContain('Revisa el número')
  expect(await nothingFor(PR)).toContain('Revise el número')
})
