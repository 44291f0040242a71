import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadEscalation } from '../../../src/db/stores/escalations.ts'
import { sightOf } from '../../../src/domain/access/permissions.ts'
import type { PersonActor } from '../../../src/domain/actor.ts'
import { NOTHING_PICKED } from '../../../src/domain/search/views.ts'
import { addFollower } from '../../../src/usecases/escalation/add-follower.ts'
import { bringIn } from '../../../src/usecases/escalation/bring-in.ts'
import { joinChannel } from '../../../src/usecases/escalation/join-channel.ts'
import { linkDuplicate } from '../../../src/usecases/escalation/link-duplicate.ts'
import { rememberGroup } from '../../../src/usecases/people/remember-group.ts'
import { standingOf } from '../../../src/usecases/team.ts'
import { detailFor, timelineFor } from '../../../src/usecases/views/detail.ts'
import { searchFor } from '../../../src/usecases/views/search.ts'
import {
  A,
  B,
  C,
  colleague,
  D,
  fileClaimed,
  fileOne,
  got,
  guest,
  lead,
  neighbour,
  refusalOf,
  requester,
  stranger,
  testWorld,
  type World,
} from '../../support/builders.ts'

let world: World
/** Every kind of escalation that sight depends on. */
let ids: number[]

const ofGroup: PersonActor = { ...colleague, id: 'U0GROUPED1' }
const EVERYBODY = [requester, colleague, ofGroup, A, B, C, D, lead, guest, stranger, neighbour]

beforeAll(async () => {
  world = await testWorld()
  const settings = world.deps.settings()
  world.set({ ...settings, teams: settings.teams.map((team) => ({ ...team, specialistsGroup: 'S0TEAM' })) })
  await rememberGroup(world.deps, A, { groupId: 'S0TEAM', userIds: [ofGroup.id] })
  const plain = await fileClaimed(world)
  const restricted = await fileClaimed(world, { category: 'child_safety' })
  const followed = await fileClaimed(world, { category: 'child_safety', followers: [colleague.id] })
  const opened = await fileClaimed(world, { category: 'child_safety' })
  got(await bringIn(world.deps, A, { escalationId: opened, userId: B.id }))
  const ofGuest = await fileOne(world, {}, guest)
  const guestFollows = await fileClaimed(world)
  got(await addFollower(world.deps, requester, { escalationId: guestFollows, userId: guest.id }))
  const linked = await fileOne(world)
  got(await linkDuplicate(world.deps, A, { escalationId: linked, duplicateOf: plain }))
  ids = [plain, restricted, followed, opened, ofGuest, guestFollows, linked]
})
afterAll(() => world.end())

const sightFor = (person: PersonActor, id: number) =>
  world.deps.db.read(async (q) => {
    const escalation = await loadEscalation(q, id)
    if (escalation === null) throw new Error(`no escalation ${id}`)
    return sightOf(await standingOf(q, world.deps.settings(), person, escalation), escalation)
  })

describe('one law of sight', () => {
  test.each(EVERYBODY)('lists show $id exactly what a look at each one would', async (person) => {
    const expected: number[] = []
    for (const id of ids) if ((await sightFor(person, id)) === 'all') expected.push(id)
    const asked = { text: 'playlist broadcaster', picks: NOTHING_PICKED, page: 0, pageSize: 50 }
    const found = await searchFor(world.deps, person, asked)
    if (found.state !== 'found') throw new Error(`not searched: ${found.state}`)
    expect(found.list.items.map((item) => item.head.id).sort()).toEqual(expected)
    expect(found.list.total).toBe(expected.length)
  })

  test.each(EVERYBODY)('the detail shows $id nothing beyond it', async (person) => {
    for (const id of ids) {
      const sight = await sightFor(person, id)
      const detail = await detailFor(world.deps, person, { escalationId: id })
      if (sight === 'nothing') expect(refusalOf(detail)).toEqual({ code: 'not_found' })
      else expect(got(detail).grade).toBe(sight)
      if (sight === 'exists') {
        const { head, body, requester: filer, followers, updates } = got(detail)
        expect([head.summary, head.category, body, filer]).toEqual([null, null, null, null])
        expect([...followers, ...updates]).toEqual([])
      }
    }
  })

  test('whoever filed or follows it reads no team words: neither timeline nor work channel', async () => {
    const [plain = 0, , followed = 0] = ids
    for (const [person, escalationId] of [
      [requester, plain],
      [colleague, followed],
    ] as const) {
      const timeline = await timelineFor(world.deps, person, { escalationId, page: 0, pageSize: 10 })
      expect(refusalOf(timeline)).toMatchObject({ code: 'not_permitted' })
      expect(refusalOf(await joinChannel(world.deps, person, { escalationId }))).toMatchObject({
        code: 'not_permitted',
      })
    }
    expect((await joinChannel(world.deps, B, { escalationId: plain })).ok).toBe(true)
  })

  test('joining a channel names nobody: the list of a restricted one stays its list', async () => {
    const [, restricted = 0] = ids
    got(await joinChannel(world.deps, C, { escalationId: restricted }))
    const settings = world.deps.settings()
    world.set({ ...settings, categories: settings.categories.map((one) => ({ ...one, visibleTo: [A.id] })) })
    expect(await sightFor(C, restricted)).toBe('exists')
    world.set(settings)
  })
})
