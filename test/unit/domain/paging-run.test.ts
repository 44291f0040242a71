import { describe, expect, test } from 'vitest'
import { whoIsPagedBy, whoIsPagedNext } from '../../../src/domain/paging/next.ts'
import { DEFAULT_POLICIES, type PagingPolicy } from '../../../src/domain/paging/policy.ts'
import { decide } from '../../../src/domain/paging/run.ts'
import { minute, TWO_STEPS, World } from './paging-world.ts'

const { sev3 } = DEFAULT_POLICIES
const { sev1, sev2 } = TWO_STEPS

/** A run whose on call is paged already. */
function begun(policy: PagingPolicy = sev1, prepare: (world: World) => void = () => {}): World {
  const world = new World(policy)
  prepare(world)
  world.tick(0)
  return world
}

const onCallOnly = (change: Partial<PagingPolicy> = {}): PagingPolicy => ({
  ...sev1,
  steps: [{ whom: [{ kind: 'on_call' }], waitMinutes: 5 }],
  ...change,
})

describe('rule 12: page first', () => {
  test('the first page leaves with the first tick, at the instant of filing', () => {
    expect(new World().tick(0)).toEqual(['page A on_call'])
  })

  test('sev3 waits for the working hours, and pages whoever is on call then', () => {
    const world = new World(sev3)
    world.opensAt = 358
    expect(world.tick(0)).toEqual([])
    expect(world.due).toBe(358)
    world.onCall = ['B']
    expect(world.tick(358)).toEqual(['page B on_call'])
  })

  test('sev3 is one page: for days nobody is paged again', () => {
    const world = begun(sev3)
    expect(world.live(3 * 1440)).toEqual([])
  })

  test('who filed it isn’t paged about it', () => {
    const world = new World(sev1, ['A'])
    world.onCall = ['A', 'B']
    expect(world.tick(0)).toEqual(['page B on_call'])
  })
})

describe('rule 13: steps, waits, repeats, last resort', () => {
  test('not seen in five minutes: on call again, and the lead on duty', () => {
    const world = begun()
    expect(world.tick(5)).toEqual(['replace A', 'page A on_call again', 'page L1 lead'])
  })

  test('sev2 has the same steps, ten minutes apart', () => {
    const world = begun(sev2)
    expect(world.live(10)).toEqual(['10 replace A', '10 page A on_call again', '10 page L1 lead'])
  })

  test('leads are paged one at a time, the lead on duty first', () => {
    const paged = begun()
      .live(34)
      .filter((line) => line.includes(' lead'))
    expect(paged).toEqual(['5 page L1 lead', '15 page L2 lead', '25 page L1 lead again'])
  })

  test('the steps are gone through three times more, then the intake channel is told, and it never ends by itself', () => {
    const lines = begun().live(120)
    const pages = lines.filter((line) => line.includes('page A')).map((line) => Number(line.split(' ')[0]))
    expect(pages).toEqual([5, 10, 15, 20, 25, 30, 35, 40, 55, 70, 85, 100, 115])
    expect(lines.filter((line) => line.includes('tell'))).toEqual([
      '40 tell intake last_resort',
      '55 tell intake last_resort',
      '70 tell intake last_resort',
      '85 tell intake last_resort',
      '100 tell intake last_resort',
      '115 tell intake last_resort',
    ])
  })

  test('a named last resort is told instead of the intake channel', () => {
    const world = begun({ ...sev1, repeats: 0, lastResort: { kind: 'channel', channelId: 'C0LAST' } })
    world.tick(5)
    expect(world.tick(10)).toContain('tell channel last_resort')
  })

  test('steps are frozen when the run starts, people are looked up live', () => {
    const world = begun()
    world.onCall = ['B']
    world.leads = ['L2']
    expect(world.tick(5)).toEqual(['page B on_call', 'page L2 lead'])
  })

  test('at most three are woken at once; who wasn’t comes before who was', () => {
    const world = new World()
    world.onCall = ['A', 'B', 'C', 'D', 'E']
    expect(world.tick(0)).toEqual(['page A on_call', 'page B on_call', 'page C on_call'])
    expect(world.tick(5)).toEqual(['page D on_call', 'page E on_call', 'page L1 lead'])
  })

  test('at most as many at once as the policy says', () => {
    const world = new World({ ...sev1, mostAtOnce: 4 })
    world.onCall = ['A', 'B', 'C', 'D', 'E']
    expect(world.tick(0)).toHaveLength(4)
  })

  test('a group is paged person by person, and a person by name', () => {
    const world = new World(
      onCallOnly({
        steps: [
          { whom: [{ kind: 'group', groupId: 'S1' }], waitMinutes: 5 },
          { whom: [{ kind: 'person', userId: 'N' }], waitMinutes: 5 },
        ],
      }),
    )
    world.groups = { S1: ['G1', 'G2', 'G1'] }
    expect(world.tick(0)).toEqual(['page G1 group', 'page G2 group'])
    expect(world.tick(5)).toEqual(['page N named'])
  })

  test('where one at a time may be woken, a step’s people and the leads take turns', () => {
    const world = new World({
      ...sev1,
      mostAtOnce: 1,
      steps: [{ whom: [{ kind: 'on_call' }, { kind: 'leads' }], waitMinutes: 5 }],
    })
    expect(world.live(15)).toEqual([
      '0 page A on_call',
      '5 page L1 lead',
      '10 page L2 lead',
      '15 replace A',
      '15 page A on_call again',
    ])
  })

  test('whoever stands in a step twice is paged once', () => {
    const world = begun()
    world.leads = ['A', 'L1']
    expect(world.tick(5)).toEqual(['replace A', 'page A on_call again', 'page L1 lead'])
  })

  test('who comes on call while nobody has acknowledged it is paged too', () => {
    const world = begun()
    world.onCall = ['B']
    expect(world.on({ kind: 'somebody_came_on_call', userId: 'B' }, 3)).toEqual(['page B came_on_call'])
    expect(world.due).toBe(5)
  })

  test('who came on call two minutes ago isn’t paged again before their time is up', () => {
    const world = begun()
    world.onCall = ['B']
    world.on({ kind: 'somebody_came_on_call', userId: 'B' }, 3)
    expect(world.tick(5)).toEqual(['page L1 lead'])
    expect(world.tick(10)).toEqual(['replace B', 'page B on_call again'])
  })

  test('who comes on call with a live page already isn’t paged twice', () => {
    const world = begun()
    expect(world.on({ kind: 'somebody_came_on_call', userId: 'A' }, 1)).toEqual([])
  })

  test('who comes on call while it is acknowledged isn’t paged, nor for a policy that never asks who is on call', () => {
    const acknowledged = begun()
    acknowledged.seen('A', 1)
    expect(acknowledged.on({ kind: 'somebody_came_on_call', userId: 'B' }, 2)).toEqual([])
    const named = begun(onCallOnly({ steps: [{ whom: [{ kind: 'person', userId: 'N' }], waitMinutes: 5 }] }))
    expect(named.on({ kind: 'somebody_came_on_call', userId: 'B' }, 2)).toEqual([])
  })

  test('"page again" and "it got worse" go on with the next step at once', () => {
    const world = begun()
    expect(world.on({ kind: 'hurried' }, 2)).toEqual(['replace A', 'page A on_call again', 'page L1 lead'])
    expect(world.due).toBe(7)
  })

  test('pressed twice within a minute nobody is paged again who was just paged', () => {
    const world = begun()
    world.on({ kind: 'hurried' }, 2)
    expect(world.on({ kind: 'hurried' }, 2.5)).toEqual([])
  })

  test('"page again" pages once more where the policy itself wouldn’t', () => {
    expect(begun(sev3).on({ kind: 'hurried' }, 30)).toEqual(['replace A', 'page A on_call again'])
  })
})

describe('rule 7: nobody on call is loud and fast', () => {
  test('an empty step is skipped at once, and the room is told', () => {
    const world = new World()
    world.onCall = []
    expect(world.tick(0)).toEqual(['page L1 fallback', 'tell intake nobody_on_call'])
  })

  test('a whole round without anybody pages the leads at once, one at a time, the lead on duty first', () => {
    const world = new World(onCallOnly())
    world.onCall = []
    expect(world.live(9)).toEqual(['0 page L1 fallback', '0 tell intake nobody_on_call', '5 page L2 fallback'])
  })

  test('the search goes on each minute, and finds whoever is there', () => {
    const world = new World()
    world.onCall = []
    world.tick(0)
    expect([world.due, world.tick(1), world.due, world.tick(2), world.due]).toEqual([1, [], 2, [], 3])
    world.onCall = ['B']
    expect(world.tick(3)).toEqual(['page B on_call'])
    expect(world.due).toBe(8)
  })

  test('whom the search finds is paged, though they stand in a later step', () => {
    const world = new World({
      ...sev1,
      steps: [
        { whom: [{ kind: 'leads' }], waitMinutes: 5 },
        { whom: [{ kind: 'on_call' }], waitMinutes: 5 },
      ],
    })
    world.onCall = []
    world.tick(0)
    world.onCall = ['B']
    expect(world.tick(1)).toEqual(['page B on_call'])
  })

  test('whom the search finds is paged before the leads’ next step', () => {
    const leads = { whom: [{ kind: 'leads' as const }], waitMinutes: 5 }
    const world = new World({ ...sev1, steps: [{ whom: [{ kind: 'on_call' }], waitMinutes: 5 }, leads, leads] })
    world.onCall = []
    expect(world.tick(0)).toContain('page L1 fallback')
    world.onCall = ['B']
    expect(world.tick(1)).toEqual(['page B on_call'])
  })

  test('whoever appears while another failure is dealt with is paged by the next search', () => {
    const world = new World()
    world.onCall = []
    world.live(5)
    world.onCall = ['B']
    expect(world.on({ kind: 'delivery_failed', userId: 'L1' }, 5.5)).toEqual(['stop L1 undeliverable'])
    expect(world.due).toBe(6)
    expect(world.tick(6)).toEqual(['page B on_call'])
  })

  test('outside working hours sev3 neither searches nor tells the room', () => {
    const world = new World(sev3)
    world.onCall = []
    expect(world.tick(0)).toEqual(['page L1 fallback', 'tell intake nobody_on_call'])
    world.opensAt = 900
    expect(world.live(899)).toEqual([])
    expect(world.due).toBe(900)
  })

  test('whoever ends the gap by coming on call is paged at that instant, and has the policy’s first step', () => {
    const world = new World()
    world.onCall = []
    world.tick(0)
    world.onCall = ['B']
    expect(world.on({ kind: 'somebody_came_on_call', userId: 'B' }, 4)).toEqual(['page B came_on_call'])
    expect(world.due).toBe(9)
    expect(world.tick(9)).toEqual(['replace B', 'page B on_call again', 'page L2 lead'])
  })

  test('the room is told every fifteen minutes at most', () => {
    const world = new World()
    world.onCall = []
    const told = world.live(60).filter((line) => line.includes('tell'))
    expect(told.map((line) => line.split(' ')[0])).toEqual(['0', '15', '30', '45', '60'])
  })

  test('nobody scheduled, scheduled but unreachable and look-up failed are three answers', () => {
    const nobody = new World()
    nobody.onCall = []
    expect(nobody.tick(0)).toContain('tell intake nobody_on_call')
    const failed = new World()
    failed.onCall = 'failed'
    expect(failed.tick(0)).toContain('tell intake look_up_failed')
    const unreachable = begun()
    expect(unreachable.on({ kind: 'delivery_failed', userId: 'A' }, 1)).toContain('tell intake nobody_reachable')
  })

  test('without leads the room is told, and the search goes on', () => {
    const world = new World()
    world.onCall = []
    world.leads = []
    expect(world.tick(0)).toEqual(['tell intake nobody_on_call'])
    expect(world.due).toBe(1)
    world.leads = ['L1']
    expect(world.tick(1)).toEqual(['page L1 fallback'])
  })

  test('a page that can’t be delivered goes on to the next at once', () => {
    const world = begun()
    const lines = world.on({ kind: 'delivery_failed', userId: 'A' }, 1)
    expect(lines).toEqual(['stop A undeliverable', 'page L1 lead', 'tell intake nobody_reachable'])
  })

  test('nobody is hurried while another page waits where it can be seen', () => {
    const world = begun(sev1, (one) => {
      one.onCall = ['A', 'B']
    })
    expect(world.on({ kind: 'delivery_failed', userId: 'A' }, 1)).toEqual(['stop A undeliverable'])
    expect(world.due).toBe(5)
  })

  test('a failure that is told twice goes on once', () => {
    const world = begun()
    world.on({ kind: 'delivery_failed', userId: 'A' }, 1)
    expect(world.on({ kind: 'delivery_failed', userId: 'A' }, 1)).toEqual([])
  })

  test('whom nothing reached is tried again after a quarter of an hour', () => {
    const world = begun()
    world.on({ kind: 'delivery_failed', userId: 'A' }, 1)
    expect(world.live(16).filter((line) => line.includes('page A'))).toEqual(['16 page A on_call again'])
  })

  test('when nothing can be delivered to anybody the next lead is paged, and the room is told', () => {
    const world = begun()
    const lines = world.on({ kind: 'nobody_reachable' }, 1)
    expect(lines).toEqual(['stop A undeliverable', 'page L1 fallback', 'tell intake nobody_reachable'])
    expect(world.due).toBe(2)
  })
})

describe('rule 14: Slack silences people', () => {
  test('a silenced person with another way is paged by it, and the next step waits its time', () => {
    const world = new World()
    world.silenced = { A: { until: minute(298), hasOtherWay: true } }
    expect(world.tick(0)).toEqual(['page A on_call by another way'])
    expect(world.due).toBe(5)
  })

  test('sev1, silenced and no other way: the next step is paged in the same instant', () => {
    const world = new World()
    world.silenced = { A: { until: minute(298), hasOtherWay: false } }
    expect(world.tick(0)).toContain('page L1 lead')
    expect(world.tick(5)).toContain('replace A')
  })

  test('the page says until when it isn’t heard', () => {
    const world = new World()
    const silence = { until: minute(298), hasOtherWay: false }
    world.silenced = { A: silence }
    expect(world.decide({ kind: 'tick' }, 0).effects[0]).toMatchObject({ userId: 'A', silenced: silence })
  })

  test('a silenced lead without another way doesn’t count as the one lead', () => {
    const world = new World()
    world.silenced = { A: { until: null, hasOtherWay: false }, L1: { until: null, hasOtherWay: false } }
    expect(world.tick(0)).toEqual([
      'page A on_call silenced',
      'page L1 lead silenced',
      'page L2 lead',
      'tell intake nobody_reachable',
    ])
  })

  test('sev2 waits its step as usual', () => {
    const world = new World(sev2)
    world.silenced = { A: { until: null, hasOtherWay: false } }
    expect(world.tick(0)).toEqual(['page A on_call silenced'])
    expect(world.due).toBe(10)
  })

  test('where one of a step hears it, nobody else is woken for the other', () => {
    const world = new World()
    world.onCall = ['A', 'B']
    world.silenced = { A: { until: null, hasOtherWay: false } }
    expect(world.tick(0)).toEqual(['page B on_call', 'page A on_call silenced'])
    expect(world.due).toBe(5)
  })

  test('who comes on call silenced, with nobody else who hears: the next step at once', () => {
    const world = new World(sev1)
    world.onCall = ['B']
    world.silenced = { A: { until: null, hasOtherWay: false }, B: { until: null, hasOtherWay: false } }
    world.leads = []
    world.tick(0)
    world.leads = ['L1']
    world.onCall = ['C']
    world.silenced = { ...world.silenced, C: { until: null, hasOtherWay: false } }
    expect(world.on({ kind: 'somebody_came_on_call', userId: 'C' }, 2)).toEqual([
      'page C came_on_call silenced',
      'page L1 lead',
    ])
  })
})

describe('rule 15: buttons act as of their page', () => {
  test('acknowledging stops the others’ pages', () => {
    const world = begun()
    world.tick(5)
    expect(world.seen('A', 6)).toEqual(['stop L1 seen_by_other'])
    expect(world.livePagesOf('A')).toHaveLength(1)
  })

  test('while it is acknowledged nobody is paged', () => {
    const world = begun()
    world.seen('A', 2)
    expect(world.live(11.9)).toEqual([])
  })

  test('a second acknowledgement is a quiet no-op that says who was first', () => {
    const world = begun(sev1, (one) => {
      one.onCall = ['A', 'B']
    })
    world.seen('A', 1)
    const before = world.run
    const second = world.decide({ kind: 'acknowledged', by: 'B', pageId: world.pageIdOf('B'), minutes: 10 }, 2)
    expect(second.answer).toEqual({ code: 'already_acknowledged', by: 'A', since: minute(1), until: minute(11) })
    expect(second.effects).toEqual([])
    expect(world.run).toBe(before)
  })

  test('a button of an older page is refused: the newer one has the buttons', () => {
    const world = begun()
    const older = world.pageIdOf('A')
    world.tick(5)
    for (const kind of ['passed', 'acknowledged'] as const) {
      const stale = world.decide({ kind, by: 'A', pageId: older, minutes: 10 }, 6)
      expect(stale).toMatchObject({ effects: [], answer: { code: 'stale' } })
    }
  })

  test('"can’t" pages the next at once, and leaves them in peace', () => {
    const world = begun()
    expect(world.cant('A', 1)).toEqual(['stop A passed', 'page L1 lead', 'tell intake nobody_reachable'])
    expect(world.live(200).filter((line) => line.includes('page A'))).toEqual([])
  })

  test('"can’t" pages first whom the same step had still to page', () => {
    const world = begun(sev1, (one) => {
      one.onCall = ['A', 'B', 'C', 'D']
    })
    expect(world.cant('B', 1)).toEqual(['stop B passed', 'page D on_call'])
  })

  test('"can’t" of a lead pages the next lead', () => {
    const world = begun()
    world.tick(5)
    expect(world.cant('L1', 6)).toEqual(['stop L1 passed', 'page L2 lead'])
  })

  test('a second "can’t" is stale', () => {
    const world = begun()
    world.cant('A', 1)
    const again = world.decide({ kind: 'passed', by: 'A', pageId: null }, 2)
    expect(again).toMatchObject({ effects: [], answer: { code: 'stale' } })
  })

  test('"can’t" after "seen" gives up the acknowledgement', () => {
    const world = begun()
    world.seen('A', 1)
    expect(world.cant('A', 3)).toEqual(['stop A passed', 'page L1 lead', 'tell intake nobody_reachable'])
  })

  test('an answer by a way that knows no page counts for the live one', () => {
    const world = begun()
    const answer = world.decide({ kind: 'acknowledged', by: 'A', pageId: null, minutes: 10 }, 1).answer
    expect(answer).toEqual({ code: 'done' })
  })

  test('who passed and then begins a shift is paged again', () => {
    const world = begun()
    world.cant('A', 1)
    expect(world.on({ kind: 'somebody_came_on_call', userId: 'A' }, 30)).toContain('page A came_on_call again')
    expect(world.live(40).filter((line) => line.includes('page A'))).not.toEqual([])
  })

  test('whoever was paged by hand beside an acknowledgement may pass without ending it', () => {
    const world = begun()
    world.seen('A', 1)
    world.pages = [...world.pages, { pageId: 90, userId: 'X', askedAt: minute(2), isLive: true }]
    expect(world.cant('X', 3)).toEqual(['stop X passed'])
    expect(world.due).toBe(11)
  })

  test('sev3 passed at work goes to a colleague, then to a lead', () => {
    const world = begun({ ...sev3, mostAtOnce: 3 }, (one) => {
      one.onCall = ['A', 'B', 'C', 'D']
    })
    expect(world.cant('A', 1)).toEqual(['stop A passed', 'page D on_call'])
    const alone = begun(sev3)
    expect(alone.cant('A', 1)).toEqual(['stop A passed', 'page L1 fallback', 'tell intake nobody_reachable'])
  })
})

describe('rule 16: an acknowledgement expires', () => {
  test('after ten minutes they are reminded, and the run goes on with the next', () => {
    const world = begun()
    world.seen('A', 3)
    expect(world.due).toBe(13)
    expect(world.tick(13)).toEqual(['remind A', 'page L1 lead'])
    expect(world.due).toBe(18)
  })

  test('who was reminded isn’t paged in the same breath, but by the next step', () => {
    const world = begun()
    world.seen('A', 3)
    world.tick(13)
    expect(world.tick(18)).toEqual(['replace A', 'page A on_call again'])
  })

  test('a step that could only page whoever is being reminded is passed over', () => {
    const world = begun()
    world.tick(5)
    world.seen('A', 6)
    expect(world.tick(16)).toEqual(['remind A', 'page L2 lead'])
  })

  test('where there is nobody else the reminder stands for the page', () => {
    const world = begun(onCallOnly())
    world.seen('A', 3)
    expect(world.tick(13)).toEqual(['remind A'])
    expect(world.tick(18)).toEqual(['replace A', 'page A on_call again'])
  })

  test('it expires after the minutes that were asked for', () => {
    const world = begun()
    world.seen('A', 3, 30)
    expect(world.due).toBe(33)
  })

  test('not if it was claimed meanwhile', () => {
    const world = begun()
    world.seen('A', 3)
    world.on({ kind: 'claimed', by: 'A' }, 8)
    expect(world.due).toBeNull()
    expect(world.tick(13)).toEqual([])
  })

  test('after it expired they may ask for time again', () => {
    const world = begun()
    world.seen('A', 3)
    world.tick(13)
    expect(world.seen('A', 14)).toEqual(['stop L1 seen_by_other'])
    expect(world.due).toBe(24)
  })
})

describe('rule 17: nobody is woken for what was dealt with', () => {
  test('a claim ends the run and every page', () => {
    const world = begun()
    world.tick(5)
    expect(world.on({ kind: 'claimed', by: 'L1' }, 6)).toEqual(['stop L1 claimed', 'stop A claimed_by_other'])
    expect(world.due).toBeNull()
    expect(world.on({ kind: 'somebody_came_on_call', userId: 'B' }, 7)).toEqual([])
  })

  test.each(['withdrawn', 'resolved', 'merged'] as const)('%s ends the run and every page', (why) => {
    const world = begun()
    expect(world.on({ kind: 'stopped', why }, 1)).toEqual([`stop A ${why}`])
    expect(world.decide({ kind: 'passed', by: 'A', pageId: 1 }, 2).answer).toEqual({
      code: 'over',
      why,
      since: minute(1),
    })
  })

  test('a run that another takes over leaves the pages as they are', () => {
    const world = begun()
    expect(world.on({ kind: 'stopped', why: 'superseded' }, 1)).toEqual([])
    expect(world.livePagesOf('A')).toHaveLength(1)
    expect(world.due).toBeNull()
  })

  test('a run that takes over doesn’t page whoever was paged just now', () => {
    const before = begun(sev2)
    const after = new World(sev1)
    after.pages = before.pages
    expect(after.tick(2)).toEqual([])
    expect(after.tick(5)).toEqual(['replace A', 'page A on_call again'])
  })
})

describe('rule 21: late rather than never', () => {
  test('a tick too early or twice does nothing', () => {
    const world = begun()
    const before = world.run
    expect(world.tick(4.9)).toEqual([])
    expect(world.run).toBe(before)
    world.tick(5)
    expect(world.tick(5)).toEqual([])
  })

  test('an hour of downtime is made up for by one step, not by twelve', () => {
    const world = begun()
    expect(world.tick(65)).toEqual(['replace A', 'page A on_call again', 'page L1 lead'])
    expect(world.due).toBe(70)
  })
})

describe('who is woken next, before it happens', () => {
  test('a page names whom the silence wakes, and when', () => {
    const world = begun()
    expect(whoIsPagedNext(world.run, world.factsAt(minute(1)))).toEqual({ at: minute(5), people: ['L1'] })
  })

  test('repeats to the same people are no news: it looks on until somebody new is paged', () => {
    const world = begun()
    world.tick(5)
    expect(whoIsPagedNext(world.run, world.factsAt(minute(6)))).toEqual({ at: minute(15), people: ['L2'] })
  })

  test('"seen" says who is paged when it expires', () => {
    const world = begun()
    world.seen('A', 3)
    expect(whoIsPagedNext(world.run, world.factsAt(minute(3)))).toEqual({ at: minute(13), people: ['L1'] })
  })

  test('nobody where there is nobody else', () => {
    const world = begun(onCallOnly(), (one) => {
      one.leads = []
    })
    expect(whoIsPagedNext(world.run, world.factsAt(minute(1)))).toBeNull()
    world.on({ kind: 'claimed', by: 'A' }, 2)
    expect(whoIsPagedNext(world.run, world.factsAt(minute(2)))).toBeNull()
  })

  test('"can’t" names who is woken before it is pressed', () => {
    const world = begun()
    const asked = decide(world.run, { kind: 'passed', by: 'A', pageId: null, at: minute(1) }, world.factsAt(minute(1)))
    expect(whoIsPagedBy(asked)).toEqual(['L1'])
  })
})
