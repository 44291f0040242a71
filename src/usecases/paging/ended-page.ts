import type { Queryable } from '../../db/client.ts'
import type { Page } from '../../db/stores/pages.ts'
import { runningRun } from '../../db/stores/runs.ts'
import type { Escalation } from '../../domain/escalation/escalation.ts'
import type { Refusal } from '../../domain/escalation/refusal.ts'
import { readRun } from './run-record.ts'

/** Why a page can't be answered any more: who was first, or that it was answered, replaced or stopped since (ONCALL 15). */
export async function whyOver(q: Queryable, escalation: Escalation, page: Page): Promise<Refusal> {
  if (escalation.status === 'claimed' || escalation.status === 'waiting') {
    return { code: 'already_claimed', ownerId: escalation.ownerId, since: escalation.ownedSince }
  }
  if (escalation.status !== 'unclaimed') return { code: 'wrong_status', status: escalation.status }
  const stored = page.outcome === 'seen_by_other' ? await runningRun(q, escalation.id) : null
  const phase = stored === null ? null : readRun(stored.run).phase
  if (phase?.phase === 'acknowledged') return { code: 'already_seen', byId: phase.by, since: phase.at }
  return { code: 'stale' }
}
