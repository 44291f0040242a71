import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadExtras, referencesOf } from '../../../src/db/stores/escalations.ts'
import { openQuestion } from '../../../src/db/stores/exchanges.ts'
import { latestOf } from '../../../src/db/stores/timeline.ts'
import { addFollower } from '../../../src/usecases/escalation/add-follower.ts'
import { addInformation } from '../../../src/usecases/escalation/add-information.ts'
import { answerQuestion } from '../../../src/usecases/escalation/answer-question.ts'
import { askRequester } from '../../../src/usecases/escalation/ask-requester.ts'
import { claim } from '../../../src/usecases/escalation/claim.ts'
import { stillUrgent } from '../../../src/usecases/escalation/still-urgent.ts'
import { stopWaiting } from '../../../src/usecases/escalation/stop-waiting.ts'
import { withdraw } from '../../../src/usecases/escalation/withdraw.ts'
import { writeUpdate } from '../../../src/usecases/escalation/write-update.ts'
import { requesterLineDelivery, workLineDelivery } from '../../../src/usecases/views/lines.ts'
import {
  A,
  B,
  C,
  clocks,
  colleague,
  eventsOf,
  fileClaimed,
  fileOne,
  got,
  liveClock,
  MONDAY_NIGHT,
  refusalOf,
  requester,
  runDueTimers,
  saidBy,
  stateOf,
  testWorld,
  type World,
} from '../../support/builders.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.end())

const update = (escalationId: number, audience: 'requester' | 'team' = 'requester', nextBy: Date | null = null) =>
  writeUpdate(world.deps, A, { escalationId, text: '12 tracks checked', audience, nextBy })

describe('an update', () => {
  test('for the requester is one line to them and to each follower; the team gets no second copy', async () => {
    const escalationId = await fileClaimed(world, { followers: [colleague.id] })
    const said = await saidBy(world, async () => got(await update(escalationId)))
    expect(said.news).toEqual([
      `requester_line update_written → ${colleague.id}`,
      `requester_line update_written → ${requester.id}`,
    ])
  })

  test('for the requester meets the first promise and makes the next one, by the target', async () => {
    const escalationId = await fileClaimed(world)
    world.clock.advance(10)
    got(await update(escalationId))
    expect(await liveClock(world, escalationId, 'first_update')).toBeUndefined()
    expect(await liveClock(world, escalationId, 'next_update')).toMatchObject({
      startedAt: world.clock.now(),
      targetMinutes: 60,
    })
    world.clock.advance(20)
    got(await update(escalationId))
    const kept = (await clocks(world, escalationId)).filter((clock) => clock.kind === 'next_update')
    expect(kept.map((clock) => clock.state)).toEqual(['met', 'running'])
    const extras = await world.deps.db.read((q) => loadExtras(q, escalationId))
    expect(extras.lastUpdateAt).toEqual(world.clock.now())
  })

  test('the next one may be promised for an hour of its own, which lies ahead', async () => {
    const escalationId = await fileClaimed(world)
    const nextBy = new Date(world.clock.now().getTime() + 100_000_000)
    got(await update(escalationId, 'requester', nextBy))
    expect((await liveClock(world, escalationId, 'next_update'))?.dueAt).toEqual(nextBy)
    expect(refusalOf(await update(escalationId, 'requester', world.clock.now()))).toEqual({ code: 'stale' })
  })

  test('for the team only is a line where it works; what was promised to the requester stays promised', async () => {
    const escalationId = await fileClaimed(world)
    const before = await liveClock(world, escalationId, 'first_update')
    const said = await saidBy(world, async () => got(await update(escalationId, 'team')))
    expect(said.news).toEqual(['work_line update_written'])
    expect(await liveClock(world, escalationId, 'first_update')).toEqual(before)
  })

  test('of a sev4 promises no next one', async () => {
    const escalationId = await fileClaimed(world, { severity: 'sev4' })
    got(await update(escalationId))
    expect(await liveClock(world, escalationId, 'next_update')).toBeUndefined()
  })

  test('while waiting keeps the next promise paused', async () => {
    const escalationId = await fileClaimed(world)
    got(await askRequester(world.deps, A, { escalationId, text: 'Which one?' }))
    got(await update(escalationId))
    expect(await liveClock(world, escalationId, 'next_update')).toMatchObject({ state: 'paused' })
  })

  test('is refused empty, endless, or while nobody has it', async () => {
    const escalationId = await fileOne(world)
    expect(refusalOf(await update(escalationId))).toEqual({ code: 'wrong_status', status: 'unclaimed' })
    const claimed = await fileClaimed(world)
    const write = (text: string) =>
      writeUpdate(world.deps, A, { escalationId: claimed, text, audience: 'team', nextBy: null })
    expect(refusalOf(await write(' \n '))).toMatchObject({ code: 'invalid_text', problem: 'empty' })
    expect(refusalOf(await write('x'.repeat(3001)))).toMatchObject({ code: 'invalid_text', problem: 'too_long' })
  })
})

describe('a question', () => {
  const ask = (escalationId: number) => askRequester(world.deps, A, { escalationId, text: 'Which playlist?' })

  test('goes to the requester alone, pauses what waits for them, and is the first update', async () => {
    const escalationId = await fileClaimed(world, { followers: [colleague.id] })
    const said = await saidBy(world, async () => got(await ask(escalationId)))
    expect(said.news).toEqual([`requester_line question_asked → ${requester.id}`])
    expect(await stateOf(world, escalationId)).toMatchObject({ status: 'waiting', waitingSince: world.clock.now() })
    const states = Object.fromEntries((await clocks(world, escalationId)).map((clock) => [clock.kind, clock.state]))
    expect(states).toEqual({ claim: 'met', first_update: 'met', next_update: 'paused', resolve: 'paused' })
  })

  test('can’t be asked twice, nor by somebody outside the team', async () => {
    const escalationId = await fileClaimed(world)
    got(await ask(escalationId))
    expect(refusalOf(await ask(escalationId))).toEqual({ code: 'already_asked', since: world.clock.now() })
    expect(refusalOf(await askRequester(world.deps, colleague, { escalationId, text: 'Why?' }))).toEqual({
      code: 'not_permitted',
      reason: 'not_specialist',
    })
  })

  test('answered, it is the owner’s again: the deadlines move by the time it waited', async () => {
    const escalationId = await fileClaimed(world)
    const before = await liveClock(world, escalationId, 'resolve')
    got(await ask(escalationId))
    world.clock.advance(90)
    const said = await saidBy(world, async () =>
      got(await answerQuestion(world.deps, requester, { escalationId, text: 'The second one' })),
    )
    expect(said.news).toEqual(['work_line question_answered'])
    expect(await stateOf(world, escalationId)).toMatchObject({ status: 'claimed', ownerId: A.id })
    const after = await liveClock(world, escalationId, 'resolve')
    expect((after?.dueAt.getTime() ?? 0) - (before?.dueAt.getTime() ?? 0)).toBe(90 * 60_000)
    expect(refusalOf(await answerQuestion(world.deps, requester, { escalationId, text: 'Again' }))).toEqual({
      code: 'wrong_status',
      status: 'claimed',
    })
  })

  test('a follower may answer, the owner not', async () => {
    const escalationId = await fileClaimed(world, { followers: [colleague.id] })
    got(await ask(escalationId))
    expect(refusalOf(await answerQuestion(world.deps, A, { escalationId, text: 'Me' }))).toEqual({
      code: 'not_permitted',
      reason: 'not_requester',
    })
    expect((await answerQuestion(world.deps, colleague, { escalationId, text: 'The first' })).ok).toBe(true)
  })

  test('the same message heard twice is one answer', async () => {
    const escalationId = await fileClaimed(world)
    got(await ask(escalationId))
    const heard = { escalationId, text: 'The second one', source: 'D1:1700000000.000100' }
    got(await answerQuestion(world.deps, requester, heard))
    got(await answerQuestion(world.deps, requester, heard))
    got(await addInformation(world.deps, requester, heard))
    expect((await eventsOf(world, escalationId)).filter((event) => event.startsWith('question_a'))).toEqual([
      'question_asked',
      'question_answered',
    ])
    expect(await eventsOf(world, escalationId)).not.toContain('information_added')
  })

  test('nobody has to wait for ever: the question ends without an answer, its reminders too', async () => {
    const escalationId = await fileClaimed(world)
    got(await ask(escalationId))
    got(await stopWaiting(world.deps, A, { escalationId }))
    expect(await world.deps.db.read((q) => openQuestion(q, escalationId))).toBeNull()
    expect(await liveClock(world, escalationId, 'resolve')).toMatchObject({ state: 'running' })
    expect(refusalOf(await stopWaiting(world.deps, A, { escalationId }))).toEqual({
      code: 'wrong_status',
      status: 'claimed',
    })
  })
})

describe('reminders', () => {
  test('after one and three working days, then the owner is offered to resolve; over a weekend nobody is asked', async () => {
    const own = await testWorld('2026-11-20T14:00:00Z')
    const escalationId = await fileClaimed(own, { severity: 'sev3' })
    got(await askRequester(own.deps, A, { escalationId, text: 'Which playlist?' }))
    const at = async (when: string) => {
      own.clock.set(when)
      return (await saidBy(own, () => runDueTimers(own))).news
    }
    // Friday afternoon in Madrid: Saturday and Sunday don't count.
    expect(await at('2026-11-23T13:59:00Z')).toEqual([])
    expect(await at('2026-11-23T14:00:00Z')).toEqual([`question_repeat → ${requester.id}`])
    expect(await at('2026-11-24T14:00:00Z')).toEqual([])
    expect(await at('2026-11-25T14:00:00Z')).toEqual([`question_repeat → ${requester.id}`])
    expect(await at('2026-11-26T14:00:00Z')).toEqual([`silent_requester → ${A.id}`])
    expect(await at('2026-12-04T14:00:00Z')).toEqual([])
    await own.end()
  })

  test('an answer ends them', async () => {
    const own = await testWorld()
    const escalationId = await fileClaimed(own)
    got(await askRequester(own.deps, A, { escalationId, text: 'Which playlist?' }))
    got(await answerQuestion(own.deps, requester, { escalationId, text: 'The second one' }))
    own.clock.advance(7 * 24 * 60)
    const { news } = await saidBy(own, () => runDueTimers(own))
    expect(news.filter((one) => one.includes('question') || one.includes('silent'))).toEqual([])
    await own.end()
  })

  test('of a first question don’t follow a second one', async () => {
    const own = await testWorld()
    const escalationId = await fileClaimed(own)
    got(await askRequester(own.deps, A, { escalationId, text: 'Which playlist?' }))
    got(await answerQuestion(own.deps, requester, { escalationId, text: 'The second one' }))
    own.clock.advance(23 * 60)
    got(await askRequester(own.deps, A, { escalationId, text: 'And whose?' }))
    own.clock.advance(60)
    expect((await saidBy(own, () => runDueTimers(own))).news).toEqual([])
    await own.end()
  })
})

describe('the requester', () => {
  test('adds information: a line to the team, and its links are recognised', async () => {
    const escalationId = await fileClaimed(world)
    const said = await saidBy(world, async () =>
      got(await addInformation(world.deps, requester, { escalationId, text: 'Also https://example.com/p/1' })),
    )
    expect(said.news).toEqual(['work_line information_added'])
    const references = await world.deps.db.read((q) => referencesOf(q, escalationId))
    expect(references.map((one) => one.value)).toEqual(['example.com/p/1'])
    expect(refusalOf(await addInformation(world.deps, B, { escalationId, text: 'Me too' }))).toEqual({
      code: 'not_permitted',
      reason: 'not_requester',
    })
  })

  test('asks for news once per half hour, and it never pages', async () => {
    const escalationId = await fileOne(world)
    const nudge = () => stillUrgent(world.deps, requester, { escalationId, why: 'no_news', text: null })
    const at = world.clock.now()
    const said = await saidBy(world, async () => got(await nudge()))
    expect(said.news).toEqual(['work_line still_urgent'])
    world.clock.advance(29)
    expect(refusalOf(await nudge())).toEqual({ code: 'too_soon', again: new Date(at.getTime() + 30 * 60_000) })
    world.clock.advance(1)
    expect((await nudge()).ok).toBe(true)
  })

  test('says what got worse, in words', async () => {
    const escalationId = await fileClaimed(world)
    const worse = (text: string | null) => stillUrgent(world.deps, requester, { escalationId, why: 'worse', text })
    expect(refusalOf(await worse(null))).toMatchObject({ code: 'invalid_text', field: 'text', problem: 'empty' })
    const said = await saidBy(world, async () => got(await worse('It is on the front page')))
    expect(said.news).toEqual(['work_line still_urgent'])
  })

  test('who got worse while nobody had it reaches whoever came on call since', async () => {
    const settings = world.deps.settings()
    world.set({ ...settings, teams: settings.teams.map((team) => ({ ...team, specialists: [A.id] })) })
    const escalationId = await fileOne(world)
    world.set(settings)
    const said = await saidBy(world, async () =>
      got(await stillUrgent(world.deps, requester, { escalationId, why: 'worse', text: 'It is live now' })),
    )
    expect(said.news.filter((news) => news.startsWith('page'))).toHaveLength(3)
  })
})

describe('quiet hours', () => {
  test('a sev3 in the evening: what the requester is told waits for their morning, a sev1 doesn’t', async () => {
    const own = await testWorld(MONDAY_NIGHT)
    const calm = await fileClaimed(own, { severity: 'sev3' })
    const write = (escalationId: number) =>
      writeUpdate(own.deps, A, { escalationId, text: 'Checked', audience: 'requester', nextBy: null })
    expect((await saidBy(own, async () => got(await write(calm)))).held).toEqual([
      `requester_line update_written → ${requester.id}`,
    ])
    const urgent = await fileClaimed(own)
    expect((await saidBy(own, async () => got(await write(urgent)))).held).toEqual([])
    await own.end()
  })

  test('a line that calls its owner stands without a mention until the owner’s hours; of a sev1 it calls them', async () => {
    const own = await testWorld(MONDAY_NIGHT)
    const lines = []
    for (const severity of ['sev3', 'sev1'] as const) {
      const escalationId = await fileOne(own, { severity })
      got(await claim(own.deps, C, { escalationId }))
      const said = await saidBy(own, async () =>
        got(await addInformation(own.deps, requester, { escalationId, text: 'One more link' })),
      )
      lines.push(said.held)
    }
    expect(lines).toEqual([[`requester_line information_added → ${C.id}`], []])
    await own.end()
  })

  test('a question that a follower answered in the night isn’t asked in the morning', async () => {
    const own = await testWorld(MONDAY_NIGHT)
    const escalationId = await fileClaimed(own, { severity: 'sev3', followers: [colleague.id] })
    got(await askRequester(own.deps, A, { escalationId, text: 'Which one?' }))
    const rows = await own.deps.db.read((q) => latestOf(q, escalationId, ['question_asked'], 1))
    const asked = () => requesterLineDelivery(own.deps, { timelineId: rows[0]?.id ?? 0, userId: requester.id })
    expect(await asked()).toMatchObject({ kind: 'line', delivery: { view: { line: 'question' } } })
    got(await answerQuestion(own.deps, colleague, { escalationId, text: 'The second one' }))
    expect(await asked()).toBeNull()
    await own.end()
  })

  test('what was withdrawn before its channel opened has its lines in the card’s thread', async () => {
    const escalationId = await fileOne(world)
    got(await addInformation(world.deps, requester, { escalationId, text: 'One more link' }))
    const rows = await world.deps.db.read((q) => latestOf(q, escalationId, ['information_added'], 1))
    const line = () => workLineDelivery(world.deps, { timelineId: rows[0]?.id ?? 0 })
    expect(await line()).toEqual({ kind: 'not_yet' })
    got(await withdraw(world.deps, requester, { escalationId, reason: 'It solved itself' }))
    expect(await line()).toMatchObject({ kind: 'line', delivery: { threadKey: `card:${escalationId}` } })
  })

  test('a follower is added: their first message is the DM', async () => {
    const escalationId = await fileClaimed(world)
    const said = await saidBy(world, async () =>
      got(await addFollower(world.deps, requester, { escalationId, userId: colleague.id })),
    )
    expect(said.news).toEqual([`requester_dm → ${colleague.id}`])
  })
})
