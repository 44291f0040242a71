import { sql } from 'drizzle-orm'
import type { Database } from '../../src/db/client.ts'
import { lookAtDue } from '../../src/db/stores/outbox.ts'
import { dueTimers } from '../../src/db/stores/timers.ts'
import { listen, notifyDue } from '../../src/db/wake.ts'
import { createEngine } from '../../src/jobs/engine.ts'
import { createLeases } from '../../src/outbox/lease.ts'
import { createRelay, type Deliver } from '../../src/outbox/relay.ts'
import { playgroundSettings } from '../../src/settings/playground.ts'
import { machineClock } from '../../src/system/clock.ts'
import { createWake } from '../../src/system/wake.ts'
import { backOffMs, settle } from '../../src/usecases/delivery/settle.ts'
import { inTimer } from '../../src/usecases/timers/in-timer.ts'
import { runTimer } from '../../src/usecases/timers/run-timer.ts'
import { quietLog } from '../support/quiet-log.ts'
import { bareMessage, bareWork, type Contestant } from './contestant.ts'

/**
 * The engine, the relay and NOTIFY as the bot has them. `bare`: the cheapest work, the same as everybody's; `whole`: what
 * the bot really does when a clock runs out, a card, a DM and all. `isRelayed`: what is to be said is also sent and
 * settled, and a deadline ends when its message is handed to the sender; else when its transaction has committed.
 */
export function vigia(
  url: string,
  db: Database,
  work: { readonly is: 'bare' | 'whole'; readonly isRelayed: boolean },
): Contestant {
  const deps = { clock: machineClock, log: quietLog, db, settings: () => playgroundSettings }
  return {
    name: work.is === 'bare' ? 'Vigía' : 'Vigía, all that a breach brings',
    oneIn: work.is === 'bare' ? 1 : 10,
    load: async (past, future) => {
      await db.transact((tx) =>
        tx.execute(sql`
          insert into timers (key, kind, escalation_id, due_at, done_at)
          select 'past:' || n, 'redraw', 1001 + n % 1000, now() - n * interval '1 second', now() from generate_series(1, ${past}::int) n`),
      )
      await db.transact((tx) =>
        tx.execute(sql`
          insert into timers (key, kind, escalation_id, due_at)
          select 'future:' || n, 'redraw', 1001 + n % 1000, now() + interval '1 day' + n * interval '1 second'
          from generate_series(1, ${future}::int) n`),
      )
      await db.read((q) => q.execute(sql`analyze timers`))
    },
    set: async (deadlines) => {
      await db.transact((tx) =>
        tx.execute(sql`
          insert into timers (key, kind, escalation_id, due_at)
          select 'redraw:' || (one->>'escalationId'), 'redraw', (one->>'escalationId')::int,
            to_timestamp((one->>'dueAtMs')::float8 / 1000)
          from json_array_elements(${JSON.stringify(deadlines)}::json) one`),
      )
    },
    start: async (handed) => {
      const wake = createWake()
      const escalationOf = new Map<number, number>()
      const deliver: Deliver = async (row) => {
        handed(row.escalationId ?? 0)
        return { kind: 'unchanged' }
      }
      const relay = createRelay({
        leases: createLeases(deps),
        deliver,
        settle: (row, outcome) => settle(deps, { row, outcome }),
        clock: machineClock,
        log: quietLog,
        backOffMs,
      })
      const resting = { ...relay, drain: () => Promise.reject(new Error('the relay rests')) }
      const engine = createEngine({
        clock: machineClock,
        wake,
        log: quietLog,
        relay: work.isRelayed ? relay : resting,
        look: async (now) => {
          const due = await db.read((q) => lookAtDue(q, now))
          return work.isRelayed ? due : { ...due, lanes: [] }
        },
        dueTimers: async (now, limit) => {
          const due = await db.read((q) => dueTimers(q, now, limit))
          for (const timer of due) escalationOf.set(timer.id, timer.escalationId)
          return due.map((timer) => timer.id)
        },
        tellOthers: () => db.read(notifyDue),
        runTimer: async (timerId) => {
          if (work.is === 'whole') await runTimer(deps, { kind: 'job', name: 'timers' }, { timerId })
          else
            await inTimer(deps, timerId, async ({ tx, escalation, now }) => {
              await bareWork(tx, escalation.id, now)
              await bareMessage(tx, escalation.id, now)
            })
          if (!work.isRelayed) handed(escalationOf.get(timerId) ?? 0)
        },
      })
      const listener = await listen(url, () => wake.wake())
      engine.start()
      return {
        stop: async () => {
          await listener.stop()
          await engine.stop()
        },
      }
    },
    clear: async () => void (await db.transact((tx) => tx.execute(sql`delete from timers where done_at is null`))),
    end: async () => {},
  }
}
