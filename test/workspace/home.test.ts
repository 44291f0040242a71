import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SeenView } from '../../src/playground/driver.ts'
import { pressables } from '../../src/playground/pressing.ts'
import { ACTION_IDS } from '../../src/slack/blocks/ids.ts'
import { CALLBACK_IDS, SCREEN_ACTION_IDS } from '../../src/slack/blocks/screens/ids.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { ANA, BEN, CARLA, GUEST, hasButton, LEAD, PR, type Story, SUPPORT, storyOf } from '../support/story.ts'

let bot: RunningBot
let story: Story

beforeAll(async () => {
  bot = await startBot()
  story = storyOf(bot)
})

afterAll(async () => {
  bot.expectSound()
  await bot.stop()
})

async function homeOf(who: string): Promise<SeenView> {
  await story.as(who).openHome()
  await bot.vigia.idle()
  const home = story.as(who).home()
  if (home === null) throw new Error(`${who} has no Home`)
  return home
}

const numbersIn = (view: SeenView) => [...view.says.matchAll(/\*SEV\d · ESC-(\d+)\*/g)].map((match) => Number(match[1]))

const LONG = 'A long line with <tags> & signs. '.repeat(3)

/** As many more of the same on record, without their cards and DMs: what Home reads. */
async function manyLike(id: number, count: number): Promise<void> {
  await bot.database.db.transact(async (tx) => {
    const copy = async (table: string, from: string, change: string) => {
      // What the server makes itself isn't given to it.
      const [columns] = await tx.execute<{ names: string }>(sql`
        select string_agg(column_name, ', ') as names from information_schema.columns
        where table_name = ${table} and is_generated = 'NEVER'`)
      await tx.execute(
        sql.raw(`insert into ${table} (${columns?.names}) overriding system value
          select ${columns?.names} from (
            select (jsonb_populate_record(null::${table}, to_jsonb(one) || jsonb_build_object(${change}))).*
            from (select row_number() over (order by id) as nth, * from ${table} where ${from} = ${id}) one,
              generate_series(1, ${count}) as n) copies`),
      )
    }
    await copy('escalations', 'id', `'id', 5000 + n, 'submission_key', 'V0MANY' || n`)
    for (const table of ['texts', 'clocks']) {
      await copy(table, 'escalation_id', `'id', 100000 * nth + n, 'escalation_id', 5000 + n`)
    }
  })
}

describe('the command', () => {
  let mine: number
  let filed: number
  let secret: number

  beforeAll(async () => {
    mine = await story.file(PR, { summary: 'Remix of an anthem', body: 'Played at a march.' })
    filed = await story.file(SUPPORT, { severity: 'sev2', summary: 'Streams bought', body: 'Some thousand of them.' })
    secret = await story.file(PR, { category: 'threats', summary: 'A singer', body: 'Played at a march, too.' })
    await story.claim(BEN, mine)
  })

  const list = async (who: string, text: string) => {
    await story.command(who, text)
    const view = story.top(who, CALLBACK_IDS.list)
    await story.closeForms(who)
    return view
  }

  test('list shows what is open and may be seen, the most severe first', async () => {
    expect(numbersIn(await list(BEN, 'list'))).toEqual([filed, mine])
    expect(numbersIn(await list(ANA, 'lista'))).toEqual([filed, secret, mine])
    expect(numbersIn(await list(PR, 'list'))).toEqual([secret, mine])
    expect((await list(GUEST, 'list')).says).toContain('None.')
  })

  test('mine shows what is one’s own, and what one filed', async () => {
    expect(numbersIn(await list(BEN, 'mine'))).toEqual([mine])
    expect(numbersIn(await list(PR, 'mios'))).toEqual([secret, mine])
    expect((await list(CARLA, 'míos')).says).toContain('A mi cargo y registrados por mí')
  })

  test('show opens one of them, in the words of its reader; the same words for none and for not yours', async () => {
    await story.command(BEN, `show ${mine}`)
    expect(story.top(BEN, CALLBACK_IDS.detail).says).toContain('Played at a march.')
    await story.closeForms(BEN)
    await story.command(CARLA, `ver ESC-${mine}`)
    expect(story.top(CARLA, CALLBACK_IDS.detail).says).toContain('Qué ocurrió')
    await story.closeForms(CARLA)
    // Whether it isn't there, or isn't theirs, what to do next is the same.
    const nextSteps = [
      [SUPPORT, 'Check the number, or ask whoever filed it to add you.'],
      [GUEST, 'Check the number, or ask whoever filed it to add you.'],
    ] as const
    for (const [who, next] of nextSteps) {
      const said: string[] = []
      for (const number of [secret, mine + 1000, 999_999_999, 0]) {
        await story.command(who, `show ${number}`)
        said.push(story.top(who, CALLBACK_IDS.notice).says)
        await story.closeForms(who)
      }
      expect(said[0]).toContain(next)
      expect(new Set(said).size).toBe(1)
    }
    await story.command(SUPPORT, 'show')
    expect(story.told(SUPPORT)).toContain('Which one?')
  })

  test('from a list to a form is four screens deep, of which Slack stacks three; closing leads back', async () => {
    await story.command(BEN, 'list')
    await story.press(BEN, story.top(BEN), { action: ACTION_IDS.open, value: String(mine) })
    await story.press(BEN, story.top(BEN, CALLBACK_IDS.detail), ACTION_IDS.actions)
    await story.press(BEN, story.top(BEN, CALLBACK_IDS.actions), 'write_update')
    expect(
      story
        .as(BEN)
        .viewStack()
        .map((view) => view.callbackId),
    ).toEqual(['list', 'detail', 'form.write_update'])
    await story.as(BEN).close()
    expect(story.top(BEN, CALLBACK_IDS.detail).says).toContain('Played at a march.')
    await story.closeForms(BEN)
  })

  test('help says what is understood, in both languages', async () => {
    await story.command(SUPPORT, 'help')
    expect(story.told(SUPPORT)).toContain('What Vigía understands')
    await story.command(PR, 'ayuda')
    expect(story.told(PR)).toContain('Lo que Vigía entiende')
  })

  test('a sentence that begins like a word of the command is a summary', async () => {
    await story.command(SUPPORT, 'show the new policy to sellers')
    expect(story.top(SUPPORT, CALLBACK_IDS.file).says).toContain('show the new policy to sellers')
    await story.closeForms(SUPPORT)
  })
})

describe('App Home', () => {
  test('holds what concerns its reader, and opens what is pressed', async () => {
    const home = await homeOf(BEN)
    expect(home.says).toContain('Mine (1)')
    expect(home.says).toContain('Unclaimed in my teams (1)')
    expect(home.says).toContain('On call now')
    const requesters = await homeOf(PR)
    expect(requesters.says).toContain('Registrar escalamiento')
    expect(requesters.says).not.toContain('On call now')
    expect((await homeOf(GUEST)).says).toContain('Nothing open here.')
    const [first] = numbersIn(requesters)
    const opener = pressables(requesters.blocks).find(({ element }) => element.value === String(first))
    await story.press(PR, requesters, { action: ACTION_IDS.open, block: opener?.blockId ?? '' })
    expect(story.top(PR, CALLBACK_IDS.detail).title).toBe(`ESC-${first}`)
    await story.closeForms(PR)
  })

  test('files from its button', async () => {
    await story.press(SUPPORT, await homeOf(SUPPORT), SCREEN_ACTION_IDS.homeFile)
    expect(story.top(SUPPORT, CALLBACK_IDS.file).title).toBe('File an escalation')
    await story.closeForms(SUPPORT)
  })

  test('with 500 open escalations pages right, and shows each once', async () => {
    await manyLike(await story.file(SUPPORT, { severity: 'sev4', summary: LONG, body: 'One of many.' }), 499)
    // The lead owns and filed nothing: what is unclaimed, and all that is open.
    let home = await homeOf(LEAD)
    expect(home.says).toContain('Unclaimed in my teams (502)')
    expect(home.says).toContain('All open (503)')
    const seen: number[] = []
    for (let page = 0; page < 101; page += 1) {
      expect(home.blocks.length).toBeLessThanOrEqual(100)
      const open = home.says.slice(home.says.indexOf('All open'))
      seen.push(...[...open.matchAll(/\*SEV\d · ESC-(\d+)\*/g)].map((match) => Number(match[1])))
      const next = { action: SCREEN_ACTION_IDS.homeNext, value: `open:${page + 1}` }
      if (page === 100) break
      const answer = await story.as(LEAD).click(home, next)
      expect(answer).toEqual({ ok: true })
      await bot.vigia.idle()
      home = story.as(LEAD).home() ?? home
    }
    expect(seen).toHaveLength(503)
    expect(new Set(seen).size).toBe(503)
    // Of one severity and one deadline the oldest comes first, page after page.
    const alike = seen.filter((id) => id >= 5001)
    expect(alike).toEqual(alike.toSorted((a, b) => a - b))
    expect(home.says).toContain('101 of 101')
    // The other section stayed where it was, and this one goes back.
    expect(home.says).toContain('1 of 101')
    expect(hasButton(home, SCREEN_ACTION_IDS.homePrevious)).toBe(true)
  })
})
