import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Account, ids } from './account.ts'
import type { Binaries } from './binaries.ts'
import { EmbeddedPostgresFailed } from './failure.ts'

export const USER = 'vigia'
export const DATABASE = 'vigia'

/** A cluster's folder holds `data`, `password` (0600) and `server.log`; it appears whole or not at all. */
export interface Cluster {
  readonly folder: string
  readonly data: string
  readonly log: string
  readonly password: string
}

/** The cluster `home/name`, made first if there is none. Two that make it at once end up with the same one. */
export function openCluster(
  home: string,
  name: string,
  by: { readonly binaries: Binaries; readonly account: Account | undefined; readonly isFsyncOn: boolean },
): Cluster {
  const folder = join(home, name)
  removeUnfinished(home)
  if (!existsSync(folder)) create(home, folder, by)
  let password: string
  try {
    password = readFileSync(join(folder, 'password'), 'utf8').trim()
  } catch (error) {
    throw new EmbeddedPostgresFailed(
      `its data in ${folder} can't be read by this account; start Vigía as before`,
      error,
    )
  }
  return { folder, data: join(folder, 'data'), log: join(folder, 'server.log'), password }
}

function create(
  home: string,
  folder: string,
  { binaries, account, isFsyncOn }: Parameters<typeof openCluster>[2],
): void {
  const draft = join(home, `.making-${process.pid}-${randomBytes(4).toString('hex')}`)
  const password = join(draft, 'password')
  try {
    mkdirSync(draft, { mode: 0o700 })
    writeFileSync(password, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
    if (account !== undefined) for (const path of [draft, password]) chownSync(path, account.uid, account.gid)
    const data = join(draft, 'data')
    // The builtin C.UTF-8: the same order of text on every machine, whatever LANG says.
    run(account, binaries.initdb, [
      ...['-D', data, '-U', USER, '-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
      ...['--auth=scram-sha-256', `--pwfile=${password}`, ...(isFsyncOn ? [] : ['--no-sync'])],
    ])
    run(account, binaries.postgres, ['--single', '-D', data, 'postgres'], `create database ${DATABASE}\n`)
    renameSync(draft, folder)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (existsSync(folder)) return
    throw error instanceof EmbeddedPostgresFailed
      ? error
      : new EmbeddedPostgresFailed(`its data can't be made in ${home}`, error)
  }
}

/** What a killed start left behind. */
function removeUnfinished(home: string): void {
  for (const name of readdirSync(home)) {
    const pid = Number(/^\.making-(\d+)-/.exec(name)?.[1])
    if (Number.isInteger(pid) && !isAlive(pid)) rmSync(join(home, name), { recursive: true, force: true })
  }
}

function run(account: Account | undefined, program: string, args: string[], input = ''): void {
  const done = spawnSync(program, args, { ...ids(account), cwd: '/', env: cleanEnv(), input, encoding: 'utf8' })
  if (done.status === 0) return
  const said = `${done.error?.message ?? ''} ${done.stderr ?? ''}`.trim().split('\n').slice(-3).join(' ')
  throw new EmbeddedPostgresFailed(`${program} ended with ${done.status ?? done.signal}: ${said}`)
}

/** Without `PG*` (they would redirect the server) and with messages that can be read. */
export function cleanEnv(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !/^(LC_|LANG)/.test(name))
  return { ...Object.fromEntries(kept), LC_ALL: 'C' }
}

/** True also for a process of another account, which may not be signalled. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
