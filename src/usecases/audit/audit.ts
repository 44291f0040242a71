import type { Queryable } from '../../db/client.ts'
import { lockEscalation } from '../../db/stores/escalations.ts'
import { notifyDue } from '../../db/wake.ts'
import { say } from '../../outbox/say.ts'
import type { Deps } from '../deps.ts'
import { notBeforeFor } from '../quiet-hours.ts'
import { teamOf } from '../team.ts'
import { auditDuties, type DutyFinding, findDutyTrouble } from './duties.ts'
import type { Finding, Found, Scope } from './finding.ts'
import { handoversWithoutNotice, lostPages, parkedPages, stepsWithoutPage } from './pages.ts'
import { clocksWithoutTimer, lateTimers, runsWithoutTimer } from './timers.ts'

export interface AuditReport {
  readonly findings: readonly (Finding & { readonly isRepaired: boolean })[]
  readonly duties: readonly (DutyFinding & { readonly isRepaired: boolean })[]
  /** Everything is as it should be by now: what was wrong has been mended. */
  readonly isSound: boolean
}

/** In this order: a page that is given again is the page that its step had. */
const CHECKS: readonly ((q: Queryable, scope: Scope) => Promise<readonly Found[]>)[] = [
  lateTimers,
  runsWithoutTimer,
  clocksWithoutTimer,
  parkedPages,
  lostPages,
  stepsWithoutPage,
  handoversWithoutNotice,
]

/** Looks at every open escalation, however old, and at every schedule, and changes nothing. */
export async function findTrouble(
  deps: Deps,
): Promise<{ readonly findings: readonly Finding[]; readonly duties: readonly DutyFinding[] }> {
  const now = deps.clock.now()
  const found = await Promise.all(CHECKS.map((check) => deps.db.read((q) => check(q, { now, escalationId: null }))))
  const findings = found.flat().map(({ code, escalationId, subject }) => ({ code, escalationId, subject }))
  return { findings, duties: await deps.db.read((q) => findDutyTrouble(q, deps.settings(), now)) }
}

/**
 * The auditor (ONCALL 28): another code path that checks what the engine promised for every open escalation, mends what it
 * can and tells the leads, once per finding. `since`: a bot that has just started makes up for what fell due before; until
 * it had its two ticks nobody is told that this is late.
 */
export async function audit(deps: Deps, options: { readonly since: Date }): Promise<AuditReport> {
  const findings: (Finding & { readonly isRepaired: boolean })[] = []
  for (const check of CHECKS) {
    const found = await deps.db.read((q) => check(q, { now: deps.clock.now(), escalationId: null }))
    for (const escalationId of new Set(found.map((one) => one.escalationId))) {
      findings.push(...(await mend(deps, check, { escalationId, since: options.since })))
    }
  }
  for (const { code, escalationId, subject, isRepaired } of findings) {
    deps.log.warn('audit_finding', { code, escalation: escalationId, subject, isRepaired })
  }
  const duties = await auditDuties(deps)
  for (const { code, subject, isRepaired } of duties) deps.log.warn('audit_finding', { code, subject, isRepaired })
  return { findings, duties, isSound: [...findings, ...duties].every((one) => one.isRepaired) }
}

/** Looks again with the escalation locked, since what was under way may have ended: mends and tells in one transaction. */
async function mend(
  deps: Deps,
  check: (q: Queryable, scope: Scope) => Promise<readonly Found[]>,
  of: { readonly escalationId: number; readonly since: Date },
): Promise<readonly (Finding & { readonly isRepaired: boolean })[]> {
  const now = deps.clock.now()
  return deps.db.transact(async (tx) => {
    const escalation = await lockEscalation(tx, of.escalationId)
    if (escalation === null) return []
    const found = await check(tx, { now, escalationId: of.escalationId })
    const settings = deps.settings()
    for (const { code, subject, repair } of found) {
      await repair?.(tx, now)
      const isLate = code === 'timer_late' || code === 'page_late'
      if (isLate) await notifyDue(tx)
      if (isLate && isJustStarted(of.since, now)) continue
      const as = code.startsWith('page') || code.startsWith('step') || code.startsWith('run') ? 'page' : 'duty'
      for (const userId of teamOf(settings, escalation.teamId).leads) {
        const notice = { code: 'audit', finding: code, subject, isRepaired: repair !== null } as const
        const notBefore = await notBeforeFor(tx, settings, { userId, as, escalation }, now)
        await say(tx, now, [
          { intent: { kind: 'lead_notice', escalationId: escalation.id, userId, notice }, notBefore },
        ])
      }
    }
    return found.map(({ code, escalationId, subject, repair }) => ({
      code,
      escalationId,
      subject,
      isRepaired: repair !== null,
    }))
  })
}

const TWO_TICKS_MS = 2 * 60_000

function isJustStarted(since: Date, now: Date): boolean {
  return now.getTime() - since.getTime() < TWO_TICKS_MS
}
