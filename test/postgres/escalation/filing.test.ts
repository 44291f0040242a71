import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { texts } from '../../../src/db/schema/escalation.ts'
import { channelsOf } from '../../../src/db/stores/posts.ts'
import { claim } from '../../../src/usecases/escalation/claim.ts'
import { file } from '../../../src/usecases/escalation/file.ts'
import { pageDelivery } from '../../../src/usecases/views/page.ts'
import {
  A,
  B,
  C,
  clocks,
  D,
  eventsOf,
  fileOne,
  filing,
  got,
  guest,
  lead,
  pages,
  refusalOf,
  requester,
  saidBy,
  stateOf,
  stranger,
  testWorld,
  type World,
} from '../../support/builders.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.end())

const minutesOf = (clock: { startedAt: Date; dueAt: Date }) =>
  (clock.dueAt.getTime() - clock.startedAt.getTime()) / 60_000

describe('filing', () => {
  test('the same submission twice files once', async () => {
    const one = filing()
    const first = got(await file(world.deps, requester, one))
    const second = await saidBy(world, async () => {
      expect(got(await file(world.deps, requester, one))).toEqual({
        escalationId: first.escalationId,
        isNew: false,
      })
    })
    expect(first.isNew).toBe(true)
    expect(second).toEqual({ news: [], edits: [], held: [] })
    expect(await eventsOf(world, first.escalationId)).toEqual(['escalation_filed'])
  })

  test('the same submission, pressed ten times in the same moment, files once', async () => {
    const one = filing()
    const all = await Promise.all(Array.from({ length: 10 }, () => file(world.deps, requester, one)))
    const values = all.map(got)
    expect(new Set(values.map((value) => value.escalationId)).size).toBe(1)
    expect(values.filter((value) => value.isNew)).toHaveLength(1)
    const id = values[0]?.escalationId ?? 0
    expect(await eventsOf(world, id)).toEqual(['escalation_filed'])
    expect(await pages(world, id)).toHaveLength(3)
  })

  test('a sev1 runs three clocks, pages who is on call at once, three at most, and wants a channel', async () => {
    const id = await fileOne(world)
    expect((await clocks(world, id)).map((clock) => [clock.kind, minutesOf(clock)])).toEqual([
      ['claim', 15],
      ['first_update', 30],
      ['resolve', 480],
    ])
    const paged = await pages(world, id)
    expect(paged.map((page) => page.userId)).toEqual([A.id, B.id, C.id])
    expect(paged.every((page) => page.notBefore.getTime() === world.clock.now().getTime())).toBe(true)
    expect(await world.deps.db.read((q) => channelsOf(q, id))).toMatchObject([
      { sequence: 0, state: 'wanted', isPrivate: false },
    ])
    expect(await stateOf(world, id)).toMatchObject({ department: 'PR', place: 'channel', channelLanguage: 'en' })
  })

  test('a sev3 pages at each one’s own start of work, and works in the thread', async () => {
    const id = await fileOne(world, { severity: 'sev3' })
    const at = Object.fromEntries((await pages(world, id)).map((page) => [page.userId, page.notBefore.toISOString()]))
    expect(at).toEqual({
      [A.id]: '2026-11-16T15:00:00.000Z',
      [B.id]: '2026-11-16T15:00:00.000Z',
      [C.id]: '2026-11-16T15:00:00.000Z',
      [D.id]: '2026-11-16T15:00:00.000Z',
    })
    expect(await world.deps.db.read((q) => channelsOf(q, id))).toEqual([])
  })

  test('a sev4 pages nobody: card and DM only', async () => {
    const said = await saidBy(world, () => fileOne(world, { severity: 'sev4' }))
    expect(said.news).toEqual(['card', `requester_dm → ${requester.id}`])
  })

  test('a restricted one pages only who is cleared, in a private channel, whatever its severity', async () => {
    const id = await fileOne(world, { category: 'child_safety', severity: 'sev3' })
    expect((await pages(world, id)).map((page) => page.userId)).toEqual([A.id, C.id])
    expect(await world.deps.db.read((q) => channelsOf(q, id))).toMatchObject([{ isPrivate: true }])
    expect((await stateOf(world, id)).place).toBe('channel')
  })

  test('nobody on call: the leads are paged in their place, and the channel is told', async () => {
    const settings = world.deps.settings()
    world.set({ ...settings, teams: settings.teams.map((team) => ({ ...team, specialists: [] })) })
    const said = await saidBy(world, () => fileOne(world))
    world.set(settings)
    expect(said.news).toEqual([
      'card',
      'channel_alert',
      `page → ${lead.id}`,
      `requester_dm → ${requester.id}`,
      'work_channel',
    ])
  })

  test('nobody on call for a sev3: a lead is paged in the lead’s own hours, and not once it was claimed', async () => {
    const own = await testWorld('2026-11-17T02:00:00Z')
    const settings = own.deps.settings()
    own.set({ ...settings, teams: settings.teams.map((team) => ({ ...team, specialists: [B.id] })) })
    let escalationId = 0
    const said = await saidBy(own, async () => {
      escalationId = await fileOne(own, { severity: 'sev3' }, B)
    })
    expect(said.held).toEqual([`page → ${lead.id}`])
    const pageId = (await pages(own, escalationId))[0]?.id ?? 0
    expect(await pageDelivery(own.deps, { pageId })).toMatchObject({ userId: lead.id })
    got(await claim(own.deps, B, { escalationId }))
    expect(await pageDelivery(own.deps, { pageId })).toBeNull()
    await own.end()
  })

  test('a requester on call isn’t paged for what they filed themselves', async () => {
    const id = await fileOne(world, {}, B)
    expect((await pages(world, id)).map((page) => page.userId)).toEqual([A.id, C.id, D.id])
  })

  test('a guest may file, a stranger may not', async () => {
    expect((await file(world.deps, guest, filing())).ok).toBe(true)
    expect(refusalOf(await file(world.deps, stranger, filing()))).toEqual({ code: 'not_permitted', reason: 'stranger' })
  })

  test('without a set-up nothing is filed and nobody is paged', async () => {
    const settings = world.deps.settings()
    world.set({ ...settings, isSetUp: false })
    const said = await saidBy(world, async () => {
      expect(refusalOf(await file(world.deps, requester, filing()))).toEqual({ code: 'not_set_up' })
    })
    world.set(settings)
    expect(said.news).toEqual([])
  })

  test('an empty line and an endless one are refused at their field', async () => {
    expect(refusalOf(await file(world.deps, requester, filing({ summary: '  ' })))).toEqual({
      code: 'invalid_text',
      field: 'summary',
      problem: 'empty',
      max: 120,
    })
    const long = await file(world.deps, requester, filing({ body: 'é'.repeat(3001) }))
    expect(refusalOf(long)).toEqual({ code: 'invalid_text', field: 'body', problem: 'too_long', max: 3000 })
    expect((await file(world.deps, requester, filing({ body: '𝄞'.repeat(3000) }))).ok).toBe(true)
  })

  test('somebody of another workspace can’t be made a follower, and nothing is kept of the attempt', async () => {
    const said = await saidBy(world, async () => {
      const outcome = await file(world.deps, requester, filing({ followers: [stranger.id] }))
      expect(refusalOf(outcome)).toEqual({ code: 'person_not_eligible', personId: stranger.id })
    })
    expect(said.news).toEqual([])
  })
})

describe('the record', () => {
  const attempt = (statement: string) => world.deps.db.transact((tx) => tx.execute(sql.raw(statement)))

  test.each([
    ['update', 'update timeline set at = at'],
    ['an update of nothing', 'update timeline set at = at where false'],
    ['delete', 'delete from timeline'],
    ['truncate', 'truncate timeline'],
    ['truncate of all that hangs together', 'truncate escalations cascade'],
  ])('the timeline refuses %s', async (_name, statement) => {
    const id = await fileOne(world)
    await expect(attempt(statement)).rejects.toMatchObject({ code: '23000' })
    expect(await eventsOf(world, id)).toEqual(['escalation_filed'])
  })

  test('what people wrote lies in texts, never in the timeline', async () => {
    const id = await fileOne(world, { summary: 'xyzzy in one line', body: 'xyzzy at length' })
    const found = await world.deps.db.read((q) =>
      q.execute(sql`select (select count(*)::int from timeline where facts::text like '%xyzzy%') as told,
        (select count(*)::int from outbox where intent::text like '%xyzzy%') as said`),
    )
    expect(found[0]).toEqual({ told: 0, said: 0 })
    const kept = await world.deps.db.read((q) => q.select().from(texts))
    expect(kept.filter((text) => text.escalationId === id).map((text) => text.kind)).toEqual(['summary', 'body'])
  })

  test.each([
    ['a claimed one without owner', "update escalations set status = 'claimed' where id = $"],
    ['a restricted one in a thread', "update escalations set is_restricted = true, place = 'thread' where id = $"],
    ['a resolved one without decision', "update escalations set status = 'resolved' where id = $"],
    [
      'one that is its own duplicate',
      "update escalations set status = 'duplicate', duplicate_of = id, linked_at = now() where id = $",
    ],
  ])('the database itself refuses %s', async (_name, statement) => {
    const id = await fileOne(world)
    await expect(attempt(statement.replace('$', String(id)))).rejects.toMatchObject({ code: '23514' })
  })
})
