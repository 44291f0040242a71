import { afterEach, expect, test } from 'vitest'
import type { PersonActor } from '../../src/domain/actor.ts'
import { playgroundSettings } from '../../src/settings/playground.ts'
import { openFeed } from '../../src/usecases/oncall/calendar/open-feed.ts'
import { type RunningBot, startBot } from '../support/bot.ts'
import { readCalendar } from '../support/calendars.ts'
import { scheduled } from '../support/duty.ts'
import { ANA } from '../support/story.ts'

/** In HTTP mode the routes are served by Bolt's own receiver. */
let bot: RunningBot
afterEach(() => bot.stop())

const CORE = {
  name: 'core',
  team: 'policy',
  zone: 'Europe/Madrid',
  layers: {
    weekday: {
      ...{ from: 'monday 00:00', to: 'monday 00:00', handoff: { every: 'day', at: '09:00' }, anchor: '2026-11-24' },
      rotations: { primary: [ANA] },
    },
  },
}

test('a calendar has an address beside Slack’s own', async () => {
  bot = await startBot({ settings: { ...playgroundSettings, schedules: scheduled(CORE) } })
  await bot.settled()
  const base = new URL('/', bot.eventsUrl).href.replace(/\/$/, '')
  const { deps } = bot.vigia
  if (deps.feeds === undefined) throw new Error('no feeds')
  const reached = { ...deps, feeds: { ...deps.feeds, publicUrl: () => base } }
  const ana: PersonActor = { kind: 'person', id: ANA, standing: 'member', intakeOf: [] }
  const opened = await openFeed(reached, ana, { of: { kind: 'person' }, language: 'es' })
  if (!opened.ok) throw new Error(opened.refusal.code)
  const answer = await fetch(opened.address)
  expect(answer.status).toBe(200)
  const calendar = readCalendar(await answer.text())
  expect(new Set(calendar.events.map((event) => event.summary))).toEqual(new Set(['De guardia: core, primary']))
  const head = await fetch(opened.address, {
    method: 'HEAD',
    headers: { 'if-none-match': answer.headers.get('etag') ?? '' },
  })
  expect(head.status).toBe(304)
  const statusOf = async (path: string) => (await fetch(`${base}${path}`)).status
  expect([await statusOf('/calendar/x.ics'), await statusOf('/calendar/')]).toEqual([404, 404])
  // Bolt can't decode it and says 500; it goes on.
  expect(await statusOf('/calendar/%E0%A4%A.ics')).toBeGreaterThanOrEqual(400)
  expect((await fetch(`${base}/health`)).status).toBe(200)
})
