import { schedule } from 'node-cron'
import type { Log } from '../ports.ts'

/**
 * Wakes the engine each minute. Nothing is trusted to it: what is due is a row, and the engine looks by itself as well
 * (ONCALL 21). UTC, in a process whose zone is UTC: with a zone that has summer time node-cron falls silent for an hour.
 */
export function startCron(deps: {
  readonly log: Log
  readonly wake: () => void
  /** Looks that may be an hour old; a failure is theirs to tell. */
  readonly hourly: () => Promise<void>
}): { stop(): Promise<void> } {
  const { log, wake, hourly } = deps
  const logger = {
    debug: () => {},
    info: () => {},
    warn: () => log.warn('cron_warning'),
    error: (error: string | Error) => log.error('cron_error', error),
  }
  const options = { timezone: 'UTC', logger, suppressMissedWarning: true, unref: true }
  const tasks = [
    schedule('* * * * *', wake, { ...options, name: 'wake' }),
    schedule('7 * * * *', hourly, { ...options, name: 'hourly' }),
  ]
  return {
    stop: async () => {
      for (const task of tasks) await task.destroy()
    },
  }
}
