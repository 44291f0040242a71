import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { closeSync, fchownSync, openSync, readFileSync, statSync } from 'node:fs'
import net from 'node:net'
import { join } from 'node:path'
import { machineMs, pause } from '../client/machine-time.ts'
import { type Account, ids } from './account.ts'
import type { Binaries } from './binaries.ts'
import { type Cluster, cleanEnv, isAlive } from './cluster.ts'
import { EmbeddedPostgresFailed } from './failure.ts'

/** A server process, as its own `postmaster.pid` tells. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
  readonly status: 'starting' | 'ready' | 'stopping'
}

/** After a crash it replays its journal before it is ready. */
const READY_WITHIN_MS = 60_000
const LOG_KEPT_BYTES = 1_000_000

/** The living server of the cluster, if there is one. */
export function livingPostmaster(cluster: Cluster): Postmaster | undefined {
  let lines: string[]
  try {
    lines = readFileSync(join(cluster.data, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return undefined
  }
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined
  const said = lines[7]?.trim() ?? ''
  return { pid, port, status: said === 'ready' ? 'ready' : said === 'stopping' ? 'stopping' : 'starting' }
}

/**
 * Starts a server on the cluster and waits until it takes connections. Resolves to undefined when another process was
 * faster: then that one's server is to be used. `port` 0 takes any free one.
 */
export async function startPostmaster(
  cluster: Cluster,
  binaries: Binaries,
  account: Account | undefined,
  settings: { readonly port: number; readonly fsync: boolean },
): Promise<Postmaster | undefined> {
  const port = settings.port === 0 ? await freePort() : settings.port
  const child = launch(cluster, binaries, account, port, settings.fsync)
  const deadline = machineMs() + READY_WITHIN_MS
  while (machineMs() < deadline) {
    const living = livingPostmaster(cluster)
    if (living?.status === 'ready' && living.pid === child.pid) return living
    if (child.exitCode !== null || child.signalCode !== null) {
      if (livingPostmaster(cluster) !== undefined) return undefined
      throw new EmbeddedPostgresFailed(
        `the server ended at its start; the end of ${cluster.log}: ${lastLines(cluster)}`,
      )
    }
    if (child.pid === undefined) throw new EmbeddedPostgresFailed(`${binaries.postgres} can't be run`)
    await pause(5)
  }
  child.kill('SIGQUIT')
  throw new EmbeddedPostgresFailed(`the server wasn't ready within ${READY_WITHIN_MS / 1000} s; see ${cluster.log}`)
}

/**
 * Nothing survives a crash of the machine; and hundreds of databases that live for seconds aren't tended: with so many the
 * launcher of autovacuum starts seven workers a second.
 */
const FOR_TESTS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off', 'jit=off']

function launch(
  cluster: Cluster,
  binaries: Binaries,
  account: Account | undefined,
  port: number,
  isFsyncOn: boolean,
): ChildProcess {
  const log = openLog(cluster, account)
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'timezone=UTC',
    'log_timezone=UTC',
    // The log holds what the server does, never statements or values.
    'log_min_messages=log',
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
    'log_checkpoints=off',
    ...(isFsyncOn ? [] : FOR_TESTS),
  ]
  const child = spawn(binaries.postgres, ['-D', cluster.data, ...settings.flatMap((setting) => ['-c', setting])], {
    ...ids(account),
    cwd: '/',
    env: cleanEnv(),
    // A group of its own: Ctrl-C reaches the bot, which stops it last.
    detached: true,
    stdio: ['ignore', log, log],
    windowsHide: true,
  })
  child.on('error', () => undefined)
  child.unref()
  closeSync(log)
  return child
}

function openLog(cluster: Cluster, account: Account | undefined): number {
  const size = statSync(cluster.log, { throwIfNoEntry: false })?.size ?? 0
  const log = openSync(cluster.log, size > LOG_KEPT_BYTES ? 'w' : 'a', 0o600)
  if (account !== undefined) fchownSync(log, account.uid, account.gid)
  return log
}

function lastLines(cluster: Cluster): string {
  return readFileSync(cluster.log, 'utf8').trim().split('\n').slice(-4).join(' | ')
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

/** Fast shutdown, then immediate, then by force; each after `limitMs`. */
export async function stopPostmaster(cluster: Cluster, binaries: Binaries, limitMs: number): Promise<void> {
  const living = livingPostmaster(cluster)
  if (living === undefined) return
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    send(signal, living.pid, cluster, binaries)
    const deadline = machineMs() + limitMs
    while (machineMs() < deadline) {
      // Its last act is to take its file away; who reaps the process isn't always us.
      if (!isAlive(living.pid) || livingPostmaster(cluster) === undefined) return
      await pause(5)
    }
  }
}

function send(signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL', pid: number, cluster: Cluster, binaries: Binaries): void {
  if (process.platform === 'win32' && signal !== 'SIGKILL') {
    const mode = signal === 'SIGINT' ? 'fast' : 'immediate'
    spawnSync(binaries.pgCtl, ['stop', '-D', cluster.data, '-m', mode, '-W'], { env: cleanEnv(), stdio: 'ignore' })
    return
  }
  try {
    process.kill(pid, signal)
  } catch {
    // Gone already, or another account's, whose end is then waited for.
  }
}
