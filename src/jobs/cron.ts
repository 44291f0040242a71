import { schedule } from 'node-cron'
import type { Log } from '../ports.ts'

/**
 * Wakes the engine each minute. Nothing is trusted to it: what is due is a row, and the engine looks by itself as well
 * (ONCALL 21). UTC, in a process whose zone is UTC: with a zone that has summer time node-cron falls silent for an hour.
 */
export function startCron(deps: { readonly log: Log; readonly wake: () => void }): { stop(): Promise<void> } {
  const { log, wake } = deps
  const logger = {
    debug: () => {},
    info: () => {},
    warn: () => log.warn('cron_warning'),
    error: (error: string | Error) => log.error('cron_error', error),
  }
  const options = { timezone: 'UTC', name: 'wake', logger, suppressMissedWarning: true, unref: true }
  const task = schedule('* * * * *', wake, options)
  return {
    stop: async () => {
      await task.destroy()
    },
  }
}
