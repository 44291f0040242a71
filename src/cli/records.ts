import { existsSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Config, readConfig } from '../config.ts'
import { openDatabase } from '../db/client.ts'
import { startEmbeddedPostgres } from '../db/embedded/server.ts'
import { DatabaseUnavailable, StatementFailed } from '../db/errors.ts'
import type { Log } from '../ports.ts'
import { playgroundSettings } from '../settings/playground.ts'
import type { Settings } from '../settings/types.ts'
import { machineClock } from '../system/clock.ts'
import type { Deps } from '../usecases/deps.ts'
import { problemLines, readSettings } from './settings-file.ts'
import type { Terminal } from './terminal.ts'

/** What of the environment says where the records lie and how they are named; tokens are none of it. */
const NEEDED = ['DATABASE_URL', 'VIGIA_DATA', 'VIGIA_SETTINGS'] as const

const LIMITS = { max: 1, statementTimeoutMs: 10_000, transactionDeadlineMs: 15_000 }

/** SQLSTATE of a table that isn't there. */
const NO_TABLE = '42P01'

/** What goes wrong is told in sentences on the terminal; no line of the log stands between them. */
const quiet: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** Where to read: what must be given back afterwards comes with it. */
interface Place {
  readonly url: string
  /** As people know it; never the address, which holds a password. */
  readonly name: string
  release(): Promise<void>
}

/**
 * Reads from the database of `DATABASE_URL`, or from the embedded one in `VIGIA_DATA`, whose server is used if it lives and
 * started for the time of `work` if it doesn't. Nothing is made or migrated. Null when the records can't be had, which has
 * been said.
 */
export async function withRecords<T>(
  terminal: Terminal,
  work: (deps: Deps, place: string) => Promise<T>,
): Promise<T | null> {
  const config = configFor(terminal)
  if (config === null) return null
  const settings = await settingsFor(terminal, config)
  if (settings === null) return null
  const place = await openPlace(terminal, config)
  if (place === null) return null
  const db = openDatabase({ url: place.url, applicationName: 'vigia command line', log: quiet, ...LIMITS })
  try {
    return await work({ clock: machineClock, log: quiet, db, settings: () => settings }, place.name)
  } catch (error) {
    const said = sentenceOf(terminal, error, place.name)
    if (said === null) throw error
    terminal.err(said)
    return null
  } finally {
    await db.close()
    await place.release()
  }
}

function configFor(terminal: Terminal): Config | null {
  const read = readConfig(Object.fromEntries(NEEDED.map((name) => [name, terminal.env[name]])))
  if (read.ok) return read.config
  terminal.err(read.problems.map(({ variable, message }) => `${variable} ${message}`).join('\n'))
  return null
}

/** Without a file: what the playground comes with, whose categories are the defaults. */
async function settingsFor(terminal: Terminal, { settingsFile }: Config): Promise<Settings | null> {
  if (settingsFile === null) return playgroundSettings
  const parsed = await readSettings(terminal, settingsFile)
  if (parsed === null) return null
  if (parsed.ok) return parsed.settings
  terminal.err(problemLines(terminal, parsed.problems).join('\n'))
  return null
}

async function openPlace(terminal: Terminal, config: Config): Promise<Place | null> {
  const { databaseUrl } = config.secrets
  if (databaseUrl !== null) return { url: databaseUrl, name: 'DATABASE_URL', release: async () => {} }
  const dataDir = resolve(config.dataDir)
  if (!holdsCluster(dataDir)) {
    terminal.err(terminal.words.records.nothingThere({ folder: dataDir }))
    return null
  }
  const server = await startEmbeddedPostgres({ dataDir, isRevived: false })
  return { url: server.url, name: server.dataDir, release: () => server.stop() }
}

/** A look must not make a database where none is. */
function holdsCluster(dataDir: string): boolean {
  if (!existsSync(dataDir)) return false
  return readdirSync(dataDir).some((name) => name === 'location' || /^postgres-\d+$/.test(name))
}

function sentenceOf({ words }: Terminal, error: unknown, place: string): string | null {
  if (error instanceof DatabaseUnavailable) return words.records.unreachable({ place, why: error.reason })
  if (error instanceof StatementFailed && error.code === NO_TABLE) return words.records.notVigias({ place })
  return null
}
