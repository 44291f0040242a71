import { afterEach, describe, expect, test } from 'vitest'
import { addParticipant } from '../../src/db/stores/escalations.ts'
import { updateChannel, wantChannel } from '../../src/db/stores/posts.ts'
import { createLeases } from '../../src/outbox/lease.ts'
import { manifestScopes } from '../../src/playground/manifest.ts'
import type { Channel } from '../../src/playground/model.ts'
import { newChannel } from '../../src/playground/seed.ts'
import { claim } from '../../src/usecases/escalation/claim.ts'
import { type DeliveryBench, startBench } from '../support/delivery-kit.ts'
import { rowOf, sayAll } from '../support/relay-kit.ts'
import { projectManifest } from '../support/workspace.ts'

let bench: DeliveryBench

afterEach(() => bench.stop())

const NAME = 'playlist-removed-broadcaster-asks'

function escChannels(): readonly Channel[] {
  return bench.slack.channels().filter((channel) => channel.name.startsWith('esc-'))
}

/** A channel that stands in the workspace before ours is made. */
function standing(
  name: string,
  over: { creator?: string; kind?: 'public' | 'private'; created?: number } = {},
): Channel {
  const { creator = 'U0LEAD1', kind = 'public', created = bench.deps.clock.now().getTime() / 1000 } = over
  const members = creator === 'U0LEAD1' ? [creator] : [creator, 'U0LEAD1']
  const channel = newChannel({ id: `C0STRANGER${escChannels().length}`, name, kind, creator, created, members })
  bench.slack.state().channels[channel.id] = channel
  bench.slack.state().messages[channel.id] = []
  return channel
}

function take(escalationId: number, userId = 'U0SPECIALISTA') {
  const actor = { kind: 'person', id: userId, standing: 'member', intakeOf: ['policy'] } as const
  return claim(bench.deps, actor, { escalationId })
}

/** The number that the next escalation gets. */
async function nextId(): Promise<number> {
  return (await bench.file({ severity: 'sev4' })) + 1
}

describe('the name of a channel', () => {
  test('one that a stranger’s channel holds gets a suffix; the stranger’s is never adopted', async () => {
    bench = await startBench()
    const id = await nextId()
    const theirs = standing(`esc-${id}-${NAME}`)
    expect(await bench.file()).toBe(id)
    await bench.settleDown()
    const names = escChannels().map((channel) => channel.name)
    expect(names).toEqual([`esc-${id}-${NAME}`, `esc-${id}-${NAME}-2`])
    expect(theirs.members).toEqual(['U0LEAD1'])
    expect(bench.slack.messages(theirs.id)).toEqual([])
  })

  test('one of ours from another life of this number is not adopted', async () => {
    bench = await startBench()
    const id = await nextId()
    const weekAgo = bench.deps.clock.now().getTime() / 1000 - 7 * 86_400
    const old = standing(`esc-${id}-${NAME}`, { creator: bench.slack.botUserId, created: weekAgo })
    await bench.file()
    await bench.settleDown()
    expect(escChannels()).toHaveLength(2)
    expect(bench.slack.messages(old.id)).toEqual([])
  })

  test('an archived channel holds its name too', async () => {
    bench = await startBench()
    const id = await nextId()
    standing(`esc-${id}-${NAME}`).isArchived = true
    await bench.file()
    await bench.settleDown()
    expect(escChannels().at(-1)?.name).toBe(`esc-${id}-${NAME}-2`)
  })

  test('a kill after the channel was made leaves one channel', async () => {
    bench = await startBench()
    const id = await bench.file()
    const killed = createLeases({ ...bench.deps, leaseMs: -1 })
    for (const row of await killed.take('bulk', 9)) await bench.deliver(row, async () => true)
    expect(escChannels()).toHaveLength(1)
    await bench.settleDown()
    expect(escChannels().map((channel) => channel.name)).toEqual([`esc-${id}-${NAME}`])
    expect(bench.messagesWith(`workcard:${id}:0`)).toHaveLength(1)
  })
})

describe('what Slack refuses', () => {
  test('restricted_action: work goes on in the thread, and the card says so', async () => {
    bench = await startBench()
    bench.slack.faults.set({ method: 'conversations.create', kind: 'error', error: 'restricted_action', times: null })
    const id = await bench.file()
    await bench.settleDown()
    expect(escChannels()).toEqual([])
    expect(bench.callsOf('conversations.create')).toHaveLength(1)
    expect(JSON.stringify(bench.messagesWith(`card:${id}`)[0]?.blocks)).toContain('thread')
    await take(id)
    await bench.settleDown()
    expect(bench.messagesWith(`card:${id}`)).toHaveLength(1)
  })

  test('a restricted escalation’s channel is private, and its name says nothing', async () => {
    bench = await startBench()
    const id = await bench.file({ category: 'child_safety' })
    await bench.settleDown()
    expect(bench.callsOf('conversations.create').map((call) => call.args.is_private)).toEqual(['true'])
    expect(escChannels()).toMatchObject([{ name: `esc-${id}`, kind: 'private' }])
  })

  test('a topic that is refused keeps nobody out, and is asked for once', async () => {
    bench = await startBench()
    bench.slack.faults.set({ method: 'conversations.setTopic', kind: 'error', error: 'restricted_action', times: null })
    const id = await bench.file()
    await take(id)
    await bench.settleDown()
    expect(escChannels()[0]?.members).toContain('U0SPECIALISTA')
    expect(await rowOf(bench.deps, `channel:${id}:0`)).toMatchObject({ state: 'sent' })
    expect(bench.callsOf('conversations.setTopic')).toHaveLength(1)
  })

  test('a private channel that is refused is never opened as a public one; the lead is told', async () => {
    bench = await startBench()
    bench.slack.faults.set({ method: 'conversations.create', kind: 'error', error: 'restricted_action', times: null })
    const id = await bench.file({ category: 'child_safety' })
    await bench.settleDown()
    expect(bench.callsOf('conversations.create').map((call) => call.args.is_private)).toEqual(['true'])
    expect(escChannels()).toEqual([])
    // In the lead's own hours: nobody can be asked for a private channel at five in the morning.
    bench.deps.clock.advance(6 * 3_600_000)
    await bench.settleDown()
    expect(bench.messagesWith(`lead:${id}:U0LEAD1:no_private_channel`)).toHaveLength(1)
  })

  test('a public channel with the right name is never taken for a private one that was asked for', async () => {
    bench = await startBench()
    const id = await nextId()
    const open = standing(`esc-${id}`, { creator: bench.slack.botUserId })
    await bench.file({ category: 'child_safety' })
    await bench.settleDown()
    expect(escChannels().map((channel) => [channel.name, channel.kind])).toEqual([
      [`esc-${id}`, 'public'],
      [`esc-${id}-2`, 'private'],
    ])
    expect(bench.slack.messages(open.id)).toEqual([])
  })

  test('without the scope for do-not-disturb pages leave all the same, and that is said once', async () => {
    const scopes = manifestScopes(await projectManifest()).filter((scope) => scope !== 'dnd:read')
    bench = await startBench({ grantedScopes: scopes })
    for (let filed = 0; filed < 2; filed += 1) await bench.file()
    await bench.settleDown()
    expect(bench.callsOf('dnd.info')).toHaveLength(1)
    expect(bench.warnings).toEqual([
      { event: 'slack_scope_missing', facts: { feature: 'do_not_disturb', needed: 'dnd:read' } },
    ])
    expect(bench.slack.notifications('U0SPECIALISTA')).toHaveLength(2)
  })

  test('without the scope for pins the card stands unpinned, and that is said once', async () => {
    const scopes = manifestScopes(await projectManifest()).filter((scope) => scope !== 'pins:write')
    bench = await startBench({ grantedScopes: scopes })
    const ids = [await bench.file(), await bench.file()]
    await bench.settleDown()
    for (const id of ids) {
      expect(bench.messagesWith(`workcard:${id}:0`)).toHaveLength(1)
      expect(await rowOf(bench.deps, `workcard:${id}:0`)).toMatchObject({ state: 'sent' })
    }
    expect(bench.warnings).toEqual([{ event: 'slack_scope_missing', facts: { feature: 'pins', needed: 'pins:write' } }])
    bench.slack.clearCalls()
    await sayAll(bench.deps, [{ kind: 'work_card', escalationId: ids[0] ?? 0, sequence: 0 }])
    await bench.settleDown()
    expect(bench.slack.calls()).toEqual([])
  })
})

describe('who is in it', () => {
  test('the owner is invited once, and not again after leaving', async () => {
    bench = await startBench()
    const id = await bench.file()
    await take(id)
    await bench.settleDown()
    const channel = escChannels()[0]
    expect(channel?.members).toContain('U0SPECIALISTA')
    channel?.members.splice(channel.members.indexOf('U0SPECIALISTA'), 1)
    await sayAll(bench.deps, [{ kind: 'work_channel', escalationId: id, sequence: 0 }])
    await bench.settleDown()
    expect(channel?.members).not.toContain('U0SPECIALISTA')
    expect(bench.callsOf('conversations.invite')).toHaveLength(1)
  })

  test('one who cannot come in keeps nobody out, and is not asked twice', async () => {
    bench = await startBench()
    const id = await bench.file()
    await take(id)
    await bench.deps.db.transact(async (tx) => {
      await addParticipant(tx, id, 'U0SPECIALISTB', 'brought_in', bench.deps.clock.now())
      await addParticipant(tx, id, 'U0NOBODY', 'brought_in', bench.deps.clock.now())
    })
    await bench.settleDown()
    expect(escChannels()[0]?.members).toEqual(expect.arrayContaining(['U0SPECIALISTA', 'U0SPECIALISTB']))
    expect(await rowOf(bench.deps, `channel:${id}:0`)).toMatchObject({ state: 'sent' })
    expect(bench.callsOf('conversations.invite')).toHaveLength(1)
  })

  test('the topic changes with the owner only', async () => {
    bench = await startBench()
    const id = await bench.file()
    await bench.settleDown()
    const before = escChannels()[0]?.topic.value
    await take(id)
    await bench.settleDown()
    expect(escChannels()[0]?.topic.value).toBe(`sev1 · Specialist A · ESC-${id}`)
    expect(before).not.toBe(escChannels()[0]?.topic.value)
    await sayAll(bench.deps, [{ kind: 'work_channel', escalationId: id, sequence: 0 }])
    await bench.settleDown()
    expect(bench.callsOf('conversations.setTopic')).toHaveLength(2)
  })
})

describe('the end, and after', () => {
  test('a channel to be archived is archived once; its successor names it', async () => {
    bench = await startBench()
    const id = await bench.file()
    await take(id)
    await bench.settleDown()
    await bench.deps.db.transact(async (tx) => {
      await updateChannel(tx, id, 0, { archiveWanted: true })
      await wantChannel(tx, id, false, bench.deps.clock.now())
    })
    await sayAll(bench.deps, [
      { kind: 'work_channel', escalationId: id, sequence: 0 },
      { kind: 'work_channel', escalationId: id, sequence: 1 },
    ])
    await bench.settleDown()
    const [first, second] = escChannels()
    expect(first).toMatchObject({ name: `esc-${id}-${NAME}`, isArchived: true })
    expect(second).toMatchObject({ name: `esc-${id}-b`, isArchived: false })
    const named = bench.messagesWith(`from:${id}:1`)
    expect(JSON.stringify(named)).toContain(`<#${first?.id}>`)
    await sayAll(bench.deps, [{ kind: 'work_channel', escalationId: id, sequence: 1 }])
    await bench.settleDown()
    expect(bench.messagesWith(`from:${id}:1`)).toHaveLength(1)
    expect(bench.callsOf('conversations.archive')).toHaveLength(1)
  })
})
