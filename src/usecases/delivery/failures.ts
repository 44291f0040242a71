import type { Queryable } from '../../db/client.ts'
import { loadEscalation } from '../../db/stores/escalations.ts'
import { findingsById } from '../../db/stores/gaps-found.ts'
import { loadDutyPost } from '../../db/stores/oncall/posts.ts'
import { appendTimeline } from '../../db/stores/timeline.ts'
import type { Actor } from '../../domain/actor.ts'
import type { Escalation } from '../../domain/escalation/escalation.ts'
import { membersOf } from '../../domain/oncall/members.ts'
import { escalationOf, type Intent, type IntentOf } from '../../outbox/intents.ts'
import type { LeasedRow } from '../../outbox/outcome.ts'
import { say } from '../../outbox/say.ts'
import type { Settings } from '../../settings/types.ts'
import type { Deps } from '../deps.ts'
import { schedulesOf } from '../oncall/load-schedules.ts'
import { localDayOf } from '../oncall/local-day.ts'
import { tellDuty } from '../oncall/notices.ts'
import { notBeforeFor } from '../quiet-hours.ts'
import { teamOf } from '../team.ts'

/** Who writes what becomes of a delivery into the timeline. */
export const RELAY: Actor = { kind: 'job', name: 'relay' }

/** A failure behind the scenes reaches a person who can act: the leads, and the card. A lead's own notice only the log. */
export async function tellOfFailure(
  tx: Queryable,
  deps: Deps,
  row: LeasedRow,
  error: string,
  now: Date,
): Promise<void> {
  deps.log.warn('delivery_failed', { kind: row.kind, error, escalation: row.escalationId })
  const { intent } = row
  const escalationId = escalationOf(intent)
  const escalation = escalationId === null ? null : await loadEscalation(tx, escalationId)
  if (escalationId === null) return tellOfDuty(tx, deps.settings(), { intent, error }, now)
  if (escalation === null || intent.kind === 'lead_notice') return
  await appendTimeline(tx, {
    escalationId: escalation.id,
    event: { event: 'delivery_failed', facts: { kind: intent.kind, error } },
    actor: RELAY,
    textId: null,
    audience: 'team',
    at: now,
  })
  await tellLeads(tx, deps, escalation, { code: 'delivery_failed', what: intent.kind, error }, now)
  if (intent.kind !== 'card') await say(tx, now, [{ intent: { kind: 'card', escalationId: escalation.id } }])
}

/** Each by a DM, in their own hours; of an urgent page that reached nobody at once, since a lead is who is left. */
export async function tellLeads(
  tx: Queryable,
  deps: Deps,
  escalation: Escalation,
  notice: IntentOf<'lead_notice'>['notice'],
  now: Date,
): Promise<void> {
  const settings = deps.settings()
  const as = notice.code === 'delivery_failed' && notice.what === 'page' ? 'page' : 'duty'
  for (const userId of teamOf(settings, escalation.teamId).leads) {
    const notBefore = await notBeforeFor(tx, settings, { userId, as, escalation }, now)
    await say(tx, now, [{ intent: { kind: 'lead_notice', escalationId: escalation.id, userId, notice }, notBefore }])
  }
}

/**
 * Somebody may not know that they are on call (ONCALL 27): the leads of their schedules are told, once a day and person, but
 * not whoever can't be reached; of that the log tells, and of a message like this one itself.
 */
async function tellOfDuty(
  tx: Queryable,
  settings: Settings,
  of: { readonly intent: Intent; readonly error: string },
  now: Date,
): Promise<void> {
  const { intent, error } = of
  if (intent.kind === 'duty_notice' && intent.notice.code === 'undelivered') return
  const scheduleId = await scheduleOfIntent(tx, intent)
  const to = 'userId' in intent ? intent.userId : null
  if (scheduleId === null && to === null) return
  const schedules = (await schedulesOf(tx, settings, null, now)).filter(({ id, rules }) =>
    scheduleId === null ? to !== null && membersOf(rules, localDayOf(now, rules.zone)).includes(to) : id === scheduleId,
  )
  const leads = new Set(schedules.flatMap(({ teamId }) => teamOf(settings, teamId).leads))
  if (to !== null) leads.delete(to)
  const on = localDayOf(now, settings.zone)
  const notice = { code: 'undelivered', scheduleId, to, error, on } as const
  await tellDuty(
    tx,
    settings,
    [...leads].map((lead) => ({ notice, to: lead })),
    now,
  )
}

async function scheduleOfIntent(q: Queryable, intent: Intent): Promise<number | null> {
  switch (intent.kind) {
    case 'duty_post':
    case 'duty_call':
    case 'duty_unconfirmed':
      return (await loadDutyPost(q, intent.postId))?.scheduleId ?? null
    case 'handoff':
      return intent.scheduleId
    case 'gap_notice':
      return (await findingsById(q, intent.findingIds))[0]?.scheduleId ?? null
    default:
      return null
  }
}
