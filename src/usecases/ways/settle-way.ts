import type { Queryable } from '../../db/client.ts'
import { loadEscalation } from '../../db/stores/escalations.ts'
import { appendTimeline } from '../../db/stores/timeline.ts'
import { hurryNextAttempt, loadAttempt, type PageAttempt, sentTo, settleAttempt } from '../../db/stores/ways.ts'
import type { Actor } from '../../domain/actor.ts'
import type { Escalation } from '../../domain/escalation/escalation.ts'
import type { FollowUp } from '../../domain/paging/ways.ts'
import type { Intent, IntentOf } from '../../outbox/intents.ts'
import type { DeliveryOutcome } from '../../outbox/outcome.ts'
import { say } from '../../outbox/say.ts'

const RELAY: Actor = { kind: 'job', name: 'relay' }
/** A way that didn't get through so often isn't waited for: the next one goes, and this one goes on trying. */
const PATIENCE_TRIES = 3

/** What became of a page by another way: its attempt, the timeline, and the next way where this one didn't get through. */
export async function settleWay(
  tx: Queryable,
  intent: IntentOf<'page_way'>,
  outcome: DeliveryOutcome,
  at: { readonly attempts: number; readonly now: Date },
): Promise<void> {
  const { now } = at
  switch (outcome.kind) {
    case 'sent': {
      const externalId = outcome.facts?.step === 'way_sent' ? outcome.facts.externalId : null
      const sent = await settleAttempt(tx, intent.attemptId, ['waiting'], { state: 'sent', sentAt: now, externalId })
      if (sent !== null) await noteSent(tx, intent, sent, now)
      return
    }
    case 'moot':
    case 'unchanged':
      await settleAttempt(tx, intent.attemptId, ['waiting'], { state: 'moot' })
      return
    case 'unroutable':
      await settleAttempt(tx, intent.attemptId, ['waiting'], { state: 'failed', error: outcome.error })
      await hurryNextAttempt(tx, intent.pageId, now, intent.attemptId)
      return
    case 'retry':
    case 'unknown':
      if (at.attempts === PATIENCE_TRIES) await hurryNextAttempt(tx, intent.pageId, now, intent.attemptId)
  }
}

async function noteSent(tx: Queryable, intent: IntentOf<'page_way'>, attempt: PageAttempt, now: Date): Promise<void> {
  const { escalationId, userId } = intent
  const minutesLate = Math.max(0, Math.floor((now.getTime() - attempt.dueAt.getTime()) / 60_000))
  await appendTimeline(tx, {
    escalationId,
    event: { event: 'page_sent', facts: { userId, minutesLate, way: attempt.kind } },
    actor: RELAY,
    textId: null,
    audience: 'team',
    at: now,
  })
  if (attempt.kind !== 'pagerduty') return
  // Claimed while the page was on its way: PagerDuty has just begun to ring, and is told at once.
  const escalation = await loadEscalation(tx, escalationId)
  const action = escalation === null ? null : followUpOf(escalation)
  if (action !== null) await say(tx, now, [{ intent: followUp(escalationId, attempt.id, action) }])
}

/** What PagerDuty is to hear of an escalation that stands so; null: nothing, it rings. */
export function followUpOf(escalation: Escalation): FollowUp | null {
  switch (escalation.status) {
    case 'unclaimed':
      return null
    case 'claimed':
    case 'waiting':
      return 'acknowledge'
    case 'resolved':
    case 'closed':
    case 'withdrawn':
    case 'duplicate':
      return 'resolve'
  }
}

function followUp(escalationId: number, attemptId: number, action: FollowUp): Intent {
  return { kind: 'page_follow_up', escalationId, attemptId, action }
}

/** After each change: whom PagerDuty rings hears once that it was claimed, and once that it is over. */
export async function followUps(tx: Queryable, escalation: Escalation): Promise<readonly Intent[]> {
  const action = followUpOf(escalation)
  if (action === null) return []
  const attempts = await sentTo(tx, escalation.id, 'pagerduty')
  return attempts.map((attempt) => followUp(escalation.id, attempt.id, action))
}

/** A provider's later word: it could not be delivered, nobody took the call. False where that is known, or isn't ours. */
export async function wayFailed(
  tx: Queryable,
  input: { readonly attemptId: number; readonly externalId: string; readonly error: string },
  now: Date,
): Promise<PageAttempt | null> {
  const known = await loadAttempt(tx, input.attemptId)
  // Its word may come before we have recorded what it calls it.
  if (known === null || (known.externalId !== null && known.externalId !== input.externalId)) return null
  const failed = await settleAttempt(tx, known.id, ['sent'], { state: 'failed', error: input.error })
  if (failed !== null) await hurryNextAttempt(tx, failed.pageId, now, failed.id)
  return failed
}
