import { expect, test } from 'vitest'
import { ACTION_IDS } from '../../src/slack/blocks/ids.ts'
import { FIELDS } from '../../src/slack/blocks/screens/ids.ts'
import { startBot } from '../support/bot.ts'
import { BEN, PR, storyOf } from '../support/story.ts'

test('the main path goes over Socket Mode: filed, claimed, kept posted, asked, answered, resolved, rated, reopened', async () => {
  const bot = await startBot({ mode: 'socket' })
  try {
    await bot.slack.until(() => bot.slack.isConnected(), 'the bot opens a socket')
    const story = storyOf(bot)
    const id = await story.file(PR, { severity: 'sev1' })
    await story.claim(BEN, id)
    const card = () => story.message(BEN, `workcard:${id}:0`)
    await story.byForm(BEN, card(), 'write_update', { [FIELDS.text]: 'Two remain.' })
    await story.byForm(BEN, card(), 'ask_requester', { [FIELDS.text]: 'Which country?' })
    const dm = story.message(PR, `dm:${id}:${PR}`)
    await story.say(PR, dm.channel, 'España.', dm.ts)
    expect(story.card(id).says).toContain('● Specialist B since')
    await story.byForm(BEN, card(), 'resolve', { [FIELDS.decision]: 'kept_up', [FIELDS.reason]: 'News reporting.' })
    await story.press(PR, story.inDm(PR, ACTION_IDS.rateYes), ACTION_IDS.rateYes)
    expect(story.messages(PR, 'decision:')[0]?.says).toContain('👍 Gracias.')
    await story.byForm(PR, story.inDm(PR, ACTION_IDS.reopen), 'reopen', { [FIELDS.text]: 'Sigue en Francia.' })
    expect(story.card(id).says).toContain('● Specialist B since')
    await story.as(PR).openHome()
    await bot.settled()
    expect(story.as(PR).home()?.says).toContain(`ESC-${id}`)
    bot.expectSound()
  } finally {
    await bot.stop()
  }
})
