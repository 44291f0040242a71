import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { savePost } from '../../../src/db/stores/posts.ts'
import { askRequester } from '../../../src/usecases/escalation/ask-requester.ts'
import { hear } from '../../../src/usecases/escalation/hear.ts'
import { stopWaiting } from '../../../src/usecases/escalation/stop-waiting.ts'
import {
  A,
  B,
  colleague,
  eventsOf,
  fileClaimed,
  got,
  refusalOf,
  requester,
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

let events = 0
function nextTs(): number {
  events += 1
  return events
}
const say = (threadTs: string | null, by = requester, at = nextTs()) =>
  hear(world.deps, by, { channelId: 'D1', threadTs, ts: `1700.${at}`, text: 'The second one' })

/** As the delivery side keeps where a DM stands. */
async function dmOf(escalationId: number): Promise<string> {
  const place = `1600.${escalationId}`
  await world.deps.db.transact((tx) =>
    savePost(tx, {
      key: `dm:${escalationId}:${requester.id}`,
      escalationId,
      channelId: 'D1',
      ts: place,
      digest: '',
      postedAt: world.clock.now(),
    }),
  )
  return place
}
const ask = (escalationId: number) => askRequester(world.deps, A, { escalationId, text: 'Which one?' })

describe('what people write to us in their DM', () => {
  test('in the thread of an escalation is the answer to its question, or else information', async () => {
    const escalationId = await fileClaimed(world)
    const thread = await dmOf(escalationId)
    expect(got(await say(thread)).kind).toBe('information')
    got(await ask(escalationId))
    expect(got(await say(thread))).toEqual({ kind: 'answer', escalationId })
    expect(await stateOf(world, escalationId)).toMatchObject({ status: 'claimed' })
  })

  test('outside a thread it is the answer where one question waits, and unclear where none or two do', async () => {
    const [first, second] = [await fileClaimed(world), await fileClaimed(world)]
    expect(got(await say(null)).kind).toBe('unclear')
    got(await ask(first))
    got(await ask(second))
    expect(got(await say(null)).kind).toBe('unclear')
    got(await stopWaiting(world.deps, A, { escalationId: second }))
    expect(got(await say(null))).toEqual({ kind: 'answer', escalationId: first })
  })

  test('an event that comes twice is taken once, in a thread or outside', async () => {
    const escalationId = await fileClaimed(world)
    const thread = await dmOf(escalationId)
    for (const place of [thread, null]) {
      got(await ask(escalationId))
      const at = nextTs()
      expect(got(await say(place, requester, at)).kind).toBe('answer')
      const second = await saidBy(world, async () => {
        expect(got(await say(place, requester, at)).kind).toBe('again')
      })
      expect(second).toEqual({ news: [], edits: [], held: [] })
    }
    expect((await eventsOf(world, escalationId)).filter((event) => event === 'question_answered')).toHaveLength(2)
  })

  test('the same event to two bots in the same moment is taken once', async () => {
    const escalationId = await fileClaimed(world)
    const thread = await dmOf(escalationId)
    const at = nextTs()
    await Promise.all([say(thread, requester, at), say(thread, requester, at), say(thread, requester, at)])
    expect((await eventsOf(world, escalationId)).filter((event) => event === 'information_added')).toHaveLength(1)
  })

  test('somebody who only knows the place is refused', async () => {
    const escalationId = await fileClaimed(world)
    const thread = await dmOf(escalationId)
    expect(refusalOf(await say(thread, colleague))).toEqual({ code: 'not_permitted', reason: 'not_requester' })
    expect(refusalOf(await say(thread, B))).toMatchObject({ code: 'not_permitted' })
  })
})
