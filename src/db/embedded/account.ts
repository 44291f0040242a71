import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { EmbeddedPostgresFailed } from './failure.ts'

/** Who runs Postgres: it refuses uid 0. Undefined means whoever runs the bot. */
export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** As root: the owner of the data that is there, else `postgres`, else `nobody`. No account is ever added to the host. */
export function chooseAccount(possibleClusters: readonly string[]): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const cluster of possibleClusters) {
    const found = statSync(cluster, { throwIfNoEntry: false })
    if (found !== undefined && found.uid !== 0) return { name: `uid ${found.uid}`, uid: found.uid, gid: found.gid }
  }
  const account = ['postgres', 'nobody'].map(lookUp).find((known) => known !== undefined)
  if (account === undefined) {
    throw new EmbeddedPostgresFailed(
      'it refuses to run as root, and there is neither an account "postgres" nor "nobody"',
    )
  }
  return account
}

function lookUp(name: string): Account | undefined {
  if (!existsSync('/etc/passwd')) return undefined
  const fields = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find((line) => line[0] === name)
  const [uid, gid] = [Number(fields?.[2]), Number(fields?.[3])]
  return Number.isInteger(uid) && Number.isInteger(gid) && uid !== 0 ? { name, uid, gid } : undefined
}

/** Whether the account gets into the folder and may write there: tried, because modes alone don't tell (ACLs, mounts). */
export function mayWriteIn(account: Account | undefined, folder: string): boolean {
  return succeeds(account, 'cd -- "$1" && : > ".probe-$$" && rm ".probe-$$"', folder)
}

/** Whether the account can read and run that file. */
export function mayRun(account: Account | undefined, file: string): boolean {
  return succeeds(account, 'test -r "$1" && test -x "$1"', file)
}

function succeeds(account: Account | undefined, script: string, argument: string): boolean {
  if (account === undefined) return true
  return (
    spawnSync('/bin/sh', ['-c', script, 'sh', argument], { ...ids(account), cwd: '/', stdio: 'ignore' }).status === 0
  )
}

export function ids(account: Account | undefined): { uid?: number; gid?: number } {
  return account === undefined ? {} : { uid: account.uid, gid: account.gid }
}
