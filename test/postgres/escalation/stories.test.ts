import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { outbox } from '../../../src/db/schema/outbox.ts'
import { claim } from '../../../src/usecases/escalation/claim.ts'
import { close } from '../../../src/usecases/escalation/close.ts'
import { pageSeen } from '../../../src/usecases/escalation/page-seen.ts'
import { rate } from '../../../src/usecases/escalation/rate.ts'
import { resolve } from '../../../src/usecases/escalation/resolve.ts'
import { writeUpdate } from '../../../src/usecases/escalation/write-update.ts'
import {
  A,
  B,
  C,
  D,
  fileOne,
  got,
  JOB,
  lead,
  MONDAY_NIGHT,
  pages,
  requester,
  runDueTimers,
  saidBy,
  stateOf,
  testWorld,
  type World,
} from '../../support/builders.ts'

/** What each step commits to the outbox, from filing to closing (SCREENS 3): news may notify, edits never do. */

const decision = { decision: 'kept_up', rule: '4.2', reason: 'News', sentence: null, rootCause: null } as const

function update(world: World, escalationId: number, by = B) {
  return writeUpdate(world.deps, by, { escalationId, text: '12 checked', audience: 'requester', nextBy: null })
}

test('the sev1 story: filed, seen, claimed, three updates, resolved in three hours, closed', async () => {
  const world = await testWorld('2026-11-22T02:02:00Z')
  let escalationId = 0
  const filed = await saidBy(world, async () => {
    escalationId = await fileOne(world)
  })
  // Page first: who is on call at once, three at most, nothing held although it is night.
  expect(filed.news).toEqual([
    'card',
    `lead_notice filed_sev1 → ${lead.id}`,
    ...[A, B, C].map((person) => `page → ${person.id}`),
    `requester_dm → ${requester.id}`,
    'work_channel',
  ])
  expect(filed.held).toEqual([])

  world.clock.advance(3)
  const pageId = (await pages(world, escalationId)).find((page) => page.userId === C.id)?.id ?? 0
  const seen = await saidBy(world, async () => got(await pageSeen(world.deps, C, { pageId })))
  expect(seen.news).toEqual([])

  world.clock.advance(3)
  const claimed = await saidBy(world, async () => got(await claim(world.deps, B, { escalationId })))
  expect(claimed.news).toEqual([`requester_line escalation_claimed → ${requester.id}`])
  expect(claimed.edits).toEqual([
    'card',
    `lead_notice filed_sev1 → ${lead.id}`,
    ...[A, B, C].map((person) => `page → ${person.id}`),
    `requester_dm → ${requester.id}`,
    'work_channel',
  ])

  // Each in time: ten minutes before the promised hour its owner would be reminded.
  for (const minutes of [12, 48, 48]) {
    world.clock.advance(minutes)
    // What is drawn again by itself (due soon) is an edit, too.
    expect((await saidBy(world, () => runDueTimers(world))).news).toEqual([])
    const written = await saidBy(world, async () => got(await update(world, escalationId)))
    expect(written.news).toEqual([`requester_line update_written → ${requester.id}`])
  }

  world.clock.advance(49)
  const resolved = await saidBy(world, async () => got(await resolve(world.deps, B, { escalationId, ...decision })))
  expect(resolved.news).toEqual([`decision → ${requester.id}`])

  world.clock.advance(7 * 24 * 60)
  expect((await saidBy(world, () => runDueTimers(world))).news).toEqual([])
  expect(await stateOf(world, escalationId)).toMatchObject({ status: 'closed' })
  await world.end()
})

test('the sev3 story: filed at 22:40, claimed and resolved next day: two messages to the requester, no line', async () => {
  const world = await testWorld(MONDAY_NIGHT)
  let escalationId = 0
  const filed = await saidBy(world, async () => {
    escalationId = await fileOne(world, { severity: 'sev3' })
  })
  expect(filed.news).toEqual([
    'card',
    ...[A, B, C, D].map((person) => `page → ${person.id}`),
    `requester_dm → ${requester.id}`,
  ])
  // In Madrid and London it is night; in New York and Mexico City it is the afternoon.
  expect(filed.held).toEqual([`page → ${C.id}`, `page → ${D.id}`])

  world.clock.set('2026-11-17T09:30:00Z')
  const claimed = await saidBy(world, async () => got(await claim(world.deps, C, { escalationId })))
  expect(claimed.news).toEqual([])

  world.clock.set('2026-11-17T11:00:00Z')
  const resolved = await saidBy(world, async () => got(await resolve(world.deps, C, { escalationId, ...decision })))
  expect(resolved.news).toEqual([`decision → ${requester.id}`])
  expect(resolved.held).toEqual([])

  const closed = await saidBy(world, async () => got(await close(world.deps, JOB, { escalationId })))
  expect(closed.news).toEqual([])
  await world.end()
})

test('a sev3 decided at night waits for the requester’s morning; drawn again before, it still waits', async () => {
  const world = await testWorld()
  const escalationId = await fileOne(world, { severity: 'sev3' })
  got(await claim(world.deps, A, { escalationId }))
  world.clock.set(MONDAY_NIGHT)
  const morning = new Date('2026-11-17T08:00:00Z')
  const nextAttempts = () =>
    world.deps.db.read((q) =>
      q.select({ at: outbox.nextAttemptAt, version: outbox.version }).from(outbox).where(eq(outbox.kind, 'decision')),
    )
  const { resolutionId } = got(await resolve(world.deps, A, { escalationId, ...decision }))
  expect(await nextAttempts()).toEqual([{ at: morning, version: 1 }])
  world.clock.advance(5)
  got(await rate(world.deps, requester, { escalationId, resolutionId, wasHelpful: true }))
  expect(await nextAttempts()).toEqual([{ at: morning, version: 2 }])
  await world.end()
})
