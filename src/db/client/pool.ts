import { codeOf, DatabaseUnavailable } from '../errors.ts'
import { type Lane, type LaneOptions, openLane } from './lane.ts'
import { after, machineMs, pause } from './machine-time.ts'

const CONNECT_MS = 1_500
const RETRY_PAUSE_MS = 50
/** A connection that idles longer is closed: a router may have forgotten it without telling, and the next user would wait. */
const IDLE_MS = 30_000
/** Wrong password, wrong role, no such database, no TLS, no trust in it: trying again at once can't help. */
const SETTLED_REFUSALS = /^(28|3D|CONNECT_TLS_REFUSED|ENOTFOUND|ERR_TLS|.*(CERT|SIGNATURE))/

export interface PoolOptions extends Omit<LaneOptions, 'connectTimeoutMs' | 'onNotify'> {
  readonly max: number
}

export interface Pool {
  /** A live lane for the caller alone, by `endsAt` (machine ms) or `DatabaseUnavailable`. `patienceMs`: how long to knock. */
  take(endsAt: number, patienceMs: number): Promise<Lane>
  give(lane: Lane): void
  /** A lane went silent: those that idle beside it are suspect, and cheap to replace. */
  dropIdle(): void
  close(graceMs: number): Promise<void>
}

export function openPool(options: PoolOptions): Pool {
  const idle: { lane: Lane; since: number }[] = []
  const busy = new Set<Lane>()
  const waiting: ((isGranted: boolean) => void)[] = []
  let permits = options.max
  let isClosing = false
  let whenQuiet: (() => void) | undefined
  const sweeper = setInterval(sweep, IDLE_MS / 3)
  sweeper.unref()

  function sweep(): void {
    const old = idle.filter(({ lane, since }) => lane.death !== undefined || machineMs() - since > IDLE_MS)
    for (const entry of old) {
      idle.splice(idle.indexOf(entry), 1)
      void entry.lane.end()
    }
  }

  async function permit(endsAt: number): Promise<void> {
    if (permits > 0) {
      permits -= 1
      return
    }
    const isGranted = await new Promise<boolean>((resolve) => {
      const answer = (granted: boolean) => {
        giveUp()
        resolve(granted)
      }
      const giveUp = after(endsAt - machineMs(), () => {
        waiting.splice(waiting.indexOf(answer), 1)
        resolve(false)
      })
      waiting.push(answer)
    })
    if (!isGranted) throw new DatabaseUnavailable('not_done', isClosing ? 'closing' : 'pool_exhausted')
  }

  function returnPermit(): void {
    const next = waiting.shift()
    if (next !== undefined) next(true)
    else permits += 1
    if (permits === options.max) whenQuiet?.()
  }

  function idleLane(): Lane | undefined {
    for (let entry = idle.pop(); entry !== undefined; entry = idle.pop()) {
      if (entry.lane.death === undefined) return entry.lane
    }
    return undefined
  }

  async function connect(endsAt: number, patienceMs: number): Promise<Lane> {
    const giveUpAt = Math.min(endsAt, machineMs() + patienceMs)
    for (;;) {
      try {
        const left = Math.max(1, Math.min(CONNECT_MS, endsAt - machineMs()))
        return await openLane({ ...options, connectTimeoutMs: left })
      } catch (error) {
        const code = codeOf(error) ?? 'connect_failed'
        if (isClosing || SETTLED_REFUSALS.test(code) || machineMs() + RETRY_PAUSE_MS >= giveUpAt)
          throw new DatabaseUnavailable('not_done', code)
        await pause(RETRY_PAUSE_MS)
      }
    }
  }

  return {
    async take(endsAt, patienceMs) {
      if (isClosing) throw new DatabaseUnavailable('not_done', 'closing')
      await permit(endsAt)
      try {
        const lane = idleLane() ?? (await connect(endsAt, patienceMs))
        busy.add(lane)
        return lane
      } catch (error) {
        returnPermit()
        throw error
      }
    },
    give(lane) {
      busy.delete(lane)
      if (lane.death === undefined) {
        if (isClosing) void lane.end()
        else idle.push({ lane, since: machineMs() })
      }
      returnPermit()
    },
    dropIdle() {
      for (const { lane } of idle.splice(0)) lane.kill('suspect')
    },
    async close(graceMs) {
      isClosing = true
      clearInterval(sweeper)
      for (const refuse of waiting.splice(0)) refuse(false)
      if (permits < options.max) {
        await new Promise<void>((resolve) => {
          const giveUp = after(graceMs, resolve)
          whenQuiet = () => {
            giveUp()
            resolve()
          }
        })
      }
      for (const lane of busy) lane.kill('closing')
      await Promise.all(idle.splice(0).map(({ lane }) => lane.end()))
    },
  }
}
