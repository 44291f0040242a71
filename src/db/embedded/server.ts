import { join } from 'node:path'
import type { Log } from '../../ports.ts'
import { machineMs, pause } from '../client/machine-time.ts'
import { codeOf } from '../errors.ts'
import { chooseAccount } from './account.ts'
import { findBinaries, locatePackage } from './binaries.ts'
import { type Cluster, DATABASE, openCluster, USER } from './cluster.ts'
import { EmbeddedPostgresFailed } from './failure.ts'
import { chooseHome, openDataDir, ownFolder, possibleHomes } from './folder.ts'
import { livingPostmaster, type Postmaster, startPostmaster, stopPostmaster } from './postmaster.ts'
import { joinServer, type Use } from './use.ts'

export interface EmbeddedServer {
  /** Of a database in UTF-8 whose role may do everything; 127.0.0.1, with its generated password: a secret. */
  readonly url: string
  /** Where the data really lies. */
  readonly dataDir: string
  /** A server that another bot (or an earlier one, killed) had started is used again. */
  readonly isReused: boolean
  /** The server's process, while it lives. */
  process(): Postmaster | undefined
  /** Stops the server, unless another bot uses it: the last one does. Ends within half a minute. */
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  readonly dataDir: string
  readonly log?: Log
  /** Off only in tests: a crash of the machine then costs the data. */
  readonly fsync?: boolean
  /** Starts the server again, on its port, when it dies (default). */
  readonly isRevived?: boolean
}

const STOP_LIMIT_MS = 10_000
const REACH_LIMIT_MS = 90_000
const DOUBT_MS = 3_000
const LOOK_AGAIN_MS = 20
const REVIVE_PAUSE_MS = 200

/**
 * A PostgreSQL server of our own in `dataDir`, from the binaries in npm; or the one that lives there already.
 * Throws `EmbeddedPostgresFailed`, which names `DATABASE_URL`.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { log } = options
  const { binaries, cluster, account } = prepare(options)
  const start = (port: number) => startPostmaster(cluster, binaries, account, { port, fsync: options.fsync ?? true })
  const first = await reach(cluster, 0, start)
  const { port } = first.postmaster
  let use = first.use
  let isStopping = false
  watch()

  function watch(): void {
    if (options.isRevived === false) return
    use.whenOver(() => {
      if (!isStopping) void revive()
    })
  }

  async function revive(): Promise<void> {
    log?.warn('embedded_postgres_died')
    while (!isStopping) {
      try {
        use = (await reach(cluster, port, start)).use
        log?.info('embedded_postgres_back')
        if (isStopping) return
        return watch()
      } catch (error) {
        log?.error('embedded_postgres_start_failed', error)
        await pause(REVIVE_PAUSE_MS)
      }
    }
  }

  return {
    url: address(cluster, port),
    dataDir: cluster.folder,
    isReused: !first.isStarted,
    process: () => livingPostmaster(cluster),
    async stop() {
      if (isStopping) return
      isStopping = true
      if (await use.giveUp()) await stopPostmaster(cluster, binaries, STOP_LIMIT_MS)
      use.leave()
    },
  }
}

function prepare({ dataDir, log, fsync }: EmbeddedOptions) {
  try {
    const packaged = locatePackage()
    const name = `postgres-${packaged.major}`
    const folder = openDataDir(dataDir)
    const account = chooseAccount(possibleHomes(folder).map((home) => join(home, name)))
    const binaries = findBinaries(packaged, account, () => ownFolder(folder, account))
    const home = chooseHome(folder, name, account, log)
    const cluster = openCluster(home, name, { binaries, account, isFsyncOn: fsync ?? true })
    return { binaries, account, cluster }
  } catch (error) {
    // A folder that this account may not read or write, a full disk.
    const isOfTheSystem = /^E[A-Z]+$/.test(codeOf(error) ?? '') && error instanceof Error
    throw isOfTheSystem ? new EmbeddedPostgresFailed(error.message, error) : error
  }
}

function address(cluster: Cluster, port: number): string {
  return `postgres://${USER}:${cluster.password}@127.0.0.1:${port}/${DATABASE}`
}

interface Reached {
  readonly postmaster: Postmaster
  readonly use: Use
  readonly isStarted: boolean
}

/** Uses the living server, waits for one that is starting or stopping, starts one where there is none. */
async function reach(
  cluster: Cluster,
  port: number,
  start: (port: number) => Promise<Postmaster | undefined>,
): Promise<Reached> {
  const begun = machineMs()
  let isStarted = false
  let readySince: number | undefined
  while (machineMs() - begun < REACH_LIMIT_MS) {
    let postmaster = livingPostmaster(cluster)
    // After a crash of the machine the number may belong to another process by now: Postgres itself finds out.
    const isDoubtful = readySince !== undefined && machineMs() - readySince > DOUBT_MS
    if (postmaster === undefined || isDoubtful) {
      postmaster = await start(port)
      isStarted = postmaster !== undefined
      readySince = undefined
    }
    if (postmaster?.status === 'ready') {
      readySince ??= machineMs()
      const use = await joinServer(address(cluster, postmaster.port)).catch(() => undefined)
      if (use !== undefined) return { postmaster, use, isStarted }
    }
    await pause(LOOK_AGAIN_MS)
  }
  throw new EmbeddedPostgresFailed(`the server of ${cluster.folder} didn't answer within ${REACH_LIMIT_MS / 1000} s`)
}
