/**
 * The start: the oldest Node that will do, the process's zone, and then everything else. Nothing of ours is imported
 * before both are settled: a library that reads the zone while it loads must read UTC (ONCALL 21).
 */
const OLDEST_NODE = 20

const [major = 0] = process.versions.node.split('.').map(Number)
if (major < OLDEST_NODE) {
  process.stderr.write(`Vigía needs Node ${OLDEST_NODE} or newer; this is Node ${process.versions.node}.\n`)
  process.exit(1)
}

process.env.TZ = 'UTC'
// By its name: Casablanca's offset was 0 once, and isn't now.
if (Intl.DateTimeFormat().resolvedOptions().timeZone !== 'UTC') {
  process.stderr.write('Vigía could not set its process zone to UTC: start it with TZ=UTC.\n')
}

const { run } = await import('./start.ts')
await run(process.argv.slice(2))
