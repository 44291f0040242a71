import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { resolve } from '../../src/usecases/escalation/resolve.ts'
import { A, fileClaimed, got, testWorld, type World } from '../support/builders.ts'

/** What docs/admin.md tells an administrator to type does what it says, on a real database. */

const paper = readFileSync('docs/admin.md', 'utf8')
const blocks = [...paper.matchAll(/^ *```sql\n([\s\S]*?)^ *```$/gm)].map(([, block]) => block ?? '')

/** The statements of the one block that holds these words; its own begin and commit are the test's. */
function statements(words: string): string[] {
  const [block = '', ...others] = blocks.filter((one) => one.includes(words))
  expect(others).toEqual([])
  const found = block.split(';').map((one) => one.trim())
  return found.filter((one) => one !== '' && one !== 'begin' && one !== 'commit')
}

let world: World

beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.end())

const ask = (query: string) => world.deps.db.read(async (q) => [...(await q.execute(sql.raw(query)))])

async function type(lines: readonly string[]): Promise<void> {
  await world.deps.db.transact(async (tx) => {
    for (const line of lines) await tx.execute(sql.raw(line))
  })
}

async function tables(): Promise<string[]> {
  const rows = await ask("select table_name from information_schema.tables where table_schema = 'public' order by 1")
  return rows.map((row) => String(row.table_name))
}

test('it names every table that there is', async () => {
  const section = paper.slice(paper.indexOf('## What is stored'), paper.indexOf('### How long'))
  const named = [...section.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name ?? ''),
  )
  expect(named.toSorted()).toEqual(await tables())
})

test('what was written about one escalation can be taken away, and the facts stay', async () => {
  const word = 'Zanahoria'
  const details = { outlet: word }
  const escalationId = await fileClaimed(world, { summary: word, body: `${word} https://a.example/${word}`, details })
  const other = await fileClaimed(world, { summary: word, body: word })
  const rest = { rule: word, sentence: word, rootCause: null } as const
  got(await resolve(world.deps, A, { escalationId, decision: 'removed', reason: word, ...rest }))
  const holders = async (id: number) => {
    const found: string[] = []
    for (const table of await tables()) {
      const [own] = await ask(
        `select 1 from information_schema.columns where table_name = '${table}' and column_name = 'escalation_id'`,
      )
      const key = own === undefined ? (table === 'escalations' ? 'id' : null) : 'escalation_id'
      if (key === null) continue
      const rows = await ask(`select 1 from ${table} t where ${key} = ${id} and t::text ilike '%${word}%' limit 1`)
      if (rows.length > 0) found.push(table)
    }
    return found
  }
  expect(await holders(escalationId)).toEqual(expect.arrayContaining(['escalations', 'resolutions', 'texts']))
  const before = await holders(other)
  const takeAway = (id: number) => type(statements('update texts').map((line) => line.replaceAll('1042', String(id))))
  const words = async () => (await ask(`select word from search_words where word = '${word.toLowerCase()}'`)).length
  await takeAway(escalationId)
  expect(await holders(escalationId)).toEqual([])
  expect(await holders(other)).toEqual(before)
  expect(await words()).toBe(1)
  await takeAway(other)
  expect(await words()).toBe(0)
  expect(await ask(`select decision from resolutions where escalation_id = ${escalationId}`)).toHaveLength(1)
})

test('it lists the open channels, and leaves nothing of Vigía behind in a shared database', async () => {
  expect(await ask(statements('from work_channels').join(''))).toEqual([])
  await type(['create table somebody_elses (id int)', ...statements('drop table')])
  expect(await tables()).toEqual(['somebody_elses'])
  expect(await ask("select proname from pg_proc where pronamespace = 'public'::regnamespace")).toEqual([])
  expect(await ask("select table_name from information_schema.tables where table_schema = 'drizzle'")).toEqual([])
})
