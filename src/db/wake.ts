import { sql } from 'drizzle-orm'
import type { Queryable } from './client/borrowed.ts'
import { type Lane, openLane } from './client/lane.ts'
import { after, pause } from './client/machine-time.ts'
import { parseTarget } from './client/socket.ts'

export interface Listener {
  stop(): Promise<void>
}

const CHANNEL = 'vigia_due'
const CONNECT_MS = 1_500
const ANSWER_MS = 2_000
const LONGEST_PAUSE_MS = 1_000
/** A router may forget an idle connection without telling; NOTIFY would then be lost in silence. */
const HEARTBEAT_MS = 15_000

const silent = new WeakSet<Queryable>()

/** Tells the listeners that something is due, when (and only if) the transaction commits. */
export async function notifyDue(tx: Queryable): Promise<void> {
  if (!silent.has(tx)) await tx.execute(sql`select pg_notify(${CHANNEL}, '')`)
}

/**
 * This transaction tells nobody: whoever runs it tells the others once, after many. Postgres lets transactions that notify
 * commit one after the other only, each waiting for the disk.
 */
export function keepSilent(tx: Queryable): void {
  silent.add(tx)
}

/**
 * Calls `onWake` at each NOTIFY of this database, and after each reconnect, because what was said meanwhile is lost.
 * Has a connection of its own, which comes back by itself for ever. Resolves after the first attempt to connect, also when
 * that failed: whoever waits for due work polls as well.
 */
export async function listen(url: string, onWake: () => void): Promise<Listener> {
  const target = parseTarget(url)
  let isStopped = false
  let lane: Lane | undefined
  let cancelHeartbeat = () => {}

  async function connect(): Promise<void> {
    const opened = await openLane({
      target,
      connectTimeoutMs: CONNECT_MS,
      applicationName: 'vigia wake',
      statementTimeoutMs: ANSWER_MS,
      transactionTimeoutMs: ANSWER_MS,
      onNotify: () => {
        if (!isStopped) onWake()
      },
    })
    lane = opened
    await ask(opened, `listen ${CHANNEL}`)
    if (isStopped) return opened.kill('stopped')
    onWake()
    beat(opened)
    opened.whenDead(() => {
      cancelHeartbeat()
      if (!isStopped) void reconnect()
    })
  }

  function beat(on: Lane): void {
    cancelHeartbeat = after(HEARTBEAT_MS, () => {
      ask(on, 'select 1').then(
        () => beat(on),
        () => on.kill('silent'),
      )
    })
  }

  async function reconnect(): Promise<void> {
    for (let pauseMs = 20; !isStopped; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        return await connect()
      } catch {
        lane?.kill('listen_failed')
        await pause(pauseMs)
      }
    }
  }

  const first = connect().catch(() => {
    lane?.kill('listen_failed')
    void reconnect()
  })
  await first
  return {
    stop: async () => {
      isStopped = true
      cancelHeartbeat()
      await lane?.end()
    },
  }
}

async function ask(lane: Lane, statement: string): Promise<void> {
  lane.limitSilence(ANSWER_MS)
  const borrowed = lane.borrow()
  try {
    await borrowed.queryable.execute(sql.raw(statement))
  } finally {
    borrowed.giveBack()
    lane.limitSilence(0)
  }
}
