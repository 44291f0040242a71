import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/db/client.ts'
import { ACTION_IDS } from '../../src/slack/blocks/ids.ts'
import { CALLBACK_IDS, FIELDS, SCREEN_ACTION_IDS } from '../../src/slack/blocks/screens/ids.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { buttonsOn } from '../support/person.ts'
import { BEN, CARLA, LEAD, PR, type Story, SUPPORT, storyOf } from '../support/story.ts'

let bot: RunningBot
let story: Story
/** Commits hang after they were done, as if the answer were lost, as long as this is set. */
let isHanging = false
let release: () => void = () => {}

function hangingAfterCommit(database: Database): Database {
  return {
    ...database,
    async transact(work) {
      const result = await database.transact(work)
      if (isHanging) {
        await new Promise<void>((resolve) => {
          release = resolve
        })
      }
      return result
    },
  }
}

beforeAll(async () => {
  bot = await startBot({ overrides: { database: hangingAfterCommit } })
  story = storyOf(bot)
})

afterAll(async () => {
  bot.expectSound()
  await bot.stop()
})

const records = async (): Promise<number> => {
  const rows = await bot.database.db.read((q) => q.execute(sql`select count(*)::int as count from escalations`))
  return Number(rows[0]?.count)
}

describe('filed twice', () => {
  test('the same submission twice files once', async () => {
    const before = await records()
    await story.command(SUPPORT)
    await story.fillFiling(SUPPORT, { summary: 'Pressed twice', body: 'A double click.' })
    const form = story.top(SUPPORT)
    await Promise.all([story.as(SUPPORT).submit(), story.as(SUPPORT).submit()])
    await bot.settled()
    expect(await records()).toBe(before + 1)
    expect(story.top(SUPPORT, CALLBACK_IDS.filed).id).toBe(form.id)
    await story.closeForms(SUPPORT)
    const cards = story.messages(LEAD, 'card:').filter((message) => message.says.includes('Pressed twice'))
    expect(cards).toHaveLength(1)
  })

  test('a commit whose answer was lost keeps the form; the second press finds it', async () => {
    const before = await records()
    await story.command(SUPPORT)
    await story.fillFiling(SUPPORT, { summary: 'Answer lost', body: 'The commit came through.' })
    isHanging = true
    const first = await story.as(SUPPORT).submit()
    isHanging = false
    release()
    expect(first).toMatchObject({
      ok: false,
      why: 'errors',
      errors: {
        [FIELDS.summary]: expect.stringContaining(
          'Not sure that it was saved. Press File again: nothing is filed twice.',
        ),
      },
    })
    expect(story.top(SUPPORT, CALLBACK_IDS.file).state[FIELDS.body]?.[FIELDS.body]).toMatchObject({
      value: 'The commit came through.',
    })
    expect(await story.submit(SUPPORT)).toBeNull()
    expect(story.top(SUPPORT, CALLBACK_IDS.filed).says).toContain('is filed')
    expect(await records()).toBe(before + 1)
    await story.closeForms(SUPPORT)
  })
})

describe('any other form sent twice', () => {
  const updates = async (words: string): Promise<number> => {
    const rows = await bot.database.db.read((q) =>
      q.execute(sql`select count(*)::int as count from texts where body = ${words}`),
    )
    return Number(rows[0]?.count)
  }

  async function openUpdate(words: string): Promise<number> {
    const id = await story.file(SUPPORT, { severity: 'sev3', summary: words })
    await story.claim(BEN, id)
    await story.command(BEN, `show ${id}`)
    await story.press(BEN, story.top(BEN, CALLBACK_IDS.detail), ACTION_IDS.actions)
    await story.press(BEN, story.top(BEN, CALLBACK_IDS.actions), 'write_update')
    await story.fill(BEN, { [FIELDS.text]: words })
    return id
  }

  test('an update whose answer was lost is kept once, and the second press ends its form', async () => {
    const words = 'Nine of twelve checked'
    const id = await openUpdate(words)
    expect(await updates(words)).toBe(1) // the summary
    isHanging = true
    const first = await story.as(BEN).submit()
    isHanging = false
    release()
    expect(first).toMatchObject({ ok: false, why: 'errors' })
    expect(await story.submit(BEN)).toBeNull()
    await bot.settled()
    expect(await updates(words)).toBe(2)
    expect(story.as(BEN).topView()).toBeNull()
    expect(story.message(SUPPORT, `dm:${id}:${SUPPORT}`).says).toContain(words)
  })

  test('two presses at once write one update, and neither is told of a fault', async () => {
    const words = 'Pressed in haste'
    await openUpdate(words)
    await Promise.all([story.as(BEN).submit(), story.as(BEN).submit()])
    await bot.settled()
    expect(await updates(words)).toBe(2)
    expect(story.as(BEN).topView()).toBeNull()
  })
})

describe('already known', () => {
  const link = 'See https://video.example/watch/555?utm_source=x'
  let known: number

  beforeAll(async () => {
    known = await story.file(SUPPORT, { severity: 'sev4', summary: 'First of both', body: link })
  })

  // Whoever files it may see the other one: people of the team do.
  test.each([
    { who: BEN, title: 'Already known?', button: 'Follow it instead', follow: 'You follow' },
    { who: CARLA, title: '¿Ya registrado?', button: 'Seguirlo', follow: 'Ya sigue' },
  ])('is asked before filing, with a way to follow it instead: $title', async ({ who, title, button, follow }) => {
    const before = await records()
    await story.command(who)
    await story.fillFiling(who, { summary: 'Second', body: 'The same: https://www.video.example/watch/555' })
    expect(await story.submit(who)).toBeNull()
    const asked = story.top(who, CALLBACK_IDS.similar)
    expect(asked.title).toBe(title)
    expect(asked.says).toContain(`ESC-${known}`)
    expect(buttonsOn(asked)).toEqual([button])
    await story.press(who, asked, SCREEN_ACTION_IDS.follow)
    expect(story.top(who).says).toContain(follow)
    await story.closeForms(who)
    expect(await records()).toBe(before)
    expect(story.message(who, `dm:${known}:${who}`).says).toContain('First of both')
  })

  test('files anyway once, by however many presses, from the form that lies beneath', async () => {
    const before = await records()
    await story.command(SUPPORT)
    await story.fillFiling(SUPPORT, { summary: 'Anyway', body: link })
    await story.submit(SUPPORT)
    await Promise.all([story.as(SUPPORT).submit(), story.as(SUPPORT).submit()])
    await bot.settled()
    const answer = story.top(SUPPORT, CALLBACK_IDS.filed)
    expect(await records()).toBe(before + 1)
    await story.closeForms(SUPPORT)
    const id = Number(answer.title.replace('ESC-', ''))
    expect(story.card(id).says).toContain(`possible duplicate of ESC-${known}`)
  })

  test('what the filer may not see is named on the team’s card only', async () => {
    const id = await story.file(PR, { severity: 'sev4', summary: 'From another department', body: link })
    expect(story.card(id).says).toContain(`ESC-${known}`)
    expect(story.as(PR).sees(`ESC-${known}`)).toBe(false)
  })
})
