import { createHash } from 'node:crypto'
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Log } from '../../ports.ts'
import { type Account, mayWriteIn } from './account.ts'
import { EmbeddedPostgresFailed } from './failure.ts'

/** The folder that the bot was told to use, as the one path that it has. */
export function openDataDir(dataDir: string): string {
  const folder = resolve(dataDir)
  // As root the account that runs Postgres has to get through it; what lies inside is closed itself.
  mkdirSync(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  return realpathSync(folder)
}

/** Where the clusters of `dataDir` may lie: there, or where `dataDir/location` says. */
export function possibleHomes(dataDir: string): readonly string[] {
  const file = join(dataDir, 'location')
  const noted = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  return noted === '' ? [dataDir] : [noted, dataDir]
}

/**
 * Where the cluster lies or shall lie: in `dataDir`, or, where `account` can't get in (a home of mode 0700), in a folder of
 * the account's own, which `dataDir/location` then names.
 */
export function chooseHome(dataDir: string, name: string, account: Account | undefined, log: Log | undefined): string {
  const homes = possibleHomes(dataDir)
  for (const home of homes) {
    const found = lstatSync(home, { throwIfNoEntry: false })
    const mine = account?.uid ?? process.getuid?.()
    if (home !== dataDir && found !== undefined && mine !== undefined && found.uid !== mine) {
      throw new EmbeddedPostgresFailed(
        `its data lies in ${home}, which belongs to another account; start Vigía as before`,
      )
    }
    if (existsSync(join(home, name)) && (home !== dataDir || mayEnter(dataDir, account))) return home
    const other = found === undefined ? undefined : readdirSync(home).find((entry) => /^postgres-\d+$/.test(entry))
    if (other !== undefined && other !== name) {
      throw new EmbeddedPostgresFailed(`${join(home, other)} was written by another major version than this ${name}`)
    }
  }
  if (homes.length > 1) log?.warn('embedded_data_missing', { location: homes[0] ?? '' })
  if (mayEnter(dataDir, account)) return dataDir
  const own = ownFolder(dataDir, account)
  writeFileSync(join(dataDir, 'location'), `${own}\n`)
  return own
}

function mayEnter(dataDir: string, account: Account | undefined): boolean {
  if (account === undefined) return true
  const probe = join(dataDir, `.probe-${process.pid}`)
  mkdirSync(probe, { recursive: true, mode: 0o700 })
  try {
    chownSync(probe, account.uid, account.gid)
    return mayWriteIn(account, probe)
  } finally {
    rmSync(probe, { recursive: true, force: true })
  }
}

/** A folder of the account's own that outlives a reboot, one for each data folder. */
export function ownFolder(dataDir: string, account: Account | undefined): string {
  const kept = process.platform === 'win32' ? tmpdir() : '/var/tmp'
  const folder = join(kept, `vigia-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const found = lstatSync(folder)
  const mine = process.getuid?.()
  // The name can be foreseen and the parent is open to all: somebody else's folder, or a link, isn't ours to fill.
  if (!found.isDirectory() || (mine !== undefined && found.uid !== mine && found.uid !== account?.uid)) {
    throw new EmbeddedPostgresFailed(`${folder} exists and belongs to somebody else`)
  }
  if (account !== undefined) chownSync(folder, account.uid, account.gid)
  return folder
}
