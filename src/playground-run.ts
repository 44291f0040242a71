import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { parse } from 'yaml'
import { compose, type Made, type Vigia } from './deps.ts'
import type { PageClockMove } from './playground/page-api.ts'
import { startPlayground } from './playground/start.ts'
import type { MovedClock } from './system/clock.ts'
import { onCallNow } from './usecases/views/on-call-now.ts'
import { outboxRows } from './usecases/views/outbox-rows.ts'

/** Slack and the bot in one process, on loopback only: what `npm start` shows a newcomer. */
export interface PlaygroundRun {
  readonly pageUrl: string
  readonly workspaceFile: string
  readonly people: readonly { readonly name: string; readonly about: string; readonly address: string }[]
  readonly vigia: Vigia
  stop(): Promise<void>
}

const PAGE_PORT = 8024
/** The page asks for who is on call with everything else: it doesn't wait for a database that is away. */
const ON_CALL_MS = 500

/** The manifest lies beside `src` and beside `dist`. */
const MANIFEST = new URL('../manifest/http.yaml', import.meta.url)

export async function startPlaygroundRun(
  made: Omit<Made, 'slack' | 'clock'> & {
    readonly clock: MovedClock
    readonly dataDir: string
    readonly port: number | null
  },
): Promise<PlaygroundRun> {
  const { clock, log, dataDir } = made
  const workspaceFile = join(dataDir, 'workspace.json')
  let vigia: Vigia | null = null
  const running = (): Vigia => {
    if (vigia === null) throw new Error('the bot is still starting')
    return vigia
  }
  let lastOnCall: readonly string[] = []
  const onCall = async (): Promise<readonly string[]> => {
    try {
      lastOnCall = await made.deadline.race(ON_CALL_MS, onCallNow(running().deps))
    } catch (error) {
      log.debug('on_call_missing', { error: error instanceof Error ? error.name : 'unknown' })
    }
    return lastOnCall
  }
  const start = (port: number) =>
    startPlaygroundAt(port, workspaceFile, {
      now: () => clock.now().getTime(),
      moveClock: (move) => running().move(targetOf(move, clock.now(), made.settings().zone)),
      onCall,
      outbox: () => outboxRows(running().deps),
    })
  const playground = await startAt(start, made.port)
  let botUrl: string | null = null
  vigia = compose({
    ...made,
    publicUrl: () => botUrl,
    slack: {
      botToken: playground.botToken,
      apiUrl: playground.apiUrl,
      inbound: (routes) => ({
        kind: 'http',
        signingSecret: playground.signingSecret,
        host: '127.0.0.1',
        port: 0,
        routes,
      }),
    },
  })
  const { port } = await vigia.start()
  botUrl = `http://127.0.0.1:${port}`
  playground.connect(`${botUrl}/slack/events`)
  log.debug('playground_connected', { port })
  const { users } = playground.state()
  return {
    pageUrl: playground.pageUrl,
    workspaceFile,
    people: Object.values(users)
      .filter((person) => !person.isBot)
      .map((person) => ({
        name: person.realName,
        about: `${person.title}, ${person.tz}, ${person.locale}`,
        address: `${playground.pageUrl}?as=${person.id}`,
      })),
    vigia,
    async stop() {
      // The bot first: what it still has to say goes to a Slack that lives.
      await running().stop()
      await playground.stop()
    },
  }
}

async function startPlaygroundAt(
  port: number,
  dataFile: string,
  controls: NonNullable<Parameters<typeof startPlayground>[0]['controls']>,
) {
  return startPlayground({ port, dataFile, controls, manifest: parse(await readFile(MANIFEST, 'utf8')) })
}

/** The usual port, or any free one where another program has it; one that was asked for is not negotiable. */
async function startAt<T>(start: (port: number) => Promise<T>, asked: number | null): Promise<T> {
  if (asked !== null) return start(asked)
  try {
    return await start(PAGE_PORT)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    return start(0)
  }
}

/** Where a button of the page moves the clock to. */
function targetOf(move: PageClockMove, now: Date, zone: string): Date | 'next_deadline' {
  if ('byMinutes' in move) return new Date(now.getTime() + move.byMinutes * 60_000)
  if (move.to === 'next_deadline') return 'next_deadline'
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone)
  const days = (8 - here.dayOfWeek) % 7
  const monday = here
    .add({ days })
    .with({ hour: 9, minute: 0, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 })
  const target = monday.epochMilliseconds > now.getTime() ? monday : monday.add({ days: 7 })
  return new Date(target.epochMilliseconds)
}
