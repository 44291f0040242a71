import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepWords } from '../../../src/db/stores/search.ts'
import { fileOne, testWorld, type World } from '../../support/builders.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.end())

const kept = async () => {
  const rows = await world.deps.db.read((q) => q.execute<{ word: string }>(sql`select word from search_words`))
  return new Set([...rows].map(({ word }) => word))
}

test('the words of what is filed are kept, of what is restricted none', async () => {
  await fileOne(world, { summary: 'A zeppelin over TRK-88213-X', body: 'Canción número nueve' })
  await fileOne(world, { category: 'threats', summary: 'Secretword', body: 'Hiddenword' })
  const words = await kept()
  for (const word of ['zeppelin', 'trk-88213-x', 'cancion', 'nueve']) expect(words).toContain(word)
  for (const word of ['secretword', 'hiddenword']) expect(words).not.toContain(word)
})

test('who files never waits for another’s filing: crosswise words, and a transaction that stands still', async () => {
  let release: () => void = () => {}
  const holding = new Promise<void>((resolve) => {
    release = resolve
  })
  let began: () => void = () => {}
  const begun = new Promise<void>((resolve) => {
    began = resolve
  })
  const still = world.deps.db.transact(async (tx) => {
    await keepWords(tx, { isRestricted: false, texts: ['xylophone'] })
    began()
    await holding
  })
  await begun
  // It would wait until the other one commits, which it never does by itself.
  const id = await fileOne(world, { summary: 'A xylophone', body: 'and a bassoon' })
  expect(id).toBeGreaterThan(0)
  release()
  await still
  expect(await kept()).toContain('xylophone')
  const pairs = ['oboes harps', 'harps oboes', 'oboes flutes', 'flutes harps']
  await Promise.all(pairs.map((summary) => fileOne(world, { summary })))
  const words = await kept()
  for (const word of ['oboes', 'harps', 'flutes']) expect(words).toContain(word)
})
