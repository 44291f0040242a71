import { expect, test } from 'vitest'
import { isJson } from '../../src/playground/json.ts'
import { defaultSeed } from '../../src/playground/seed.ts'
import { ACTION_IDS } from '../../src/slack/blocks/ids.ts'
import { FIELDS, SCREEN_ACTION_IDS, sentenceField } from '../../src/slack/blocks/screens/ids.ts'
import { startBot } from '../support/bot.ts'
import { ANA, BEN, CARLA, DAN, EVERYBODY, GUEST, LEAD, PR, SUPPORT, storyOf } from '../support/story.ts'

/** What somebody may type, or be called, to make Slack call everybody or show what isn't so. */
const HOSTILE = `<!channel> <!here> *hi* <@${DAN}> <@${GUEST}> <!subteam^S0TEAM> <https://evil.example|pay> @channel`
const HARMLESS = 'A harmless text of about the same length, which calls nobody at all, wherever it is shown.'

/** Every text in which Slack would call somebody; what stands in plain text or in an input calls nobody. */
function mrkdwnOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnOf)
  if (!isJson(value)) return []
  if (value.type === 'mrkdwn' && typeof value.text === 'string') return [value.text]
  return Object.values(value).flatMap(mrkdwnOf)
}

/** Another link, so that nothing is pointed out as known already. */
const linkingTo = (host: string, words: string) => words.replace('evil.example', `${host}.example`)

/** Tells one long story with the same words everywhere; whom it notified, person by person, and all that stands in Slack. */
async function played(words: string, name: string) {
  const people = defaultSeed.people.map((one) => (one.id === PR ? { ...one, name } : one))
  const bot = await startBot({
    workspace: {
      seed: {
        ...defaultSeed,
        people,
        userGroups: [{ id: 'S0TEAM', handle: 'team', name: 'Team', users: [ANA, BEN, CARLA, DAN, LEAD] }],
      },
    },
  })
  try {
    const story = storyOf(bot)
    const summary = words.slice(0, 120)
    await story.command(PR, words)
    await story.fillFiling(PR, { summary, body: words, severity: 'sev1', category: 'press' })
    await story.press(PR, story.top(PR), SCREEN_ACTION_IDS.fileMore)
    await story.fill(PR, { 'file.detail.outlet': words.slice(0, 100), [FIELDS.followers]: [SUPPORT] })
    await story.submit(PR)
    await story.closeForms(PR)
    const id = Number(/ESC-(\d+)/.exec(story.messages(LEAD, 'card:')[0]?.says ?? '')?.[1])
    await story.claim(BEN, id)
    await story.does(BEN, id, 'write_update', { [FIELDS.text]: words })
    await story.does(BEN, id, 'write_update', { [FIELDS.text]: words, [FIELDS.audience]: 'team' })
    await story.does(BEN, id, 'ask_requester', { [FIELDS.text]: words })
    await story.byForm(PR, story.inDm(PR, ACTION_IDS.answer), 'answer', { [FIELDS.text]: words })
    await story.does(PR, id, 'add_information', { [FIELDS.text]: words })
    await story.does(PR, id, 'still_urgent', { [FIELDS.why]: 'worse', [FIELDS.text]: words })
    await story.does(BEN, id, 'change_severity', { [FIELDS.newSeverity]: 'sev2', [FIELDS.why]: words })
    await story.does(BEN, id, 'hand_over', { [FIELDS.person]: LEAD, [FIELDS.text]: words })
    await story.press(LEAD, story.inDm(LEAD, ACTION_IDS.acceptRequest), ACTION_IDS.acceptRequest)
    await story.does(PR, id, 'withdraw', { [FIELDS.why]: words })
    await story.press(LEAD, story.inDm(LEAD, ACTION_IDS.declineRequest), ACTION_IDS.declineRequest)
    await story.does(LEAD, id, 'resolve', {
      [FIELDS.decision]: 'removed',
      [FIELDS.rule]: words,
      [FIELDS.reason]: words,
      [sentenceField('removed')]: words,
    })
    await story.does(PR, id, 'reopen', { [FIELDS.text]: words })
    await story.resolve(LEAD, id, { [FIELDS.reason]: words })

    // A restricted one, to which somebody asks for access; and one that is withdrawn.
    const secret = await story.file(SUPPORT, {
      category: 'threats',
      severity: 'sev2',
      summary: linkingTo('second', summary),
      body: linkingTo('second', words),
    })
    await story.byForm(BEN, story.card(secret), 'request_access', { [FIELDS.why]: words })
    const gone = await story.file(SUPPORT, {
      severity: 'sev4',
      summary: linkingTo('third', summary),
      body: linkingTo('third', words),
    })
    await story.does(SUPPORT, gone, 'withdraw', { [FIELDS.why]: words })

    // Every place where it is read.
    for (const who of [ANA, BEN, LEAD, PR, SUPPORT]) {
      await story.as(who).openHome()
      await story.command(who, 'list')
      await story.closeForms(who)
      await story.command(who, `find ${words.slice(0, 40)}`)
      await story.closeForms(who)
      await story.command(who, `show ${id}`)
      await story.closeForms(who)
    }
    await story.command(LEAD, `show ${id}`)
    await story.press(LEAD, story.top(LEAD), 'view_timeline')
    await story.closeForms(LEAD)
    await bot.advance({ minutes: 1 })
    bot.expectSound()
    const ours = Object.values(bot.slack.state().messages)
      .flat()
      .filter((message) => message.user === bot.slack.botUserId)
    const views = bot.slack
      .calls()
      .flatMap(({ args }) => (typeof args.view === 'string' ? [JSON.parse(args.view)] : []))
    const topics = bot.slack.channels().flatMap((channel) => [channel.name, channel.topic.value])
    const shown = [...ours.map((message) => message.text), ...mrkdwnOf(ours), ...mrkdwnOf(views), ...topics].join('\n')
    return { notified: story.news(), shown, count: ours.length }
  } finally {
    await bot.stop()
  }
}

test('a hostile summary notifies nobody', async () => {
  const [harmless, hostile] = await Promise.all([
    played(HARMLESS, 'Requester 1'),
    played(HOSTILE, `<!channel> *R* <@${DAN}>`),
  ])
  for (const who of EVERYBODY) expect([who, hostile.notified[who]]).toEqual([who, harmless.notified[who]])
  expect(hostile.notified[GUEST]).toBeUndefined()
  expect(hostile.count).toBe(harmless.count)
  // Escaped wherever it stands, in the fallback texts as well.
  for (const call of ['<!channel', '<!here', '<!subteam', `<@${GUEST}>`, '<https://evil']) {
    expect(hostile.shown).not.toContain(call)
  }
  expect(hostile.shown).toContain('&lt;!channel&gt;')
})
