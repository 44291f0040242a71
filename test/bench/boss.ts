import { sql } from 'drizzle-orm'
import PgBoss from 'pg-boss'
import type { Database } from '../../src/db/client.ts'
import { type Contestant, HANDS, workOf } from './contestant.ts'

const QUEUE = 'deadline'
/** The least that it takes, and as often as an idle bot may ask. */
const POLL_SECONDS = 0.5
/** Jobs by one fetch: it fetches again only once all of them are done. */
const BATCH = 400

export async function pgBoss(url: string, db: Database): Promise<Contestant> {
  const boss = new PgBoss({ connectionString: url, max: HANDS, supervise: false, schedule: false })
  boss.on('error', (error) => {
    throw error
  })
  await boss.start()
  await boss.createQueue(QUEUE)
  const rows = (from: string, state: string, startAfter: string, count: number) =>
    db.transact((tx) =>
      tx.execute(
        sql.raw(`insert into pgboss.job (name, data, state, start_after, completed_on, ${from}keep_until)
          select '${QUEUE}', jsonb_build_object('id', n), '${state}', ${startAfter},
            ${state === 'completed' ? 'now()' : 'null'}, ${from === '' ? '' : 'now(),'} now() + interval '14 days'
          from generate_series(1, ${count}) n`),
      ),
    )
  return {
    name: 'pg-boss 10',
    oneIn: 1,
    load: async (past, future) => {
      if (past > 0) await rows('started_on, ', 'completed', "now() - interval '1 hour'", past)
      await rows('', 'created', "now() + interval '1 day' + n * interval '1 second'", future)
      await db.read((q) => q.execute(sql`analyze pgboss.job`))
    },
    set: async (deadlines) => {
      await boss.insert(
        deadlines.map(({ escalationId, dueAtMs }) => ({
          name: QUEUE,
          data: { id: escalationId },
          startAfter: new Date(dueAtMs),
        })),
      )
    },
    start: async (handed) => {
      await boss.work<{ id: number }>(
        QUEUE,
        { batchSize: BATCH, pollingIntervalSeconds: POLL_SECONDS },
        async (jobs) => {
          const waiting = [...jobs]
          const hand = async () => {
            for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
              await workOf(db, job.data.id)
              handed(job.data.id)
            }
          }
          await Promise.all(Array.from({ length: HANDS }, hand))
        },
      )
      return { stop: () => boss.offWork(QUEUE) }
    },
    clear: async () =>
      void (await db.transact((tx) => tx.execute(sql`delete from pgboss.job where state <> 'completed'`))),
    end: () => boss.stop({ graceful: false, wait: true }),
  }
}
