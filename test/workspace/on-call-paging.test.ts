import { asc } from 'drizzle-orm'
import { afterEach, expect, test } from 'vitest'
import { onCallRecord } from '../../src/db/schema/oncall.ts'
import { playgroundSettings } from '../../src/settings/playground.ts'
import { ACTION_IDS } from '../../src/slack/blocks/ids.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { scheduled } from '../support/duty.ts'
import { ANA, BEN, CARLA, DAN, LEAD, PR, type Story, storyOf } from '../support/story.ts'

/** The whole bot with a schedule in its settings: it is Tuesday, 16:00 in Madrid, and the handoff is at 09:00. */
const CORE = {
  name: 'core',
  team: 'policy',
  zone: 'Europe/Madrid',
  layers: {
    weekday: {
      ...{ from: 'monday 00:00', to: 'monday 00:00', handoff: { every: 'day', at: '09:00' }, anchor: '2026-11-24' },
      rotations: { primary: [ANA, CARLA], backup: [BEN, DAN] },
    },
  },
}

let bot: RunningBot
let story: Story

afterEach(async () => {
  bot.expectSound()
  await bot.stop()
})

async function begin(): Promise<void> {
  bot = await startBot({ settings: { ...playgroundSettings, schedules: scheduled(CORE) } })
  story = storyOf(bot)
  await bot.settled()
}

const newestPage = (who: string) => story.messages(who, 'page:').at(-1)

test('a sev1 pages the primary, then the backup, then a lead; each reads as what they are on call', async () => {
  await begin()
  await story.file(PR, { severity: 'sev1' })
  expect(newestPage(ANA)?.says).toMatch(/Te toca: principal entre semana hasta el .+/)
  expect(newestPage(ANA)?.says).toMatch(/Si nadie responde, a las .+ se alerta a Specialist B\./)
  expect([BEN, CARLA, DAN, LEAD].map(newestPage)).toEqual([undefined, undefined, undefined, undefined])
  await bot.advance({ minutes: 5 })
  expect(newestPage(BEN)?.says).toMatch(/Why you: weekday backup until .+/)
  expect([CARLA, DAN, LEAD].map(newestPage)).toEqual([undefined, undefined, undefined])
  await bot.advance({ minutes: 5 })
  expect(newestPage(LEAD)).toBeDefined()
  expect([CARLA, DAN].map(newestPage)).toEqual([undefined, undefined])
})

test('the moved clock stops at each handoff: the record has its instants, and whoever comes on is paged', async () => {
  await begin()
  await bot.advanceTo(new Date('2026-11-25T07:58:00Z'))
  await story.file(PR, { severity: 'sev1' })
  expect([ANA, CARLA].map((who) => newestPage(who) !== undefined)).toEqual([true, false])
  await bot.advance({ minutes: 3 })
  expect(newestPage(CARLA)?.says).toContain('Te toca: ')
  await story.press(CARLA, story.messages(CARLA, 'page:').at(-1) ?? fail(), ACTION_IDS.claim)
  await bot.advance({ days: 2 })
  const rows = await bot.database.db.read((q) =>
    q.select().from(onCallRecord).orderBy(asc(onCallRecord.rotation), asc(onCallRecord.startAt)),
  )
  const primary = rows.filter((row) => row.rotation === 'primary')
  expect(primary.map((row) => [row.startAt.toISOString(), row.people[0]])).toEqual([
    ['2026-11-24T15:00:00.000Z', ANA],
    ['2026-11-25T08:00:00.000Z', CARLA],
    ['2026-11-26T08:00:00.000Z', ANA],
    ['2026-11-27T08:00:00.000Z', CARLA],
  ])
})

function fail(): never {
  throw new Error('there is no page')
}
