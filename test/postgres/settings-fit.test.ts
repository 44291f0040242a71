import { afterAll, beforeAll, expect, test } from 'vitest'
import { playgroundSettings } from '../../src/settings/playground.ts'
import { unfitFor } from '../../src/usecases/settings-fit.ts'
import { fileOne, testWorld, type World } from '../support/builders.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.end())

test('settings that dropped a category or a team which escalations name are refused by name', async () => {
  await fileOne(world, { category: 'press' })
  expect(await unfitFor(world.deps.db, playgroundSettings)).toEqual([])
  const without = {
    ...playgroundSettings,
    teams: [],
    categories: playgroundSettings.categories.filter((category) => category.id !== 'press'),
  }
  expect(await unfitFor(world.deps.db, without)).toEqual([
    { what: 'team', id: 'policy' },
    { what: 'category', id: 'press' },
  ])
})
