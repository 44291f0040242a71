import { describe, expect, test } from 'vitest'
import { DEFAULT_POLICIES, type PagingPolicy } from '../../../src/domain/paging/policy.ts'
import { World } from './paging-world.ts'

const { sev1, sev2, sev3 } = DEFAULT_POLICIES

/** A is primary, B is backup. */
function scheduled(policy: PagingPolicy = sev1): World {
  const world = new World(policy)
  world.onCall = ['A', 'B']
  world.roles = { primary: ['A'], backup: ['B'] }
  return world
}

describe('the default policies, of a team with a schedule (SCREENS 3)', () => {
  test('sev1: the primary; after 5 minutes the primary again and the backup; then a lead as well', () => {
    expect(scheduled().live(10)).toEqual([
      '0 page A on_call',
      '5 page B on_call',
      '5 replace A',
      '5 page A on_call again',
      '10 replace B',
      '10 page B on_call again',
      '10 replace A',
      '10 page A on_call again',
      '10 page L1 lead',
    ])
  })

  test('sev2 the same with 10 minutes; sev3 the primary alone', () => {
    expect(scheduled(sev2).live(10)).toEqual([
      '0 page A on_call',
      '10 page B on_call',
      '10 replace A',
      '10 page A on_call again',
    ])
    expect(scheduled(sev3).live(30)).toEqual(['0 page A on_call'])
  })

  test('without a schedule nobody has a role, and everybody named is paged by the first step', () => {
    const world = new World(sev1)
    world.onCall = ['A', 'B', 'C']
    expect(world.tick(0)).toEqual(['page A on_call', 'page B on_call', 'page C on_call'])
  })
})

describe('who stands behind', () => {
  test('nobody as primary: the backup is paged at once, not after the primary’s five minutes', () => {
    const world = scheduled()
    world.onCall = ['B']
    world.roles = { primary: [], backup: ['B'] }
    expect(world.tick(0)).toEqual(['page B on_call'])
  })

  test('Slack silences the primary, who has no other way: the backup is paged in the same instant', () => {
    const world = scheduled()
    world.silenced = { A: { until: null, hasOtherWay: false } }
    expect(world.tick(0)).toEqual(['page A on_call silenced', 'page B on_call'])
  })

  test('the primary can’t: the backup is paged in the same instant', () => {
    const world = scheduled()
    world.tick(0)
    expect(world.cant('A', 1)).toEqual(['stop A passed', 'page B on_call'])
  })

  test('a role that the schedule doesn’t have names nobody', () => {
    const whom = [{ kind: 'on_call', role: 'night' } as const]
    const world = scheduled({ ...sev1, steps: [{ whom, waitMinutes: 5 }, ...sev1.steps] })
    expect(world.tick(0)).toEqual(['page A on_call'])
  })
})

describe('ONCALL 13: whoever comes on call', () => {
  test('as primary is paged at once; as backup when the step comes that names the backup', () => {
    const world = scheduled()
    world.tick(0)
    world.onCall = ['C', 'D']
    world.roles = { primary: ['C'], backup: ['D'] }
    expect(world.on({ kind: 'somebody_came_on_call', userId: 'C' }, 2)).toEqual(['page C came_on_call'])
    expect(world.on({ kind: 'somebody_came_on_call', userId: 'D' }, 2)).toEqual([])
    expect(world.tick(5)).toContain('page D on_call')
  })

  test('as backup is paged at once where the backup was paged before', () => {
    const world = scheduled()
    world.live(5)
    world.onCall = ['A', 'D']
    world.roles = { primary: ['A'], backup: ['D'] }
    expect(world.on({ kind: 'somebody_came_on_call', userId: 'D' }, 7)).toEqual(['page D came_on_call'])
  })
})
