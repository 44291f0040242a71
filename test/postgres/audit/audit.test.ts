import { type SQL, sql } from 'drizzle-orm'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { auditJob } from '../../../src/jobs/audit.ts'
import { audit, findTrouble } from '../../../src/usecases/audit/audit.ts'
import { handOver } from '../../../src/usecases/escalation/hand-over.ts'
import { resolve } from '../../../src/usecases/escalation/resolve.ts'
import { addOverride } from '../../../src/usecases/oncall/add-override.ts'
import {
  A,
  B,
  C,
  eventsOf,
  fileClaimed,
  fileOne,
  got,
  lead,
  liveClock,
  pages,
  runDueTimers,
  testWorld,
  type World,
} from '../../support/builders.ts'
import { idOf, runDueDuties, takeUp } from '../../support/duty.ts'
import { quietLog } from '../../support/quiet-log.ts'

let world: World
const worlds: World[] = []
beforeEach(async () => {
  world = await testWorld()
  worlds.push(world)
})
afterAll(async () => {
  for (const one of worlds) await one.end()
})

/** The bot has run for a day. */
const since = new Date('2026-11-15T15:00:00Z')
const look = async () => (await audit(world.deps, { since })).findings
const break_ = (statement: SQL) => world.deps.db.transact((tx) => tx.execute(statement))
const ask = async (statement: SQL) => [...(await world.deps.db.read((q) => q.execute(statement)))]

/** Everything that may leave has left. */
const send = async () => {
  const now = world.clock.now().toISOString()
  await break_(sql`
    update pages set sent_at = ${now}::timestamptz, post_key = 'page:' || id
    where sent_at is null and ended_at is null and not_before <= ${now}::timestamptz`)
  await break_(sql`update outbox set state = 'sent' where not_before <= ${now}::timestamptz`)
}

/** What the leads were told by the auditor. */
const told = async () =>
  (
    await ask(sql`select intent -> 'notice' ->> 'finding' as finding, intent ->> 'userId' as to from outbox
      where intent -> 'notice' ->> 'code' = 'audit' order by id`)
  ).map((row) => `${row.finding} → ${row.to}`)

/** A and B in turn, handed over daily at eight (UTC in winter: Madrid's nine). */
const DAILY = {
  name: 'core',
  team: 'policy',
  zone: 'Europe/Madrid',
  weekendPost: 'none',
  layers: {
    weekday: {
      from: 'monday 09:00',
      to: 'monday 09:00',
      handoff: { every: 'day', at: '09:00' },
      anchor: '2026-11-16',
      rotations: { primary: [A.id, B.id] },
    },
  },
}
/** Its timers are gone. */
const scheduleAsleep = async () => {
  await takeUp(world, DAILY)
  await break_(sql`delete from duty_timers`)
  return idOf(world, 'core')
}

describe('ONCALL 28: the auditor', () => {
  test('finds nothing where nothing is wrong: filed, paged, late, claimed, resolved', async () => {
    await fileOne(world)
    await fileOne(world, { severity: 'sev3' })
    await fileOne(world, { severity: 'sev4' })
    const claimed = await fileClaimed(world)
    expect(await look()).toEqual([])
    await send()
    for (let minutes = 0; minutes < 40; minutes += 1) {
      world.clock.advance(1)
      await runDueTimers(world)
      await send()
      expect(await look()).toEqual([])
    }
    got(
      await resolve(world.deps, A, {
        escalationId: claimed,
        decision: 'kept_up',
        rule: null,
        reason: 'News',
        sentence: null,
        rootCause: null,
      }),
    )
    expect(await look()).toEqual([])
    expect(await told()).toEqual([])
  })

  test('sets a run’s timer again, so that the next step is taken, and tells the leads once', async () => {
    const id = await fileOne(world)
    const before = (await pages(world, id)).length
    await break_(sql`delete from timers where key = ${`paging:${id}`}`)
    expect((await findTrouble(world.deps)).findings).toMatchObject([{ code: 'run_without_timer', escalationId: id }])
    expect(await look()).toMatchObject([{ code: 'run_without_timer', escalationId: id, isRepaired: true }])
    expect(await told()).toEqual([`run_without_timer → ${lead.id}`])
    world.clock.advance(5)
    await runDueTimers(world)
    expect((await pages(world, id)).length).toBeGreaterThan(before)
    await break_(sql`delete from timers where key = ${`paging:${id}`}`)
    expect(await look()).toHaveLength(1)
    expect(await told()).toHaveLength(1)
  })

  test('a run’s timer that was moved too far is brought back', async () => {
    const id = await fileOne(world)
    await break_(sql`update timers set due_at = due_at + interval '3 days' where key = ${`paging:${id}`}`)
    expect(await look()).toMatchObject([{ code: 'run_without_timer', isRepaired: true }])
    expect(await look()).toEqual([])
  })

  test('watches a deadline again whose timer is gone, so that its breach is told', async () => {
    const id = await fileClaimed(world)
    const clock = await liveClock(world, id, 'first_update')
    await break_(sql`delete from timers where escalation_id = ${id}`)
    expect(new Set((await look()).map((one) => one.code))).toEqual(new Set(['clock_without_timer']))
    expect(await look()).toEqual([])
    world.clock.advance(31)
    await runDueTimers(world)
    expect(await eventsOf(world, id)).toContain('clock_breached')
    expect((await liveClock(world, id, 'first_update'))?.breachedAt).toEqual(clock?.dueAt)
  })

  test('a missed deadline of which nobody was told is told', async () => {
    const id = await fileClaimed(world)
    world.clock.advance(31)
    await runDueTimers(world)
    await break_(sql`update clocks set breach_told_at = null where escalation_id = ${id} and kind = 'first_update'`)
    expect(await look()).toEqual([])
    world.clock.advance(3)
    expect(await look()).toMatchObject([{ code: 'breach_untold', isRepaired: true }])
    await runDueTimers(world)
    expect((await liveClock(world, id, 'first_update'))?.breachToldAt).toEqual(world.clock.now())
  })

  test.each([
    ['was set aside', sql`update outbox set state = 'moot', settled_at = now() where kind = 'page'`],
    ['is gone', sql`delete from outbox where kind = 'page'`],
  ])('a page whose message %s leaves after all', async (_how, statement) => {
    const id = await fileOne(world)
    await break_(statement)
    const parked = (await pages(world, id)).map((page) => ({ code: 'page_parked', subject: `page:${page.id}` }))
    expect(parked.length).toBeGreaterThan(0)
    expect(await look()).toMatchObject(parked)
    expect(await ask(sql`select distinct state from outbox where kind = 'page'`)).toEqual([{ state: 'waiting' }])
    expect(await told()).toHaveLength(parked.length)
    expect(await look()).toEqual([])
  })

  test('a page that lies untried for more than two ticks is told of; one held for the morning, or in hand, is not', async () => {
    await fileOne(world)
    world.clock.advance(2)
    const own = () => look().then((found) => found.filter((one) => one.code === 'page_late'))
    expect(await own()).toEqual([])
    await break_(
      sql`update outbox set leased_until = clock_timestamp() + interval '1 minute', leased_by = 'x' where kind = 'page'`,
    )
    world.clock.advance(1)
    expect(await own()).toEqual([])
    await break_(sql`update outbox set leased_until = null, leased_by = null where kind = 'page'`)
    expect((await own()).length).toBeGreaterThan(0)
  })

  test('a page that is on no record any more is given again to the same person', async () => {
    const id = await fileOne(world)
    const [first] = await pages(world, id)
    if (first === undefined) throw new Error('a sev1 pages at once')
    await break_(sql`update page_attempts set state = 'moot' where page_id = ${first.id}`)
    await break_(sql`delete from page_attempts where page_id = ${first.id}`)
    await break_(sql`delete from pages where id = ${first.id}`)
    expect(await look()).toMatchObject([{ code: 'page_lost', isRepaired: true }])
    const again = (await pages(world, id)).find((page) => page.userId === first.userId)
    expect(again).toMatchObject({ isRepeat: true, runId: first.runId, endedAt: null })
    expect(await ask(sql`select state from outbox where key = ${`page:${again?.id}`}`)).toEqual([{ state: 'waiting' }])
    expect(await look()).toEqual([])
  })

  test('a step that left no page at all is taken again', async () => {
    const id = await fileOne(world)
    await break_(sql`delete from page_attempts`)
    await break_(sql`delete from outbox where kind = 'page'`)
    await break_(sql`delete from pages where escalation_id = ${id}`)
    expect(await look()).toMatchObject([{ code: 'step_without_page', isRepaired: true }])
    await runDueTimers(world)
    expect((await pages(world, id)).length).toBeGreaterThan(0)
    expect(await look()).toEqual([])
  })

  test('a handover that nobody was asked about is asked', async () => {
    const id = await fileClaimed(world)
    // Who is handed something while they are on call has it at once; to the lead, who isn’t, it is an offer.
    const [team] = world.deps.settings().teams
    if (team === undefined) throw new Error('the playground has a team')
    world.set({ ...world.deps.settings(), teams: [{ ...team, specialists: [A.id] }] })
    got(await handOver(world.deps, A, { escalationId: id, to: lead.id, text: null, isForced: false }))
    const open = await ask(sql`select id from requests where kind = 'handover' and state = 'open'`)
    expect(open).toHaveLength(1)
    await break_(sql`delete from outbox where key = ${`request:${open[0]?.id}`}`)
    const found = (await look()).filter((one) => one.code === 'handover_without_notice')
    expect(found).toMatchObject([{ isRepaired: true }])
    expect(await ask(sql`select state from outbox where key = ${`request:${open[0]?.id}`}`)).toEqual([
      { state: 'waiting' },
    ])
  })

  test('looks at every open escalation, however old', async () => {
    const id = await fileOne(world)
    await break_(sql`update escalations set filed_at = filed_at - interval '3 years' where id = ${id}`)
    await break_(sql`delete from timers where key = ${`paging:${id}`}`)
    expect(await look()).toMatchObject([{ code: 'run_without_timer', escalationId: id }])
  })

  test('a timer is late after two ticks: told, unless the bot has only just started', async () => {
    const id = await fileOne(world)
    await send()
    const due = await ask(sql`select min(due_at) as at from timers where escalation_id = ${id}`)
    const at = new Date(String(due[0]?.at))
    world.clock.set(new Date(at.getTime() + 2 * 60_000))
    const late = (found: readonly { readonly code: string }[]) => found.filter((one) => one.code === 'timer_late')
    expect(late(await look())).toEqual([])
    world.clock.set(new Date(at.getTime() + 2 * 60_000 + 1))
    const started = await audit(world.deps, { since: world.clock.now() })
    expect(late(started.findings)).toMatchObject([{ isRepaired: false }])
    expect(started.isSound).toBe(false)
    expect(await told()).toEqual([])
    await look()
    expect(await told()).toEqual([`timer_late → ${lead.id}`])
  })

  test('a schedule that nothing watches is woken, once, and no person is troubled', async () => {
    const id = await scheduleAsleep()
    expect(await findTrouble(world.deps)).toEqual({
      findings: [],
      duties: [
        { code: 'schedule_asleep', subject: 'schedule:core' },
        { code: 'gaps_unsearched', subject: 'schedule:core' },
      ],
    })
    const reports = [await audit(world.deps, { since }), await audit(world.deps, { since })]
    expect(reports.map(({ duties, isSound }) => ({ duties, isSound }))).toEqual([
      {
        duties: [
          { code: 'schedule_asleep', subject: 'schedule:core', isRepaired: true },
          { code: 'gaps_unsearched', subject: 'schedule:core', isRepaired: true },
        ],
        isSound: true,
      },
      { duties: [], isSound: true },
    ])
    expect(await ask(sql`select facts from duty_timers where kind = 'boundary' and done_at is null`)).toEqual([
      { facts: { scheduleId: id } },
    ])
    expect(await told()).toEqual([])
  })

  test('a handoff that nobody was told of is told, late; one that an edit made is told otherwise', async () => {
    await takeUp(world, DAILY)
    world.clock.set(new Date(world.clock.now().getTime() + 24 * 60 * 60_000))
    await runDueDuties(world)
    const arrivals = sql`select intent ->> 'userId' as to from outbox where kind = 'handoff' and key like '%arriving%'`
    const first = await ask(arrivals)
    expect(first).toHaveLength(1)
    world.clock.advance(3)
    expect(await audit(world.deps, { since })).toMatchObject({ duties: [], isSound: true })
    await break_(sql`delete from outbox where kind = 'handoff'`)
    expect(await audit(world.deps, { since })).toMatchObject({
      duties: [{ code: 'handoff_untold', subject: 'schedule:core:primary', isRepaired: true }],
      isSound: true,
    })
    await runDueDuties(world)
    expect(await ask(arrivals)).toEqual(first)
    expect((await audit(world.deps, { since })).duties).toEqual([])
    // The one on call goes, and somebody comes: an edit, of which they hear as of an edit.
    const substitute = C.id
    const override = {
      kind: 'replace',
      subject: String(first[0]?.to),
      by: substitute,
      start: world.clock.now(),
      end: new Date(world.clock.now().getTime() + 60 * 60_000),
      reason: null,
    } as const
    await addOverride(world.deps, lead, { scheduleId: await idOf(world, 'core'), override })
    world.clock.advance(1)
    await runDueDuties(world)
    world.clock.advance(3)
    expect((await audit(world.deps, { since })).duties).toEqual([])
  })

  test('a record that says somebody else than the schedule is written on', async () => {
    await takeUp(world, DAILY)
    await break_(
      sql`update duty_timers set due_at = due_at + interval '9 days' where kind = 'boundary' and done_at is null`,
    )
    world.clock.set(new Date(world.clock.now().getTime() + 24 * 60 * 60_000))
    await runDueDuties(world)
    expect(await audit(world.deps, { since })).toMatchObject({
      duties: [{ code: 'record_behind', subject: 'schedule:core', isRepaired: true }],
    })
    world.clock.advance(1)
    await runDueDuties(world)
    expect((await audit(world.deps, { since })).duties).toEqual([])
    expect(await ask(sql`select count(*)::int as stretches from on_call_record`)).toEqual([{ stretches: 2 }])
  })

  test('a post, a handoff or a search that isn’t done after two ticks silences the heartbeat until it is', async () => {
    const now = world.clock.now().toISOString()
    await break_(sql`insert into duty_timers (key, kind, due_at) values ('post', 'weekend_post', ${now}::timestamptz)`)
    world.clock.advance(2)
    expect((await audit(world.deps, { since })).isSound).toBe(true)
    world.clock.advance(1)
    expect(await audit(world.deps, { since })).toMatchObject({
      duties: [{ code: 'duty_late', isRepaired: false }],
      isSound: false,
    })
    await break_(sql`update duty_timers set done_at = ${now}::timestamptz`)
    expect((await audit(world.deps, { since })).isSound).toBe(true)
  })

  test('two auditors at once mend a thing once', async () => {
    const id = await fileOne(world)
    const [first] = await pages(world, id)
    await break_(sql`delete from page_attempts`)
    await break_(sql`delete from pages where id = ${first?.id}`)
    await Promise.all([look(), look(), look()])
    expect(
      await ask(sql`select count(*)::int from pages where user_id = ${first?.userId} and ended_at is null`),
    ).toEqual([{ count: 1 }])
    expect(await told()).toHaveLength(1)
  })
})

describe('ONCALL 28: the heartbeat', () => {
  const pinged = async (isSound: boolean) => {
    let pings = 0
    const heartbeat = {
      ping: async () => {
        pings += 1
      },
    }
    const job = auditJob({ audit: async () => ({ findings: [], duties: [], isSound }), heartbeat, log: quietLog })
    await job.run()
    return pings
  }

  test('is heard only after everything was looked at and is in order', async () => {
    expect(await pinged(true)).toBe(1)
    expect(await pinged(false)).toBe(0)
  })

  test('is not heard where the audit itself failed', async () => {
    let pings = 0
    const ping = async () => {
      pings += 1
    }
    const job = auditJob({
      audit: () => Promise.reject(new Error('the database is away')),
      heartbeat: { ping },
      log: quietLog,
    })
    await expect(job.run()).rejects.toThrow()
    expect(pings).toBe(0)
  })

  test('a service that does not answer stops nothing', async () => {
    const job = auditJob({
      audit: async () => ({ findings: [], duties: [], isSound: true }),
      heartbeat: { ping: () => Promise.reject(new Error('refused')) },
      log: quietLog,
    })
    await expect(job.run()).resolves.toBeUndefined()
  })
})
