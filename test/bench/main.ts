import { benchSchedules } from './schedules.ts'
import { benchSearch } from './search.ts'
import { benchTimers } from './timers.ts'

process.env.TZ = 'UTC'

const print = (line: string) => process.stdout.write(`${line}\n`)

const WHOLE = {
  runs: 3,
  spread: { deadlines: 2_000, seconds: 30 },
  atOnce: 10_000,
  past: 1_000_000,
  future: 100_000,
  idleSeconds: 30,
}
/** To see that the benchmark works: its figures are worth nothing. */
const QUICK = {
  runs: 1,
  spread: { deadlines: 200, seconds: 3 },
  atOnce: 1_000,
  past: 10_000,
  future: 1_000,
  idleSeconds: 5,
}

/** One run of the real thing, for a look between two changes. */
const ONCE = { ...WHOLE, runs: 1, atOnce: 3_000 }

const [what, ...options] = process.argv.slice(2)
if (what === 'timers')
  await benchTimers(options.includes('--quick') ? QUICK : options.includes('--once') ? ONCE : WHOLE, print)
else if (what === 'schedules') await benchSchedules(print)
else if (what === 'search') await benchSearch(Number(process.env.COUNT ?? 200_000), print)
else {
  process.stderr.write('npm run bench -- (timers [--once | --quick] | schedules | search)\n')
  process.exitCode = 2
}
