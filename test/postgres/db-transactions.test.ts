import { inspect } from 'node:util'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Queryable } from '../../src/db/client.ts'
import { type Database, openDatabase } from '../../src/db/client.ts'
import { DatabaseUnavailable, isUniqueViolation, StatementFailed } from '../../src/db/errors.ts'
import { emptyDatabase } from '../support/database.ts'
import { quietLog } from '../support/quiet-log.ts'

let db: Database
let small: Database

const limits = { statementTimeoutMs: 5_000, transactionDeadlineMs: 10_000, applicationName: 'test', log: quietLog }

beforeAll(async () => {
  const url = await emptyDatabase()
  db = openDatabase({ ...limits, url, max: 5 })
  small = openDatabase({ ...limits, url, max: 1, statementTimeoutMs: 200, transactionDeadlineMs: 600 })
  await db.transact((tx) =>
    tx.execute(
      sql`create table notes (id int primary key, body text not null constraint notes_short check (length(body) < 20))`,
    ),
  )
})

afterAll(async () => {
  await Promise.all([db.close(), small.close()])
})

const note = (id: number, body: string) => (tx: Queryable) => tx.execute(sql`insert into notes values (${id}, ${body})`)
const bodies = (ids: number[]) =>
  db.read(async (q) => {
    const rows = await q.execute(sql`select body from notes where id = any(${sql.param(ids)}::int[]) order by id`)
    return rows.map((row) => row.body)
  })
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable('it went well'),
    (error: unknown) => error,
  )

describe('a transaction', () => {
  test('is kept as a whole or not at all', async () => {
    const refusal = new Error('second thoughts')
    const failure = await failureOf(
      db.transact(async (tx) => {
        await note(1, 'one')(tx)
        throw refusal
      }),
    )
    expect(failure).toBe(refusal)
    expect(await bodies([1])).toEqual([])
  })

  test('that caught the error of a statement is not reported as kept: Postgres undid it', async () => {
    const failure = await failureOf(
      db.transact(async (tx) => {
        await note(2, 'two')(tx)
        await note(2, 'two')(tx).catch(() => undefined)
      }),
    )
    expect(failure).toBeInstanceOf(Error)
    expect(await bodies([2])).toEqual([])
  })

  test('may try a part of itself, and go on without it', async () => {
    await db.transact(async (tx) => {
      await note(3, 'three')(tx)
      await tx.transaction(note(3, 'again')).catch(() => undefined)
      await note(4, 'four')(tx)
    })
    expect(await bodies([3, 4])).toEqual(['three', 'four'])
  })

  test('takes no statement after its end', async () => {
    let leaked: Queryable | undefined
    await db.transact(async (tx) => {
      leaked = tx
    })
    const late = leaked
    if (late === undefined) return expect.unreachable()
    await expect(failureOf(note(5, 'late')(late))).resolves.toBeInstanceOf(Error)
    expect(await bodies([5])).toEqual([])
  })

  test('that two make deadlock is done again, and both are kept', async () => {
    await db.transact(note(10, 'a'))
    await db.transact(note(11, 'b'))
    let runs = 0
    let meet = () => {}
    const bothHoldOne = new Promise<void>((resolve) => {
      meet = resolve
    })
    const swap = (first: number, second: number, mark: string) =>
      db.transact(async (tx) => {
        await tx.execute(sql`set local deadlock_timeout = '20ms'`)
        await tx.execute(sql`update notes set body = body || ${mark} where id = ${first}`)
        runs += 1
        if (runs === 2) meet()
        await bothHoldOne
        await tx.execute(sql`update notes set body = body || ${mark} where id = ${second}`)
      })
    await Promise.all([swap(10, 11, 'x'), swap(11, 10, 'y')])
    expect(runs).toBe(3)
    const found = await bodies([10, 11])
    expect(found.map((body) => String(body).split('').sort().join(''))).toEqual(['axy', 'bxy'])
  })
})

describe('an error', () => {
  test('names the key that was taken, and never what people wrote', async () => {
    await db.transact(note(20, 'first'))
    const failure = await failureOf(db.transact(note(20, 'my secret')))
    expect(isUniqueViolation(failure, 'notes_pkey')).toBe(true)
    expect(isUniqueViolation(failure, 'another_key')).toBe(false)
    expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain('my secret')
  })

  test.each([
    ['a broken check', sql`insert into notes values (21, ${'my secret that is too long'})`, '23514'],
    ['a value that is no number', sql`insert into notes values (${'my secret'}::int, 'x')`, '22P02'],
    ['a misspelt column', sql`select ${'my secret'}::text from notes where boddy = 'x'`, '42703'],
  ])('%s keeps its code and says no value', async (_, statement, code) => {
    const failure = await failureOf(db.transact((tx) => tx.execute(statement)))
    expect(failure).toBeInstanceOf(StatementFailed)
    expect(failure).toMatchObject({ code })
    expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain('my secret')
  })
})

describe('limits', () => {
  test('a statement that takes too long was not done', async () => {
    const failure = await failureOf(small.transact((tx) => tx.execute(sql`select pg_sleep(2)`)))
    expect(failure).toMatchObject({ name: 'DatabaseUnavailable', outcome: 'not_done', reason: '57014' })
  })

  test('a transaction that never ends is ended at its deadline, and its connection given to nobody', async () => {
    const failure = await failureOf(
      small.transact(async (tx) => {
        await note(30, 'thirty')(tx)
        await new Promise(() => {})
      }),
    )
    expect(failure).toMatchObject({ name: 'DatabaseUnavailable', outcome: 'not_done', reason: 'deadline' })
    expect(await bodies([30])).toEqual([])
    await small.transact(note(31, 'next'))
    expect(await bodies([31])).toEqual(['next'])
  })

  test('who waits for a connection waits no longer than the deadline', async () => {
    const hogs = [1, 2, 3].map(() => failureOf(small.transact(() => new Promise(() => {}))))
    const failures = await Promise.all(hogs)
    expect(failures.every((failure) => failure instanceof DatabaseUnavailable && failure.outcome === 'not_done')).toBe(
      true,
    )
  })

  test('closing lets what runs end, and takes nothing new', async () => {
    const url = await emptyDatabase()
    const other = openDatabase({ ...limits, url, max: 2 })
    const running = other.transact(async (tx) => (await tx.execute(sql`select 'done' as state from pg_sleep(0.1)`))[0])
    await other.read((q) => q.execute(sql`select 1`))
    const closed = other.close()
    expect(await failureOf(other.read((q) => q.execute(sql`select 1`)))).toMatchObject({ reason: 'closing' })
    await expect(running).resolves.toEqual({ state: 'done' })
    await closed
  })
})
