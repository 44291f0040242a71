/**
 * A workspace in a process of its own, so that a bot can be killed while Slack lives on:
 * `node --import tsx src/playground/standalone.ts --manifest FILE [--port N] [--data-file FILE] [--events-url URL]`.
 * Prints one line of JSON with addresses and tokens. It ends with SIGTERM, SIGINT, or with its standard input where
 * `--until-stdin-ends` is given.
 */
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { asJson, parseJson } from './json.ts'
import type { SlackManifest } from './manifest.ts'
import { startPlayground } from './start.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    'data-file': { type: 'string' },
    manifest: { type: 'string' },
    'events-url': { type: 'string' },
    'until-stdin-ends': { type: 'boolean', default: false },
  },
})

if (values.manifest === undefined) throw new Error('--manifest FILE is needed: a Slack app manifest as JSON')
const manifest: SlackManifest = asJson(parseJson(await readFile(values.manifest, 'utf8')))
const dataFile = values['data-file']
// Nobody hands this process a clock, so it keeps one of its own, which the page's endpoint moves forward.
let ahead = 0
const playground = await startPlayground({
  port: Number(values.port),
  manifest,
  controls: {
    now: () => Date.now() + ahead,
    moveClock: async (move) => {
      if ('byMinutes' in move) ahead += move.byMinutes * 60_000
    },
  },
  ...(dataFile === undefined ? {} : { dataFile }),
})
if (values['events-url'] !== undefined) playground.connect(values['events-url'])

const { apiUrl, pageUrl, pageToken, botToken, appToken, signingSecret, botUserId, botId, appId, teamId } = playground
process.stdout.write(
  `${JSON.stringify({ apiUrl, pageUrl, pageToken, botToken, appToken, signingSecret, botUserId, botId, appId, teamId })}\n`,
)

async function end(): Promise<void> {
  await playground.stop()
  process.exit(0)
}
process.once('SIGTERM', end)
process.once('SIGINT', end)
if (values['until-stdin-ends']) process.stdin.resume().once('end', end)
