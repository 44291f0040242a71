import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dueTimers } from '../../../src/db/stores/timers.ts'
import { timelineSentence } from '../../../src/i18n/timeline.ts'
import { answerQuestion } from '../../../src/usecases/escalation/answer-question.ts'
import { askRequester } from '../../../src/usecases/escalation/ask-requester.ts'
import { changeSeverity } from '../../../src/usecases/escalation/change-severity.ts'
import { claim } from '../../../src/usecases/escalation/claim.ts'
import { file } from '../../../src/usecases/escalation/file.ts'
import { linkDuplicate } from '../../../src/usecases/escalation/link-duplicate.ts'
import { tickChecks } from '../../../src/usecases/escalation/tick-checks.ts'
import { unlink } from '../../../src/usecases/escalation/unlink.ts'
import { withdraw } from '../../../src/usecases/escalation/withdraw.ts'
import { runTimer } from '../../../src/usecases/timers/run-timer.ts'
import { cardDelivery } from '../../../src/usecases/views/card.ts'
import { detailFor, timelineFor } from '../../../src/usecases/views/detail.ts'
import {
  A,
  C,
  clocks,
  eventsOf,
  fileOne,
  filing,
  got,
  JOB,
  liveClock,
  pages,
  refusalOf,
  reminders,
  requester,
  stateOf,
  testWorld,
  type World,
} from '../../support/builders.ts'

let world: World
beforeEach(async () => {
  // The playground's own: a government request is a removal order of the EU, due an hour after its receipt.
  world = await testWorld()
})
afterEach(() => world.end())

const ago = (minutes: number) => new Date(world.clock.now().getTime() - minutes * 60_000)

/** A demand that was received so many minutes ago. */
function order(minutes: number, severity: 'sev1' | 'sev3' | 'sev4' = 'sev3') {
  return {
    category: 'government_request',
    severity,
    details: { received_at: ago(minutes).toISOString(), authority: 'BKA' },
  } as const
}

async function pass(minutes: number): Promise<void> {
  for (let left = minutes; left >= 0; left -= 1) {
    for (;;) {
      const [timer] = await world.deps.db.read((q) => dueTimers(q, world.clock.now(), 1))
      if (timer === undefined) break
      await runTimer(world.deps, JOB, { timerId: timer.id })
    }
    if (left > 0) world.clock.advance(1)
  }
}

const warned = async (id: number) =>
  (await reminders(world, id)).filter((one) => one.clock === 'obligation' && one.why === 'warning').length

describe('an obligation', () => {
  test('runs from receipt, which lies before filing, round the clock', async () => {
    const id = await fileOne(world, order(20))
    expect(await liveClock(world, id, 'obligation')).toMatchObject({
      obligation: 'eu_removal_order',
      startedAt: ago(20),
      dueAt: ago(-40),
      calendar: { counts: 'round_the_clock' },
    })
  })

  test('that was received later than now is refused', async () => {
    const outcome = await file(world.deps, requester, filing(order(-5)))
    expect(refusalOf(outcome)).toEqual({ code: 'received_in_future' })
  })

  test('ONCALL 12: is paged at once, whatever the severity says', async () => {
    for (const severity of ['sev3', 'sev4'] as const) {
      const id = await fileOne(world, order(0, severity))
      const asked = await pages(world, id)
      expect(asked.length).toBeGreaterThan(0)
      expect(asked.every((page) => page.notBefore <= world.clock.now())).toBe(true)
    }
  })

  test('ONCALL 20: of one hour warns at 0, 15, 30 and 45 minutes', async () => {
    const id = await fileOne(world, order(0))
    got(await claim(world.deps, A, { escalationId: id }))
    const counts: number[] = []
    for (const minutes of [0, 14, 1, 15, 15, 14]) {
      await pass(minutes)
      counts.push(await warned(id))
    }
    expect(counts).toEqual([1, 1, 2, 3, 4, 4])
  })

  test('of which several warnings are past already gives them as one', async () => {
    const id = await fileOne(world, order(35))
    got(await claim(world.deps, A, { escalationId: id }))
    await pass(0)
    expect(await warned(id)).toBe(1)
    await pass(10)
    expect(await warned(id)).toBe(2)
  })

  test('missed, alerts owner and leads; the requester was promised nothing', async () => {
    const id = await fileOne(world, order(30))
    got(await claim(world.deps, A, { escalationId: id }))
    await pass(30)
    const clock = await liveClock(world, id, 'obligation')
    expect(clock?.breachToldAt).toEqual(clock?.breachedAt)
    expect((await reminders(world, id)).at(-1)).toMatchObject({ clock: 'obligation', why: 'breach', userId: A.id })
  })

  test('goes on while the requester is asked, but for a ground that its law knows', async () => {
    const id = await fileOne(world, order(0))
    got(await claim(world.deps, A, { escalationId: id }))
    got(await askRequester(world.deps, A, { escalationId: id, text: 'Which?', ground: 'eu_removal_order/holidays' }))
    expect(await liveClock(world, id, 'obligation')).toMatchObject({ state: 'running' })
    expect(await liveClock(world, id, 'resolve')).toMatchObject({ state: 'paused', pauseReason: 'requester' })
    got(await answerQuestion(world.deps, requester, { escalationId: id, text: 'This' }))
    const ground = 'eu_removal_order/missing_information'
    got(await askRequester(world.deps, A, { escalationId: id, text: 'And?', ground }))
    expect(await liveClock(world, id, 'obligation')).toMatchObject({
      state: 'paused',
      pauseReason: 'missing_information',
    })
    world.clock.advance(90)
    got(await answerQuestion(world.deps, requester, { escalationId: id, text: 'That' }))
    expect(await liveClock(world, id, 'obligation')).toMatchObject({
      state: 'running',
      dueAt: ago(-60),
      pauseReason: null,
    })
  })

  test('makes a withdrawal a request, although nobody has it', async () => {
    const id = await fileOne(world, order(0))
    expect(got(await withdraw(world.deps, requester, { escalationId: id, reason: 'Done' }))).toEqual({ isAsked: true })
    expect(await stateOf(world, id)).toMatchObject({ status: 'unclaimed' })
  })

  test('knows no severity, and goes on where its escalation does', async () => {
    const id = await fileOne(world, order(10))
    const onto = await fileOne(world, order(5))
    got(await claim(world.deps, A, { escalationId: id }))
    got(await changeSeverity(world.deps, A, { escalationId: id, severity: 'sev2', reason: null }))
    expect((await clocks(world, id)).filter((clock) => clock.kind === 'obligation')).toHaveLength(1)
    got(await linkDuplicate(world.deps, A, { escalationId: id, duplicateOf: onto }))
    expect(await liveClock(world, onto, 'obligation')).toMatchObject({ startedAt: ago(10) })
  })

  test('goes back with its escalation when a link is undone, and the other has what it had', async () => {
    const id = await fileOne(world, order(10))
    const onto = await fileOne(world, order(5))
    const bare = await fileOne(world, { severity: 'sev3' })
    const earlier = await liveClock(world, id, 'obligation')
    const own = await liveClock(world, onto, 'obligation')
    for (const target of [onto, bare]) {
      got(await linkDuplicate(world.deps, A, { escalationId: id, duplicateOf: target }))
      expect(await liveClock(world, target, 'obligation')).toMatchObject({ dueAt: earlier?.dueAt })
      world.clock.advance(5)
      got(await unlink(world.deps, A, { escalationId: id }))
      expect(await liveClock(world, id, 'obligation')).toMatchObject({ dueAt: earlier?.dueAt, state: 'running' })
      world.clock.advance(1)
    }
    expect(await liveClock(world, onto, 'obligation')).toMatchObject({ dueAt: own?.dueAt, startedAt: own?.startedAt })
    expect(await liveClock(world, bare, 'obligation')).toBeUndefined()
  })

  test('that both had from the same hour stays with both when a link is undone', async () => {
    const id = await fileOne(world, order(10))
    const onto = await fileOne(world, order(10))
    got(await linkDuplicate(world.deps, A, { escalationId: id, duplicateOf: onto }))
    world.clock.advance(5)
    got(await unlink(world.deps, A, { escalationId: id }))
    for (const one of [id, onto])
      expect(await liveClock(world, one, 'obligation')).toMatchObject({ startedAt: ago(15) })
  })

  test('each thing that its law asks is ticked by somebody, and the timeline keeps by whom and when', async () => {
    const id = await fileOne(world, order(0))
    const lists = async (who = A) =>
      got(await detailFor(world.deps, who, { escalationId: id })).obligations?.[0]?.checks
    const tick = (by: typeof A, item: string, isTicked: boolean, obligation = 'eu_removal_order') =>
      tickChecks(world.deps, by, { escalationId: id, changes: [{ obligation, item, isTicked }] })
    got(await tick(A, 'preserve', true))
    const at = world.clock.now()
    world.clock.advance(3)
    got(await tick(C, 'preserve', true))
    expect(await lists()).toMatchObject([{ ticked: null }, { id: 'preserve', ticked: { by: { id: A.id }, at } }])
    got(await tick(C, 'report_back', true))
    got(await tick(C, 'preserve', false))
    expect(await lists()).toMatchObject([{ ticked: { by: { id: C.id } } }, { ticked: null }])
    expect((await eventsOf(world, id)).filter((event) => event === 'check_ticked')).toHaveLength(3)
    const { entries } = got(await timelineFor(world.deps, A, { escalationId: id, page: 0, pageSize: 10 }))
    const said = entries.filter((one) => one.event.event === 'check_ticked').map((one) => timelineSentence(one, 'es'))
    expect(said[0]).toBe(`${C.id} desmarcó «Conservar 6 meses»`)
    expect(refusalOf(await tick(A, 'nothing', true))).toEqual({ code: 'stale' })
    expect(refusalOf(await tick(A, 'signature', true, 'us_take_it_down'))).toEqual({ code: 'stale' })
    expect(refusalOf(await tick(requester, 'preserve', true)).code).toBe('not_permitted')
  })

  test('without a list nobody is offered one', async () => {
    const withList = await fileOne(world, order(0))
    const without = await fileOne(world, { severity: 'sev3' })
    const offered = async (id: number) =>
      got(await detailFor(world.deps, A, { escalationId: id })).actions.includes('check_list')
    expect(await offered(withList)).toBe(true)
    expect(await offered(without)).toBe(false)
  })

  test('is a deadline with its own word on the card, and a list to look at for the team', async () => {
    const id = await fileOne(world, order(10))
    expect((await cardDelivery(world.deps, { escalationId: id }))?.view.obligations).toMatchObject([
      { clock: 'obligation', dueAt: ago(-50) },
    ])
    expect(got(await detailFor(world.deps, A, { escalationId: id })).obligations).toMatchObject([
      { checks: [{ label: { en: 'Report back to the authority' } }, { label: { en: 'Preserve for 6 months' } }] },
    ])
    expect(got(await detailFor(world.deps, requester, { escalationId: id })).obligations).toEqual([])
  })
})
