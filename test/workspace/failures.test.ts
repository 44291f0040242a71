import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ACTION_IDS } from '../../src/slack/blocks/ids.ts'
import { CALLBACK_IDS, SCREEN_ACTION_IDS } from '../../src/slack/blocks/screens/ids.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { BEN, hasButton, PR, type Story, SUPPORT, storyOf } from '../support/story.ts'

let bot: RunningBot
let story: Story

beforeAll(async () => {
  bot = await startBot()
  story = storyOf(bot)
})

afterEach(() => bot.slack.faults.clear())

afterAll(() => bot.stop())

const AGAIN = 'That did not work, and nothing was changed. Try again in a moment.'
const OTRA_VEZ = 'No funcionó y no se cambió nada. Inténtelo de nuevo en un momento.'

/** Slack refuses the next `times` views: the trigger ran out, or Slack itself failed. */
const noView = (times: number) =>
  bot.slack.faults.set({ method: 'views.open', kind: 'error', error: 'fatal_error', times })

async function settle(): Promise<void> {
  await bot.slack.idle()
  await bot.vigia.idle()
}

describe('a command that failed', () => {
  test('is told where it was typed, and one press asks for it again', async () => {
    noView(1)
    await story.command(SUPPORT, 'A line that must not be lost & more')
    expect(story.as(SUPPORT).topView()).toBeNull()
    const note = story.as(SUPPORT).ephemerals().at(-1)
    if (note === undefined) throw new Error('nothing was said')
    expect(note.says).toContain(AGAIN)
    await story.press(SUPPORT, note, SCREEN_ACTION_IDS.retry)
    expect(story.top(SUPPORT, CALLBACK_IDS.file).says).toContain('A line that must not be lost & more')
    // What is done isn't offered again.
    expect(story.as(SUPPORT).ephemerals()).toEqual([])
    await story.closeForms(SUPPORT)
  })

  test('may fail again, and is offered again', async () => {
    noView(2)
    await story.command(SUPPORT, 'list')
    const note = story.as(SUPPORT).ephemerals().at(-1)
    if (note === undefined) throw new Error('nothing was said')
    await story.press(SUPPORT, note, SCREEN_ACTION_IDS.retry)
    expect(story.told(SUPPORT)).toContain(AGAIN)
    await story.press(SUPPORT, note, SCREEN_ACTION_IDS.retry)
    story.top(SUPPORT, CALLBACK_IDS.list)
    await story.closeForms(SUPPORT)
  })
})

describe('a shortcut that failed', () => {
  test('is told by DM, in the language of whoever used it, and one press opens the form', async () => {
    noView(1)
    await story.as(PR).globalShortcut('file_escalation')
    await settle()
    const note = story.inDm(PR, SCREEN_ACTION_IDS.retry)
    expect(note.says).toContain(OTRA_VEZ)
    await story.press(PR, note, SCREEN_ACTION_IDS.retry)
    story.top(PR, CALLBACK_IDS.file)
    expect(
      story
        .as(PR)
        .dms()
        .some((message) => hasButton(message, SCREEN_ACTION_IDS.retry)),
    ).toBe(false)
    await story.closeForms(PR)
  })

  test('on a message is told to that person alone, and the press fills the form with the message', async () => {
    const said = await story.say(PR, 'C0GENERAL', 'Se retiró la <canción> & preguntan')
    noView(1)
    await story.as(PR).messageShortcut(said, 'escalate_message')
    await settle()
    const note = story.as(PR).ephemerals().at(-1)
    if (note === undefined) throw new Error('nothing was said')
    expect(note).toMatchObject({ channel: 'C0GENERAL' })
    expect(story.as(SUPPORT).sees(OTRA_VEZ)).toBe(false)
    await story.press(PR, note, SCREEN_ACTION_IDS.retry)
    expect(story.top(PR, CALLBACK_IDS.file).says).toContain('Se retiró la <canción> & preguntan')
    expect(story.top(PR).says).toContain('El equipo leerá este texto')
    await story.closeForms(PR)
  })
})

describe('a press that failed in a modal', () => {
  test('is told on top of it with the same button, which leads on in its place', async () => {
    const id = await story.file(PR)
    await story.command(BEN, `show ${id}`)
    bot.slack.faults.set({ method: 'views.push', kind: 'error', error: 'fatal_error', times: 1 })
    await story.press(BEN, story.top(BEN, CALLBACK_IDS.detail), ACTION_IDS.actions)
    const notice = story.top(BEN, CALLBACK_IDS.notice)
    expect(notice.says).toContain(AGAIN)
    await story.press(BEN, notice, ACTION_IDS.actions)
    story.top(BEN, CALLBACK_IDS.actions)
    await story.as(BEN).close()
    story.top(BEN, CALLBACK_IDS.detail)
    await story.closeForms(BEN)
  })
})
