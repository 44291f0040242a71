import { schedule } from 'node-cron'
import type { Log } from '../ports.ts'

/** Work that is woken by the clock, and callable once by a test, the mover of the clock, and cron. */
export interface Job {
  readonly name: string
  /** Of node-cron, in UTC. */
  readonly pattern: string
  readonly everyMs: number
  /** Harmless when it comes late or twice. */
  run(): Promise<void>
}

/**
 * Wakes the engine each minute, and the jobs by their patterns. Nothing is trusted to it: what is due is a row, and the
 * engine looks by itself as well (ONCALL 21). UTC, in a process whose zone is UTC: with a zone that has summer time
 * node-cron falls silent for an hour.
 */
export function startCron(deps: { readonly log: Log; readonly wake: () => void; readonly jobs: readonly Job[] }): {
  stop(): Promise<void>
} {
  const { log, wake, jobs } = deps
  const logger = {
    debug: () => {},
    info: () => {},
    warn: () => log.warn('cron_warning'),
    error: (error: string | Error) => log.error('cron_error', error),
  }
  const options = { timezone: 'UTC', logger, suppressMissedWarning: true, unref: true }
  const running = new Set<Promise<void>>()
  const runOnce = async (job: Job) => {
    const work = runJob(job, log).finally(() => running.delete(work))
    running.add(work)
    await work
  }
  const tasks = [
    schedule('* * * * *', wake, { ...options, name: 'wake' }),
    ...jobs.map((job) => schedule(job.pattern, () => runOnce(job), { ...options, name: job.name, noOverlap: true })),
  ]
  return {
    stop: async () => {
      for (const task of tasks) await task.destroy()
      await Promise.all(running)
    },
  }
}

/**
 * What node-cron would have woken meanwhile, once: whoever moves the clock by so much calls it instead (ONCALL 23).
 */
export async function runJobsOf(passedMs: number, jobs: readonly Job[], log: Log): Promise<void> {
  for (const job of jobs) if (passedMs >= job.everyMs) await runJob(job, log)
}

async function runJob(job: Job, log: Log): Promise<void> {
  try {
    await job.run()
  } catch (error) {
    log.error('job_failed', error, { job: job.name })
  }
}
