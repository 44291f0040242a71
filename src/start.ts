import { readFile, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Config, readConfig } from './config.ts'
import { clearDatabase } from './db/clear.ts'
import { startEmbeddedPostgres } from './db/embedded/server.ts'
import { DatabaseUnavailable } from './db/errors.ts'
import { migrateDatabase } from './db/migrate.ts'
import { compose, type PagersConfig } from './deps.ts'
import { problemLine } from './i18n/cli.ts'
import { type PlaygroundRun, startPlaygroundRun } from './playground-run.ts'
import type { Log, Wake } from './ports.ts'
import { parseSettings } from './settings/parse.ts'
import { playgroundWithSchedule } from './settings/playground-schedule.ts'
import type { Settings } from './settings/types.ts'
import { unsetSettings } from './settings/unset.ts'
import { machineClock, movedClock } from './system/clock.ts'
import { deadline } from './system/deadline.ts'
import { createHeartbeat } from './system/heartbeat.ts'
import { createLog } from './system/log.ts'
import { claimFolder } from './system/one-bot.ts'
import { createVault } from './system/vault.ts'
import { createWake } from './system/wake.ts'

const HTTP_PORT = 3000
const DATABASE_AGAIN_MS = 1_000

/** Undone at the end, the last started first. */
type Stops = (() => Promise<void> | void)[]

/** Something that the person who starts Vigía can mend: said in full, without a stack. */
class Refused extends Error {}

/** Starts what the environment asks for, waits for a signal, and stops in reverse order. */
export async function run(args: readonly string[]): Promise<void> {
  const stops: Stops = []
  try {
    const config = configOrRefuse()
    const ready = await start(config, { isFresh: args.includes('--fresh') }, stops)
    if (ready === null) return
    // Listened for before it is said that we are there: whoever reads that may stop us at once.
    const asked = untilSignal()
    process.stdout.write(ready)
    await asked
    process.stderr.write('Stopping …\n')
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const said = error instanceof Refused ? error.message : `Vigía could not start: ${error.message}`
    process.stderr.write(`${said}\n`)
    process.exitCode = 1
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}

function configOrRefuse(): Config {
  const read = readConfig(process.env)
  if (read.ok) return read.config
  const lines = read.problems.map(({ variable, message }) => `  ${variable} ${message}`)
  throw new Refused(['Vigía cannot start with this environment:', ...lines].join('\n'))
}

async function settingsFor(config: Config): Promise<Settings> {
  if (config.settingsFile === null) {
    return config.slack.kind === 'playground' ? playgroundWithSchedule(machineClock.now()) : unsetSettings
  }
  const text = await readFile(config.settingsFile, 'utf8').catch((error: Error) => {
    throw new Refused(`VIGIA_SETTINGS names a file that can't be read: ${error.message}`)
  })
  const parsed = parseSettings(text, config.settingsFile)
  if (parsed.ok) return parsed.settings
  const lines = parsed.problems.map((problem) => `  ${problemLine(problem, 'en')}`)
  throw new Refused([`${config.settingsFile} can't be used:`, ...lines].join('\n'))
}

/** What is to be said once everything runs; null where another start holds the data. */
async function start(config: Config, options: { readonly isFresh: boolean }, stops: Stops): Promise<string | null> {
  const isPlayground = config.slack.kind === 'playground'
  const log = createLog({ level: isPlayground && config.logLevel === 'info' ? 'warn' : config.logLevel })
  const dataDir = resolve(config.dataDir)
  const settings = await settingsFor(config)
  const claim = isPlayground ? await claimFolder(dataDir) : null
  if (claim?.isOurs === false) {
    const where = claim.address === null ? 'It is still starting.' : `Open ${claim.address}`
    process.stdout.write(`Vigía already runs on ${dataDir}. ${where}\n`)
    return null
  }
  if (claim !== null) stops.push(() => claim.release())

  const database = await openServer(config, dataDir, log, stops)
  if (options.isFresh && isPlayground) {
    await clearDatabase(database.url, { log })
    for (const name of ['workspace.json', 'workspace.json.files']) {
      await rm(join(dataDir, name), { force: true, recursive: true })
    }
  }
  const wake = createWake()
  await migrateWhenThere(config, database.url, log, wake)

  const shared = { databaseUrl: database.url, settings: () => settings, wake, deadline, log }
  const secrets = config.secrets.slack
  if (secrets.kind === 'playground') {
    const clock = movedClock()
    const playground: PlaygroundRun = await startPlaygroundRun({ ...shared, clock, dataDir, port: config.port })
    stops.push(() => playground.stop())
    claim?.tell(playground.pageUrl)
    return welcome(playground, database.where)
  }
  const apiUrl = config.slack.kind === 'playground' ? null : config.slack.apiUrl
  const pagers = pagersFor(config)
  const { heartbeatUrl } = config.secrets
  const vigia = compose({
    ...shared,
    ...(pagers === null ? {} : { pagers }),
    ...(heartbeatUrl === null ? {} : { heartbeat: createHeartbeat(heartbeatUrl) }),
    clock: machineClock,
    http: { host: config.host, port: config.port },
    publicUrl: () => config.publicUrl,
    slack: {
      botToken: secrets.botToken,
      apiUrl,
      inbound: (routes) =>
        secrets.kind === 'socket'
          ? { kind: 'socket', appToken: secrets.appToken, slackApiUrl: apiUrl ?? 'https://slack.com/api/' }
          : {
              kind: 'http',
              signingSecret: secrets.signingSecret,
              host: config.host,
              port: config.port ?? HTTP_PORT,
              routes,
            },
    },
  })
  stops.push(() => vigia.stop())
  const { port } = await vigia.start()
  const how = port === null ? 'over Socket Mode' : `on ${config.host}:${port}/slack/events`
  const setUp = settings.isSetUp
    ? ''
    : ' It is not set up: it posts and pages nobody until VIGIA_SETTINGS names a file.'
  if (config.ways.twilio !== null && config.publicUrl === null) {
    process.stderr.write("PUBLIC_URL isn't set: nobody is called, and nobody can answer by SMS.\n")
  }
  return `Vigía keeps watch ${how}. Data: ${database.where}.${setUp}\n`
}

/** The ways outside Slack that the environment sets up; null where there is none. */
function pagersFor(config: Config): PagersConfig | null {
  const { ways, publicUrl, secrets } = config
  const { twilioAuthToken: authToken, smtpUrl } = secrets.ways
  if (secrets.key === null) return null
  return {
    vault: createVault(secrets.key),
    publicUrl,
    twilio: ways.twilio === null || authToken === null ? null : { ...ways.twilio, authToken },
    mail: ways.mail === null || smtpUrl === null ? null : { ...ways.mail, url: smtpUrl },
    pagerDuty: ways.pagerDuty,
    webhookHosts: ways.webhookHosts,
  }
}

async function openServer(config: Config, dataDir: string, log: Log, stops: Stops) {
  const { databaseUrl } = config.secrets
  if (databaseUrl !== null) return { url: databaseUrl, where: 'the database of DATABASE_URL' }
  const server = await startEmbeddedPostgres({ dataDir, log })
  stops.push(() => server.stop())
  return { url: server.url, where: server.dataDir }
}

/**
 * The database of `DATABASE_URL` may start after us: it is waited for, like Slack, and that is said once. What waiting
 * can't mend (a wrong password) is thrown.
 */
async function migrateWhenThere(config: Config, url: string, log: Log, wake: Wake): Promise<void> {
  for (let isSaid = false; ; isSaid = true) {
    try {
      return await migrateDatabase(url, { log })
    } catch (error) {
      if (config.secrets.databaseUrl === null || !(error instanceof DatabaseUnavailable)) throw error
      if (!isSaid) {
        process.stderr.write(
          `The database of DATABASE_URL can't be reached (${error.reason}). Waiting for it: start it, or correct DATABASE_URL.\n`,
        )
      }
      await wake.sleep(DATABASE_AGAIN_MS)
    }
  }
}

function welcome(playground: PlaygroundRun, where: string): string {
  const people = playground.people.map((person) => `  ${person.name.padEnd(14)} ${person.about}\n    ${person.address}`)
  return [
    '',
    `Vigía keeps watch. Open ${playground.pageUrl}`,
    '',
    'Who is who (each address is a window of its own):',
    ...people,
    '',
    `Data: ${where} and ${playground.workspaceFile}`,
    'Ctrl-C stops; `npm start -- --fresh` starts over.',
    '',
    '',
  ].join('\n')
}

function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}
