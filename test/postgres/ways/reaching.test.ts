import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { timelinePage } from '../../../src/db/stores/timeline.ts'
import { attemptsOf } from '../../../src/db/stores/ways.ts'
import { claim } from '../../../src/usecases/escalation/claim.ts'
import { pageSeen } from '../../../src/usecases/escalation/page-seen.ts'
import { resolve } from '../../../src/usecases/escalation/resolve.ts'
import { pullWaysForward } from '../../../src/usecases/ways/page-by-ways.ts'
import { A, B, C, fileOne, got, MONDAY_NIGHT, pages } from '../../support/builders.ts'
import { type PagerWorld, pagerWorld } from '../../support/pager-world.ts'

/** A page by every way outside Slack, against servers of their protocols. */

const NUMBER = '+525550100042'
const KEY = 'R'.repeat(32)

let world: PagerWorld

beforeAll(async () => {
  world = await pagerWorld(MONDAY_NIGHT)
  await world.way(A, 'sms', NUMBER)
  await world.way(A, 'voice', NUMBER, 2)
  await world.way(C, 'email', 'specialist.c@example.com')
  await world.way(C, 'pagerduty', KEY)
  await world.way(C, 'webhook', `${world.webhook.url}/page`)
})
afterAll(() => world.end())

async function textsTo(number: string): Promise<string[]> {
  return (await world.twilio.messages()).filter((one) => one.to === number).map((one) => one.body)
}

/** Calls about this escalation, as they are heard. */
function callsAbout(id: number): readonly string[] {
  return world.twilio.spoken.filter((twiml) => twiml.includes(`Escalamiento ${[...String(id)].join(', ')}.`))
}

async function attempts(id: number, userId: string) {
  const theirs = (await pages(world, id)).filter((page) => page.userId === userId)
  const all = await world.deps.db.read(async (q) => Promise.all(theirs.map((page) => attemptsOf(q, page.id))))
  return all.flat()
}

describe('a sev1', () => {
  test('goes at once by every way without a delay, and by the next after its own', async () => {
    const before = (await textsTo(NUMBER)).length
    const id = await fileOne(world, { severity: 'sev1' })
    await world.settled()
    const texts = (await textsTo(NUMBER)).slice(before)
    expect(texts).toHaveLength(1)
    expect(texts[0]).toMatch(
      new RegExp(
        `^Vigia SEV1 ESC-${id} prensa\\. Tomar antes de \\d\\d:\\d\\d\\. Responde ${id} 1=tomar 2=visto 3=paso$`,
      ),
    )
    expect(callsAbout(id)).toEqual([])
    world.clock.advance(2)
    await world.settled()
    expect(callsAbout(id)).toHaveLength(1)
    expect(callsAbout(id).join()).toMatch(/Severidad 1\. .* 4 tomar, 5 visto, 6 pasar, 9 repetir\./)
    const sent = await attempts(id, A.id)
    expect(sent.map((one) => [one.kind, one.state])).toEqual([
      ['sms', 'sent'],
      ['voice', 'sent'],
    ])
    expect(sent.every((one) => one.externalId !== null)).toBe(true)
  })

  test('is told by mail, PagerDuty and webhook without a word of the requester’s', async () => {
    const id = await fileOne(world, { severity: 'sev1', summary: 'Nobody outside reads this', body: 'nor this' })
    await world.settled()
    const letter = world.mail.letters.at(-1)
    expect(letter?.to).toEqual(['specialist.c@example.com'])
    const trigger = world.pagerDuty.events.find((one) => one.dedup_key === `vigia-${id}`)
    expect(trigger).toMatchObject({ event_action: 'trigger', routing_key: KEY, payload: { severity: 'critical' } })
    const hook = world.webhook.hooks.at(-1)
    expect(hook?.isSigned).toBe(true)
    expect(hook?.body).toMatchObject({ type: 'page', number: `ESC-${id}`, severity: 'sev1', category: 'press' })
    expect(world.pagerDuty.refused).toEqual([])
    const all = JSON.stringify([world.mail.letters, world.pagerDuty.events, world.webhook.hooks])
    expect(all).not.toMatch(/Nobody outside|nor this/)
  })

  test('is acknowledged at PagerDuty once claimed, and resolved there once it is', async () => {
    const id = await fileOne(world, { severity: 'sev1' })
    await world.settled()
    expect(world.pagerDuty.alerts.get(`vigia-${id}`)).toBe('triggered')
    got(await claim(world.deps, A, { escalationId: id }))
    await world.settled()
    expect(world.pagerDuty.alerts.get(`vigia-${id}`)).toBe('acknowledged')
    got(
      await resolve(world.deps, A, {
        escalationId: id,
        decision: 'kept_up',
        rule: null,
        reason: 'news',
        sentence: null,
        rootCause: null,
      }),
    )
    await world.settled()
    expect(world.pagerDuty.alerts.get(`vigia-${id}`)).toBe('resolved')
    expect(
      world.pagerDuty.events.filter((one) => one.dedup_key === `vigia-${id}`).map((one) => one.event_action),
    ).toEqual(['trigger', 'acknowledge', 'resolve'])
  })

  test('that was seen meanwhile calls nobody', async () => {
    const id = await fileOne(world, { severity: 'sev1' })
    await world.settled()
    const page = (await pages(world, id)).find((one) => one.userId === A.id)
    got(await pageSeen(world.deps, A, { pageId: page?.id ?? 0 }))
    world.clock.advance(3)
    await world.settled()
    expect(callsAbout(id)).toEqual([])
    expect((await attempts(id, A.id)).map((one) => one.state)).toEqual(['sent', 'moot'])
  })

  test('goes by the next way at once where Slack silences its person', async () => {
    const silenced = await fileOne(world, { severity: 'sev2' })
    await world.settled()
    const texts = (await textsTo(NUMBER)).length
    const page = (await pages(world, silenced)).find((one) => one.userId === A.id)
    await world.deps.db.transact((tx) => pullWaysForward(tx, page?.id ?? 0, world.clock.now()))
    await world.settled()
    expect((await textsTo(NUMBER)).length).toBe(texts + 1)
    expect(callsAbout(silenced)).toEqual([])
  })
})

test('a sev2 rings after five minutes; mail goes at once', async () => {
  const before = (await textsTo(NUMBER)).length
  const letters = world.mail.letters.length
  await fileOne(world, { severity: 'sev2' })
  await world.settled()
  expect((await textsTo(NUMBER)).length).toBe(before)
  expect(world.mail.letters.length).toBe(letters + 1)
  world.clock.advance(5)
  await world.settled()
  expect((await textsTo(NUMBER)).length).toBe(before + 1)
})

test('sev3 and sev4 are told by Slack alone', async () => {
  for (const severity of ['sev3', 'sev4'] as const) {
    const id = await fileOne(world, { severity })
    expect(await attempts(id, A.id)).toEqual([])
    expect(await attempts(id, C.id)).toEqual([])
  }
})

test('a restricted one tells its number, severity and deadline by every way, and nothing else', async () => {
  const before = (await textsTo(NUMBER)).length
  const id = await fileOne(world, { severity: 'sev1', category: 'threats' })
  await world.settled()
  const text = (await textsTo(NUMBER)).slice(before).join()
  expect(text).toMatch(
    new RegExp(`^Vigia SEV1 ESC-${id}\\. Tomar antes de \\d\\d:\\d\\d\\. Responde ${id} 1=tomar 2=visto 3=paso$`),
  )
  expect(Object.keys(world.webhook.hooks.at(-1)?.body ?? {}).sort()).toEqual(
    ['claimBy', 'id', 'isRepeat', 'link', 'number', 'severity', 'type', 'version'].sort(),
  )
  expect(world.mail.letters.at(-1)?.raw).not.toMatch(/amenazas|contenido/i)
  const trigger = world.pagerDuty.events.findLast((one) => one.event_action === 'trigger')
  expect(JSON.stringify(trigger)).toMatch(new RegExp(`SEV1 · ESC-${id} · tomar antes de \\d\\d:\\d\\d"`))
})

test('the timeline says what a page went by, and neither it nor the log has a number or an address', async () => {
  const id = await fileOne(world, { severity: 'sev1' })
  await world.settled()
  const { rows } = await world.deps.db.read((q) => timelinePage(q, id, 0, 100))
  const events = rows.map((one) => one.event)
  expect(JSON.stringify(events.filter((one) => one.event === 'page_sent'))).toContain('"way":"sms"')
  for (const text of [JSON.stringify(rows), world.logged()]) {
    expect(text).not.toMatch(/5550100042|specialist\.c@|R{32}/)
  }
})

test('who has no way of their own is reached by the team’s', async () => {
  const { settings } = world.deps
  const before = settings()
  const ways = [{ kind: 'sms', address: '+15550100088', delayMinutes: 0 }] as const
  world.set({ ...before, teams: before.teams.map((team) => ({ ...team, ways })) })
  const id = await fileOne(world, { severity: 'sev1' })
  await world.settled()
  world.set(before)
  expect((await textsTo('+15550100088')).map((text) => text.includes(`ESC-${id} press`))).toEqual([true])
  expect((await attempts(id, B.id)).map((one) => [one.wayId, one.teamWay, one.state])).toEqual([[null, 0, 'sent']])
  expect((await attempts(id, A.id)).map((one) => one.teamWay)).toEqual([null, null])
})
