import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { codeOf } from '../errors.ts'
import { arrayTypes } from './array-types.ts'
import { type Borrowed, borrow } from './borrowed.ts'
import { createPrepared } from './prepared.ts'
import { coded, connectSocket, type Target } from './socket.ts'

/**
 * One connection and the one postgres.js client on it.
 *
 * postgres.js (porsager/postgres #1154, #1208) writes to a socket that is gone when a connection dies inside its `begin`,
 * which throws where nobody can catch it, and it opens a new connection for a statement that belongs to a dead
 * transaction. Both need a second life of a client. Here a client lives exactly as long as its one socket: it is never
 * asked to reconnect, and `begin` is ours (borrowed.ts).
 */
export interface Lane {
  /** Borrowed for one piece of work; refuses statements once it has been given back. */
  borrow(): Borrowed
  /** Any wait for the server longer than `ms` kills the lane; 0 switches that off. */
  limitSilence(ms: number): void
  /** Cuts it off at once: every waiting statement is rejected, no later one is sent. */
  kill(reason: string): void
  /** Says goodbye to the server; cuts it off when that takes longer than a second. */
  end(): Promise<void>
  /** Calls `act` once, when the lane dies of anything but `end`; at once, when it has. */
  whenDead(act: () => void): void
  /** Why it died, once it has. */
  readonly death: string | undefined
}

export interface LaneOptions {
  readonly target: Target
  readonly connectTimeoutMs: number
  readonly applicationName: string
  /** What the server itself enforces, in milliseconds; 0 means no limit. */
  readonly statementTimeoutMs: number
  readonly transactionTimeoutMs: number
  readonly onNotify?: (channel: string) => void
}

/** Rejects within `connectTimeoutMs`. */
export async function openLane(options: LaneOptions): Promise<Lane> {
  const { target, onNotify } = options
  const socket = await connectSocket(target, options.connectTimeoutMs)
  let death: string | undefined
  let onDeath = () => {}
  let latest: Borrowed | undefined
  const isWorthPreparing = createPrepared()

  const driverOptions = {
    host: target.host,
    port: target.port,
    user: target.user,
    pass: target.password,
    database: target.database,
    // Called again only if the driver wanted to reconnect: then there is nothing to give.
    socket: () =>
      death === undefined && socket.readyState === 'open' ? socket : Promise.reject(coded('CONNECTION_CLOSED')),
    ssl: false,
    max: 1,
    // The driver asks for array types beside any query, where a failure is an unhandled rejection.
    fetch_types: false,
    no_subscribe: true,
    connect_timeout: 0,
    idle_timeout: 0,
    max_lifetime: 0,
    onnotice: () => undefined,
    onclose: () => kill('connection_closed'),
    connection: { application_name: options.applicationName },
    types: arrayTypes,
    ...(onNotify === undefined ? {} : { onnotify: onNotify }),
  } as const
  // Before the driver hears of it: what it rejects then is known to be the connection's fault.
  socket.prependListener('error', (error) => kill(codeOf(error) ?? 'connection_failed'))
  socket.once('close', () => kill('connection_closed'))
  socket.on('timeout', () => kill('silent'))
  const sql = postgres(driverOptions)
  // Drizzle reads and writes instants and JSON itself: called for that it tells the driver to leave them alone.
  drizzle(sql)

  function kill(reason: string): void {
    if (death !== undefined) return
    death = reason
    socket.destroy()
    // Rejects whatever the driver still holds; its own 'close' handler forgets some of it.
    void sql.end({ timeout: 0 }).catch(() => undefined)
    onDeath()
  }

  async function end(): Promise<void> {
    if (death !== undefined) return
    onDeath = () => {}
    const bye = setTimeout(() => kill('closing'), 1_000)
    try {
      await sql.end({ timeout: 1 })
    } finally {
      clearTimeout(bye)
      kill('closing')
    }
  }

  // The settings are sent as a statement, because poolers refuse them as startup parameters; it also proves the login.
  const tooLate = setTimeout(() => kill('CONNECT_TIMEOUT'), options.connectTimeoutMs)
  try {
    await sql.unsafe(sessionSettings(options))
  } catch (error) {
    kill('connect_failed')
    throw error
  } finally {
    clearTimeout(tooLate)
  }

  return {
    borrow: () => {
      latest?.giveBack()
      latest = borrow(sql, { kill, death: () => death }, isWorthPreparing)
      return latest
    },
    limitSilence: (ms) => void socket.setTimeout(ms),
    kill,
    end,
    whenDead: (act) => {
      if (death === undefined) onDeath = act
      else act()
    },
    get death() {
      return death
    },
  }
}

/**
 * The server ends what a vanished client left open, so that its locks go. `idle_in_transaction_session_timeout` alone
 * doesn't: the driver describes a statement before it binds it, and between the two a backend counts as active, and ignores
 * `statement_timeout` too. `transaction_timeout` (since 17) does; older servers learn it from the keep-alives.
 */
function sessionSettings({ statementTimeoutMs, transactionTimeoutMs }: LaneOptions): string {
  const limit = Math.trunc(transactionTimeoutMs)
  // Between two statements a living client takes less time than a statement may.
  const idle = statementTimeoutMs === 0 ? limit : Math.min(limit, Math.trunc(statementTimeoutMs))
  // A prepared statement is planned for its values each time: a plan for any value can't use the partial indexes that find
  // what is due.
  return `set timezone = 'UTC'; set plan_cache_mode = force_custom_plan; set statement_timeout = ${Math.trunc(statementTimeoutMs)};
    set idle_in_transaction_session_timeout = ${idle};
    set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3;
    select set_config('transaction_timeout', '${limit}', false) where current_setting('transaction_timeout', true) is not null`
}
