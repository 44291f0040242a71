import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dueTimers } from '../../../src/db/stores/timers.ts'
import { answerQuestion } from '../../../src/usecases/escalation/answer-question.ts'
import { askRequester } from '../../../src/usecases/escalation/ask-requester.ts'
import { claim } from '../../../src/usecases/escalation/claim.ts'
import { pageSeen } from '../../../src/usecases/escalation/page-seen.ts'
import { passPage } from '../../../src/usecases/escalation/pass-page.ts'
import { resolve } from '../../../src/usecases/escalation/resolve.ts'
import { snooze } from '../../../src/usecases/escalation/snooze.ts'
import { writeUpdate } from '../../../src/usecases/escalation/write-update.ts'
import { runTimer } from '../../../src/usecases/timers/run-timer.ts'
import { pageDelivery } from '../../../src/usecases/views/page.ts'
import { reminderDelivery } from '../../../src/usecases/views/reminder.ts'
import { requesterDmDelivery } from '../../../src/usecases/views/requester.ts'
import {
  A,
  B,
  eventsOf,
  fileClaimed,
  fileOne,
  got,
  JOB,
  lead,
  liveClock,
  pages,
  refusalOf,
  reminders,
  requester,
  saidBy,
  testWorld,
  type World,
} from '../../support/builders.ts'

let world: World
beforeEach(async () => {
  world = await testWorld()
})
afterEach(() => world.end())

/** Minutes pass, one by one: what falls due happens in order. What was said meanwhile to people, without pages. */
async function pass(minutes: number): Promise<readonly string[]> {
  const said = await saidBy(world, async () => {
    for (let left = minutes; left > 0; left -= 1) {
      world.clock.advance(1)
      await runAll()
    }
  })
  return said.news.filter((one) => !one.startsWith('page'))
}

async function runAll(): Promise<void> {
  for (;;) {
    const [timer] = await world.deps.db.read((q) => dueTimers(q, world.clock.now(), 1))
    if (timer === undefined) return
    await runTimer(world.deps, JOB, { timerId: timer.id })
  }
}

const update = (escalationId: number, audience: 'requester' | 'team' = 'requester') =>
  writeUpdate(world.deps, A, { escalationId, text: 'Checked', audience, nextBy: null })

describe('ONCALL 20: one warning per clock, to the owner', () => {
  test('of an update ten minutes ahead, once', async () => {
    await fileClaimed(world)
    expect(await pass(19)).toEqual([])
    expect(await pass(1)).toEqual([`reminder → ${A.id}`])
    expect(await pass(9)).toEqual([])
  })

  test('only if nothing was written to the requester: a note for the team keeps no promise', async () => {
    const escalationId = await fileClaimed(world)
    const other = await fileClaimed(world)
    got(await update(escalationId))
    got(await update(other, 'team'))
    expect(await pass(21)).toEqual([`reminder → ${A.id}`])
    expect((await reminders(world, other)).length).toBe(1)
    expect(await reminders(world, escalationId)).toEqual([])
  })

  test('of a decision at three quarters of its time', async () => {
    const escalationId = await fileClaimed(world, { severity: 'sev2' })
    for (let hour = 0; hour < 17; hour += 1) {
      got(await update(escalationId))
      await pass(60)
    }
    got(await update(escalationId))
    expect((await reminders(world, escalationId)).map((row) => row.clock)).toEqual([])
    await pass(60)
    expect((await reminders(world, escalationId)).map((row) => row.clock)).toEqual(['resolve'])
  })

  test('is checked again as it leaves: what was kept meanwhile shows nothing to do', async () => {
    const escalationId = await fileClaimed(world)
    await pass(20)
    const [row] = await reminders(world, escalationId)
    if (row === undefined) throw new Error('a reminder was said')
    const drawn = () => reminderDelivery(world.deps, { timelineId: row.id, userId: A.id })
    expect((await drawn())?.view).toMatchObject({ state: { state: 'live' }, isLate: false, clock: 'first_update' })
    got(await update(escalationId))
    expect((await drawn())?.view).toMatchObject({ state: { state: 'over' } })
  })

  test('paused while the requester is asked; the answer brings the rest of its time back', async () => {
    const escalationId = await fileClaimed(world)
    got(await update(escalationId))
    await pass(30)
    got(await askRequester(world.deps, A, { escalationId, text: 'Which one?' }))
    expect(await pass(120)).toEqual([])
    got(await answerQuestion(world.deps, requester, { escalationId, text: 'This one' }))
    expect(await pass(19)).toEqual([])
    expect(await pass(1)).toEqual([`reminder → ${A.id}`])
  })

  test('nobody had it when its time came: who claims it then reads the deadline as they claim it', async () => {
    const escalationId = await fileOne(world)
    await pass(22)
    got(await claim(world.deps, A, { escalationId }))
    expect(await pass(5)).toEqual([])
  })

  test('an owner off duty: of a sev3 it waits for their day', async () => {
    const own = await testWorld('2026-11-16T16:00:00Z')
    world = own
    // Madrid's 17:00; the team's calendar is New York's, 11:00: the first update is due tomorrow at 11:00 there.
    const escalationId = await fileOne(own, { severity: 'sev3' })
    got(await claim(own.deps, A, { escalationId }))
    const due = await liveClock(own, escalationId, 'first_update')
    expect(due?.dueAt).toEqual(new Date('2026-11-17T16:00:00Z'))
  })
})

describe('a snooze', () => {
  test('reminds again half an hour later, is kept in the timeline, and moves no deadline', async () => {
    const escalationId = await fileClaimed(world, { severity: 'sev2' })
    await pass(110)
    const [row] = await reminders(world, escalationId)
    if (row === undefined) throw new Error('a reminder was said')
    const before = await liveClock(world, escalationId, 'first_update')
    got(await snooze(world.deps, A, { escalationId, reminderId: row.id }))
    expect(await liveClock(world, escalationId, 'first_update')).toEqual(before)
    expect(await eventsOf(world, escalationId)).toContain('reminder_snoozed')
    // The deadline passes meanwhile, and alerts by itself.
    expect(await pass(29)).toEqual([
      `lead_notice breach → ${lead.id}`,
      `reminder → ${A.id}`,
      `requester_line clock_breached → ${requester.id}`,
    ])
    expect(await pass(1)).toEqual([`reminder → ${A.id}`])
    expect((await reminders(world, escalationId)).map((one) => one.why)).toEqual(['warning', 'breach', 'snoozed'])
  })

  test('is over once the update is written', async () => {
    const escalationId = await fileClaimed(world, { severity: 'sev2' })
    await pass(110)
    const [row] = await reminders(world, escalationId)
    got(await snooze(world.deps, A, { escalationId, reminderId: row?.id ?? 0 }))
    got(await update(escalationId))
    expect(await pass(60)).toEqual([])
  })

  test('of a message that a newer one replaced is refused', async () => {
    const escalationId = await fileClaimed(world)
    await pass(31)
    const [first, second] = await reminders(world, escalationId)
    expect(refusalOf(await snooze(world.deps, A, { escalationId, reminderId: first?.id ?? 0 }))).toEqual({
      code: 'stale',
    })
    got(await snooze(world.deps, A, { escalationId, reminderId: second?.id ?? 0 }))
  })
})

describe('ONCALL 18: a breach itself alerts, whoever owns it', () => {
  test('by day: the owner, each lead, and for the first answer the requester, once', async () => {
    const escalationId = await fileClaimed(world)
    await pass(29)
    expect(await pass(1)).toEqual([
      `lead_notice breach → ${lead.id}`,
      `reminder → ${A.id}`,
      `requester_line clock_breached → ${requester.id}`,
    ])
    expect(await pass(60)).toEqual([])
    const dm = await requesterDmDelivery(world.deps, { escalationId, userId: requester.id })
    expect(dm?.view).toMatchObject({ line: { state: 'late' }, nextNewsBy: null })
  })

  test('the new time is as long again as was promised, and always ahead', async () => {
    const escalationId = await fileClaimed(world)
    const filedAt = world.clock.now().getTime()
    const shown = async () => {
      const dm = await requesterDmDelivery(world.deps, { escalationId, userId: requester.id })
      return dm?.view.line.state === 'late' ? (dm.view.line.newTime.getTime() - filedAt) / 60_000 : null
    }
    await pass(31)
    expect(await shown()).toBe(60)
    await pass(30)
    expect(await shown()).toBe(90)
    got(await update(escalationId))
    expect(await shown()).toBeNull()
  })

  test('once the new time has passed without news the requester reads the next one, silently', async () => {
    await fileClaimed(world)
    await pass(59)
    const said = await saidBy(world, async () => {
      await pass(1)
    })
    expect(said.edits).toContain(`requester_dm → ${requester.id}`)
    expect(said.news).toEqual([])
    const again = await saidBy(world, async () => {
      await pass(29)
    })
    expect(again.edits).not.toContain(`requester_dm → ${requester.id}`)
    expect((await saidBy(world, async () => pass(1))).edits).toContain(`requester_dm → ${requester.id}`)
  })

  test('of the next update the requester hears nothing', async () => {
    const escalationId = await fileClaimed(world)
    got(await update(escalationId))
    await pass(59)
    expect(await pass(1)).toEqual([`lead_notice breach → ${lead.id}`, `reminder → ${A.id}`])
  })

  test('later ones stand in the thread of the lead’s first', async () => {
    const escalationId = await fileOne(world)
    expect((await pass(16)).filter((one) => one.includes('breach'))).toEqual([`lead_notice breach → ${lead.id}`])
    got(await claim(world.deps, A, { escalationId }))
    expect(await pass(20)).toEqual([
      `lead_line → ${lead.id}`,
      `reminder → ${A.id}`,
      `reminder → ${A.id}`,
      `requester_line clock_breached → ${requester.id}`,
    ])
  })

  test('what was decided in time alerts nobody', async () => {
    const escalationId = await fileClaimed(world)
    got(
      await resolve(world.deps, A, {
        escalationId,
        decision: 'kept_up',
        rule: null,
        reason: 'News',
        sentence: null,
        rootCause: null,
      }),
    )
    expect(await pass(600)).toEqual([])
  })

  test('down for an hour, it is told late, never lost, and once', async () => {
    const escalationId = await fileClaimed(world)
    world.clock.advance(90)
    const said = await saidBy(world, runAll)
    expect(said.news.filter((one) => one.startsWith('lead_notice'))).toEqual([`lead_notice breach → ${lead.id}`])
    expect((await reminders(world, escalationId)).map((one) => one.why)).toEqual(['breach'])
  })
})

describe('a deadline missed at night', () => {
  beforeEach(async () => {
    await world.end()
    // 03:02 in New York, where the lead is.
    world = await testWorld('2026-11-17T08:02:00Z')
  })

  const breachPages = async (escalationId: number) =>
    (await pages(world, escalationId)).filter((page) => page.why === 'breach')

  test('of a sev1 pages the lead on duty, and for ten minutes nobody else', async () => {
    const escalationId = await fileClaimed(world)
    expect(await pass(31)).not.toContain(`lead_notice breach → ${lead.id}`)
    expect(await breachPages(escalationId)).toMatchObject([{ userId: lead.id, runId: null, endedAt: null }])
  })

  test('the next lead is paged when the first hasn’t answered in ten minutes', async () => {
    const settings = world.deps.settings()
    world.set({
      ...settings,
      teams: settings.teams.map((team) => ({ ...team, leads: [lead.id, 'U0LEAD2', 'U0LEAD3'] })),
    })
    const escalationId = await fileClaimed(world)
    await pass(30)
    expect((await breachPages(escalationId)).map((page) => page.userId)).toHaveLength(1)
    await pass(9)
    expect(await breachPages(escalationId)).toHaveLength(1)
    await pass(1)
    expect((await breachPages(escalationId)).map((page) => [page.userId, page.outcome])).toHaveLength(2)
    expect(new Set((await breachPages(escalationId)).map((page) => page.userId)).size).toBe(2)
  })

  test('ONCALL 16: a lead who saw it has ten minutes; then the next lead is paged', async () => {
    const settings = world.deps.settings()
    const leads = [lead.id, 'U0LEAD2', 'U0LEAD3']
    world.set({ ...settings, teams: settings.teams.map((team) => ({ ...team, leads })) })
    const escalationId = await fileClaimed(world)
    await pass(35)
    const [first] = await breachPages(escalationId)
    if (first === undefined) throw new Error('a lead was paged')
    const by = { kind: 'person', id: first.userId, standing: 'member', intakeOf: [] } as const
    got(await pageSeen(world.deps, by, { pageId: first.id }))
    const seenAt = world.clock.now()
    const shown = await pageDelivery(world.deps, { pageId: first.id })
    const until = new Date(seenAt.getTime() + 10 * 60_000)
    expect(shown?.view).toMatchObject({ view: { state: { state: 'seen', until, next: { at: until } } } })
    await pass(9)
    expect(await breachPages(escalationId)).toHaveLength(1)
    await pass(1)
    const [seen, next, ...others] = await breachPages(escalationId)
    expect(seen).toMatchObject({ outcome: 'passed', seenAt })
    expect(next).toMatchObject({ endedAt: null, askedAt: until })
    expect(next?.userId).not.toBe(first.userId)
    expect(others).toEqual([])
  })

  test('a lead who saw it is followed by nobody where nothing is late any more', async () => {
    const settings = world.deps.settings()
    world.set({ ...settings, teams: settings.teams.map((team) => ({ ...team, leads: [lead.id, 'U0LEAD2'] })) })
    const escalationId = await fileClaimed(world)
    await pass(31)
    const [first] = await breachPages(escalationId)
    if (first === undefined) throw new Error('a lead was paged')
    const by = { kind: 'person', id: first.userId, standing: 'member', intakeOf: [] } as const
    got(await pageSeen(world.deps, by, { pageId: first.id }))
    got(await update(escalationId))
    await pass(15)
    expect(await breachPages(escalationId)).toMatchObject([{ userId: first.userId, outcome: 'moot' }])
  })

  test('ONCALL 15: a lead who can’t is followed by the next one in the same instant, and by nobody twice', async () => {
    const settings = world.deps.settings()
    const leads = [lead.id, 'U0LEAD2', 'U0LEAD3']
    world.set({ ...settings, teams: settings.teams.map((team) => ({ ...team, leads })) })
    const escalationId = await fileClaimed(world)
    await pass(34)
    const [first] = await breachPages(escalationId)
    if (first === undefined) throw new Error('a lead was paged')
    const by = { kind: 'person', id: first.userId, standing: 'member', intakeOf: [] } as const
    got(await passPage(world.deps, by, { pageId: first.id }))
    const passedAt = world.clock.now()
    const paged = async () => (await breachPages(escalationId)).map(({ askedAt, outcome }) => ({ askedAt, outcome }))
    expect(await paged()).toEqual([
      { askedAt: first.askedAt, outcome: 'passed' },
      { askedAt: passedAt, outcome: null },
    ])
    await pass(9)
    expect(await paged()).toHaveLength(2)
    await pass(1)
    expect(await paged()).toHaveLength(3)
    expect(new Set((await breachPages(escalationId)).map((page) => page.userId)).size).toBe(3)
  })

  test('writing the update ends the page: nothing is late any more', async () => {
    const escalationId = await fileClaimed(world)
    await pass(31)
    got(await update(escalationId))
    expect(await breachPages(escalationId)).toMatchObject([{ outcome: 'moot' }])
  })

  test('of a sev3 wakes nobody', async () => {
    const escalationId = await fileClaimed(world, { severity: 'sev3' })
    await pass(20)
    expect(await breachPages(escalationId)).toEqual([])
  })

  test('a later breach of the same night pages nobody twice', async () => {
    const escalationId = await fileOne(world)
    await pass(16)
    got(await claim(world.deps, B, { escalationId }))
    await pass(30)
    expect((await breachPages(escalationId)).length).toBeLessThanOrEqual(2)
  })
})
