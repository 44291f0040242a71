import { afterEach, beforeEach, expect, test } from 'vitest'
import { calendarRoutes } from '../../../src/http/calendar.ts'
import { serve } from '../../../src/http/server.ts'
import type { Log } from '../../../src/ports.ts'
import { deadline } from '../../../src/system/deadline.ts'
import { revokeFeed } from '../../../src/usecases/oncall/calendar/revoke-feed.ts'
import { A } from '../../support/builders.ts'
import { readCalendar } from '../../support/calendars.ts'
import { ManualClock } from '../../support/clock.ts'
import { takeUp } from '../../support/duty.ts'
import { type CalendarWorld, calendarWorld, coreIn, tokenOf } from './kit.ts'

let world: CalendarWorld
let server: Awaited<ReturnType<typeof serve>>
let machine: ManualClock
let logged: string[]

const note = (...said: readonly unknown[]) =>
  void logged.push(said.map((one) => `${one} ${JSON.stringify(one)}`).join(' '))
const log: Log = { debug: note, info: note, warn: note, error: note }

beforeEach(async () => {
  world = await calendarWorld('2026-10-02T12:00:00Z')
  await takeUp(world, coreIn('America/New_York'))
  machine = new ManualClock('2026-10-02T12:00:00Z')
  logged = []
  const routes = calendarRoutes({ deps: { ...world.deps, log }, machine, deadline, log })
  server = await serve(routes, { host: '127.0.0.1', port: 0 })
})
afterEach(async () => {
  await server.stop()
  await world.end()
})

const ask = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${server.port}/calendar/${path}`, init)

test('whoever knows the address reads the calendar, and is told when nothing has changed', async () => {
  const token = await tokenOf(world, A)
  const first = await ask(`${token}.ics`)
  expect([first.status, first.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8'])
  expect(first.headers.get('cache-control')).toBe('private, no-cache')
  expect(readCalendar(await first.text()).events.length).toBeGreaterThan(20)
  const etag = first.headers.get('etag') ?? ''
  const modified = first.headers.get('last-modified') ?? ''
  expect([etag.length > 20, Date.parse(modified)]).toEqual([true, world.clock.now().getTime()])

  const same = await ask(`${token}.ics`, { headers: { 'if-none-match': `"other", W/${etag}` } })
  expect([same.status, await same.text(), same.headers.get('etag')]).toEqual([304, '', etag])
  expect((await ask(`${token}.ics`, { headers: { 'if-modified-since': modified } })).status).toBe(304)
  // A tag that is another decides, whatever the date says.
  const headers = { 'if-none-match': '"other"', 'if-modified-since': modified }
  expect((await ask(`${token}.ics`, { headers })).status).toBe(200)

  const head = await ask(`${token}.ics`, { method: 'HEAD' })
  expect([head.status, await head.text(), head.headers.get('etag')]).toEqual([200, '', etag])
  expect(Number(head.headers.get('content-length'))).toBeGreaterThan(1000)
})

test('unknown, revoked and misspelt addresses are answered alike, and no log has one', async () => {
  const token = await tokenOf(world, A)
  await revokeFeed(world.deps, A, { of: { kind: 'person' } })
  const paths = [`${token}.ics`, `${'x'.repeat(43)}.ics`, token, 'x.ics', '%E0%A4%A.ics', `${token}.ics/more`]
  const answers = await Promise.all(
    paths.map(async (path) => {
      const answer = await ask(path)
      return `${answer.status} ${await answer.text()}`
    }),
  )
  expect(new Set(answers)).toEqual(new Set(['404 ']))
  expect(logged.join('\n')).not.toContain(token)
})

test('a look-up that fails is no calendar without events, and names no address', async () => {
  const token = await tokenOf(world, A)
  await world.deps.db.read(async (q) => q.execute('alter table schedules rename to schedules_away'))
  const failed = await ask(`${token}.ics`)
  expect([failed.status, failed.headers.get('retry-after')]).toEqual([503, '60'])
  expect(logged).toHaveLength(1)
  expect(logged.join('\n')).not.toContain(token)
})

test('one address is asked thirty times in ten minutes at most, known or not', async () => {
  const path = `${'y'.repeat(43)}.ics`
  const statuses: number[] = []
  for (let count = 0; count < 31; count += 1) statuses.push((await ask(path)).status)
  expect(statuses.slice(0, 30)).toEqual(Array(30).fill(404))
  const refused = await ask(path)
  expect([statuses[30], refused.status, refused.headers.get('retry-after')]).toEqual([429, 429, '600'])
  machine.advance(10)
  expect((await ask(path)).status).toBe(404)
})
