import type { Heartbeat, Log } from '../ports.ts'
import type { AuditReport } from '../usecases/audit/audit.ts'
import type { Job } from './cron.ts'

/**
 * The auditor, each minute. Whoever listens to the heartbeat hears it only after everything was looked at and is as it
 * should be: silence means that Vigía is down, stuck, or has found what only a person can mend (ONCALL 28).
 */
export function auditJob(deps: {
  readonly audit: () => Promise<AuditReport>
  readonly heartbeat: Heartbeat | null
  readonly log: Log
}): Job {
  const { audit, heartbeat, log } = deps
  return {
    name: 'audit',
    pattern: '* * * * *',
    everyMs: 60_000,
    run: async () => {
      const { isSound } = await audit()
      if (!isSound || heartbeat === null) return
      try {
        await heartbeat.ping()
      } catch (error) {
        log.warn('heartbeat_failed', { error: error instanceof Error ? error.name : typeof error })
      }
    },
  }
}
