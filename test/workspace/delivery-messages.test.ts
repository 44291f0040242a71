import { sql } from 'drizzle-orm'
import { afterEach, describe, expect, test } from 'vitest'
import { createLeases } from '../../src/outbox/lease.ts'
import { manifestScopes } from '../../src/playground/manifest.ts'
import { claim } from '../../src/usecases/escalation/claim.ts'
import { type DeliveryBench, startBench } from '../support/delivery-kit.ts'
import { rowOf, sayAll } from '../support/relay-kit.ts'
import { projectManifest } from '../support/workspace.ts'

let bench: DeliveryBench

afterEach(() => bench.stop())

const SPECIALISTS = ['U0SPECIALISTA', 'U0SPECIALISTB', 'U0SPECIALISTC', 'U0SPECIALISTD']
/** At most three at once (ONCALL 13). */
const PAGED = SPECIALISTS.slice(0, 3)

/** Each message of a freshly filed sev1, once. */
async function expectEachOnce(escalationId: number): Promise<void> {
  const surfaces = [`card:${escalationId}`, `dm:${escalationId}:U0REQUESTER1`, `workcard:${escalationId}:0`]
  const notices = [`lead:${escalationId}:U0LEAD1:filed_sev1`]
  for (const key of [...surfaces, ...notices]) expect([key, bench.messagesWith(key).length]).toEqual([key, 1])
  for (const person of PAGED) {
    expect([person, bench.slack.as(person).dms().length]).toEqual([person, 1])
  }
  const channels = bench.slack.channels().filter((channel) => channel.name.startsWith(`esc-${escalationId}`))
  expect(channels.map((channel) => channel.name)).toEqual([`esc-${escalationId}-playlist-removed-broadcaster-asks`])
}

describe('a sev1 is filed', () => {
  test('card, pages, the requester’s DM, the lead’s notice and the channel stand in Slack once', async () => {
    bench = await startBench()
    const id = await bench.file()
    await bench.settleDown()
    await expectEachOnce(id)
    const lead = bench.slack.as('U0LEAD1')
    const channel = lead.channelNamed(`esc-${id}-playlist-removed-broadcaster-asks`)
    expect(channel?.pinned()).toHaveLength(1)
    expect(channel?.topic).toContain(`ESC-${id}`)
  })

  test('no message unfurls links or media, and each carries its key', async () => {
    bench = await startBench()
    await bench.file()
    await bench.settleDown()
    const ours = Object.values(bench.slack.state().messages)
      .flat()
      .filter((message) => message.user === bench.slack.botUserId && message.subtype === null)
    expect(ours.length).toBeGreaterThan(6)
    for (const message of ours) {
      expect(message.unfurl).toEqual({ links: false, media: false })
      expect(message.metadata).toMatchObject({ event_type: 'vigia', event_payload: { key: expect.any(String) } })
    }
  })

  test('what shows the same already is not edited', async () => {
    bench = await startBench()
    const id = await bench.file()
    await bench.settleDown()
    bench.slack.clearCalls()
    await sayAll(bench.deps, [{ kind: 'card', escalationId: id }])
    await bench.settleDown()
    expect(bench.slack.calls()).toEqual([])
  })

  test('a claim edits what stands there and posts one line', async () => {
    bench = await startBench()
    const id = await bench.file()
    await bench.settleDown()
    const before = bench.slack.notifications('U0REQUESTER1').length
    const actor = { kind: 'person', id: 'U0SPECIALISTB', standing: 'member', intakeOf: ['policy'] } as const
    expect(await claim(bench.deps, actor, { escalationId: id })).toMatchObject({ ok: true })
    await bench.settleDown()
    await expectEachOnce(id)
    expect(bench.slack.notifications('U0REQUESTER1').length - before).toBe(1)
    const thread = bench.slack.notifications('U0REQUESTER1').at(-1)
    expect(thread?.threadTs).toBe(bench.messagesWith(`dm:${id}:U0REQUESTER1`)[0]?.ts)
  })

  test('a card that somebody deleted is posted anew with its next change', async () => {
    bench = await startBench()
    const id = await bench.file()
    await bench.settleDown()
    const card = bench.messagesWith(`card:${id}`)[0]
    const messages = bench.slack.state().messages.C0INTAKE ?? []
    messages.splice(
      messages.findIndex((message) => message.ts === card?.ts),
      1,
    )
    const actor = { kind: 'person', id: 'U0SPECIALISTB', standing: 'member', intakeOf: ['policy'] } as const
    await claim(bench.deps, actor, { escalationId: id })
    await bench.settleDown()
    expect(bench.messagesWith(`card:${id}`)).toHaveLength(1)
    expect(bench.messagesWith(`card:${id}`)[0]?.ts).not.toBe(card?.ts)
  })
})

describe('an answer that is lost', () => {
  const METHODS = [
    'chat.postMessage',
    'conversations.open',
    'conversations.create',
    'conversations.setTopic',
    'conversations.invite',
    'pins.add',
  ]
  for (const kind of ['reset_before', 'reset_after', 'http_500'] as const) {
    test(`${kind}, of each method in turn: everything stands in Slack once`, async () => {
      bench = await startBench()
      for (const method of METHODS) {
        bench.slack.faults.set({ method, kind, times: method === 'chat.postMessage' ? 4 : 2 })
      }
      const id = await bench.file()
      await bench.settleDown()
      await expectEachOnce(id)
    })
  }

  test('an edit whose answer was lost is made again', async () => {
    bench = await startBench()
    const id = await bench.file()
    await bench.settleDown()
    bench.slack.faults.set({ method: 'chat.update', kind: 'reset_after', times: 1 })
    // Past the deadline the card says so.
    bench.deps.clock.advance(20 * 60_000)
    await sayAll(bench.deps, [{ kind: 'card', escalationId: id }])
    bench.slack.clearCalls()
    await bench.settleDown()
    expect(bench.callsOf('chat.update').map((call) => call.answered)).toEqual(['reset', { ok: true, status: 200 }])
    expect(await rowOf(bench.deps, `card:${id}`)).toMatchObject({ state: 'sent', isUncertain: false })
  })

  test('where an answer was lost, what was noted before is not trusted', async () => {
    bench = await startBench()
    const id = await bench.file()
    await bench.settleDown()
    bench.slack.clearCalls()
    await sayAll(bench.deps, [{ kind: 'card', escalationId: id }])
    await bench.deps.db.transact((tx) => tx.execute(sql`update outbox set is_uncertain = true where kind = 'card'`))
    await bench.settleDown()
    expect(bench.callsOf('chat.update')).toHaveLength(1)
  })

  test('a kill between the call and its record posts nothing twice', async () => {
    bench = await startBench()
    const id = await bench.file()
    // Delivered for real and never recorded, as by a process that was killed: its leases are over at once.
    const killed = createLeases({ ...bench.deps, leaseMs: -1 })
    for (const lane of ['page', 'work', 'bulk'] as const) {
      for (const row of await killed.take(lane, 50)) await bench.deliver(row, async () => true)
    }
    expect(bench.callsOf('chat.postMessage').length).toBeGreaterThan(5)
    await bench.settleDown()
    await expectEachOnce(id)
  })

  test('without the right to read DMs a page is sent again and says that it is a repeat', async () => {
    const scopes = manifestScopes(await projectManifest()).filter((scope) => scope !== 'im:history')
    bench = await startBench({ grantedScopes: scopes })
    await bench.file()
    const killed = createLeases({ ...bench.deps, leaseMs: -1 })
    for (const row of await killed.take('page', 1)) await bench.deliver(row, async () => true)
    await bench.settleDown()
    const pages = PAGED.map((person) => bench.slack.as(person).dms())
    expect(pages.map((dms) => dms.length).toSorted()).toEqual([1, 1, 2])
    const [first, second] = pages.find((dms) => dms.length === 2) ?? []
    expect(JSON.stringify(first?.blocks)).not.toBe(JSON.stringify(second?.blocks))
    expect(bench.warnings).toContainEqual({
      event: 'slack_scope_missing',
      facts: { feature: 'message_lookup', needed: 'im:history' },
    })
  })
})

describe('what Slack does not want now, or at all', () => {
  test('Retry-After is obeyed: not one call to that channel before its time', async () => {
    bench = await startBench()
    bench.slack.faults.set({ method: 'chat.postMessage', kind: 'ratelimited', times: 1, amount: 30 })
    const lead = { kind: 'lead_notice', userId: 'U0LEAD1', notice: { code: 'nobody_on_call' } } as const
    const id = await bench.file({ severity: 'sev4' })
    await bench.relay.drain('work')
    const refused = bench.callsOf('chat.postMessage').find((call) => call.answered !== 'reset' && !call.answered.ok)
    expect(refused?.args.channel).toBeDefined()
    bench.slack.clearCalls()
    bench.deps.clock.advance(29_000)
    await sayAll(bench.deps, [
      { kind: 'card', escalationId: id },
      { ...lead, escalationId: id },
    ])
    await bench.relay.runUntilIdle()
    const channels = bench.callsOf('chat.postMessage').map((call) => call.args.channel)
    expect(channels).not.toContain(refused?.args.channel)
    expect(channels).toHaveLength(1)
    // A page would go at once; all else a second later.
    bench.deps.clock.advance(2_000)
    await bench.relay.runUntilIdle()
    expect(bench.callsOf('chat.postMessage').map((call) => call.args.channel)).toContain(refused?.args.channel)
  })

  test('Slack’s own limits, with a dozen escalations at once: every card stands there once', async () => {
    bench = await startBench({ hasRateLimits: true })
    const ids: number[] = []
    for (let i = 0; i < 12; i += 1) ids.push(await bench.file({ severity: 'sev4' }))
    await bench.settleDown()
    for (const id of ids) expect([id, bench.messagesWith(`card:${id}`).length]).toEqual([id, 1])
  })

  test('a card that cannot be routed is told to the lead once, and the row says why', async () => {
    bench = await startBench()
    const intake = bench.slack.channels().find((channel) => channel.id === 'C0INTAKE')
    if (intake === undefined) throw new Error('the seed has an intake channel')
    intake.isArchived = true
    const id = await bench.file({ severity: 'sev2' })
    await bench.settleDown()
    expect(await rowOf(bench.deps, `card:${id}`)).toMatchObject({ state: 'unroutable', lastError: 'is_archived' })
    // Five in the morning there, and no page: it waits for their day.
    expect(bench.slack.notifications('U0LEAD1')).toEqual([])
    bench.deps.clock.advance(4 * 3_600_000)
    await bench.settleDown()
    expect(bench.messagesWith(`lead:${id}:U0LEAD1:card`)).toHaveLength(1)
    expect(bench.slack.notifications('U0LEAD1')).toHaveLength(1)
  })

  test('a refused token loses nothing: all of it waits', async () => {
    bench = await startBench()
    bench.slack.faults.set({ method: '*', kind: 'error', error: 'token_revoked', times: null })
    const id = await bench.file()
    await bench.relay.runUntilIdle()
    expect(await rowOf(bench.deps, `card:${id}`)).toMatchObject({ state: 'waiting', lastError: 'token_revoked' })
    bench.slack.faults.clear()
    await bench.settleDown()
    await expectEachOnce(id)
  })
})

describe('pages that waited for the morning', () => {
  test('come as one message, also after a kill between the call and its record', async () => {
    bench = await startBench()
    const ids = [await bench.file({ severity: 'sev3' }), await bench.file({ severity: 'sev3' })]
    await bench.relay.runUntilIdle()
    bench.deps.clock.advance(14 * 3_600_000)
    const killed = createLeases({ ...bench.deps, leaseMs: -1 })
    for (const row of await killed.take('page', 50)) await bench.deliver(row, async () => true)
    await bench.settleDown()
    for (const person of SPECIALISTS) {
      const [only, ...others] = bench.slack.as(person).dms()
      expect(others).toEqual([])
      for (const id of ids) expect(JSON.stringify(only?.blocks)).toContain(`ESC-${id}`)
    }
  })

  test('come as one message, however often Slack was too busy before', async () => {
    bench = await startBench()
    await bench.file({ severity: 'sev3' })
    await bench.file({ severity: 'sev3' })
    await bench.relay.runUntilIdle()
    bench.deps.clock.advance(14 * 3_600_000)
    bench.slack.faults.set({ method: 'chat.postMessage', kind: 'http_500', times: 16 })
    await bench.settleDown()
    await bench.settleDown()
    for (const person of SPECIALISTS) expect(bench.slack.as(person).dms()).toHaveLength(1)
  })
})

describe('Slack is away for an hour', () => {
  test('on its return every card is the newest, and nobody is paged for what was claimed meanwhile', async () => {
    bench = await startBench()
    bench.slack.faults.set({ method: '*', kind: 'http_500', times: null })
    const ids = [await bench.file(), await bench.file({ requesterId: 'U0REQUESTER2' })] as const
    await bench.relay.runUntilIdle()
    const actor = { kind: 'person', id: 'U0SPECIALISTB', standing: 'member', intakeOf: ['policy'] } as const
    await claim(bench.deps, actor, { escalationId: ids[0] })
    for (let minute = 0; minute < 60; minute += 5) {
      bench.deps.clock.advance(5 * 60_000)
      await bench.relay.runUntilIdle()
    }
    bench.slack.faults.clear()
    await bench.settleDown()
    for (const id of ids) expect([id, bench.messagesWith(`card:${id}`).length]).toEqual([id, 1])
    expect(JSON.stringify(bench.messagesWith(`card:${ids[0]}`)[0]?.blocks)).toContain('Specialist B')
    for (const person of PAGED) {
      const dms = bench.slack.as(person).dms()
      expect([person, dms.filter((dm) => dm.text.includes(`ESC-${ids[0]}`)).length]).toEqual([person, 0])
      expect([person, dms.filter((dm) => dm.text.includes(`ESC-${ids[1]}`)).length]).toEqual([person, 1])
    }
    expect(bench.warnings.filter(({ event }) => event === 'slack_unreachable')).toHaveLength(1)
  })
})
