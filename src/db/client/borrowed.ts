import { PgDatabase, PgDialect } from 'drizzle-orm/pg-core'
import { type PostgresJsQueryResultHKT, PostgresJsSession } from 'drizzle-orm/postgres-js'
import type { Sql } from 'postgres'
import { sqlFacts } from '../errors.ts'
import { coded } from './socket.ts'

/** What stores take: a connection, or a transaction on it. */
export type Queryable = PgDatabase<PostgresJsQueryResultHKT, Record<string, never>>

/** A connection for one piece of work. */
export interface Borrowed {
  readonly queryable: Queryable
  readonly phase: Phase
  /** From now on statements through `queryable` are refused: a forgotten `await` can't reach into the next one's work. */
  giveBack(): void
}

/** `before`: not even BEGIN was answered. `committing`: COMMIT may have reached the server and wasn't answered. */
export type Phase = 'before' | 'open' | 'committing' | 'over'

/** The connection below, as far as a borrower has to know it. */
export interface Wire {
  kill(reason: string): void
  death(): string | undefined
}

/** One for all: it works out what each column is called in the database but once. */
const dialect = new PgDialect({ casing: 'snake_case' })

/** Drizzle over the driver's client, with transactions of our own in place of the driver's. */
export function borrow(sql: Sql, wire: Wire, isWorthPreparing: (text: string) => boolean): Borrowed {
  let phase: Phase = 'before'
  let isMine = true
  let savepoints = 0

  const facade = (isUsable: () => boolean): Sql =>
    new Proxy(sql, {
      get(driver, name) {
        if (name === 'begin') return begin
        if (name === 'savepoint') return savepoint
        if (name !== 'unsafe') return Reflect.get(driver, name)
        return (...call: Parameters<Sql['unsafe']>) => {
          if (wire.death() !== undefined) throw coded('CONNECTION_CLOSED')
          if (!isUsable()) throw new Error('a statement after its transaction or its read was over')
          const [text, values, options] = call
          // Without values it may be several statements, which can't be prepared.
          const prepare = values !== undefined && values.length > 0 && isWorthPreparing(text)
          return driver.unsafe(text, values, { ...options, prepare })
        }
      },
    })
  const outer = facade(() => isMine)
  const inner = facade(() => isMine && phase === 'open')

  async function begin<T>(work: (tx: Sql) => Promise<T>): Promise<T> {
    if (phase === 'open' || phase === 'committing') throw new Error('a transaction is open already')
    await outer.unsafe('begin')
    phase = 'open'
    let result: T
    try {
      result = await work(inner)
    } catch (error) {
      phase = 'over'
      // When even that fails the connection is worth nothing, and its end rolls back as well.
      if (wire.death() === undefined) await outer.unsafe('rollback').catch(() => wire.kill('rollback_failed'))
      throw error
    }
    phase = 'committing'
    const done = await outer.unsafe('commit').catch((error: unknown) => {
      // An ERROR means that Postgres rolled back. FATAL may come after the commit was written.
      if (wire.death() === undefined && sqlFacts(error).severity === 'ERROR') phase = 'over'
      throw error
    })
    phase = 'over'
    if (done.command !== 'COMMIT')
      throw new Error('a statement of the transaction failed, was caught, and undid the whole')
    return result
  }

  async function savepoint<T>(work: (tx: Sql) => Promise<T>): Promise<T> {
    savepoints += 1
    const name = `s${savepoints}`
    await inner.unsafe(`savepoint ${name}`)
    try {
      return await work(inner)
    } catch (error) {
      if (wire.death() === undefined) await inner.unsafe(`rollback to ${name}`)
      throw error
    }
  }

  return {
    queryable: new PgDatabase(dialect, new PostgresJsSession(outer, dialect, undefined), undefined),
    get phase() {
      return phase
    },
    giveBack: () => {
      isMine = false
      // Work that was dropped half-way left its transaction open.
      if (phase === 'open' || phase === 'committing') wire.kill('left_open')
    },
  }
}
