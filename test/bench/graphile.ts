import { sql } from 'drizzle-orm'
import { Logger, run, runMigrations } from 'graphile-worker'
import type { Database } from '../../src/db/client.ts'
import { type Contestant, HANDS, workOf } from './contestant.ts'

const TASK = 'deadline'
/** As often as an idle bot may ask: two transactions a second. */
const POLL_MS = 500

export async function graphileWorker(url: string, db: Database): Promise<Contestant> {
  const logger = new Logger(() => () => {})
  const jobs = sql.raw('graphile_worker._private_jobs')
  const taskId = sql.raw(`(select id from graphile_worker._private_tasks where identifier = '${TASK}')`)
  await runMigrations({ connectionString: url, logger })
  await db.transact((tx) => tx.execute(sql`insert into graphile_worker._private_tasks (identifier) values (${TASK})`))
  const add = (rows: readonly { readonly escalationId: number; readonly dueAtMs: number }[]) =>
    db.transact((tx) =>
      tx.execute(sql`
        insert into ${jobs} (task_id, payload, run_at)
        select ${taskId}, json_build_object('id', one->'escalationId'), to_timestamp((one->>'dueAtMs')::float8 / 1000)
        from json_array_elements(${JSON.stringify(rows)}::json) one`),
    )
  return {
    name: 'graphile-worker 0.16',
    oneIn: 1,
    // It deletes what it has done: its past leaves no rows.
    load: async (_past, future) => {
      await db.transact((tx) =>
        tx.execute(sql`
          insert into ${jobs} (task_id, payload, run_at)
          select ${taskId}, json_build_object('id', n), now() + interval '1 day' + n * interval '1 second'
          from generate_series(1, ${future}::int) n`),
      )
      await db.read((q) => q.execute(sql`analyze ${jobs}`))
    },
    set: async (deadlines) => void (await add(deadlines)),
    start: async (handed) => {
      const runner = await run({
        connectionString: url,
        concurrency: HANDS,
        maxPoolSize: HANDS,
        pollInterval: POLL_MS,
        noHandleSignals: true,
        logger,
        taskList: {
          [TASK]: async (payload) => {
            const id = idOf(payload)
            await workOf(db, id)
            handed(id)
          },
        },
      })
      return { stop: () => runner.stop() }
    },
    clear: async () => void (await db.transact((tx) => tx.execute(sql`delete from ${jobs}`))),
    end: async () => {},
  }
}

function idOf(payload: unknown): number {
  if (typeof payload !== 'object' || payload === null || !('id' in payload)) throw new Error('a job names its deadline')
  return Number(payload.id)
}
