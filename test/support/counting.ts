import type { Database, Queryable } from '../../src/db/client.ts'

/** A way into the database that writes down every statement that goes through it. */
export function counting(db: Database, seen: string[]): Database {
  const listening = async <T>(q: Queryable, work: (q: Queryable) => Promise<T>): Promise<T> => {
    const session: object = Reflect.get(q, 'session')
    const prepare: (...given: readonly unknown[]) => unknown = Reflect.get(session, 'prepareQuery')
    Reflect.set(session, 'prepareQuery', (...given: readonly unknown[]) => {
      const [query] = given
      if (typeof query === 'object' && query !== null) seen.push(String(Reflect.get(query, 'sql')))
      return Reflect.apply(prepare, session, given)
    })
    try {
      return await work(q)
    } finally {
      Reflect.deleteProperty(session, 'prepareQuery')
    }
  }
  return {
    ...db,
    read: (work) => db.read((q) => listening(q, work)),
    transact: (work) => db.transact((q) => listening(q, work)),
  }
}
