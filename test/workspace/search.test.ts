import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CALLBACK_IDS } from '../../src/slack/blocks/screens/ids.ts'
import { SEARCH_PAGE } from '../../src/slack/blocks/screens/search.ts'
import { SEARCH, SEARCH_FIELDS } from '../../src/slack/blocks/screens/search-ids.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { ANA, BEN, CARLA, PR, type Story, SUPPORT, storyOf } from '../support/story.ts'

let bot: RunningBot
let story: Story
let mine: number
let secret: number

beforeAll(async () => {
  bot = await startBot()
  story = storyOf(bot)
  mine = await story.file(PR, { summary: 'Remix of an anthem', body: 'Played at a march.' })
  secret = await story.file(PR, { category: 'threats', summary: 'A singer', body: 'Played at a march, too.' })
  await story.claim(BEN, mine)
})

afterAll(async () => {
  bot.expectSound()
  await bot.stop()
})

async function found(who: string, text: string): Promise<string> {
  await story.command(who, text)
  const { says } = story.top(who, SEARCH.callback)
  await story.closeForms(who)
  return says
}

const numbersIn = (says: string) => [...says.matchAll(/\*SEV\d · ESC-(\d+)\*/g)].map((match) => Number(match[1]))

test('find shows what holds and may be seen, in the words of its reader', async () => {
  expect(numbersIn(await found(ANA, 'find march'))).toEqual([secret, mine])
  expect(numbersIn(await found(BEN, 'find MARCH played owner:me'))).toEqual([mine])
  expect(numbersIn(await found(BEN, `find march owner:@${BEN}`))).toEqual([mine])
  expect(await found(CARLA, 'buscar marhc categoría:odio')).toContain('parecidas')
})

test('one who may not see a restricted escalation finds it neither by text nor by count', async () => {
  for (const text of ['find singer', `find ${secret}`, `find ESC-${secret}`, 'find category:threats', 'find singre']) {
    const says = await found(BEN, text)
    expect(says).toContain('Nothing found that you may see.')
    expect(says).not.toContain('1 escalation')
  }
  expect(await found(BEN, 'find march')).toContain('1 escalation')
  expect(await found(SUPPORT, 'find march')).toContain('Nothing found that you may see.')
})

test('what can’t be understood is said at its place, and the form stays to mend it', async () => {
  expect(await found(BEN, 'find march colour:red')).toContain('Character 7: there is no filter')
  await story.command(BEN, 'find')
  await story.fill(BEN, { [SEARCH_FIELDS.query]: 'since:yesteryear' })
  expect((await story.submit(BEN))?.[SEARCH_FIELDS.query]).toContain('Character 7')
  await story.fill(BEN, { [SEARCH_FIELDS.query]: 'march', [SEARCH_FIELDS.state]: 'claimed' })
  expect(await story.submit(BEN)).toBeNull()
  const view = story.top(BEN, SEARCH.callback)
  expect(numbersIn(view.says)).toEqual([mine])
  await story.press(BEN, view, { action: 'open', value: String(mine) })
  expect(story.top(BEN, CALLBACK_IDS.detail).says).toContain('Played at a march.')
  await story.closeForms(BEN)
})

test('from Home it asks what for; pages are turned, there and back, of the same search', async () => {
  const many: number[] = []
  for (let n = 0; n < 12; n += 1)
    many.unshift(await story.file(PR, { severity: 'sev4', summary: `Chorus number ${n}` }))
  const tab = story.as(BEN)
  await tab.openHome()
  await bot.settled()
  const home = tab.home()
  if (home === null) throw new Error('no Home')
  await story.press(BEN, home, SEARCH.fromHome)
  await story.fill(BEN, { [SEARCH_FIELDS.query]: 'chorus' })
  expect(await story.submit(BEN)).toBeNull()
  const first = story.top(BEN, SEARCH.callback)
  expect(numbersIn(first.says)).toEqual(many.slice(0, SEARCH_PAGE))
  expect(first.says).toContain('12 escalations')
  // What is being typed meanwhile isn't what the next page is of.
  await story.fill(BEN, { [SEARCH_FIELDS.query]: 'anthem' })
  await story.press(BEN, story.top(BEN, SEARCH.callback), SEARCH.next)
  expect(numbersIn(story.top(BEN, SEARCH.callback).says)).toEqual(many.slice(SEARCH_PAGE))
  await story.press(BEN, story.top(BEN, SEARCH.callback), SEARCH.previous)
  expect(numbersIn(story.top(BEN, SEARCH.callback).says)).toEqual(many.slice(0, SEARCH_PAGE))
  await story.closeForms(BEN)
})

test('a name that two have is asked back, not guessed', async () => {
  const owned = async () => found(ANA, 'find march owner:"Specialist B"')
  expect(numbersIn(await owned())).toEqual([mine])
  await bot.database.db.transact((tx) =>
    tx.execute(sql`update people set display_name = 'Specialist B' where id = ${CARLA}`),
  )
  expect(await owned()).toContain('varias personas')
  // Whom Slack names is one person.
  expect(numbersIn(await found(ANA, `find march owner:@${BEN}`))).toEqual([mine])
})
